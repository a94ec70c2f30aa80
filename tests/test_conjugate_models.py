"""Marginals and posteriors of conjugate models, in the form of the textbooks."""

from __future__ import annotations

import pytest
from sympy import count_ops

from derive import marginal, parse, posterior
from derive.rulebook.algebra import is_zero


@pytest.mark.parametrize(
    ("prior", "likelihood", "first", "second"),
    [
        ("Gamma(a, b)", "Laplace(0, 1/z)", "a + 1", "b + Abs(x)"),
        ("InverseGamma(a, b)", "Laplace(0, z)", "a + 1", "b + Abs(x)"),
        ("Gamma(a, b)", "Poisson(z)", "a + x", "b + 1"),
        ("InverseGamma(a, b)", "Rayleigh(sqrt(z))", "a + 1", "b + x**2/2"),
    ],
)
def test_a_posterior_is_of_the_family_of_the_prior(
    prior: str, likelihood: str, first: str, second: str
) -> None:
    before, given, z, x, one, other = parse(prior, likelihood, "z", "x", first, second)
    found = posterior(before, given, latent=z, observed=x).result
    assert type(found.law) is type(before)
    assert found.law.args == (one, other)


@pytest.mark.parametrize(
    ("prior", "likelihood", "book"),
    [
        (
            "Normal(m, s)",
            "Normal(z, t)",
            "exp(-(x - m)**2/(2*(s**2 + t**2)))/sqrt(2*pi*(s**2 + t**2))",
        ),
        ("Gamma(a, b)", "Exponential(z)", "a*b**a/(b + x)**(a + 1)"),
        ("Gamma(a, b)", "Laplace(0, 1/z)", "a*b**a/(2*(b + Abs(x))**(a + 1))"),
    ],
)
def test_a_marginal_is_that_of_the_book(prior: str, likelihood: str, book: str) -> None:
    before, given, z, x, written = parse(prior, likelihood, "z", "x", book)
    derived = marginal(before, given, latent=z, observed=x)
    assert is_zero(derived.result - written, derived.assumptions) is True
    assert count_ops(derived.result) <= 1.3 * count_ops(written)
