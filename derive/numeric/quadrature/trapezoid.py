"""The trapezoid rule on ``w = centre + width * sinh(v)``, halved with all earlier nodes reused."""

from __future__ import annotations

import math
from dataclasses import dataclass

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.quadrature.charts import Chart

FIRST_STEP = 0.5
MOST_HALVINGS = 6
MOST_NODES = 30_000
FARTHEST = 42.0
"""``sinh(42)`` e-folds: a tail that has not fallen there does not fall."""

_LN10 = math.log(10)


class TailDoesNotFall(Exception):
    """The window of a piece has no end on one side: the integral diverges, or converges slowly."""

    def __init__(self, direction: int) -> None:
        super().__init__(direction)
        self.direction = direction


class TooRough(Exception):
    """Halving the step did not settle the value: the piece has to be split."""


@dataclass
class Budget:
    """How many more nodes one integral may use, so that every evaluation ends."""

    nodes: int = MOST_NODES

    def spend(self, nodes: int) -> None:
        self.nodes -= nodes
        if self.nodes < 0:
            raise NotConverged(f"it is not settled after {MOST_NODES} nodes")


@dataclass(frozen=True)
class Totals:
    """Integrals of all components over one piece, of their absolute values, and error bounds."""

    values: list[Number]
    sizes: list[Number]
    errors: list[Number]


def window(chart: Chart, digits: int) -> tuple[float, float]:
    """Where the integrand is more than ``10**-digits`` of its highest hump anywhere."""

    def height(v: float) -> float:
        return chart.log_mass(chart.centre + chart.width * math.sinh(v)) + math.log(math.cosh(v))

    floor = chart.top + math.log(chart.width) - (digits + 2) * _LN10
    edges = []
    for direction in (-1, 1):
        steps, below = 0, 0
        while below < 2:
            steps += 1
            v = direction * steps * FIRST_STEP
            if abs(v) > FARTHEST:
                raise TailDoesNotFall(direction)
            below = below + 1 if height(v) + math.log(chart.width) < floor else 0
        edges.append(direction * (steps - 1) * FIRST_STEP)
    return edges[0], edges[1]


def _negligible(chart: Chart, digits: int) -> bool:
    return chart.log_mass(chart.centre) < chart.top - (digits + 2) * _LN10


def trapezoid(chart: Chart, arithmetic: Arithmetic, digits: int, budget: Budget) -> Totals:
    """Integrate a piece to ``digits`` digits of its absolute mass."""
    left, right = window(chart, digits)
    if right - left <= 2 * FIRST_STEP and _negligible(chart, digits):
        zeros = [arithmetic.zero] * len(chart.sides[0].expressions)
        least = arithmetic.exp(arithmetic.real(chart.top)) * arithmetic.real(10.0**-digits)
        return Totals(zeros, zeros, [least] * len(zeros))
    if isinstance(arithmetic, FloatArithmetic):
        reach = chart.width * max(math.sinh(right), -math.sinh(left)) + abs(chart.centre)
        if reach > 700:
            raise NotConverged("the integrand reaches beyond the range of floats")
    centre, width = arithmetic.real(chart.centre), arithmetic.real(chart.width)
    half = arithmetic.one / 2
    exponential = arithmetic.exp
    goal = 10.0**-digits

    sums: list[Number] = []
    sizes: list[Number] = []

    def add(numerator: int, denominator: int) -> None:
        up = exponential(arithmetic.rational(numerator, denominator))
        down = 1 / up
        values = chart.values(centre + width * (up - down) * half, arithmetic)
        weight = (up + down) * half
        if not sums:
            sums.extend([arithmetic.zero] * len(values))
            sizes.extend([arithmetic.zero] * len(values))
        for i, value in enumerate(values):
            if value != 0:
                if abs(value) == arithmetic.inf:
                    raise NotConverged("the integrand is infinite at a node of the quadrature")
                term = value * weight
                sums[i] += term
                sizes[i] += abs(term)

    first, last = round(left / FIRST_STEP), round(right / FIRST_STEP)
    budget.spend(last - first + 1)
    for k in range(first, last + 1):
        add(k, 2)
    # a piece need not be more exact than the highest hump of the whole range asks for
    least = arithmetic.exp(arithmetic.real(chart.top)) / 100
    if least == arithmetic.inf:
        raise NotConverged("the integrand reaches beyond the range of floats")
    step = width * half
    before = [s * step for s in sums]
    earlier_change = last_change = 1.0
    denominator = 2
    for halving in range(MOST_HALVINGS):
        denominator *= 2
        first, last = 2 * first, 2 * last
        budget.spend((last - first) // 2 + chart.surcharge)
        chart.surcharge = 0
        for k in range(first + 1, last, 2):
            add(k, denominator)
        step = step / 2
        now = [s * step for s in sums]
        scale = [max(s * step, least) for s in sizes]
        change = max(
            (float(abs(a - b) / s) if s != 0 else 0.0)
            for a, b, s in zip(now, before, scale, strict=True)
        )
        # the error of this rule about squares with each halving
        if change < goal:
            return Totals(now, [s * step for s in sizes], [s * goal for s in scale])
        if change < goal**0.6 and change < last_change**1.7 < earlier_change ** (1.7 * 1.5):
            bound = max(goal, change**1.5)
            return Totals(now, [s * step for s in sizes], [s * bound for s in scale])
        if halving >= 3 and change > goal**0.2:
            break
        before, earlier_change, last_change = now, last_change, change
    raise TooRough
