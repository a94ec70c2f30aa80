"""Means of typical functions, against sums and quadratures of formulas written out here."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from mpmath import mpf

from derive import entropy, expectation, kl, parse
from derive.derivation.status import Status

Function = Callable[[mpf], mpf]
inf = mpmath.inf


def normal(x: mpf) -> mpf:
    return mpmath.npdf(x, mpf(1) / 2, 2)


def gamma_law(x: mpf) -> mpf:
    return x**2 * mpmath.exp(-x * 2) * 4


def cauchy(x: mpf) -> mpf:
    return 3 / (mpmath.pi * (9 + (x - 2) ** 2))


def student(x: mpf) -> mpf:
    scale = mpmath.gamma(3) / (mpmath.gamma(mpf(5) / 2) * mpmath.sqrt(5 * mpmath.pi))
    return scale * (1 + x**2 / 5) ** -3


def inverse_gaussian(x: mpf) -> mpf:
    return mpmath.sqrt(3 / (2 * mpmath.pi * x**3)) * mpmath.exp(-3 * (x - 2) ** 2 / (8 * x))


def von_mises(x: mpf) -> mpf:
    return mpmath.exp(2 * mpmath.cos(x - 1)) / (2 * mpmath.pi * mpmath.besseli(0, 2))


LINE, HALF, CIRCLE = [-inf, -3, 0, 3, inf], [0, 1, 4, inf], [-mpmath.pi, 0, mpmath.pi]
AGAINST_DENSITIES = [
    ("sin(t*x+1)", "Normal(1/2, 2)", normal, lambda x: mpmath.sin(x / 3 + 1), LINE),
    ("erf(t*x)", "Normal(1/2, 2)", normal, lambda x: mpmath.erf(x / 3), LINE),
    ("Max(x-t, 0)", "Gamma(3, 2)", gamma_law, lambda x: max(x - mpf(1) / 3, 0), [0, "1/3", inf]),
    (
        "Piecewise((x, x < t), (1, True))",
        "Gamma(3, 2)",
        gamma_law,
        lambda x: x if x < mpf(1) / 3 else 1,
        [0, "1/3", inf],
    ),
    ("log(t + x**2)", "Cauchy(2, 3)", cauchy, lambda x: mpmath.log(x**2 + mpf(1) / 3), LINE),
    ("log(1 + x**2/5)", "StudentT(5)", student, lambda x: mpmath.log(1 + x**2 / 5), LINE),
    ("log(x)", "InverseGaussian(2, 3)", inverse_gaussian, mpmath.log, HALF),
    ("x**t", "InverseGaussian(2, 3)", inverse_gaussian, lambda x: mpmath.cbrt(x), HALF),
    ("cos(3*x - t)", "VonMises(1, 2)", von_mises, lambda x: mpmath.cos(3 * x - mpf(1) / 3), CIRCLE),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "law", "density", "function", "ends"),
    AGAINST_DENSITIES,
    ids=[f"{text} {law}" for text, law, *_ in AGAINST_DENSITIES],
)
def test_a_mean_is_its_integral(
    text: str, law: str, density: Function, function: Function, ends: list[object]
) -> None:
    third = mpf(1) / 3
    places = [third if end == "1/3" else end for end in ends]
    wanted = mpmath.quad(lambda x: density(x) * function(x), places)
    derived = expectation(*parse(text, "x", law, assume=["t > 0"]))
    assert derived.verify().status is Status.VERIFIED
    assert abs(derived.value_at({"t": "1/3"}, digits=15) - wanted) < 1e-8 * (1 + abs(wanted))


def poisson(k: int) -> mpf:
    return mpmath.exp(-2) * mpf(2) ** k / mpmath.factorial(k)


def negative_binomial(k: int) -> mpf:
    return mpmath.gamma(k + 3) / mpmath.gamma(3) / mpmath.factorial(k) * mpf(2) ** -(k + 3)


@pytest.mark.parametrize(
    ("text", "law", "mass", "function"),
    [
        ("1/(x+1)", "Poisson(2)", poisson, lambda k: mpf(1) / (k + 1)),
        ("x*(x-1)*(x-2)", "Poisson(2)", poisson, lambda k: k * (k - 1) * (k - 2)),
        ("x**4", "Poisson(2)", poisson, lambda k: k**4),
        ("Max(x, 2)", "Poisson(2)", poisson, lambda k: max(k, 2)),
        ("Piecewise((1, Eq(x, 0)), (0, True))", "Poisson(2)", poisson, lambda k: int(k == 0)),
        ("x**3", "NegativeBinomial(3, 1/2)", negative_binomial, lambda k: k**3),
    ],
)
def test_a_mean_is_its_series(
    text: str, law: str, mass: Callable[[int], mpf], function: Callable[[int], mpf]
) -> None:
    wanted = mpmath.fsum(mass(k) * function(k) for k in range(120))
    derived = expectation(*parse(text, "x", law))
    assert derived.verify().status is Status.VERIFIED
    assert abs(derived.value_at({}, digits=15) - wanted) < 1e-12 * (1 + abs(wanted))


def test_two_normal_vectors() -> None:
    """Half of tr(T^-1 S) + d^T T^-1 d - 2 + log(det T/det S), in two dimensions."""
    p, q = parse(
        "MultivariateNormal([m, 0], [[2, 1], [1, 3]])",
        "LowRankMultivariateNormal([0, n], [[1], [2]], [2, 1])",
    )
    derived = kl(p, q)
    assert derived.verify().status is Status.VERIFIED
    one, other = mpmath.matrix([[2, 1], [1, 3]]), mpmath.matrix([[3, 2], [2, 5]])
    apart = mpmath.matrix([1, -2])
    inverse = mpmath.inverse(other)
    trace = sum((inverse * one)[i, i] for i in range(2))
    form = (apart.T * inverse * apart)[0]
    wanted = (trace + form - 2 + mpmath.log(mpmath.det(other) / mpmath.det(one))) / 2
    assert abs(derived.value_at({"m": 1, "n": 2}, digits=15) - wanted) < 1e-12


def test_the_entropy_of_a_triangle() -> None:
    derived = entropy(*parse("Triangular(a, b, c)", assume=["a < c", "c < b"]))
    wanted = mpf(1) / 2 + mpmath.log(2)
    assert abs(derived.value_at({"a": 0, "b": 4, "c": 1}, digits=15) - wanted) < 1e-12


def test_the_mean_log_of_a_share() -> None:
    log_share = expectation(*parse("log(x)", "x", "Beta(2, 7)"))
    p, q = parse("Dirichlet([2, 3, 4])", "Dirichlet([3, 3, 4])")
    gain = kl(p, q)
    # only the first exponent differs, so that the divergence is minus its mean log and a constant
    constant = mpmath.log(mpmath.gamma(9) / mpmath.gamma(10) * mpmath.gamma(3) / mpmath.gamma(2))
    wanted = constant - log_share.value_at({}, digits=15)
    assert abs(gain.value_at({}, digits=15) - wanted) < 1e-12
