"""A function with cases that is the same at v and at -v, in terms of |v|."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Abs, And, Eq, Expr, Piecewise, S, Symbol, oo
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import equal
from derive.rulebook.convexity.branches import Case
from derive.rulebook.convexity.limits import limit_at


def mirrored(expr: Piecewise, known: Assumptions) -> Expr | None:
    """The cases for v >= 0 as cases for |v|, where those for v <= 0 mirror them and there are
    fewer so; None elsewhere.

    >>> v = Symbol("v", real=True)
    >>> mirrored(Piecewise((-v - 1, v <= 0), (v - 1, True)), Assumptions())
    Abs(v) - 1
    """
    names = {s for _, condition in expr.args for s in condition.free_symbols}
    for v in sorted(names, key=str):
        cases = _stretches(expr, v) if v.is_real else None
        if cases and len(cases) > 1 and _is_even(cases, v, known):
            return _of_size(cases, v, known)
    return None


def _is_even(cases: Sequence[Case], v: Symbol, known: Assumptions) -> bool:
    for one, two in zip(cases, reversed(cases), strict=True):
        if not (equal(one.low, -two.high, known) if one.low != -oo else two.high == oo):
            return False
        if oo in (one.value, two.value):
            if one.value != two.value:
                return False
        elif not equal(one.value, two.value.xreplace({v: -v}), known):
            return False
    return True


def _of_size(cases: Sequence[Case], v: Symbol, known: Assumptions) -> Expr | None:
    """The upper half of the cases, for |v|."""
    half = cases[len(cases) // 2 :]
    if half[0].low == half[0].high and len(half) > 1:
        # a case for 0 alone is that of small |v| where it has the same value
        if limit_at(half[1].value, v, S.Zero, False, known) != half[0].value:
            return None
        half = half[1:]
    size = Abs(v)
    rows: list[tuple[Expr, Any]] = []
    for case in half:
        bound: Any = S.true
        if case.low == case.high:
            bound = Eq(size, case.low)
        elif case.high != oo:
            bound = size <= case.high if case.has_high else size < case.high
        rows.append((case.value.xreplace({v: size}), bound))
    if rows[-1][1] is not S.true:
        rows.append((oo, S.true))
    if len(rows) == 1:
        return rows[0][0]
    return Piecewise(*rows, evaluate=False)


def _stretches(expr: Piecewise, v: Symbol) -> list[Case] | None:
    """The finite cases, each between two numbers, in order and without a gap; None where they are
    of another form."""
    found: list[Case] = []
    for value, condition in expr.args:
        if value == oo:
            continue
        low, has_low, high, has_high = -oo, False, oo, False
        if found:
            low, has_low = found[-1].high, not found[-1].has_high
        for part in condition.args if isinstance(condition, And) else (condition,):
            if part == S.true:
                continue
            bound = _bound(part, v)
            if bound is None:
                return None
            relation, at = bound
            if relation == "==":
                low, has_low, high, has_high = at, True, at, True
            elif relation in ("<", "<="):
                high, has_high = at, relation == "<="
            elif found and at != low:
                return None
            else:
                low, has_low = at, relation == ">="
        found.append(Case(value, low, has_low, high, has_high))
    ends_in_oo = expr.args[-1][0] == oo
    if not found or (found[-1].high != oo) is not ends_in_oo:
        return None
    return found


def _bound(part: Any, v: Symbol) -> tuple[str, Expr] | None:
    """The relation of v to a number, whichever way it is written."""
    if not isinstance(part, Relational):
        return None
    gap = (part.lhs - part.rhs).expand()
    rate = gap.coeff(v, 1)
    if not rate.is_Rational or rate == 0:
        return None
    at = (v - gap / rate).expand()
    if v in at.free_symbols:
        return None
    turned = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    return (part.rel_op if rate > 0 else turned.get(part.rel_op, part.rel_op)), at


__all__ = ["mirrored"]
