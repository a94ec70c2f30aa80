"""Integrals and sums on which quadrature is known to go wrong: a true value, or no value.

Limits are not restated here: nothing in this layer takes one.
"""

from __future__ import annotations

import mpmath
import pytest
from sympy import (
    Abs,
    Integer,
    Max,
    Piecewise,
    Rational,
    S,
    Symbol,
    binomial,
    cos,
    diff,
    erf,
    exp,
    factorial,
    floor,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    sech,
    sign,
    sin,
    sqrt,
    tan,
)

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.numeric import FLOATS, compile_expression, precise
from derive.numeric.quadrature.quadrature import estimate_integral, integral, integrate_against
from derive.numeric.quadrature.series import estimate_series, series, sum_against

x, n = Symbol("x"), Symbol("n")
R = Rational
INFINITE = "inf"
NO_VALUE = "none"


def normal(mean, scale):
    return exp(-(((x - mean) / scale) ** 2) / 2) / (scale * sqrt(2 * pi))


def poisson(rate):
    return exp(-rate + n * log(rate) - loggamma(n + 1))


def true(number):
    with mpmath.workdps(40):
        return number()


CAUCHY = 1 / (pi * (1 + x**2))
NARROW = normal(3, R(1, 10**4))
BETA = x ** R(-9, 10) * (1 - x) ** R(-9, 10) * gamma(R(1, 5)) / gamma(R(1, 10)) ** 2
LOG_BETA = -R(9, 10) * (log(x) + log(1 - x)) + log(gamma(R(1, 5))) - 2 * log(gamma(R(1, 10)))
SPIKES = (
    sech(10 * (x - R(1, 5))) ** 2 + sech(100 * (x - R(2, 5))) ** 4 + sech(1000 * (x - R(3, 5))) ** 6
)

INTEGRALS = {
    "three peaks of very different widths": (SPIKES, 0, 1, "0.210802735500549277375643255706"),
    "a peak far away": (normal(1000, 1), -oo, oo, "1"),
    "KL of a narrow posterior": (
        NARROW * (log(NARROW) - log(normal(0, 1))),
        -oo,
        oo,
        "13.2103403769761827360719658187",
    ),
    "sin(x)/x": (sin(x) / x, 0, oo, "1.57079632679489661923132169164"),
    "a step": (Piecewise((1, x > R(3, 10)), (0, True)), 0, 1, "0.7"),
    "KL of two Laplace laws": (
        exp(-Abs(x - R(7, 10))) / 2 * (Abs(x + R(13, 10)) - Abs(x - R(7, 10))),
        -oo,
        oo,
        "1.13533528323661269189399949497",
    ),
    "a singular right end": ((1 - x) ** R(-9, 10), 0, 1, "10"),
    "a tail 1/(x log(x)^2)": (1 / (x * log(x) ** 2), 2, oo, "1.442695040888963407359924681"),
    "a double pole inside": ((x - R(3, 10)) ** -2, 0, 1, INFINITE),
    "KL of a Cauchy law from a normal one": (
        CAUCHY * (log(CAUCHY) - log(normal(0, 1))),
        -oo,
        oo,
        INFINITE,
    ),
    "the sign, split at its jump": (sign(x), -R(1, 2), 1, "0.5"),
    "log(x)/sqrt(x)": (log(x) / sqrt(x), 0, 1, "-4"),
    # E|X - Y| of two uniform variables: the inner integral of |x - y| over y is quadratic in x
    "a diagonal kink": (x**2 / 2 + (1 - x) ** 2 / 2, 0, 1, "0.333333333333333333333333333333"),
    "the imaginary part of log(exp(i t))": (
        Piecewise((x, x < pi), (x - 2 * pi, True)),
        0,
        2 * pi,
        "0",
    ),
    # of the same kind
    "no mean": (x * CAUCHY, -oo, oo, NO_VALUE),
    "mass of a Cauchy law": (CAUCHY, -oo, oo, "1"),
    "1/x across 0": (1 / x, -1, 1, NO_VALUE),
    "tan across its pole": (tan(x), 0, 3, NO_VALUE),
    "1/sin^2 across its pole": (1 / sin(x) ** 2, 1, 4, INFINITE),
    "sin": (sin(x), 0, oo, NO_VALUE),
    "1/x": (1 / x, 1, oo, INFINITE),
    "1/(x log x)": (1 / (x * log(x)), 2, oo, INFINITE),
    "x/(1+x^2)": (x / (1 + x**2), 150, oo, INFINITE),
    "a power just integrable": (x ** R(-1001, 1000), 1, oo, "1000"),
    "a Gamma density of shape 1/100": (
        x ** R(-99, 100) * exp(-x) / gamma(R(1, 100)),
        0,
        oo,
        "1",
    ),
    "a Beta(1/10, 1/10) density": (BETA, 0, 1, "1"),
    "its entropy": (
        -BETA * LOG_BETA,
        0,
        1,
        true(
            lambda: (
                mpmath.log(mpmath.beta(mpmath.mpf(1) / 10, mpmath.mpf(1) / 10))
                + mpmath.mpf(9)
                / 5
                * (mpmath.psi(0, mpmath.mpf(1) / 10) - mpmath.psi(0, mpmath.mpf(1) / 5))
            )
        ),
    ),
    "(1-x^2)^(-9/10)": (
        (1 - x**2) ** R(-9, 10),
        -1,
        1,
        true(lambda: mpmath.beta(mpmath.mpf(1) / 10, mpmath.mpf(1) / 2)),
    ),
    "two peaks far apart": (normal(-50, R(1, 100)) / 2 + normal(70, R(1, 10)) / 2, -oo, oo, "1"),
    "a peak hidden in a square": (
        exp(-(10**8) * (x**2 - R(13, 10) * x + R(169, 400))),
        0,
        1,
        true(lambda: mpmath.sqrt(mpmath.pi) / 10**4),
    ),
    "Gumbel mean": (x * exp(-x - exp(-x)), -oo, oo, true(lambda: +mpmath.euler)),
    "log-normal": (
        exp(-((log(x) - 2) ** 2) / 18) / (3 * x * sqrt(2 * pi)) * log(x) ** 2,
        0,
        oo,
        "13",
    ),
    "a fast oscillation": (exp(-x) * cos(20 * x), 0, oo, true(lambda: mpmath.mpf(1) / 401)),
    "loggamma": (loggamma(x), 0, 1, true(lambda: mpmath.log(2 * mpmath.pi) / 2)),
    "erf": (erf(x) * exp(-(x**2)), 0, oo, true(lambda: mpmath.sqrt(mpmath.pi) / 4)),
    "a floor": (floor(5 * x) * x, 0, 1, "1.4"),
    "a maximum": (Max(x, 1 - x, R(3, 5)), 0, 1, "0.76"),
    "a cosine over a root": (cos(x) / sqrt(x), 0, oo, true(lambda: mpmath.sqrt(mpmath.pi / 2))),
    "an odd moment": (x * normal(0, 1), -oo, oo, "0"),
    "entropy of a Pareto law": (
        -(x ** R(-11, 10)) / 10 * log(x ** R(-11, 10) / 10),
        1,
        oo,
        true(lambda: mpmath.log(10) + 11),
    ),
}

