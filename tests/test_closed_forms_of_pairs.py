"""Distances and means whose tables hold Gauss's function, crossings and couplings, against
quadratures written out here."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from mpmath import mpf
from sympy import oo

import derive
from derive import parse
from derive.derivation.status import Status

Function = Callable[[mpf], mpf]
inf = mpmath.inf


def gamma_law(a: mpf, b: mpf) -> Function:
    return lambda x: b**a * x ** (a - 1) * mpmath.exp(-b * x) / mpmath.gamma(a)


def lomax(s: mpf, a: mpf) -> Function:
    return lambda x: a / s * (1 + x / s) ** (-a - 1)


def cauchy(m: mpf, g: mpf) -> Function:
    return lambda x: g / (mpmath.pi * (g**2 + (x - m) ** 2))


def student(n: mpf, m: mpf, s: mpf) -> Function:
    scale = mpmath.gamma((n + 1) / 2) / (mpmath.gamma(n / 2) * mpmath.sqrt(n * mpmath.pi) * s)
    return lambda x: scale * (1 + ((x - m) / s) ** 2 / n) ** (-(n + 1) / 2)


def affinity(p: Function, q: Function) -> Function:
    return lambda x: mpmath.sqrt(p(x) * q(x))


def distance(p: Function, q: Function) -> Function:
    return lambda x: abs(p(x) - q(x)) / 2


def divergence(p: Function, q: Function) -> Function:
    return lambda x: p(x) * mpmath.log(p(x) / q(x))


HALF, ALL = [0, mpf(1) / 2, 1, 2, 5, 20, inf], [-inf, -20, -5, -1, 0, 1, 2, 5, 20, inf]
LAPLACE: Function = lambda x: mpmath.exp(-abs(x - 2) / 3) / 6  # noqa: E731

PAIRS = [
    ("kl", "Lomax(2, 3)", "Lomax(5, 4)", divergence(lomax(2, 3), lomax(5, 4)), HALF),
    (
        "total_variation",
        "Gamma(3, 2)",
        "Gamma(1, 1)",
        distance(gamma_law(3, 2), gamma_law(1, 1)),
        HALF,
    ),
    ("total_variation", "Cauchy(0, 1)", "Cauchy(1, 3)", distance(cauchy(0, 1), cauchy(1, 3)), ALL),
    ("total_variation", "Lomax(2, 3)", "Lomax(5, 3)", distance(lomax(2, 3), lomax(5, 3)), HALF),
]


@pytest.mark.parametrize(("name", "p", "q", "integrand", "cuts"), PAIRS)
def test_a_comparison_is_its_quadrature(
    name: str, p: str, q: str, integrand: Function, cuts: list[mpf]
) -> None:
    derived = getattr(derive, name)(*parse(p, q))
    assert derived.verify().status is Status.VERIFIED
    wanted = mpmath.quad(integrand, cuts)
    assert abs(derived.value_at({}, digits=15) - wanted) < 1e-4


def test_an_affinity_of_students_laws_is_its_quadrature() -> None:
    derived = derive.squared_hellinger(*parse("StudentT(4, 1, 2)", "StudentT(7, 1, 3)"))
    assert derived.verify().status is Status.VERIFIED
    wanted = 1 - mpmath.quad(affinity(student(4, 1, 2), student(7, 1, 3)), ALL)
    assert abs(derived.value_at({}, digits=15) - wanted) < 1e-9


def test_a_divergence_from_students_law_to_one_with_a_kink() -> None:
    derived = derive.kl(*parse("StudentT(n, m, s)", "Laplace(c, b)", assume=("n > 1",)))
    assert derived.verify().status is Status.VERIFIED
    wanted = mpmath.quad(divergence(student(4, 1, 2), LAPLACE), ALL)
    at = {"n": 4, "m": 1, "s": 2, "c": 2, "b": 3}
    assert abs(derived.value_at(at, digits=15) - wanted) < 1e-4


def test_a_distance_by_quantiles_that_cross() -> None:
    derived = derive.wasserstein(*parse("Weibull(2, 3)", "Weibull(1, 1/2)", "1"))
    assert derived.verify().status is Status.VERIFIED
    gap: Function = lambda z: abs(2 * z ** (mpf(1) / 3) - z**2) * mpmath.exp(-z)  # noqa: E731
    wanted = mpmath.quad(gap, [0, mpf(2) ** (mpf(3) / 5), 5, 20, inf])
    assert abs(derived.value_at({}, digits=15) - wanted) < 1e-8


def test_a_condition_on_a_letter_is_no_part_of_it() -> None:
    """A natural order is asked for, and not taken for granted because the letter says so."""
    assert derive.kl(*parse("Gamma(a, b)", "Lomax(s, t)")).verify().status is Status.ASSUMES


def test_a_mean_square_about_any_point_is_infinite_where_the_square_is() -> None:
    for law in ("Cauchy(m, g)", "Levy(c)"):
        derived = derive.kl(*parse(law, "Normal(n, s)"))
        assert derived.verify().status is Status.VERIFIED
        assert derived.result == oo
