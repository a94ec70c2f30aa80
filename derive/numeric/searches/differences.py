"""Derivatives by differences: central ones at halved steps, extrapolated (Richardson 1911)."""

from __future__ import annotations

from typing import Any, Protocol

import mpmath

from derive.errors import NotConverged, OutOfDomain
from derive.language import Gradient
from derive.numeric.arithmetics.arithmetic import Number, public
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.compiling.demands import has_integrals
from derive.numeric.models.evaluator import Evaluator, evaluator_of

FEWEST, MOST = 4, 12
MOST_TRIES = 4


@compiles(Gradient, binds=True)
def _gradient(node: Gradient, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(node.bound)
    body = node.open(name)[0]
    at = compiler.child(node.point)
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    smooth = not has_integrals([body])
    return lambda env: slope_at(value, variable, env, at(env), evaluator, smooth)


class Movable(Protocol):
    """What can be given a number at which something else is then evaluated."""

    def assign(self, env: Env, value: Any) -> None: ...


def slope_at(
    value: Run,
    variable: Movable,
    env: Env,
    point: Number,
    evaluator: Evaluator,
    smooth: bool = True,
) -> Number:
    """The derivative of a value with respect to a variable at a point; `smooth` says that the value
    has no integrals. Raises NotConverged where differences do not settle."""
    arithmetic = evaluator.arithmetic
    coarse = isinstance(arithmetic, FloatArithmetic)
    # a body without integrals is exact to the last digit, so that steps can be small from the start
    first = 2.0**-10 if smooth and not coarse else 2.0**-4
    goal = 10.0 ** -(8 if coarse else evaluator.digits - 5)
    step = arithmetic.real(max(abs(float(point)), 0.5) * first)
    for _ in range(MOST_TRIES):
        try:
            found, error, size = _extrapolated(value, variable, env, point, step, goal)
        except OutOfDomain:
            step = step / 16
            continue
        if error <= goal * size:
            evaluator.note(size, error)
            return found
        step = step / 16
    raise NotConverged(f"the derivative at {mpmath.nstr(public(point), 8)} does not settle")


def _extrapolated(
    value: Run, variable: Movable, env: Env, point: Number, step: Number, goal: float
) -> tuple[Number, float, float]:
    """The derivative, its error by the last two extrapolations, and the size of the difference.

    At a kink central differences settle on the mean of both slopes. There the slopes to the left
    and to the right stay apart while the step shrinks, and NotConverged is raised.
    """
    rows: list[list[Number]] = []
    apart: list[float] = []
    variable.assign(env, point)
    here = value(env)
    best, best_error, size = point * 0, float("inf"), 0.0
    for n in range(MOST):
        variable.assign(env, point + step)
        above = value(env)
        variable.assign(env, point - step)
        below = value(env)
        quotient = (above - below) / (2 * step)
        if quotient != quotient or abs(quotient) == float("inf"):
            raise OutOfDomain("a difference of infinite values has no quotient")
        row = [quotient]
        for m in range(1, n + 1):
            row.append(row[m - 1] + (row[m - 1] - rows[-1][m - 1]) / (4**m - 1))
        rows.append(row)
        apart.append(float(abs(above - 2 * here + below) / step))
        size = max(size, float(abs(quotient)), float(abs(above)))
        if n >= FEWEST - 1:
            error = float(abs(row[-1] - rows[-2][-1]))
            if error < best_error:
                best, best_error = row[-1], error
            if error <= goal * size:
                break
            if error > 100 * best_error:
                break
        step = step / 2
    # what a curvature adds shrinks with the step; what rounding adds is small
    if best_error <= goal * size and apart[-1] > max(apart[0] / 2, 1e-6 * size):
        raise NotConverged(f"there is a kink at {mpmath.nstr(public(point), 8)}")
    return best, best_error, size