SERIES = {
    "1/(n log(n)^2)": (1 / (n * log(n) ** 2), 2, oo, "2.10974280123689197447925719762"),
    "log(n)/n^2": (log(n) / n**2, 1, oo, "0.937548254315843753702574094568"),
    "n^(-3/2)": (n ** R(-3, 2), 1, oo, "2.61237534868548834334856756792"),
    "Poisson(300)": (poisson(300), 0, oo, "1"),
    "harmonic": (1 / n, 1, oo, INFINITE),
    "alternating and growing": ((-1) ** n * n, 1, oo, NO_VALUE),
    # of the same kind
    "alternating without falling": ((-1) ** n, 1, oo, NO_VALUE),
    "alternating harmonic": ((-1) ** n / n, 1, oo, true(lambda: -mpmath.log(2))),
    "1/(n log n)": (1 / (n * log(n)), 2, oo, INFINITE),
    "1/log n": (1 / log(n), 2, oo, INFINITE),
    "a power just summable": (
        n ** R(-1001, 1000),
        1,
        oo,
        true(lambda: mpmath.zeta(mpmath.mpf(1001) / 1000)),
    ),
    "n/(1+n^2), both ways": (n / (1 + n**2), -oo, oo, NO_VALUE),
    "1/(1+n^2), both ways": (
        1 / (1 + n**2),
        -oo,
        oo,
        true(lambda: mpmath.pi / mpmath.tanh(mpmath.pi)),
    ),
    "Poisson(3000), mean": (n * poisson(3000), 0, oo, "3000"),
    "pi^n/n!": (pi**n / factorial(n), 0, oo, true(lambda: mpmath.exp(mpmath.pi))),
    "a binomial law": (
        binomial(1000, n) * R(3, 10) ** n * R(7, 10) ** (1000 - n),
        0,
        1000,
        "1",
    ),
    "a geometric tail": (R(1, 3) ** n, 0, oo, "1.5"),
    "exponential growth over a power": (2**n / n**100, 1, oo, INFINITE),
}


def agrees(estimate, expected):
    """Whether a value is the expected one; a value that is not claimed is not compared."""
    if expected == NO_VALUE:
        return estimate.verdict == "not converged"
    if expected == INFINITE:
        return estimate.verdict == "infinite" and estimate.value == mpmath.inf
    with mpmath.workdps(30):
        expected = mpmath.mpf(expected)
        return estimate.verdict == "converged" and abs(estimate.value - expected) <= mpmath.mpf(
            10
        ) ** -14 * max(abs(expected), mpmath.mpf(10) ** -4)


@pytest.mark.parametrize("name", INTEGRALS)
def test_an_integral_has_its_true_value(name):
    f, lo, hi, expected = INTEGRALS[name]
    estimate = estimate_integral(S(f), x, S(lo), S(hi))
    assert agrees(estimate, expected), estimate


@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_its_true_value(name):
    f, lo, hi, expected = SERIES[name]
    estimate = estimate_series(S(f), n, S(lo), S(hi))
    assert agrees(estimate, expected), estimate


