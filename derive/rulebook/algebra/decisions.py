"""Three-valued decisions: does a condition hold under the assumptions?

Unknown is an answer, and is never taken for "holds".
"""

from __future__ import annotations

from functools import partial

from sympy import And, Contains, Eq, Expr, FiniteSet, Interval, Max, Min, Ne, Not, Or, S
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.facts import facts_of
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.linear_signs import contradiction
from derive.rulebook.algebra.sign_sets import (
    NEGATIVE,
    NONNEGATIVE,
    NONPOSITIVE,
    NONZERO,
    POSITIVE,
    ZERO,
    SignSet,
)
from derive.rulebook.algebra.signs import monomial_signs, possible_signs

_NAMES = {
    NEGATIVE: "-",
    ZERO: "0",
    POSITIVE: "+",
    NONNEGATIVE: ">=",
    NONPOSITIVE: "<=",
    NONZERO: "!=",
}
_ALLOWED = {">": POSITIVE, ">=": NONNEGATIVE, "<": NEGATIVE, "<=": NONPOSITIVE}


def sign(expr: Expr, assumptions: Assumptions) -> str | None:
    """What is known of the sign of `expr`: "+", "-", "0", ">=", "<=", "!=" or None.

    >>> from sympy.abc import p
    >>> sign(p - p**2, Assumptions.of(p > 0, p < 1))
    '+'
    """
    signs = possible_signs(expr, assumptions)
    return None if signs is None else _NAMES.get(signs)


def decide(condition: Boolean | bool, assumptions: Assumptions) -> bool | None:
    """Whether `condition` holds wherever `assumptions` hold: True, False (it fails everywhere), or
    None where neither is shown.

    A condition is a relation, a membership in integers, reals, naturals, an interval or a finite
    set, or And, Or, Not of such. Conditions speak of the points where both sides are defined.

    >>> from sympy.abc import a, b
    >>> decide(b - a > 0, Assumptions.of(a < b)), decide(a > 0, Assumptions.of(a < b))
    (True, None)
    """
    if condition in (True, S.true):
        return True
    if condition in (False, S.false):
        return False
    if isinstance(condition, And):
        return _every([decide(part, assumptions) for part in condition.args])
    if isinstance(condition, Or):
        return _any([decide(part, assumptions) for part in condition.args])
    if isinstance(condition, Not):
        return _negated(decide(condition.args[0], assumptions))
    if condition in assumptions.facts:
        return True
    if isinstance(condition, Relational):
        return _relation(condition, assumptions)
    if isinstance(condition, Contains):
        return _membership(condition.args[0], condition.args[1], assumptions)
    return None


def _every(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _negated(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _any(answers: list[bool | None]) -> bool | None:
    return _negated(_every([_negated(answer) for answer in answers]))


def _within(signs: SignSet | None, allowed: SignSet) -> bool | None:
    if signs is None:
        return None
    return True if not signs & ~allowed else False if not signs & allowed else None


def _relation(relation: Relational, assumptions: Assumptions) -> bool | None:
    if relation.lhs == relation.rhs:
        return relation.rel_op in ("==", ">=", "<=")
    if relation.rel_op in (">=", "<=") and _is_at_least(relation.gts, relation.lts, assumptions):
        return True
    signs = possible_signs(relation.lhs - relation.rhs, assumptions)
    if isinstance(relation, Eq):
        return _within(signs, ZERO)
    if isinstance(relation, Ne):
        return _negated(_within(signs, ZERO))
    return _within(signs, _ALLOWED[relation.rel_op])


def _is_at_least(greater: Expr, less: Expr, assumptions: Assumptions) -> bool:
    """max(a, b) >= a, a >= min(a, b), and what follows for each of the two."""
    if isinstance(greater, Min):
        return all(decide(part >= less, assumptions) for part in greater.args)
    if isinstance(less, Max):
        return all(decide(greater >= part, assumptions) for part in less.args)
    if isinstance(greater, Max):
        return any(decide(part >= less, assumptions) for part in greater.args)
    if isinstance(less, Min):
        return any(decide(greater >= part, assumptions) for part in less.args)
    return False


def _membership(item: Expr, domain: object, assumptions: Assumptions) -> bool | None:
    if domain == S.Integers:
        return is_integer(item, assumptions)
    if domain == S.Naturals or domain == S.Naturals0:
        least = 1 if domain == S.Naturals else 0
        return _every([is_integer(item, assumptions), decide(item >= least, assumptions)])
    if domain == S.Reals:
        return None if possible_signs(item, assumptions) is None else True
    if isinstance(domain, Interval):
        return decide(domain.contains(item), assumptions)
    if isinstance(domain, FiniteSet):
        for name, values in facts_of(assumptions).choices:
            if name == item and set(values) <= set(domain.args):
                return True
        return _any([decide(Eq(item, value), assumptions) for value in domain.args])
    return None


def consistent(assumptions: Assumptions) -> bool | None:
    """Whether some point meets the assumptions: False where they contradict each other, True where
    they are linear and do not, None where neither is shown.

    >>> from sympy.abc import a
    >>> consistent(Assumptions.of(a > 0, a < 0)), consistent(Assumptions.of(a > 0, a < 3))
    (False, True)
    """
    for fact in facts_of(assumptions).comparisons:
        others = Assumptions(tuple(f for f in assumptions if f is not fact.source))
        if decide(fact.source, others) is False:
            return False
    contradictory = contradiction(
        facts_of(assumptions), partial(monomial_signs, assumptions=Assumptions())
    )
    return None if contradictory is None else not contradictory
