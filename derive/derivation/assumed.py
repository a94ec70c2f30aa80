"""What a result assumes, as a person would say it: no condition that follows from the others, and
no zero where two sides can be told apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Basic, Eq, Expr, Ge, Gt, Le, Lt, Ne

from derive.language.assumptions import Assumptions, is_fact
from derive.rulebook.conditions import holds


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


def as_said(condition: Any) -> Any:
    """A relation to zero as a relation between what is added and what is taken away; a number goes
    to the right, and a name comes first.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", real=True)
    >>> as_said(a - 1 > 0), as_said(b - a > 0), as_said(0 < a), as_said(a + b > 0)
    (a > 1, b > a, a > 0, a + b > 0)
    """
    if not isinstance(condition, (Eq, Ge, Gt, Le, Lt, Ne)):
        return condition
    left, right = condition.args
    if left == 0:
        turned: Basic = condition.reversed
        return as_said(turned)
    if right != 0 or not isinstance(left, Add):
        return condition
    taken = [term for term in left.args if isinstance(term, Expr) and _is_negative(term)]
    added = [term for term in left.args if term not in taken]
    if not taken or not added:
        return condition
    if all(term.is_Number for term in added):
        return condition.func(Add(*added), -Add(*taken)).reversed
    return condition.func(Add(*added), -Add(*taken))


def _is_negative(term: Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)
