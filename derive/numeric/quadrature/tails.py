"""What to say of an end of the range towards which ``f dx/dw`` does not fall: read from ``f``."""

from __future__ import annotations

import math
from enum import Enum
from itertools import pairwise

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.quadrature.charts import Chart

_PROBES = [32.0 * 2**k for k in range(6)]
_SLACK = 1e-6
_FAST = 20.0


class Tail(Enum):
    """What ``f dx/dw`` does as ``|w|`` grows along its last probes."""

    POSITIVE_INFINITE = 1
    NEGATIVE_INFINITE = -1
    SLOW = 2
    FAST = 3
    UNCLEAR = 4


def tail(chart: Chart, direction: int) -> Tail:
    """Judge the tail of the (single) integrand of a chart in one direction.

    It is infinite when it keeps its sign and falls no faster than ``1/w``, which is sure to
    diverge; slow or fast when it keeps its sign and falls faster than that; otherwise unclear.
    """
    values = []
    for distance in _PROBES:
        # x = exp(w) cancels up to w/ln(10) digits in a difference of neighbouring terms
        arithmetic = precise(30 + int(2 * distance / math.log(10)))
        w = arithmetic.real(direction * distance)
        try:
            (value,) = chart.values(w, arithmetic)
        except (OutOfDomain, NotConverged):
            return Tail.UNCLEAR
        if value == 0:
            return Tail.FAST
        size = math.inf if abs(value) == arithmetic.inf else float(arithmetic.log(abs(value)))
        values.append((1 if value > 0 else -1, size))
    signs = {sign for sign, _ in values[2:]}
    if len(signs) > 1 or _changes_sign(chart, direction):
        return Tail.UNCLEAR
    (sign,) = signs
    sizes = [size for _, size in values]
    # d log|g| / d log w between the last probes: -1 is the border of divergence
    exponents = [
        0.0 if later == math.inf else (later - earlier) / math.log(2)
        for earlier, later in pairwise(sizes)
    ]
    # a power falls by exponents that double from probe to probe, however small it is
    settled = exponents[-1] >= -1e-9 or exponents[-1] > 1.3 * exponents[-2]
    if settled and all(exponent >= -1 - _SLACK for exponent in exponents):
        return Tail.POSITIVE_INFINITE if sign > 0 else Tail.NEGATIVE_INFINITE
    return Tail.FAST if exponents[-1] < -_FAST else Tail.SLOW


def _changes_sign(chart: Chart, direction: int) -> bool:
    """Whether the integrand takes both signs at places with nothing to do with one another."""
    arithmetic = precise(70)
    signs = set()
    for k in range(30):
        try:
            (value,) = chart.values(arithmetic.real(direction * (20 + 0.917 * k)), arithmetic)
        except (OutOfDomain, NotConverged):
            return True
        signs.add(value > 0)
    return len(signs) > 1
