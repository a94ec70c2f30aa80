"""Conjugates and envelopes of functions that repeat themselves, or run on for ever with a slope."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Abs, Eq, Piecewise, Symbol, cos, exp, lambdify, log, oo, pi, sin, sqrt

from derive.derivation.status import Status
from derive.solvers.conjugates import biconjugate, conjugate

u, v = Symbol("u", real=True), Symbol("v", real=True)
a = Symbol("a", positive=True)
LINE, HALF = (-oo, oo), (0, oo)

ENVELOPES = [
    (cos(u), LINE, -1),
    (2 * u + 3 * sin(u) ** 2, LINE, 2 * u),
    (a * cos(u) + u, LINE, u - a),
    (1 - exp(-(u**2)), HALF, Piecewise((0, u >= 0), (oo, True))),
    (u / (1 + u**2), HALF, Piecewise((0, u >= 0), (oo, True))),
    (sqrt(Abs(u)), (-1, oo), Piecewise((-u, (u >= -1) & (u <= 0)), (0, u >= 0), (oo, True))),
    (-(u**2), LINE, -oo),
]


@pytest.mark.parametrize(("f", "line", "wanted"), ENVELOPES, ids=lambda f: str(f)[:30])
def test_the_envelope_is_a_line_where_the_function_runs_on(f, line, wanted) -> None:
    assert biconjugate(f, u, line).result == wanted


def test_the_conjugate_of_a_wave_is_finite_at_one_number() -> None:
    found = conjugate(cos(u), u, v).verify()
    assert found.status is Status.VERIFIED
    assert found.result == Piecewise((1, Eq(v, 0)), (oo, True))


BRUTE = [
    (log(u) ** 2, HALF, (1e-9, 40)),
    (-u * exp(-u), HALF, (1e-9, 40)),
    (1 / cos(u), (-pi / 2, pi / 2), (-1.5707, 1.5707)),
    (1 / sin(u), (0, pi), (1e-4, 3.1415)),
    (-sqrt(u * (1 - u)), (0, 1), (0, 1)),
    (u**2 / (1 + sqrt(1 + u**2)), LINE, (-300, 300)),
    (-log(4 - u**2), (-2, 2), (-1.99999999, 1.99999999)),
]


@pytest.mark.parametrize(("f", "line", "seen"), BRUTE, ids=lambda f: str(f)[:30])
def test_the_conjugate_is_what_a_grid_finds(f, line, seen) -> None:
    found = conjugate(f, u, v, line)
    x = np.linspace(*seen, 400_001)
    heights = lambdify(u, f, "numpy")(x)
    for at in (-3, -0.95, -0.5, -0.1):
        if at in found.domain:
            value = float(found.value_at({"v": at}, 15))
            assert value == pytest.approx(np.max(at * x - heights), abs=1e-4)


def test_a_tilted_double_well_has_its_tangent_checked() -> None:
    """The search for the highest line once took a lower peak for the highest."""
    found = biconjugate(u**4 - 2 * u**2 + u, u).verify()
    assert found.status is Status.VERIFIED
    assert found.result.subs(u, 0) == -1


@pytest.mark.parametrize("f", [u**2 - u**4, 3 * u - Abs(u), -exp(u)], ids=str)
def test_below_what_falls_without_bound_there_is_no_line(f) -> None:
    found = biconjugate(f, u).verify()
    assert found.status is Status.VERIFIED
    assert found.result == -oo


def test_a_letter_times_the_variable_is_not_taken_for_the_slope() -> None:
    b = Symbol("b", real=True)
    found = conjugate(Abs(u) - b * u, u, v)
    assert found.result == Piecewise((0, (v >= -b - 1) & (v <= 1 - b)), (oo, True))
    assert biconjugate((u**2 - 1) ** 2 - b * u, u).result.subs(u, 1) == -b
