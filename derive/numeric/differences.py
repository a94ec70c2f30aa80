"""Derivatives by differences: central ones at halved steps, extrapolated (Richardson 1911)."""

from __future__ import annotations

import mpmath

from derive.errors import NotConverged, OutOfDomain
from derive.language import Gradient
from derive.numeric.arithmetic import FloatArithmetic, Number
from derive.numeric.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.demands import has_integrals
from derive.numeric.evaluator import evaluator_of

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
    arithmetic = compiler.arithmetic
    coarse = isinstance(arithmetic, FloatArithmetic)
    # a body without integrals is exact to the last digit, so that steps can be small from the start
    first = 2.0**-4 if coarse or has_integrals([body]) else 2.0**-10
    goal = 10.0 ** -(8 if coarse else evaluator.digits - 5)

    def gradient(env: Env) -> Number:
        point = at(env)
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
        raise NotConverged(f"the derivative at {mpmath.nstr(point, 8)} does not settle")

    return gradient


def _extrapolated(
    value: Run, variable: Variable, env: Env, point: Number, step: Number, goal: float
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
        raise NotConverged(f"there is a kink at {mpmath.nstr(point, 8)}")
    return best, best_error, size
