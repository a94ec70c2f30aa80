"""Expressions that are defined by cases: choosing the one that holds, and asking which does."""

from __future__ import annotations

from collections.abc import Callable

from sympy import (
    Abs,
    And,
    Basic,
    Eq,
    Expr,
    Function,
    Heaviside,
    KroneckerDelta,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Pow,
    S,
    Symbol,
    sign,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.decisions import decide
from derive.rulebook.algebra.signs import possible_signs

Value = Callable[[Expr], Expr]
Settler = Callable[[Expr, Assumptions], Expr]


def substituted(expr: Expr, assumptions: Assumptions) -> Expr:
    """`expr` with each symbol that the assumptions equate to something replaced by that."""
    for fact in assumptions:
        if isinstance(fact, Eq):
            name, value = fact.args if fact.lhs.is_Symbol else reversed(fact.args)
            if isinstance(name, Symbol) and isinstance(value, Expr) and not value.has(name):
                expr = expr.subs(name, value)
    return expr


def settled(expr: Expr, assumptions: Assumptions) -> Expr:
    """`expr` with each Piecewise, Max, Min, Abs, sign, Heaviside and Kronecker delta replaced by
    the case that holds, wherever the assumptions decide which.

    >>> from sympy.abc import x
    >>> settled(Max(x, 3) + Abs(x), Assumptions.of(x > 3))
    2*x
    """
    if not expr.has(*_SETTLERS):
        return expr
    if isinstance(expr, Piecewise):
        return _settled_piecewise(expr, assumptions)
    if expr.is_Atom:
        return expr
    arguments = [
        settled(item, assumptions) if isinstance(item, Expr) else item for item in expr.args
    ]
    if arguments != list(expr.args):
        expr = expr.func(*arguments)
    if isinstance(expr, Pow) and expr.base == 0 and decide(expr.exp > 0, assumptions):
        return S.Zero
    settle = _SETTLERS.get(expr.func)
    return settle(expr, assumptions) if settle is not None else expr


def _settled_piecewise(expr: Piecewise, assumptions: Assumptions) -> Expr:
    left: list[tuple[Expr, Boolean]] = []
    for value, condition in expr.args:
        condition = _settled_condition(condition, assumptions)
        answer = decide(condition, assumptions)
        if answer is False:
            continue
        left.append((settled(value, assumptions), S.true if answer else condition))
        if answer:
            break
    if not left:
        return S.NaN
    return left[0][0] if left[0][1] is S.true else Piecewise(*left, evaluate=False)


def _settled_condition(condition: Boolean, assumptions: Assumptions) -> Boolean:
    if isinstance(condition, (And, Or, Not)):
        return condition.func(*(_settled_condition(c, assumptions) for c in condition.args))
    if isinstance(condition, Relational):
        return condition.func(*(settled(side, assumptions) for side in condition.args))
    return condition


def _extremum(expr: Expr, assumptions: Assumptions) -> Expr:
    kept: list[Expr] = []
    for candidate in expr.args:
        if any(_at_least(expr, other, candidate, assumptions) for other in kept):
            continue
        kept = [k for k in kept if not _at_least(expr, candidate, k, assumptions)]
        kept.append(candidate)
    return expr.func(*kept)


def _at_least(expr: Expr, a: Expr, b: Expr, assumptions: Assumptions) -> bool:
    """Whether b can be left out of a maximum (or minimum) that contains a."""
    return decide(a >= b if isinstance(expr, Max) else a <= b, assumptions) is True


def _by_sign(below: Value, at: Value, above: Value) -> Settler:
    def settle(expr: Expr, assumptions: Assumptions) -> Expr:
        x = expr.args[0]
        for condition, value in ((x > 0, above), (x < 0, below), (Eq(x, 0), at)):
            if decide(condition, assumptions):
                return value(expr)
        return expr

    return settle


def _magnitude(expr: Expr, assumptions: Assumptions) -> Expr:
    x = expr.args[0]
    if decide(x >= 0, assumptions):
        return x
    return -x if decide(x <= 0, assumptions) else expr


def _delta(expr: Expr, assumptions: Assumptions) -> Expr:
    same = decide(Eq(*expr.args[:2]), assumptions)
    return expr if same is None else S.One if same else S.Zero


_SETTLERS: dict[type[Basic], Settler] = {
    Abs: _magnitude,
    Max: _extremum,
    Min: _extremum,
    sign: _by_sign(lambda _: S.NegativeOne, lambda _: S.Zero, lambda _: S.One),
    Heaviside: _by_sign(lambda _: S.Zero, lambda e: e.args[1], lambda _: S.One),
    KroneckerDelta: _delta,
    Piecewise: _settled_piecewise,
}


def question(expr: Basic, assumptions: Assumptions) -> Boolean | None:
    """The first undecided relation on which a case of `expr` depends."""
    if isinstance(expr, Relational):
        inner = _first(expr.args, assumptions)
        if inner is not None:
            return inner
        return expr if _is_open(expr, assumptions) else None
    if isinstance(expr, (And, Or, Not)):
        return _first(expr.args, assumptions)
    if expr.is_Atom and not isinstance(expr, Piecewise):
        return None
    if isinstance(expr, Piecewise):
        parts = [part for value, condition in expr.args for part in (condition, value)]
        return _first(parts, assumptions)
    inner = _first(expr.args, assumptions)
    if inner is not None or not isinstance(expr, (Function, Max, Min)):
        return inner
    return _own_question(expr, assumptions)


def _first(parts: tuple[Basic, ...] | list[Basic], assumptions: Assumptions) -> Boolean | None:
    for part in parts:
        found = question(part, assumptions)
        if found is not None:
            return found
    return None


def _own_question(expr: Expr, assumptions: Assumptions) -> Boolean | None:
    asked: list[Boolean] = []
    if isinstance(expr, (Max, Min)):
        asked = [expr.args[0] >= expr.args[1]]
    elif isinstance(expr, Abs):
        asked = [expr.args[0] >= 0]
    elif isinstance(expr, KroneckerDelta):
        asked = [Eq(*expr.args[:2])]
    elif isinstance(expr, (sign, Heaviside)):
        asked = [expr.args[0] > 0, Eq(expr.args[0], 0)]
    return next((item for item in asked if _is_open(item, assumptions)), None)


def _is_open(relation: Relational, assumptions: Assumptions) -> bool:
    """Whether a relation may hold or not. (Where a side may be complex, it may do neither.)"""
    if decide(relation, assumptions) is not None:
        return False
    return possible_signs(relation.lhs - relation.rhs, assumptions) is not None


def opposite(relation: Relational) -> Relational:
    """The negation of a relation between real numbers."""
    if isinstance(relation, Eq):
        return Ne(*relation.args)
    return Eq(*relation.args) if isinstance(relation, Ne) else Not(relation)


def sharpened(relation: Relational, assumptions: Assumptions) -> Relational:
    """a = b in place of a <= b where a >= b is known."""
    if relation.rel_op in ("<=", ">=") and decide(relation.gts <= relation.lts, assumptions):
        return Eq(*relation.args)
    return relation
