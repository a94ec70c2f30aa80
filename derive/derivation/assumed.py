"""What a result assumes, as a person would say it: no condition that follows from the others, and
no zero where two sides can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sympy import Add, Basic, Eq, Expr, Ge, Gt, Le, Lt, Mul, Ne, expand, fraction, together

from derive.language.assumptions import Assumptions, is_fact
from derive.rulebook.conditions.conditions import holds


def not_implied(conditions: Iterable[Basic], given: Assumptions) -> tuple[Basic, ...]:
    """The conditions without those that follow from the rest of them and from what is given.

    >>> from sympy import Ne, symbols
    >>> a = symbols("a", real=True)
    >>> not_implied([Ne(a, 1), a > 1], Assumptions())
    (a > 1,)
    """
    kept = list(conditions)
    for condition in reversed(tuple(kept)):
        others = [c for c in kept if c != condition]
        if holds(condition, given.also(*filter(is_fact, others))) is True:
            kept = others
    return tuple(kept)


def only_where(conditions: Sequence[Basic], given: Assumptions) -> Basic | None:
    """The equality that unknown conditions amount to together, or what cannot hold beside the rest;
    None where they are conditions like any other.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", real=True)
    >>> only_where([a <= b, b <= a], Assumptions())
    Eq(a, b)
    """
    facts = [c for c in conditions if is_fact(c)]
    for fact in facts:
        others = given.also(*(c for c in facts if c != fact))
        if isinstance(fact, (Ge, Le)) and holds(fact.reversed.func(*fact.args), others) is True:
            return Eq(*fact.args)
        if holds(fact, others) is False:
            return fact
    return None


def as_said(condition: Any) -> Any:
    """A relation to zero as a relation between what is added and what is taken away; a number goes
    to the right, and a name comes first.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", real=True)
    >>> as_said(a - 1 > 0), as_said(b - a > 0), as_said(0 < a), as_said(1 / a**2 - b > 0)
    (a > 1, b > a, a > 0, a**2*b < 1)
    >>> as_said(a + 1 > 3), as_said(2 * b - 2 * a < b)
    (a > 2, b < 2*a)
    """
    if not isinstance(condition, (Eq, Ge, Gt, Le, Lt, Ne)):
        return condition
    left, right = condition.args
    if left == 0 or (left.is_number and not right.is_number):
        turned: Basic = condition.reversed
        return as_said(turned)
    if right != 0 and (isinstance(left, Add) or isinstance(right, Add)):
        return as_said(condition.func(expand(left - right), 0))
    if right != 0 or not isinstance(left, Add):
        return condition
    above, below = fraction(together(left))
    if below != 1 and isinstance(above, Add) and all(map(_is_positive, Mul.make_args(below))):
        return as_said(condition.func(expand(above), 0))
    taken = [term for term in left.args if isinstance(term, Expr) and _is_negative(term)]
    added = [term for term in left.args if term not in taken]
    if not taken or not added:
        return condition
    if all(term.is_Number for term in added):
        return condition.func(Add(*added), -Add(*taken)).reversed
    return condition.func(Add(*added), -Add(*taken))


def _is_positive(factor: Expr) -> bool:
    exponent = factor.as_base_exp()[1]
    return bool(factor.is_positive or (exponent.is_Integer and exponent % 2 == 0))


def _is_negative(term: Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)