@pytest.mark.parametrize(
    ("f", "lo", "hi", "expected"),
    [
        (sin(x) ** 2 / x**2, 0, oo, lambda: mpmath.pi / 2),
        (sin(x**2), 0, oo, lambda: mpmath.sqrt(mpmath.pi / 8)),
        (exp(loggamma(x) - loggamma(x + R(5, 2))), 1, oo, None),
        (1 / (x * log(x) * log(log(x)) ** 2), 20, oo, lambda: 1 / mpmath.log(mpmath.log(20))),
    ],
)
def test_what_is_out_of_reach_is_never_a_wrong_number(f, lo, hi, expected):
    estimate = estimate_integral(f, x, S(lo), S(hi))
    assert estimate.verdict != "infinite"
    if estimate.verdict == "converged" and expected is not None:
        assert abs(estimate.value - true(expected)) < 1e-12


def test_a_law_whose_mass_is_not_one_gives_no_expectation():
    good = -(x**2) / 2 - log(2 * pi) / 2
    second, kurtosis = integrate_against(good, [x**2, x**4], x, -oo, oo)
    assert agrees(second, "1")
    assert agrees(kurtosis, "3")
    (wrong,) = integrate_against(good + log(2), [x**2], x, -oo, oo)
    assert wrong.verdict == "not converged"
    assert "mass" in wrong.reason
    (infinite, finite) = integrate_against(log(CAUCHY), [Abs(x), S.One], x, -oo, oo)
    assert infinite.verdict == "infinite"
    assert agrees(finite, "1")


def test_masses_that_do_not_add_up_to_one_give_no_expectation():
    log_mass = -3 + n * log(3) - loggamma(n + 1)
    (mean,) = sum_against(log_mass, [n], n, 0, oo)
    assert agrees(mean, "3")
    (wrong,) = sum_against(log_mass, [n], n, 1, oo)
    assert wrong.verdict == "not converged"


def test_the_public_functions_return_numbers_or_say_where():
    assert abs(integral(x, x, 1, 0) + 0.5) < 1e-15
    assert integral(1 / x**2, x, 0, 1) == mpmath.inf
    assert series(-1 / n, n, 1, oo) == -mpmath.inf
    with pytest.raises(NotConverged, match="over"):
        integral(1 / x, x, -1, 1)
    with pytest.raises(CannotEvaluate, match="y"):
        integral(x * Symbol("y"), x, 0, 1)


def value(expression, at, arithmetic):
    return compile_expression(expression, [x], arithmetic)(arithmetic.real(at))


@pytest.mark.parametrize("arithmetic", [FLOATS, precise(25)], ids=["floats", "mpmath"])
def test_conventions_of_the_extended_real_line(arithmetic):
    assert value(x * log(x), 0, arithmetic) == 0
    assert value(log(x), 0, arithmetic) == -arithmetic.inf
    assert value(exp(-exp(x)), 1e6, arithmetic) == 0
    assert value(1 / x**2, 0, arithmetic) == arithmetic.inf
    for outside in (log(x), sqrt(x), x ** R(1, 3)):
        with pytest.raises(OutOfDomain):
            value(outside, -1, arithmetic)
    with pytest.raises(OutOfDomain):
        value(log(x) - log(x**2), 0, arithmetic)


def test_cancellation_is_avoided_and_constants_are_exact():
    tiny = value(log(1 + exp(x)), -50, FLOATS)
    assert abs(tiny / 1.92874984796391783e-22 - 1) < 1e-15
    assert abs(value(1 - exp(x), 1e-20, FLOATS) / -1e-20 - 1) < 1e-15
    assert value(log(exp(-(x**2))), 1e5, FLOATS) == -1e10
    thirty = precise(30)
    assert abs(value(R(1, 10) * 10 - 1 + 0 * x, 0, thirty)) == 0
    assert abs(value(x / 3, 1, thirty) * 3 - 1) < 1e-29


def test_no_derivative_is_claimed_at_a_kink():
    slope = diff(Abs(Symbol("r", real=True)), Symbol("r", real=True))
    program = compile_expression(slope, [Symbol("r", real=True)], FLOATS)
    assert (program(-1.0), program(1.0)) == (-1.0, 1.0)


def test_outer_parts_are_computed_once_for_all_inner_points():
    a = Symbol("a")
    thirty = precise(30)
    program = compile_expression(gamma(a) * x + gamma(a) ** 2, [a, x], thirty)
    inner = program.at(thirty.real(4))
    assert [inner(thirty.real(k)) for k in range(3)] == [36, 42, 48]
    assert program(thirty.real(5), thirty.one) == 24 + 576


def test_what_cancels_at_every_node_is_zero() -> None:
    """As the log ratio of two densities does wherever they are the same."""
    inside = Piecewise((Rational(1, 2), x < 3), (0, True))
    found = estimate_integral(
        (log(Rational(1, 2)) - log(inside)) * inside, x, Integer(1), Integer(2)
    )
    assert (found.verdict, found.value) == ("converged", 0)
    assert found.error < 1e-20
