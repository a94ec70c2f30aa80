"""The supremum of u v - f(u) for convex f, case by case in v.

The slope of f rises along the interval. Where v lies among the slopes of a strictly convex arc the
supremum is attained inside it; where it lies between the slopes to the left and to the right of a
place at which two arcs meet, there; below the first slope at the lower end, above the last one at
the upper end, or it is +oo where that end is at infinity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sympy import And, Eq, Expr, Ge, Gt, Le, Lt, Piecewise, S, Symbol, acos, acosh, asinh, oo

from derive.language.assumptions import Assumptions
from derive.language.optimum import Sup
from derive.language.space import Line
from derive.rulebook.algebra import equal
from derive.rulebook.convexity.arcs import Arc, arc
from derive.rulebook.convexity.inverses import UP, inverse
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.convexity.presenting import presented
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.zeros import Undecided, zeros
from derive.rulebook.places import facts_in


@dataclass(frozen=True)
class Case:
    """A value for all v between two numbers, each of them included or not."""

    value: Expr
    low: Expr
    has_low: bool
    high: Expr
    has_high: bool

    def holds_at(self, v: Symbol, after_a_finite_one: bool) -> Any:
        """The condition on v; the lower bound is left out where the cases before it imply it."""
        if self.low == self.high:
            return Eq(v, self.low)
        lower: Any = S.true
        if self.low != -oo and not after_a_finite_one:
            lower = v >= self.low if self.has_low else v > self.low
        upper: Any = S.true
        if self.high != oo:
            upper = v <= self.high if self.has_high else v < self.high
        return (
            And(lower, upper, evaluate=False)
            if S.true not in (lower, upper)
            else (upper if lower is S.true else lower)
        )


def cases_of(arcs: Sequence[Arc], u: Symbol, v: Symbol, known: Assumptions) -> list[Case]:
    """What the supremum over u of u v less the convex function of these arcs is, for every v. Where
    it is attained inside an arc it is left as a supremum over that arc. Raises Undecided."""
    found = _at_lower_end(arcs[0], u, v, known)
    for i, one in enumerate(arcs):
        low, high = one.slopes
        if one.bend == "+":
            found.append(Case(Sup(u * v - one.body, u, one.line), low, False, high, False))
        if i + 1 < len(arcs):
            at = one.line.high * v - one.values[1]
            found.append(Case(at, high, True, arcs[i + 1].slopes[0], True))
    found += _at_upper_end(arcs[-1], u, v, known)
    return _merged([c for c in found if c.low != c.high or (c.has_low and c.has_high)], known)


def solvable(arcs: Sequence[Arc], u: Symbol, v: Symbol, known: Assumptions) -> list[Arc]:
    """The arcs, those on which the slope cannot be solved for u cut where they are level: on either
    side it has one sign, and that may help. Where the solution has cases, the arc is cut between
    them. Raises Undecided."""
    found: list[Arc] = []
    for one in arcs:
        level = one.bend == "+" and value_inside(one, u, v, known) is None
        for part in _cut(
            one, zeros(slope(one.body, u), u, one.line, known) if level else [], u, known
        ):
            at = _place_inside(part, u, v, known) if part.bend == "+" else None
            found += [part] if at is None else _cut(part, _between_cases(at, v), u, known)
    return found


def _cut(one: Arc, places: list[Expr], u: Symbol, known: Assumptions) -> list[Arc]:
    if not places:
        return [one]
    ends = [one.line.low, *places, one.line.high]
    return [arc(one.body, u, Line(*pair), one.bend, known) for pair in pairwise(ends)]


def _between_cases(at: Expr, v: Symbol) -> list[Expr]:
    """Where a solution with two cases passes from one to the other."""
    bounds = {part.args[0].cond for part in at.atoms(Piecewise)}
    if len(bounds) != 1 or not isinstance(bound := bounds.pop(), (Ge, Gt, Le, Lt)):
        return []
    gap = (bound.lhs - bound.rhs).expand()
    rate = gap.coeff(v, 1)
    if v in (gap - rate * v).free_symbols or rate == 0:
        return []
    there = at.xreplace({v: v - gap / rate}).expand()
    return [] if v in there.free_symbols or there.has(Piecewise) else [there]


def _at_lower_end(one: Arc, u: Symbol, v: Symbol, known: Assumptions) -> list[Case]:
    end, first = one.line.low, one.slopes[0]
    if first == -oo:
        return []
    if end != -oo:
        return [Case(end * v - one.values[0], -oo, False, first, True)]
    at = _value_at_the_edge(one, u, v, first, False, known)
    return [Case(oo, -oo, False, first, False), Case(at, first, True, first, True)]


def _at_upper_end(one: Arc, u: Symbol, v: Symbol, known: Assumptions) -> list[Case]:
    end, last = one.line.high, one.slopes[1]
    if last == oo:
        return []
    if end != oo:
        return [Case(end * v - one.values[1], last, True, oo, False)]
    at = _value_at_the_edge(one, u, v, last, True, known)
    return [Case(at, last, True, last, True), Case(oo, last, False, oo, False)]


def _value_at_the_edge(
    one: Arc, u: Symbol, v: Symbol, rate: Expr, upper: bool, known: Assumptions
) -> Expr:
    """The supremum where v is the slope towards an infinite end: the limit of the gap there; or, as
    a conjugate is closed and convex, the limit of its values inside. Raises Undecided."""
    end = one.line.high if upper else one.line.low
    found = limit_at((rate * u - one.body).expand(), u, end, upper, known)
    if found is None and one.bend == "+":
        value = value_inside(one, u, v, known)
        inside = known.also(*facts_in(Line(*one.slopes), v))
        found = None if value is None else limit_at(presented(value, inside), v, rate, upper, known)
    if found is None:
        raise Undecided
    return found


def value_inside(one: Arc, u: Symbol, v: Symbol, known: Assumptions) -> Expr | None:
    """The supremum of u v less a strictly convex arc, where its slope takes the value v."""
    at = _place_inside(one, u, v, known)
    if at is None:
        return None
    if at.has(acos, acosh, asinh) and one.body.is_polynomial(u):
        # v is written as the slope there, so that the long root alone occurs
        return (u * slope(one.body, u) - one.body).expand().xreplace({u: at})
    return v * at - one.body.xreplace({u: at})


def _place_inside(one: Arc, u: Symbol, v: Symbol, known: Assumptions) -> Expr | None:
    inside = known.also(*facts_in(one.line, u), *facts_in(Line(*one.slopes), v))
    return inverse(slope(one.body, u), u, v, UP, inside)


def _merged(cases: list[Case], known: Assumptions) -> list[Case]:
    """Neighbours with one value as one case; a single v as part of the case beside it."""
    found: list[Case] = []
    for case in cases:
        if found and found[-1].high == case.low and _same(found[-1], case, known):
            before = found.pop()
            point = before.low == before.high
            value = case.value if point else before.value
            case = Case(value, before.low, before.has_low, case.high, case.has_high)
        found.append(case)
    return found


def _same(one: Case, two: Case, known: Assumptions) -> bool:
    if one.value == two.value:
        return True
    if oo in (one.value, two.value) or one.value.has(Sup) or two.value.has(Sup):
        return False
    if S.true in (one.low == one.high, two.low == two.high):
        return False
    return bool(equal(one.value, two.value, known))


def as_cases(cases: list[Case], v: Symbol) -> Expr:
    """The cases as one expression, those that are +oo last."""
    if len(cases) == 1:
        return cases[0].value
    finite = [c for c in cases if c.value != oo]
    if not finite:
        return oo
    from_below = finite[0].low == -oo
    rows = [(c.value, c.holds_at(v, from_below and i > 0)) for i, c in enumerate(finite)]
    if len(finite) == len(cases):
        rows[-1] = (rows[-1][0], S.true)
    else:
        rows.append((oo, S.true))
    return Piecewise(*rows, evaluate=False)


__all__ = ["Case", "as_cases", "cases_of"]
