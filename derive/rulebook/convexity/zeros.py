"""The zeros of a function of one number in an open interval, all of them and in order."""

from __future__ import annotations

import itertools
from functools import cmp_to_key

from sympy import (
    Expr,
    Mul,
    Pow,
    S,
    Symbol,
    ceiling,
    cos,
    factor,
    floor,
    fraction,
    pi,
    sin,
    together,
)

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide, is_zero, sign
from derive.rulebook.algebra.cases import settled
from derive.rulebook.convexity.bounded import side_of
from derive.rulebook.convexity.inverses import DOWN, UP, inverse
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.places import facts_in

MOST_WAVES = 20
DEEPEST = 3
"""How many derivatives are asked where a function rises and falls."""


class Undecided(Exception):
    """Something that has to be known about a function of one number is not."""


def zeros(
    body: Expr, u: Symbol, line: Line, known: Assumptions, depth: int = DEEPEST
) -> list[Expr]:
    """Where the function is zero inside the interval, ascending. Raises Undecided.

    >>> u = Symbol("u", real=True)
    >>> zeros(u**3 - u, u, Line(), Assumptions())
    [-1, 0, 1]
    """
    found: list[Expr] = []
    top, bottom = fraction(factor(together(body)))
    if sign(bottom, known.also(*facts_in(line, u))) not in ("+", "-"):
        raise Undecided
    for part in Mul.make_args(top):
        base = part.base if isinstance(part, Pow) and sign(part.exp, known) == "+" else part
        own = (settled(z, known) for z in _of_factor(base, u, line, known, depth))
        found += [z for z in own if z not in found]
    return ascending(found, known)


def _of_factor(part: Expr, u: Symbol, line: Line, known: Assumptions, depth: int) -> list[Expr]:
    inside = known.also(*facts_in(line, u))
    if sign(part, inside) in ("+", "-"):
        return []
    if u not in part.free_symbols:
        raise Undecided
    if isinstance(part, (sin, cos)):
        return _of_wave(part, u, line)
    rate = slope(part, u)
    direction = side_of(rate, inside)
    if direction in ("+", "-", ">=", "<="):
        return _of_monotone(part, u, line, known, UP if direction in ("+", ">=") else DOWN)
    if not depth:
        raise Undecided
    turns = zeros(rate, u, line, known, depth - 1)
    found = [t for t in turns if is_zero(part.xreplace({u: t}), known)]
    ends = [line.low, *turns, line.high]
    for low, high in itertools.pairwise(ends):
        found += _of_factor(part, u, Line(low, high), known, 0)
    return found


def _of_wave(part: Expr, u: Symbol, line: Line) -> list[Expr]:
    """The zeros of a sine or cosine of something linear between two numbers."""
    rate = part.args[0].diff(u)
    shift = part.args[0].xreplace({u: S.Zero})
    if not (rate.is_number and shift.is_number and line.low.is_number and line.high.is_number):
        raise Undecided
    if line.low.is_infinite or line.high.is_infinite:
        raise Undecided
    first = shift - (pi / 2 if isinstance(part, cos) else 0)
    ends = sorted((rate * end + first) / pi for end in (line.low, line.high))
    counts = range(int(ceiling(ends[0])), int(floor(ends[1])) + 1)
    found = [(k * pi - first) / rate for k in counts if len(counts) <= MOST_WAVES]
    if len(found) < len(counts):
        raise Undecided
    inside = [z for z in found if line.low < z < line.high]
    return inside if rate > 0 else inside[::-1]


def _of_monotone(
    part: Expr, u: Symbol, line: Line, known: Assumptions, direction: int
) -> list[Expr]:
    first = limit_at(part, u, line.low, False, known)
    last = limit_at(part, u, line.high, True, known)
    if first is None or last is None:
        raise Undecided
    low, high = (first, last) if direction == UP else (last, first)
    if decide(low >= 0, known) or decide(high <= 0, known):
        return []
    if not (decide(low < 0, known) and decide(high > 0, known)):
        raise Undecided
    at = inverse(part, u, S.Zero, direction, known.also(*facts_in(line, u)))
    if at is None:
        raise Undecided
    return [at]


def ascending(numbers: list[Expr], known: Assumptions) -> list[Expr]:
    """Different numbers in their order. Raises Undecided where it is not known."""

    def order(a: Expr, b: Expr) -> int:
        if decide(a < b, known):
            return -1
        if decide(a > b, known):
            return 1
        raise Undecided

    return sorted(numbers, key=cmp_to_key(order))


__all__ = ["Undecided", "ascending", "zeros"]
