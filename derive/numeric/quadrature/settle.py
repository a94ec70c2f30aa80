"""Summing an integrand over nodes that come in levels, until halving the step changes nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.models.evaluator import Budget

FINEST_LEVEL = 5
Node = tuple[int, Number, Number]


class Nodes(Protocol):
    """Nodes (side, distance, weight) in levels, each of half the step of the one before."""

    arithmetic: Arithmetic

    def level(self, n: int) -> list[Node]:
        """The nodes that level n adds."""

    def step(self, level: int) -> Number:
        """The step of a level."""

    def edges(self) -> list[Node]:
        """The outermost nodes of each piece."""


class Unsettled(Exception):
    """The nodes do not suit the integrand: it bends, jumps or has its mass elsewhere."""


def settled(
    nodes: Nodes, body: Callable[[int, Number], Number], digits: int, budget: Budget
) -> tuple[Number, Number]:
    """The integral of a body against the weights, and that of its absolute value.

    Raises Unsettled where it does not settle to `digits` digits of the latter, or has not fallen to
    nothing at the outermost nodes.
    """
    arithmetic = nodes.arithmetic
    total, size, infinite = arithmetic.zero, arithmetic.zero, arithmetic.inf
    goal = 10.0**-digits
    before: Number = None
    last_change = 1.0
    for n in range(FINEST_LEVEL + 1):
        level = nodes.level(n)
        budget.spend(len(level))
        found, absolute = added(level, body, arithmetic)
        total, size = total + found, size + absolute
        if size == infinite:
            return total, size
        step = nodes.step(n)
        now, scale = total * step, size * step
        if before is not None:
            change = float(abs(now - before) / scale) if scale != 0 else 0.0
            if change < goal or digits_after(change, last_change) > digits + 1:
                require_fallen(nodes, body, scale * arithmetic.last_place(digits), step)
                return now, scale
            last_change = change
        before = now
    raise Unsettled("halving the step does not settle it")


def added(
    nodes: list[Node], body: Callable[[int, Number], Number], arithmetic: Arithmetic
) -> tuple[Number, Number]:
    """The sum of a body over nodes, and that of its absolute values.

    A body that is infinite at a node has to be so at all others of that side: what is infinite at
    some of them alone is the logarithm of a number that rounding made zero. Raises Unsettled there.
    """
    total, size, infinite = arithmetic.zero, arithmetic.zero, arithmetic.inf
    for side, t, weight in nodes:
        if weight:
            term = body(side, t) * weight
            total = total + term
            size = size + abs(term)
    if size == infinite:
        infinities: dict[int, set[bool]] = {}
        for side, t, weight in nodes:
            if weight:
                infinities.setdefault(side, set()).add(abs(body(side, t)) == infinite)
        if any(len(seen) == 2 for seen in infinities.values() if True in seen):
            raise Unsettled("the integrand is infinite at some nodes and not at those beside them")
        if abs(total) != infinite:
            raise OutOfDomain("an expectation is +oo on one part and -oo on another")
    return total, size


def digits_after(change: float, last_change: float) -> float:
    """The digits that are right after two halvings: where a rule converges geometrically the number
    of digits doubles, and the last two changes say how nearly it does."""
    now, before = -math.log10(change), -math.log10(max(last_change, change))
    if before <= 0.5:
        return now
    return min(2 * now, now * now / before)


def require_fallen(
    nodes: Nodes, body: Callable[[int, Number], Number], least: Number, step: Number
) -> None:
    """Unsettled where a body is more than `least` at the outermost nodes: mass lies beyond them."""
    for side, t, weight in nodes.edges():
        if weight != 0 and abs(body(side, t) * weight) * step > least:
            raise Unsettled("the integrand has not fallen at the outermost nodes")
