"""Are two expressions equal? A proof by algebra, or a point where they differ, or neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import Any

from sympy import Basic, Expr, Piecewise, Pow, S, expand, preorder_traversal
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language.assumptions import Assumptions, each_fact
from derive.language.exact import exact
from derive.language.stated import beside, given_with
from derive.numeric import compile_expression, precise
from derive.rulebook.algebra import Equality, decide, equal, prove_equal, sign
from derive.solvers.sample_points import Point, meets, roots, sample_points

DIGITS = (40, 60)
AGREEING_DIGITS = 34
MOST_POINTS = 60
_FINE = precise(DIGITS[1])
_INFINITY = float("inf")
_UNKNOWN = object()
Wanted = tuple[Any, ...]


class Verdict(StrEnum):
    """What was found out about two expressions."""

    EQUAL = "equal"
    DIFFERENT = "different"
    AGREES = "agrees"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Comparison:
    """`equal`: proved. `different`: `point` is a point where they differ, if one was found.
    `agrees`: equal at `points` points, but not proved, or proved only under `conditions`.
    `undecided`: neither proved nor evaluated anywhere.
    """

    verdict: Verdict
    point: Point | None = None
    points: int = 0
    conditions: tuple[Boolean, ...] = ()


def compare(a: Expr, b: Expr, assume: Assumptions | Iterable[Boolean] = ()) -> Comparison:
    """Compare `a` and `b` as functions of their symbols, where the assumptions hold.

    A plain symbol is a real number, and what was assumed when the expressions were read is assumed
    here. A point where one side has a value and the other has none
    counts as a difference; where neither has a real value, principal values are compared.

    >>> from sympy import sqrt
    >>> from sympy.abc import x
    >>> compare(sqrt(x**2), x, [x > 0]).verdict.value
    'equal'
    >>> compare(sqrt(x**2), x).point
    ((x, -1),)
    """
    assumptions = given_with(a, b).also(*each_fact(assume))
    wanted = (beside(a).wanted, beside(b).wanted)
    a, b = exact(a), exact(b)
    proof = prove_equal(a, b, assumptions)
    if proof.verdict is None and _squares_are_equal(a, b, assumptions):
        proof = Equality(True)
    conditions = tuple(_unmet((*proof.conditions, *wanted[0], *wanted[1]), wanted, assumptions))
    if proof.verdict and not conditions:
        return Comparison(Verdict.EQUAL)
    free = a.free_symbols.union(b.free_symbols, *(c.free_symbols for c in sum(wanted, ())))
    symbols = sorted(free, key=lambda symbol: symbol.sort_key())
    sides = _Sides(a, b, symbols, wanted)
    agreeing = 0
    points = islice(sample_points((a, b), symbols, assumptions), MOST_POINTS)
    starts = list(islice(points, 8)) if conditions else []
    for condition in (c for c in conditions if isinstance(c, Relational)):
        for point in (root for start in starts for root in roots(condition.lhs, start)):
            if meets(point, assumptions) and sides.defined_on_one_side(point):
                return Comparison(Verdict.DIFFERENT, point, agreeing)
    for point in chain(starts, points):
        answer = sides.differ(point)
        if answer:
            return Comparison(Verdict.DIFFERENT, point, agreeing)
        agreeing += answer is False
    if proof.verdict is False:
        return Comparison(Verdict.DIFFERENT, None, agreeing)
    verdict = Verdict.AGREES if agreeing else Verdict.UNDECIDED
    return Comparison(verdict, None, agreeing, conditions)


def _squares_are_equal(a: Expr, b: Expr, assumptions: Assumptions) -> bool:
    """Whether both have the same sign, and equal squares: sqrt(4 + 2 sqrt(3)) = 1 + sqrt(3)."""
    if not any(_is_root(node) for e in (a, b) for node in preorder_traversal(e)):
        return False
    signs = {sign(e, assumptions) for e in (a, b)}
    if signs not in ({"+"}, {"-"}):
        return False
    proof = prove_equal(expand(a**2), expand(b**2), assumptions)
    return proof.verdict is True and not proof.conditions


def _is_root(node: Basic) -> bool:
    return isinstance(node, Pow) and node.exp == S.Half and bool(node.base.has(Pow))


def _unmet(
    conditions: Iterable[Any], wanted: tuple[Wanted, Wanted], assumptions: Assumptions
) -> Iterator[Any]:
    """The conditions that are not known to hold, but for what both sides want alike."""
    for condition in dict.fromkeys(conditions):
        alike = condition in wanted[0] and condition in wanted[1]
        if not alike and decide(condition, assumptions) is not True:
            yield condition


class _Sides:
    """Both expressions, compiled once per precision."""

    def __init__(self, a: Expr, b: Expr, symbols: list[Any], wanted: tuple[Wanted, Wanted]) -> None:
        self._exact, self._wanted = (a, b), wanted
        self._programs = [
            [_compiled(side, symbols, digits) for side in (a, b)] for digits in DIGITS
        ]

    def differ(self, point: Point) -> bool | None:
        """Whether the values at a point differ; None where that is not known."""
        low, high = (self._values(index, point) for index in range(2))
        if _UNKNOWN in (*low, *high):
            return self._exactly_different(point)
        broken = [
            _divides_by_zero(side, dict(point)) or self._is_unwanted(i, point)
            for i, side in enumerate(self._exact)
        ]
        low = [None if bad else value for value, bad in zip(low, broken, strict=True)]
        high = [None if bad else value for value, bad in zip(high, broken, strict=True)]
        if None in high:
            finite = [value for value in high if value is not None and abs(value) < _INFINITY]
            return True if finite else self._exactly_different(point)
        if None in low:
            return None
        left, right = high
        if left == right:
            return False
        if max(abs(left), abs(right)) == _INFINITY:
            return True if [abs(v) for v in low] == [abs(v) for v in high] else None
        second = left - right
        bound = max(abs(left), abs(right)) / _FINE.context.mpf(10) ** AGREEING_DIGITS
        if abs(second) <= bound:
            return False
        # a difference has to be the same at both precisions
        first = _FINE.real(low[0]) - _FINE.real(low[1])
        return True if abs(first - second) <= abs(second) / 10**4 else None

    def _values(self, index: int, point: Point) -> list[Any]:
        arithmetic = precise(DIGITS[index])
        values = [arithmetic.rational(int(v.p), int(v.q)) for _, v in point]
        found: list[Any] = []
        for program in self._programs[index]:
            try:
                found.append(_UNKNOWN if program is None else program(*values))
            except OutOfDomain:
                found.append(None)
            except (CannotEvaluate, NotConverged):
                found.append(_UNKNOWN)
        return found

    def _exactly_different(self, point: Point) -> bool | None:
        """Neither side is real: algebra compares the principal values."""
        left, right = (side.subs(list(point)) for side in self._exact)
        if _has_no_value(left) or _has_no_value(right):
            return None
        answer = equal(left, right, Assumptions())
        return None if answer is None else not answer

    def defined_on_one_side(self, point: Point) -> bool:
        """Whether putting the point in leaves exactly one side with a value."""
        left, right = (side.subs(list(point)) for side in self._exact)
        first = _has_no_value(left) or self._is_unwanted(0, point)
        return first != (_has_no_value(right) or self._is_unwanted(1, point))

    def _is_unwanted(self, side: int, point: Point) -> bool:
        """Whether a side, as it was written, is not defined at a point."""
        there = dict(point)
        return any(decide(c.xreplace(there), Assumptions()) is False for c in self._wanted[side])


def _compiled(side: Expr, symbols: list[Any], digits: int) -> Any:
    try:
        return compile_expression(side, symbols, precise(digits))
    except CannotEvaluate:
        return None


def _has_no_value(expr: Expr) -> bool:
    return bool(expr.has(S.NaN, S.ComplexInfinity))


def _divides_by_zero(expr: Basic, values: dict[Any, Expr]) -> bool:
    """Whether a denominator is 0 at a point, the branches of Piecewise that are not taken aside.

    (The numeric conventions know 0 * oo = 0, which is meant for 0 log 0 and not for 0/0.)
    """
    if expr.is_Atom:
        return False
    if isinstance(expr, Piecewise):
        for value, condition in expr.args:
            holds = decide(condition.xreplace(values), Assumptions())
            if holds is not False:
                return holds is True and _divides_by_zero(value, values)
        return False
    if isinstance(expr, Pow) and expr.exp.is_Number and expr.exp < 0:
        below = expr.base.subs(list(values.items()))
        if below.is_zero:
            return True
    return any(_divides_by_zero(argument, values) for argument in expr.args)
