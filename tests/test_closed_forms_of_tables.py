"""Means that the tables of standard integrals give, against quadratures written out here."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from mpmath import mpf
from sympy import oo

from derive import bhattacharyya, expectation, kl, parse, renyi, squared_hellinger
from derive.derivation.status import Status

Function = Callable[[mpf], mpf]
inf = mpmath.inf
WIDE = list(range(-100, 101, 4))
LINE = [-inf, -2, 0, mpf(1) / 2, 2, inf]


def laplace(x: mpf) -> mpf:
    return mpmath.exp(-abs(x - mpf(1) / 2) * 3) * mpf(3) / 2


def logistic(x: mpf) -> mpf:
    return 1 / (8 * mpmath.cosh((x - mpf(1) / 2) / 4) ** 2)


def normal(x: mpf) -> mpf:
    return mpmath.npdf(x, mpf(1) / 2, 2)


def cauchy(x: mpf) -> mpf:
    return 3 / (mpmath.pi * (9 + (x - mpf(1) / 2) ** 2))


def student(x: mpf) -> mpf:
    scale = mpmath.gamma(3) / (mpmath.gamma(mpf(5) / 2) * mpmath.sqrt(5 * mpmath.pi))
    return scale * (1 + x**2 / 5) ** -3


def semicircle(x: mpf) -> mpf:
    return mpmath.sqrt(4 - x**2) / (2 * mpmath.pi)


MEANS = [
    ("x**3", "Laplace(1/2, 1/3)", laplace, lambda x: x**3, LINE),
    ("x*exp(x)", "Laplace(1/2, 1/3)", laplace, lambda x: x * mpmath.exp(x), LINE),
    ("sin(3*x + 1)", "Laplace(1/2, 1/3)", laplace, lambda x: mpmath.sin(3 * x + 1), LINE),
    ("Max(x, 2)", "Laplace(1/2, 1/3)", laplace, lambda x: max(x, 2), LINE),
    ("log(Abs(x - 1/2))", "Laplace(1/2, 1/3)", laplace, lambda x: mpmath.log(abs(x - 0.5)), LINE),
    ("cos(x/2 + 1)", "Logistic(1/2, 2)", logistic, lambda x: mpmath.cos(x / 2 + 1), WIDE),
    ("Abs(x - 2)", "Logistic(1/2, 2)", logistic, lambda x: abs(x - 2), LINE),
    ("Abs(x - 1/2)**3", "Normal(1/2, 2)", normal, lambda x: abs(x - mpf(0.5)) ** 3, WIDE),
    ("log(Abs(x - 1/2))", "Normal(1/2, 2)", normal, lambda x: mpmath.log(abs(x - 0.5)), LINE),
    ("Max(x, 0)**2", "Normal(1/2, 2)", normal, lambda x: max(x, 0) ** 2, WIDE),
    ("1/(1 + x**2)", "Cauchy(1/2, 3)", cauchy, lambda x: 1 / (1 + x**2), LINE),
    ("log(Abs(x - 2))", "Cauchy(1/2, 3)", cauchy, lambda x: mpmath.log(abs(x - 2)), LINE),
    ("Abs(x)**(3/2)", "StudentT(5)", student, lambda x: abs(x) ** mpf(1.5), LINE),
    ("x**4", "WignerSemicircle(2)", semicircle, lambda x: x**4, [-2, 0, 2]),
    ("Abs(x)", "WignerSemicircle(2)", semicircle, abs, [-2, 0, 2]),
    ("exp(x)", "WignerSemicircle(2)", semicircle, mpmath.exp, [-2, 0, 2]),
    ("cos(3*x)", "WignerSemicircle(2)", semicircle, lambda x: mpmath.cos(3 * x), [-2, 0, 2]),
    ("log(3 - x)", "WignerSemicircle(2)", semicircle, lambda x: mpmath.log(3 - x), [-2, 0, 2]),
]


@pytest.mark.parametrize(("text", "law", "density", "function", "cuts"), MEANS)
def test_a_mean_is_its_quadrature(
    text: str, law: str, density: Function, function: Function, cuts: list[mpf]
) -> None:
    derived = expectation(*parse(text, "x", law))
    assert derived.verify().status is Status.VERIFIED
    wanted = mpmath.quad(lambda x: density(x) * function(x), cuts)
    assert abs(derived.value_at({}, digits=15) - wanted) < 1e-9 * (1 + abs(wanted))


def test_a_wave_of_a_count_is_its_series() -> None:
    """The characteristic function of a Poisson law is exp(r (exp(i w) - 1))."""
    for text, part in (("cos(w*x)", mpmath.re), ("sin(w*x)", mpmath.im)):
        derived = expectation(*parse(text, "x", "Poisson(r)"))
        assert derived.verify().status is Status.VERIFIED
        wanted = part(mpmath.exp(2 * (mpmath.expj(mpf(3) / 4) - 1)))
        assert abs(derived.value_at({"r": 2, "w": 0.75}, digits=15) - wanted) < 1e-12


@pytest.mark.parametrize("text", ["log(1 + x)/x", "log(1 - x)/x", "sin(x)/x", "(x - c)/x"])
def test_what_may_vanish_at_an_end_is_not_said_to_diverge(text: str) -> None:
    assert expectation(*parse(text, "x", "Uniform(0, 1)")).result not in (oo, -oo)


@pytest.mark.parametrize("text", ["1/x", "log(1 + x)/x**2", "log(x)/x"])
def test_what_does_not_vanish_diverges(text: str) -> None:
    assert expectation(*parse(text, "x", "Uniform(0, 1)")).result in (oo, -oo)


def test_affinities_of_cauchy_laws() -> None:
    """They depend on the laws through one number alone, and tend to the divergence."""
    laws = parse("Cauchy(1/2, 3)", "Cauchy(2, 1)")
    wanted = mpmath.quad(lambda x: mpmath.sqrt(cauchy(x) / (mpmath.pi * (1 + (x - 2) ** 2))), LINE)
    affinity = bhattacharyya(*laws)
    assert affinity.verify().status is Status.VERIFIED
    assert abs(affinity.value_at({}, digits=15) + mpmath.log(wanted)) < 1e-9
    (order,) = parse("999999/1000000")
    near = renyi(*laws, order).value_at({}, digits=15)
    assert abs(near - kl(*laws).value_at({}, digits=15)) < 1e-5


def test_semicircles_of_two_radii() -> None:
    derived = kl(*parse("WignerSemicircle(a)", "WignerSemicircle(b)", assume="a < b"))
    assert derived.verify().status is Status.VERIFIED

    def integrand(x: mpf) -> mpf:
        return semicircle(x) * mpmath.log(
            semicircle(x) / (2 * mpmath.sqrt(9 - x**2) / (9 * mpmath.pi))
        )

    wanted = mpmath.quad(integrand, [-2, 0, 2])
    assert abs(derived.value_at({"a": 2, "b": 3}, digits=15) - wanted) < 1e-12


def test_the_affinity_of_shifted_logistic_laws() -> None:
    """With d half of the distance of the centres in scales, it is d/sinh d."""
    derived = squared_hellinger(*parse("Logistic(m, s)", "Logistic(n, s)", assume="m != n"))
    assert derived.verify().status is Status.VERIFIED
    apart = mpf(1.2) / 4
    value = derived.value_at({"m": 0.3, "n": 1.5, "s": 2}, digits=15)
    assert abs(value - (1 - apart / mpmath.sinh(apart))) < 1e-12
