"""Mixtures, against integrals and sums that mpmath computes from their densities."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
from sympy import Rational, Symbol, oo, symbols

from derive import DeriveError, chi_squared, cross_entropy, entropy, expectation, kl, parse, start
from derive.language import Expect, Normal, Variance
from derive.language.mixture import Mixture
from derive.numeric.trials import value_of
from derive.solvers.closed_form import reduced
from derive.text.plain import plain

X = Symbol("x", real=True)
MIXED = "Mixture([w, 1 - w], [Normal(m, s), Normal(2, 1)])"
AT = {"w": "1/3", "m": "-1/2", "s": "3/2"}
TAILS = [-14, -4, -1, 0, 1, 2, 3, 6, 14]


def density(t: Any) -> Any:
    return mpmath.npdf(t, -0.5, 1.5) / 3 + 2 * mpmath.npdf(t, 2, 1) / 3


def mean(f: Any) -> Any:
    return mpmath.quad(lambda t: f(t) * density(t), TAILS)


def number(d: Any) -> Any:
    assert not d.remaining, d.remaining
    return d.value_at({s: AT[s.name] for s in d.result.free_symbols}, 20)


def near(value: Any, wanted: Any) -> bool:
    return bool(abs(value - wanted) < 1e-11)


def test_means_and_variance() -> None:
    (law,) = parse(MIXED)
    assert near(number(expectation(X**2 + 3 * X, X, law)), mean(lambda t: t * t + 3 * t))
    d = reduced(start(Variance(X, X, law), *law.conditions))
    middle = mean(lambda t: t)
    assert near(number(d), mean(lambda t: (t - middle) ** 2))
    m, s, w = symbols("m s w", real=True)
    assert d.result.expand() == (w * s**2 + 1 - w + w * (1 - w) * (m - 2) ** 2).expand()
    assert str(d.verify(seed=2).status) == "verified"


def test_divergences_of_mixtures_that_close() -> None:
    p, q = parse(MIXED, "Normal(0, 2)")
    wanted = -mean(lambda t: mpmath.log(mpmath.npdf(t, 0, 2)))
    assert near(number(cross_entropy(p, q)), wanted)
    one, other = parse("Mixture([1/3, 2/3], [Exponential(2), Exponential(3)])", "Exponential(1)")
    found = chi_squared(one, other).verify(seed=2)
    squares = mpmath.quad(
        lambda t: (2 * mpmath.exp(-2 * t) / 3 + 2 * mpmath.exp(-3 * t)) ** 2 * mpmath.exp(t),
        [0, 1, 4, mpmath.inf],
    )
    assert near(number(found), squares - 1)
    assert kl(p, p).result == 0
    assert kl(q, one).result == oo


def test_entropy_is_open_with_its_reason_and_its_number() -> None:
    (law,) = parse(MIXED)
    d = entropy(law)
    assert "Nielsen and Sun 2016" in d.remaining
    at = {s: AT[s.name] for s in d.reached.free_symbols}
    assert near(d.value_at(at, 15), -mean(lambda t: mpmath.log(density(t))))


def test_no_hump_is_overlooked() -> None:
    """A narrow law far from the others has its share of the mean."""
    half = Rational(1, 2)
    law = Mixture([half, half], [Normal(0, Rational(1, 100)), Normal(1000, 1)])
    assert near(value_of(Expect(X, X, law), {}, (), 15), 500)


def test_text_goes_round() -> None:
    for text in (MIXED, "Mixture([3/10, 7/10], [Poisson(1), Poisson(k)])", "Dirichlet([a, b])"):
        (law,) = parse(text)
        assert plain(law) == text
        assert parse(plain(law)) == (law,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mixture([1/2, 1/3], [Normal(0, 1), Normal(1, 1)])", "sum to one"),
        ("Mixture([1/2, 1/2], [Normal(0, 1)])", "one for each law"),
        ("Mixture([1/2, 1/2], [Normal(0, 1), Poisson(2)])", "support of all"),
        ("Mixture([1/2, 1/2], [Uniform(0, 1), Uniform(2, 3)])", "support of all"),
        ("Mixture(1/2, [Uniform(0, 1), Uniform(2, 3)])", "two lists"),
    ],
)
def test_what_does_not_exist_is_refused(text: str, said: str) -> None:
    with pytest.raises(DeriveError, match=said):
        parse(text)
