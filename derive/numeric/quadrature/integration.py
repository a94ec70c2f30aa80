"""Integrate over planned pieces: split what is rough, judge what does not fall at an end."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from sympy import Add, Dummy, Expr, Mul, Symbol, cos, exp, log, sin

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, Number, precise, public
from derive.numeric.quadrature.charts import Chart, short
from derive.numeric.quadrature.landmarks import as_float
from derive.numeric.quadrature.oscillation import has_fixed_period, oscillating_tail
from derive.numeric.quadrature.planning import measured, pieces, plan
from derive.numeric.quadrature.sides import SmoothSide
from derive.numeric.quadrature.tails import Tail, tail
from derive.numeric.quadrature.trapezoid import (
    Budget,
    TailDoesNotFall,
    TooRough,
    Totals,
    trapezoid,
    window,
)

DEEPEST_SPLIT = 8
FLOAT_DIGITS = 11
SAME_IN_FLOATS = 1e-9
GUARD_DIGITS = 10
FARTHEST_EDGE = 20.0
"""On the logarithmic scale: beyond it no periods of a wave are counted one by one."""
COST_OF_A_PLAN = 60
"""What placing the nodes of one piece costs, in nodes."""


class Infinite(Exception):
    """The integral diverges to an infinity of this sign."""

    def __init__(self, sign: int) -> None:
        super().__init__(sign)
        self.sign = sign


@dataclass(frozen=True)
class Task:
    """Integrals of several functions over one range (ends None where infinite)."""

    functions: tuple[Expr, ...]
    x: Symbol
    lo: Expr | None
    hi: Expr | None
    level: int = 0
    budget: Budget = field(default_factory=Budget, compare=False)


def joined(task: Task, digits: int) -> list[tuple[Number, Number, Number]]:
    """Value, size and error of each component, from a precise and a coarser computation."""
    fine = precise(digits + 10 + GUARD_DIGITS)
    charts = plan(task.functions, task.x, task.lo, task.hi)
    try:
        coarse: list[tuple[Number, Number, Number]] | None = _total(
            task, charts, FLOATS, FLOAT_DIGITS
        )
    except ArithmeticError:
        coarse = None
    best = _total(task, charts, fine, digits + 5)
    if coarse is not None and _agree(coarse, best, SAME_IN_FLOATS):
        return best
    coarse = _total(task, charts, precise(digits + GUARD_DIGITS), digits + 1)
    if _agree(coarse, best, 10.0 ** (1 - digits)):
        return best
    raise NotConverged("two precisions give different values")


def _agree(
    one: list[tuple[Number, Number, Number]],
    other: list[tuple[Number, Number, Number]],
    tolerance: float,
) -> bool:
    return all(
        abs(public(a) - public(b)) <= tolerance * public(size)
        for (a, _, _), (b, size, _) in zip(one, other, strict=True)
    )


def _total(
    task: Task, charts: list[Chart], arithmetic: Arithmetic, digits: int
) -> list[tuple[Number, Number, Number]]:
    parts: list[Totals] = []
    infinite: set[int] = set()
    for chart in charts:
        try:
            parts.append(_piece(task, chart, arithmetic, digits, 0))
        except Infinite as found:
            infinite.add(found.sign)
    if len(infinite) == 2:
        raise NotConverged("it is +oo on one part and -oo on another, so it has no value")
    if infinite:
        raise Infinite(infinite.pop())
    return _summed(parts, arithmetic)


def _summed(parts: list[Totals], arithmetic: Arithmetic) -> list[tuple[Number, Number, Number]]:
    count = len(parts[0].values)
    return [
        (
            sum((part.values[i] for part in parts), arithmetic.zero),
            sum((part.sizes[i] for part in parts), arithmetic.zero),
            sum((part.errors[i] for part in parts), arithmetic.zero),
        )
        for i in range(count)
    ]


def _piece(task: Task, chart: Chart, arithmetic: Arithmetic, digits: int, depth: int) -> Totals:
    if _is_one_wave(task) and _goes_far(chart, digits):
        if chart.lo is None and chart.hi is None:
            return _split(task, chart, [chart.x_at(0.0)], arithmetic, digits, depth)
        if _is_half_line(chart):
            return _oscillation(task, chart, arithmetic, digits)
    try:
        return trapezoid(chart, arithmetic, digits, task.budget)
    except TooRough:
        if _is_half_line(chart) and _is_one_wave(task):
            return _oscillation(task, chart, arithmetic, digits)
        if depth >= DEEPEST_SPLIT:
            raise NotConverged("the rule does not settle, however often it is split") from None
        return _split(task, chart, _cuts(chart, digits), arithmetic, digits, depth)
    except TailDoesNotFall as failure:
        return _slow_end(task, chart, failure.direction, arithmetic, digits, depth)


def _cuts(chart: Chart, digits: int) -> list[Expr]:
    """Where to split a piece on which the rule did not settle.

    An infinite range is cut where its mass ends, an interval in half and at its hump: so that a
    fast oscillation comes to pieces that hold few periods each.
    """
    if len(chart.sides) == 2:
        return [chart.x_at(0.0), chart.x_at(chart.centre)]
    left, right = window(chart, digits)
    edges = [chart.centre + chart.width * math.sinh(v) for v in (left, right)]
    if chart.lo is None and chart.hi is None:
        return [chart.x_at(edges[0]), chart.x_at(0.0), chart.x_at(edges[1])]
    return [chart.x_at(chart.centre), chart.x_at(edges[1])]


def _is_half_line(chart: Chart) -> bool:
    return len(chart.sides) == 1 and (chart.lo is None) != (chart.hi is None)


def _goes_far(chart: Chart, digits: int) -> bool:
    """Whether the mass ends so far out that the periods up to there are not to be counted."""
    try:
        ends = window(chart, digits)
    except TailDoesNotFall:
        return False
    return max(chart.centre + chart.width * math.sinh(v) for v in ends) > FARTHEST_EDGE


def _is_one_wave(task: Task) -> bool:
    """Whether one sine or cosine of a fixed period is a factor of the integrand."""
    waves = [wave for f in task.functions for wave in f.atoms(sin, cos) if wave.has(task.x)]
    # a power of a wave does not change its sign
    return (
        len(task.functions) == 1
        and len(waves) == 1
        and has_fixed_period(waves[0], task.x)
        and task.functions[0].xreplace({waves[0]: -waves[0]}) == -task.functions[0]
    )


def _oscillation(task: Task, chart: Chart, arithmetic: Arithmetic, digits: int) -> Totals:
    (side,) = chart.sides
    f, t = side.expressions[0], side.distance
    far, border = oscillating_tail(f, t, arithmetic, digits)
    near = Task((f,), t, Add(0), border, task.level + 1, task.budget)
    charts = plan(near.functions, t, near.lo, near.hi)
    totals = [(far.values[0], far.sizes[0], far.errors[0])]
    totals += _total(near, charts, arithmetic, digits)
    return _one(totals, arithmetic)


def _cost(charts: list[Chart]) -> int:
    return sum(COST_OF_A_PLAN + sum(side.overflows for side in chart.sides) for chart in charts)


def _split(
    task: Task,
    chart: Chart,
    cuts: list[Expr],
    arithmetic: Arithmetic,
    digits: int,
    depth: int,
) -> Totals:
    low = -math.inf if chart.lo is None else as_float(chart.lo)
    high = math.inf if chart.hi is None else as_float(chart.hi)
    places = {as_float(cut): cut for cut in cuts}
    inner = [places[place] for place in sorted(places) if low < place < high]
    if not inner:
        raise NotConverged("the rule does not settle on a range too short to be split")
    ends = [chart.lo, *inner, chart.hi]
    smooth = {side.end for side in chart.sides if isinstance(side, SmoothSide)}
    smooth |= set(inner)
    smaller: list[Chart] = []
    for left, right in pairwise(ends):
        smaller.extend(pieces(task.functions, task.x, left, right, (), 0, frozenset(smooth)))
    task.budget.spend(_cost(smaller))
    for piece in smaller:
        piece.top = max(piece.top, chart.top) if chart.top > -math.inf else piece.top
    totals = []
    infinite: set[int] = set()
    for piece in smaller:
        try:
            totals.append(_piece(task, piece, arithmetic, digits, depth + 1))
        except Infinite as found:
            infinite.add(found.sign)
    if len(infinite) == 2:
        raise NotConverged("it is +oo on one part and -oo on another, so it has no value")
    if infinite:
        raise Infinite(infinite.pop())
    values, sizes, errors = zip(*_summed(totals, arithmetic), strict=True)
    return Totals(list(values), list(sizes), list(errors))


def _slow_end(
    task: Task, chart: Chart, direction: int, arithmetic: Arithmetic, digits: int, depth: int
) -> Totals:
    """A piece whose window has no end in one direction."""
    if len(task.functions) > 1:
        raise NotConverged("one of several integrands does not fall towards an end")
    if chart.lo is None and chart.hi is None:
        return _split(task, chart, [chart.x_at(0.0)], arithmetic, digits, depth)
    judged = tail(chart, direction)
    if judged is Tail.POSITIVE_INFINITE:
        raise Infinite(1)
    if judged is Tail.NEGATIVE_INFINITE:
        raise Infinite(-1)
    if judged is Tail.FAST and not chart.measured:
        exact = measured(chart)
        if exact is not None:
            return _piece(task, exact, arithmetic, digits, depth)
    two_sided = len(chart.sides) == 2
    side = chart.sides[0 if direction < 0 else -1]
    if judged is Tail.UNCLEAR:
        if two_sided or direction < 0:
            raise NotConverged(f"the integrand does not fall towards {side.end}")
        return _oscillation(task, chart, arithmetic, digits)
    if task.level >= 2:
        raise NotConverged("the integrand falls too slowly towards an end")
    totals = []
    for part in _logarithmic(task, chart, direction):
        charts = plan(part.functions, part.x, part.lo, part.hi)
        task.budget.spend(_cost(charts))
        totals.append(_total(part, charts, arithmetic, digits)[0])
    return _one(totals, arithmetic)


def _logarithmic(task: Task, chart: Chart, direction: int) -> list[Task]:
    """The slow end of a piece on a logarithmic scale, and the rest of the piece.

    ``x = exp(u)`` turns a logarithmic tail into a power, and a power into an exponential; in the
    original variable, so that its powers cancel against ``dx = exp(u) du``.
    """
    u = Dummy("u", positive=True)
    level = task.level + 1
    if len(chart.sides) == 1 and direction > 0:
        end, sign = (chart.lo, 1) if chart.hi is None else (chart.hi, -1)
        border = short(max(sign * as_float(end), 1.0) + 1)
        (f,) = task.functions
        f = f.xreplace({task.x: sign * task.x}) if sign < 0 else f
        far = f.xreplace({task.x: exp(u)}) * exp(u)
        return [
            Task((far,), u, log(border), None, level, task.budget),
            Task((f,), task.x, Mul(sign, end), border, level, task.budget),
        ]
    side = chart.sides[0 if direction < 0 else -1]
    (f,), t = side.expressions, side.distance
    whole = None if len(chart.sides) == 1 else Add(chart.hi, Mul(-1, chart.lo))
    border = short(min(0.5, chart.length / 2))
    near = f.xreplace({t: exp(-u)}) * exp(-u)
    return [
        Task((near,), u, -log(border), None, level, task.budget),
        Task((f,), t, border, whole, level, task.budget),
    ]


def _one(totals: list[tuple[Number, Number, Number]], arithmetic: Arithmetic) -> Totals:
    values, sizes, errors = zip(*totals, strict=True)
    zero = arithmetic.zero
    return Totals([sum(values, zero)], [sum(sizes, zero)], [sum(errors, zero)])
