"""Means that depend on where a point lies: one formula for each case, in all cases right."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from mpmath import mpf
from sympy import Piecewise, oo

from derive import expectation, jsd, kl, parse
from derive.derivation.status import Status

Function = Callable[[mpf], mpf]
Kinked = Callable[[mpf, mpf], mpf]
inf = mpmath.inf


def gamma_law(x: mpf) -> mpf:
    return x * mpmath.exp(-x * 3) * 9


def beta_law(x: mpf) -> mpf:
    return 30 * x**4 * (1 - x)


def pareto_law(x: mpf) -> mpf:
    return 3 * 8 / x**4


KINKED = [
    ("Gamma(2, 3)", gamma_law, 0, inf, "Max(x - c, 0)", lambda x, c: max(x - c, 0)),
    ("Gamma(2, 3)", gamma_law, 0, inf, "Abs(x - c)", lambda x, c: abs(x - c)),
    ("Beta(5, 2)", beta_law, 0, 1, "Min(x, c)", min),
    ("Pareto(2, 3)", pareto_law, 2, inf, "Max(x, c)", max),
]


@pytest.mark.parametrize(("law", "density", "low", "high", "text", "function"), KINKED)
def test_a_mean_wherever_the_kink_lies(
    law: str, density: Function, low: mpf, high: mpf, text: str, function: Kinked
) -> None:
    derived = expectation(*parse(text, "x", law, assume="c real"))
    assert derived.verify().status is Status.VERIFIED
    for point in (mpf(-1), mpf(1) / 2, mpf(5) / 2):
        cuts = sorted({mpf(low), min(max(point, mpf(low)), high), mpf(high)})
        wanted = mpmath.quad(lambda x: density(x) * function(x, point), cuts)  # noqa: B023
        value = derived.value_at({"c": point}, digits=15)
        assert abs(value - wanted) < 1e-12 * (1 + abs(wanted))


@pytest.mark.parametrize("law", ["Gamma(a, b)", "Exponential(b)", "Pareto(a, b)", "Beta(a, b)"])
def test_the_divergence_to_laplace_wherever_its_centre_is(law: str) -> None:
    assume = ["m real", "b > 1"]
    derived = kl(*parse(law, "Laplace(m, s)", assume=assume))
    assert derived.verify().status is Status.VERIFIED
    assert len(derived.result.atoms(Piecewise)) == 1


@pytest.mark.parametrize(
    ("p", "q"),
    [
        ("Exponential(a)", "Levy(s)"),
        ("HalfCauchy(a)", "Gamma(k, r)"),
        ("Levy(a)", "Nakagami(k, w)"),
    ],
)
def test_an_infinite_divergence_is_said_to_be_infinite(p: str, q: str) -> None:
    derived = kl(*parse(p, q))
    assert derived.result == oo
    assert derived.verify().status is Status.VERIFIED


@pytest.mark.parametrize(
    ("text", "law", "assume"),
    [
        ("x", "Cauchy(m, s)", ()),
        ("x**3", "Cauchy(m, s)", ()),
        ("x", "StudentT(n)", ("n < 1",)),
        ("x**3", "StudentT(n)", ("n < 2",)),
    ],
)
def test_a_mean_that_does_not_exist_is_said_not_to(
    text: str, law: str, assume: tuple[str, ...]
) -> None:
    derived = expectation(*parse(text, "x", law, assume=assume))
    assert derived.result is None
    assert "does not exist" in derived.remaining


@pytest.mark.parametrize("text", ["1/(1 + exp(-x))", "log(1 + exp(x))"])
def test_what_has_no_known_form_is_left_open_with_a_reference(text: str) -> None:
    derived = expectation(*parse(text, "x", "Normal(m, s)"))
    assert "Pirjol 2013" in derived.remaining


def test_the_divergence_of_two_normal_laws_from_their_mixture_is_left_open() -> None:
    derived = jsd(*parse("Normal(m, s)", "Normal(n, t)"))
    assert "mixture of normal laws" in derived.remaining
