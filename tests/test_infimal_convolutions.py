"""Infimal convolutions: known pairs, brute force on a grid, and the conjugate of one."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Abs, Integer, Max, Mul, Piecewise, Symbol, exp, lambdify, log, oo, sqrt

from derive import UnreadableText, parse
from derive.derivation.status import Status
from derive.language import Conjugate, InfimalConvolution, Line
from derive.solvers.conjugates import conjugate
from derive.solvers.infimal_convolutions import infimal_convolution

x, v = Symbol("x", real=True), Symbol("v", real=True)
s, t = Symbol("s", positive=True), Symbol("t", positive=True)
LINE, HALF = (-oo, oo), (0, oo)

KNOWN = [
    (Abs(x), x**2 / 2, Piecewise((x**2 / 2, Abs(x) < 1), (Abs(x) - Integer(1) / 2, True))),
    (s * x**2 / 2, t * x**2 / 2, s * t * x**2 / Mul(2, s + t, evaluate=False)),
    (
        Max(0, x),
        x**2 / (2 * t),
        Piecewise((0, x <= 0), (x**2 / (2 * t), x < t), (x - t / 2, True), evaluate=False),
    ),
    (sqrt(1 + x**2), sqrt(1 + x**2), sqrt(x**2 + 4)),
    (exp(x), exp(-x), 0),
    (Abs(x), x / 2, x / 2),
    (Abs(x), 2 * x, -oo),
]


@pytest.mark.parametrize(("f", "g", "wanted"), KNOWN, ids=lambda f: str(f)[:30])
def test_known_infimal_convolutions(f, g, wanted) -> None:
    """Huber's function, the parallel sum of two quadratics, a Moreau envelope, ..."""
    found = infimal_convolution(f, g, x).verify()
    assert found.status is Status.VERIFIED
    assert found.result == wanted


def test_with_an_indicator_it_is_the_distance() -> None:
    found = infimal_convolution(Integer(0), Abs(x), x, (-s, s)).verify()
    assert found.status is Status.VERIFIED
    assert found.result == Piecewise((0, Abs(x) <= s), (Abs(x) - s, True), evaluate=False)


BRUTE = [
    (Abs(x), 2 * Abs(x - 1), LINE, LINE),
    (-log(x), x**2 / 2, HALF, LINE),
    (x**2, x**2, (0, 1), (0, 2)),
    (1 / x, 2 / x, HALF, HALF),
    (-Abs(x), x**2, LINE, LINE),
    ((x**2 - 1) ** 2, 2 * x**2, LINE, LINE),
    (Max(0, 1 - x), x**2, (-1, 3), LINE),
]


@pytest.mark.parametrize("row", BRUTE, ids=lambda row: str(row[:2])[:40])
def test_they_are_what_a_grid_finds(row) -> None:
    f, g, line, other = row
    found = infimal_convolution(*row[:2], x, line, other)
    of_f, of_g, result = (lambdify(x, e, "numpy") for e in (f, g, found.result))
    ends = [max(float(line[0]), -12.0) + 1e-9, min(float(line[1]), 12.0)]
    y = np.linspace(*ends, 400_001)
    for at in (-2.3, -0.4, 0.3, 1.1, 2.7):
        inside = (at - y > float(other[0])) & (at - y < float(other[1]))
        wanted = np.min(of_f(y[inside]) + of_g(at - y[inside])) if inside.any() else np.inf
        with np.errstate(invalid="ignore", divide="ignore"):
            assert float(result(np.float64(at))) == pytest.approx(wanted, abs=1e-4)


def test_its_conjugate_is_the_sum_of_the_conjugates() -> None:
    both = InfimalConvolution(Abs(x), x**2 / 2, x, Line(), Line(), x)
    assert both == parse("infimal_convolution(abs(u), u**2/2, u)")[0].xreplace(
        {Symbol("u", real=True): x}
    )
    found = conjugate(both, x, v)
    assert found.result == Piecewise((v**2 / 2, (v >= -1) & (v <= 1)), (oo, True))
    assert found.steps[0].after == sum(Conjugate(f, x, Line(), v) for f in (Abs(x), x**2 / 2))


def test_where_nothing_is_known_it_is_open() -> None:
    assert infimal_convolution(x**4 - x**2, Abs(x), x).result is None


def test_two_functions_and_their_variable_are_wanted() -> None:
    with pytest.raises(UnreadableText, match="two functions and their variable"):
        parse("infimal_convolution(abs(u), u**2)")
