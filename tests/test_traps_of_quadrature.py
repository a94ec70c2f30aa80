"""Integrals, sums and values on which numeric software is silently wrong: here they are right, or
there is no value.

Limits and integrals of complex numbers are not stated: the language has none.
"""

from __future__ import annotations

import json
from pathlib import Path

import mpmath
import pytest
from sympy import Abs, Rational, Symbol, exp, log, loggamma, oo, pi, sech, sign, sin, sqrt

from derive import (
    KL,
    Cauchy,
    Integral,
    Laplace,
    Line,
    Normal,
    gradient_of,
    integral,
    parse,
    series,
    start,
)
from derive.errors import CannotEvaluate, NotConverged

TRUE = json.loads((Path(__file__).parent / "data/quadrature.json").read_text(encoding="utf-8"))
x, y, n = Symbol("x", real=True), Symbol("y", real=True), Symbol("n", integer=True)
R = Rational
DIGITS = 12


def normal(mean, scale):
    return exp(-(((x - mean) / scale) ** 2) / 2) / (scale * sqrt(2 * pi))


def spikes():
    humps = (sech(10**k * (x - R(k, 5))) ** (2 * k) for k in (1, 2, 3))
    return integral(sum(humps), x, 0, 1)


def summed(term, first):
    return series(term, n, first, oo)


def divergence(p, q):
    return start(KL(p, q)).value_at({})


STATED = {
    "sech_spikes": spikes,
    "narrow_gauss_1000": lambda: integral(normal(1000, 1), x, -oo, oo),
    "narrow_gauss_KL": lambda: divergence(Normal(3, R(1, 10**4)), Normal(0, 1)),
    "sinx_x": lambda: integral(sin(x) / x, x, 0, oo),
    "step": lambda: integral((1 + sign(x - R(3, 10))) / 2, x, 0, 1),
    "laplace_KL_kinks": lambda: divergence(Laplace(R(7, 10), 1), Laplace(-R(13, 10), 1)),
    "endpoint_right": lambda: integral((1 - x) ** R(-9, 10), x, 0, 1),
    "log_tail": lambda: integral(1 / (x * log(x) ** 2), x, 2, oo),
    "diverges_pole_inside": lambda: integral(1 / (x - R(3, 10)) ** 2, x, 0, 1),
    "KL_infinite": lambda: divergence(Cauchy(0, 1), Normal(0, 1)),
    "gl_endpoint": lambda: integral(log(x) / sqrt(x), x, 0, 1),
    "kink2d": lambda: start(Integral(Integral(Abs(x - y), x, Line(0, 1)), y, Line(0, 1))).value_at(
        {}
    ),
    "nsum_log2": lambda: summed(1 / (n * log(n) ** 2), 2),
    "nsum_log": lambda: summed(log(n) / n**2, 1),
    "nsum_zeta15": lambda: summed(n ** R(-3, 2), 1),
    "nsum_poisson": lambda: summed(exp(-300 + n * log(300) - loggamma(n + 1)), 0),
    "nsum_divergent": lambda: summed(1 / n, 1),
    "nsum_alt_div": lambda: summed((-1) ** n * n, 1),
    "diff_abs": lambda: start(gradient_of(Abs(x), x)).value_at({"x": 0}),
    "cancel_softplus": lambda: start(log(1 + exp(-50))).value_at({}),
    "float_literal": lambda: start(parse("0.1*10 - 1 + x")[0]).value_at({"x": 0}),
}


def verdict(name: str) -> str:
    """right, wrong, or no value."""
    try:
        found = STATED[name]()
    except (NotConverged, CannotEvaluate):
        return "right" if TRUE[name] == "nan" else "no value"
    with mpmath.workdps(30):
        wanted = mpmath.mpf(TRUE[name])
        close = found == wanted or abs(found - wanted) <= abs(wanted) * mpmath.mpf(10) ** -DIGITS
    return "right" if close else "wrong"


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    return {name: verdict(name) for name in STATED}


def test_nothing_is_silently_wrong(verdicts: dict[str, str]) -> None:
    assert [name for name, found in verdicts.items() if found == "wrong"] == []


def test_most_values_are_right(verdicts: dict[str, str]) -> None:
    assert set(STATED) <= set(TRUE)
    assert sum(found == "right" for found in verdicts.values()) >= 20, verdicts
