"""A function of one number as arcs: intervals on each of which it is smooth and bends one way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sympy import Add, Expr, Piecewise, Pow, S, Symbol, fraction, oo, radsimp, together

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide, is_zero, sign
from derive.rulebook.algebra.cases import question, settled
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.convexity.radicals import rationalised
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.zeros import Undecided, zeros
from derive.rulebook.places import facts_in

MOST_PIECES = 24


@dataclass(frozen=True)
class Piece:
    """A smooth function on an open interval."""

    body: Expr
    line: Line


@dataclass(frozen=True)
class Arc:
    """A smooth function on an interval on which it is convex ("+"), concave ("-") or straight
    ("0"); `slopes` and `values` are its limits at the two ends, values at finite ones alone."""

    body: Expr
    line: Line
    bend: str
    slopes: tuple[Expr, Expr]
    values: tuple[Expr, Expr]


def pieces_of(body: Expr, u: Symbol, line: Line, known: Assumptions) -> list[Piece]:
    """The function between the places where absolute values, maxima and cases change; parts at
    either end on which it is +oo are left out. Raises Undecided.

    >>> u = Symbol("u", real=True)
    >>> [(p.body, p.line.low) for p in pieces_of(abs(u - 1), u, Line(), Assumptions())]
    [(1 - u, -oo), (u - 1, 1)]
    """
    found = _cut(body, u, line, known, MOST_PIECES)
    while found and found[0].body == oo:
        del found[0]
    while found and found[-1].body == oo:
        del found[-1]
    if not found or any(p.body.has(oo, -oo, S.NaN) for p in found):
        raise Undecided
    return _joined(found)


def _cut(body: Expr, u: Symbol, line: Line, known: Assumptions, left: int) -> list[Piece]:
    inside = known.also(*facts_in(line, u))
    body = settled(body, inside)
    asked = question(body, inside)
    if asked is None:
        return [Piece(_without_root_below(body, u), line)]
    if left <= 0 or u not in asked.free_symbols:
        raise Undecided
    gap = asked.lhs - asked.rhs
    cuts = zeros(gap, u, line, known)
    found: list[Piece] = []
    for low, high in itertools.pairwise([line.low, *cuts, line.high]):
        # between two zeros next to each other the sign is that at any point
        own = sign(gap.xreplace({u: _between(low, high)}), known)
        if own not in ("+", "-"):
            raise Undecided
        there = known.also(gap > 0 if own == "+" else gap < 0)
        found += _cut(body, u, Line(low, high), there, left - 1 - len(cuts))
    return found


def _without_root_below(body: Expr, u: Symbol) -> Expr:
    """A quotient by a sum with a square root in it without anything below, if that can be."""
    below = fraction(together(body))[1]
    sums = [part for part in below.atoms(Add) if u in part.free_symbols]
    rooted = [p for part in sums for t in part.args for p in t.atoms(Pow) if p.exp == S.Half]
    plain = rationalised(body).expand() if rooted else body
    return body if u in fraction(together(plain))[1].free_symbols else plain


def _joined(pieces: list[Piece]) -> list[Piece]:
    found = [pieces[0]]
    for piece in pieces[1:]:
        if piece.body == found[-1].body:
            found[-1] = Piece(piece.body, Line(found[-1].line.low, piece.line.high))
        else:
            found.append(piece)
    return found


def in_pieces(pieces: list[Piece], u: Symbol) -> Expr:
    """The function of which these are the pieces, as one expression."""
    if len(pieces) == 1:
        return pieces[0].body
    rows = [(p.body, u <= p.line.high) for p in pieces[:-1]]
    return Piecewise(*rows, (pieces[-1].body, True), evaluate=False)


@lru_cache(maxsize=512)
def arcs_of(body: Expr, u: Symbol, line: Line, known: Assumptions) -> tuple[Arc, ...]:
    """The function as arcs, in order and continuous where they meet. Raises Undecided.

    >>> u = Symbol("u", real=True)
    >>> [(arc.bend, arc.line.high) for arc in arcs_of(u**3, u, Line(), Assumptions())]
    [('-', 0), ('+', oo)]
    """
    found = [arc for piece in pieces_of(body, u, line, known) for arc in _bends(piece, u, known)]
    for one, two in itertools.pairwise(found):
        if not is_zero(one.values[1] - two.values[0], known):
            raise Undecided
    return tuple(found)


def _bends(piece: Piece, u: Symbol, known: Assumptions) -> list[Arc]:
    second = slope(slope(piece.body, u), u)
    bend = _BENDS.get(sign(second, known.also(*facts_in(piece.line, u))))
    if bend:
        return [arc(piece.body, u, piece.line, bend, known)]
    ends = [piece.line.low, *zeros(second, u, piece.line, known), piece.line.high]
    found = []
    for low, high in itertools.pairwise(ends):
        # between two zeros next to each other the sign is that at any point
        there = second.xreplace({u: _between(low, high)})
        bend = _BENDS.get(sign(there, known) or sign(there.expand(), known))
        if not bend:
            raise Undecided
        found.append(arc(piece.body, u, Line(low, high), bend, known))
    return found


_BENDS: dict[str | None, str] = {"+": "+", ">=": "+", "-": "-", "<=": "-", "0": "0"}


def _between(low: Expr, high: Expr) -> Expr:
    if low == -oo:
        return S.Zero if high == oo else high - 1
    return low + 1 if high == oo else (low + high) / 2


def arc(body: Expr, u: Symbol, line: Line, bend: str, known: Assumptions) -> Arc:
    """A smooth function that bends one way, with its limits at the ends. Raises Undecided."""
    rate = slope(body, u)
    ends = ((line.low, False), (line.high, True))
    limits = [limit_at(rate, u, end, from_below, known) for end, from_below in ends]
    # what the function tends to far out is not asked
    limits += [
        S.NaN if end.is_infinite else limit_at(body, u, end, from_below, known)
        for end, from_below in ends
    ]
    if None in limits:
        raise Undecided
    first, last, low, high = limits
    return Arc(body, line, bend, (first, last), (low, high))


def straight(u: Symbol, low: tuple[Expr, Expr], high: tuple[Expr, Expr]) -> Arc:
    """The straight line between two points."""
    rate = (high[1] - low[1]) / (high[0] - low[0])
    if rate.has(Pow):
        rate = radsimp(rate)
    body = (rate * u + (low[1] - rate * low[0])).expand()
    return Arc(body, Line(low[0], high[0]), "0", (rate, rate), (low[1], high[1]))


def is_convex(arcs: Sequence[Arc], known: Assumptions) -> bool:
    """Whether arcs make up a convex function. Raises Undecided."""
    return all(a.bend != "-" for a in arcs) and all(
        turns_up(one, two, known) for one, two in itertools.pairwise(arcs)
    )


def turns_up(one: Arc, two: Arc, known: Assumptions) -> bool:
    """Whether the slope does not fall where two arcs meet. Raises Undecided."""
    if one.slopes[1] == two.slopes[0]:
        return True
    answer = decide(one.slopes[1] <= two.slopes[0], known)
    if answer is None:
        raise Undecided
    return answer


__all__ = [
    "Arc",
    "Piece",
    "arc",
    "arcs_of",
    "in_pieces",
    "is_convex",
    "pieces_of",
    "straight",
    "turns_up",
]
