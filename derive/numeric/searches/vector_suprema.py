"""Suprema over all sequences of so many numbers: coordinate by coordinate where the function is a
sum of functions of one coordinate each, and by Newton's method elsewhere."""

from __future__ import annotations

from typing import Any

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import Line, Power
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Env, Run, Variable
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.quadrature.open_intervals import Interval
from derive.numeric.searches.line_search import supremum
from derive.numeric.searches.newton import maximum

_ASIDE, _LEVEL, _DIGITS_OF_A_RAY = 0.05, 1e-6, 8
_TRIED = ((0.4, 1.3), (-1.1, 0.7), (0.9, -0.6))
"""Two coordinates at which it is tried whether they act apart."""


def over_sequences(domain: Power, variable: Variable, value: Run, evaluator: Evaluator) -> Run:
    """Closes over the search for the supremum over a power of an interval."""
    if not isinstance(domain.base, Line):
        raise CannotEvaluate(f"no supremum is sought over sequences of points of {domain.base}")
    length = evaluator.child(domain.length)
    ends = [evaluator.child(end) for end in (domain.base.low, domain.base.high)]
    arithmetic, budget = evaluator.arithmetic, evaluator.budget

    def found(env: Env) -> Number:
        size = whole(length(env), domain.length)
        low, high = (end(env) for end in ends)
        interval = Interval(low, high, arithmetic)

        def height(point: list[Number]) -> Number:
            budget.spend(1)
            variable.assign(env, tuple(point))
            try:
                return value(env)
            except OutOfDomain:
                return arithmetic.ninf

        base = interval.place(arithmetic.real(0.1))
        if _is_sum(height, interval, size, base):
            return _separately(height, low, high, [base] * size, evaluator)
        if abs(low) == abs(high) == arithmetic.inf and _is_homogeneous(height, size, arithmetic):
            return _along_rays(height, size, arithmetic)
        summit = maximum(
            lambda ws: height([interval.place(w) for w in ws]), [arithmetic.zero] * size, arithmetic
        )
        return summit.height

    return found


def _is_sum(height: Any, interval: Interval, size: int, base: Number) -> bool:
    """Whether no coordinate matters to what another one adds, at a few places."""
    arithmetic = interval.arithmetic
    for i in range(size):
        for j in range(i):
            for a, b in _TRIED:
                point = [base] * size
                values = []
                for x, y in ((a, b), (a, 0.1), (0.1, b), (0.1, 0.1)):
                    point[i], point[j] = (interval.place(arithmetic.real(w)) for w in (x, y))
                    values.append(height(point))
                mixed = values[0] - values[1] - values[2] + values[3]
                noise = arithmetic.last_place(arithmetic.digits - 5)
                if not abs(mixed) <= noise * max(1, *map(abs, values)):
                    return False
    return True


def _is_homogeneous(height: Any, size: int, arithmetic: Arithmetic) -> bool:
    """Whether the function less its value at zero grows in proportion along three rays: then it
    has a corner at zero, and its supremum is there or nowhere."""
    level = height([arithmetic.zero] * size)
    for near, far in _TRIED:
        point = [arithmetic.real(near if i % 2 else far) for i in range(size)]
        once, twice = height(point) - level, height([2 * x for x in point]) - level
        noise = arithmetic.last_place(arithmetic.digits - 5)
        if not abs(twice - 2 * once) <= noise * max(abs(once), 1):
            return False
    return True


def _along_rays(height: Any, size: int, arithmetic: Arithmetic) -> Number:
    """The value at zero, or +oo where the function grows along some ray: the steepest one is sought
    from both directions of every axis. Raises NotConverged where that is level."""
    level = height([arithmetic.zero] * size)

    def steepness(point: list[Number]) -> Number:
        squares = sum((x * x for x in point), arithmetic.zero)
        if squares == 0:
            return arithmetic.ninf
        return (height(point) - level) / arithmetic.sqrt(squares)

    best = arithmetic.ninf
    for i in range(size):
        for side in (-1, 1):
            start = [arithmetic.real(_ASIDE * (j + 1)) for j in range(size)]
            start[i] = side * arithmetic.one
            best = max(best, maximum(steepness, start, arithmetic, _DIGITS_OF_A_RAY).height)
            if best > arithmetic.real(_LEVEL):
                return arithmetic.inf
    if best > -arithmetic.real(_LEVEL):
        raise NotConverged("the function is nearly level along some ray")
    return level


def _separately(
    height: Any, low: Number, high: Number, base: list[Number], evaluator: Evaluator
) -> Number:
    """The value at one place, and what each coordinate alone can add to it."""
    arithmetic = evaluator.arithmetic
    start = height(base)
    total = start
    for i in range(len(base)):

        def gain(x: Number, i: int = i) -> Number:
            return height([*base[:i], x, *base[i + 1 :]]) - start

        peak = supremum(gain, low, high, arithmetic)
        if abs(peak.height) < arithmetic.inf:
            evaluator.note(peak.size, peak.error)
        total = total + peak.height
    return total


__all__ = ["over_sequences"]
