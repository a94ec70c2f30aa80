"""The greatest convex function below a function of one number: its convex envelope.

A concave arc lies above its chord. Where two convex arcs meet in a concave corner, a straight line
that touches both from below takes the place of what lies between: it is the tangent where it
touches an arc inside, and below the tangent where it touches at an end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from sympy import Expr, S, Symbol, oo

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide
from derive.rulebook.convexity.arcs import Arc, straight, turns_up
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.convexity.rays import beyond, ray, up_to, with_a_ray
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.tangents import (
    common_tangents,
    tangents_by_conjugates,
    touching_points,
)
from derive.rulebook.convexity.zeros import Undecided, zeros

MOST_ROUNDS = 40


@lru_cache(maxsize=256)
def envelope(arcs: tuple[Arc, ...], u: Symbol, known: Assumptions) -> tuple[Arc, ...] | None:
    """The arcs of the convex envelope; None where no line lies below the function, so that there is
    no convex function below it at all. Raises Undecided."""
    if any(_falls_without_bound(one) for one in arcs):
        return None
    (low, high), ends = (
        (arcs[0].line.low, arcs[-1].line.high),
        (arcs[0].slopes[0], arcs[-1].slopes[1]),
    )
    if (low, high) == (-oo, oo) and not {oo, -oo} & set(ends):
        if ends[0] == ends[1]:
            return _supporting_line(arcs, u, ends[0], known)
        if decide(ends[0] > ends[1], known):
            return None
    work = deque(_without_concave(arcs, u, known))
    done: list[Arc] = []
    for _ in range(MOST_ROUNDS):
        if not work:
            return tuple(_joined(done))
        arc = work.popleft()
        if not done or turns_up(done[-1], arc, known):
            done.append(arc)
        else:
            work.extendleft(reversed(_bridged(done.pop(), arc, u, known)))
    raise Undecided


def _supporting_line(
    arcs: tuple[Arc, ...], u: Symbol, rate: Expr, known: Assumptions
) -> tuple[Arc, ...] | None:
    """The highest line of this slope below a function that has it far out on both sides: no convex
    function between the two is anything else. Raises Undecided."""
    gaps: list[Expr] = []
    for one in arcs:
        gap = (one.body - rate * u).expand()
        gaps += [
            found
            for end, from_below in ((one.line.low, False), (one.line.high, True))
            if (found := limit_at(gap, u, end, from_below, known)) is not None
        ]
        if len(gaps) % 2:
            raise Undecided
        # a slope that is approached at an end is taken nowhere inside
        if one.bend == "+" and rate not in one.slopes:
            inside = zeros(slope(one.body, u) - rate, u, one.line, known)
            gaps += [level for at in inside for level in [gap.xreplace({u: at})] * 2]
    if -oo in gaps:
        return None
    least = gaps[0]
    for level in gaps[1:]:
        if least == oo or (level != oo and decide(level < least, known)):
            least = level
        elif level != oo and decide(level >= least, known) is not True:
            raise Undecided
    body = rate * u + least
    return (Arc(body, Line(), "0", (rate, rate), (S.NaN, S.NaN)),)


def _without_concave(arcs: Sequence[Arc], u: Symbol, known: Assumptions) -> list[Arc]:
    """Convex arcs in place of all: between two convex arcs a line that touches both, if one is
    found, and elsewhere the chords of the concave ones."""
    found: list[Arc] = []
    coming = deque(arcs)
    while coming:
        one = coming.popleft()
        if one.bend == "-" and found and coming and coming[0].bend == "+" == found[-1].bend:
            try:
                touching = _bridged(found[-1], coming[0], u, known)
            except Undecided:
                found.append(_chord(one, u))
                continue
            found.pop()
            coming.popleft()
            found += touching
        else:
            found.append(_chord(one, u))
    return found


def _falls_without_bound(one: Arc) -> bool:
    """Whether it is -oo at a finite end, or falls faster than every line towards an infinite one:
    then nothing convex lies below it, or what lies below is -oo."""
    (first, last), (low, high) = one.slopes, one.values
    if (one.line.low != -oo and low == -oo) or (one.line.high != oo and high == -oo):
        return True
    return one.bend == "-" and (
        (one.line.low == -oo and first == oo) or (one.line.high == oo and last == -oo)
    )


def _chord(one: Arc, u: Symbol) -> Arc:
    """In place of a concave arc its chord; towards an infinite end the line with its last slope."""
    if one.bend != "-":
        return one
    (first, last), (low, high) = one.slopes, one.values
    ends = one.line
    if ends.low == -oo and ends.high == oo:
        raise Undecided
    if ends.high == oo:
        return ray(one, u, ends.low, low, last)
    if ends.low == -oo:
        return ray(one, u, ends.high, high, first)
    if oo in (low, high):
        raise Undecided
    return straight(u, (ends.low, low), (ends.high, high))


def _bridged(one: Arc, two: Arc, u: Symbol, known: Assumptions) -> list[Arc]:
    """Two convex arcs that meet in a concave corner, with a line that touches both from below.
    Raises Undecided."""
    for left, right in _candidates(one, two, u, known):
        line = straight(u, left, right)
        if _lies_below(line, one, two, known):
            return [*up_to(one, *left, u), line, *beyond(two, *right, u)]
    found = with_a_ray(one, two, u, known)
    if found is None:
        raise Undecided
    return found


Point = tuple[Expr, Expr]


def _candidates(one: Arc, two: Arc, u: Symbol, known: Assumptions) -> Iterator[tuple[Point, Point]]:
    """Pairs of points at which a line may touch: ends, and tangents from an end or to both."""
    lows = [(one.line.low, one.values[0])] if one.line.low != -oo and one.values[0] != oo else []
    highs = [(two.line.high, two.values[1])] if two.line.high != oo and two.values[1] != oo else []
    for left, right in common_tangents(one, two, u, known):
        yield (left, one.body.xreplace({u: left})), (right, two.body.xreplace({u: right}))
    for low in lows:
        for high in highs:
            yield low, high
    for low in lows:
        for at in touching_points(two, low, u, known):
            yield low, (at, two.body.xreplace({u: at}))
    for high in highs:
        for at in touching_points(one, high, u, known):
            yield (at, one.body.xreplace({u: at})), high
    for left, right in tangents_by_conjugates(one, two, u, known):
        yield (left, one.body.xreplace({u: left})), (right, two.body.xreplace({u: right}))


def _lies_below(line: Arc, one: Arc, two: Arc, known: Assumptions) -> bool:
    """Whether a line through a point of each arc, a tangent where that is inside, is below both."""
    rate = line.slopes[0]
    left = (
        line.line.low != one.line.low
        or decide(rate <= one.slopes[0], known)
        or (one.slopes[0] == oo)
    )
    right = (
        line.line.high != two.line.high
        or two.slopes[1] == -oo
        or decide(rate >= two.slopes[1], known)
    )
    return bool(left and right)


def _joined(arcs: Sequence[Arc]) -> list[Arc]:
    """Neighbours that are one function as one arc."""
    found: list[Arc] = []
    for one in arcs:
        if found and found[-1].body == one.body:
            before = found.pop()
            line = Line(before.line.low, one.line.high)
            slopes = (before.slopes[0], one.slopes[1])
            one = replace(
                before, line=line, slopes=slopes, values=(before.values[0], one.values[1])
            )
        found.append(one)
    return found


__all__ = ["envelope"]
