"""Are two expressions equal wherever the assumptions hold?

First by the normal form; where that does not do, by cases: each Piecewise, Max, Abs, ... splits on
the conditions that decide it, and the two must be equal in every case that can occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sympy import Expr, Ne, S
from sympy.logic.boolalg import Boolean

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.cases import opposite, question, settled, sharpened, substituted
from derive.rulebook.algebra.decisions import consistent
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.independence import shown_different
from derive.rulebook.algebra.polynomials import TooLarge, add, scale
from derive.rulebook.algebra.powers import Undefined
from derive.rulebook.algebra.reading import Reader
from derive.rulebook.algebra.sign_sets import ZERO
from derive.rulebook.algebra.signs import possible_signs
from derive.rulebook.algebra.zero import vanishes

MOST_SPLITS = 5


@dataclass(frozen=True)
class Equality:
    """`verdict` is True (equal), False (not the same function) or None (not decided).

    Where it is True, `conditions` are the conditions under which that was shown, such as x - 1 !=
    0, without those that follow from the assumptions: at the points where one of them fails, one
    side may have a value and the other not.
    """

    verdict: bool | None
    conditions: tuple[Boolean, ...] = ()


@lru_cache(maxsize=4096)
def prove_equal(a: Expr, b: Expr, assumptions: Assumptions) -> Equality:
    """Whether a = b wherever the assumptions and the returned conditions hold.

    >>> from sympy.abc import x
    >>> prove_equal((x**2 - 1)/(x - 1), x + 1, Assumptions())
    Equality(verdict=True, conditions=(Ne(x - 1, 0),))
    """
    return _by_cases(a, b, assumptions, MOST_SPLITS)


def is_zero(expr: Expr, assumptions: Assumptions) -> bool | None:
    """Whether `expr` is 0 wherever the assumptions hold; False says that it is not everywhere 0.

    >>> from sympy import log
    >>> from sympy.abc import a, b
    >>> is_zero(log(a*b) - log(a) - log(b), Assumptions.of(a > 0, b > 0))
    True
    >>> is_zero(log(a*b) - log(a) - log(b), Assumptions()) is None
    True
    """
    return equal(expr, S.Zero, assumptions)


def equal(a: Expr, b: Expr, assumptions: Assumptions) -> bool | None:
    """Whether a = b wherever the assumptions hold, without further conditions.

    Where equality needs a condition that does not follow, the answer is None: `prove_equal` tells
    the condition.
    """
    found = prove_equal(a, b, assumptions)
    return None if found.verdict and found.conditions else found.verdict


def _by_cases(a: Expr, b: Expr, assumptions: Assumptions, splits: int) -> Equality:
    a, b = (settled(substituted(side, assumptions), assumptions) for side in (a, b))
    found = _by_normal_form(a, b, assumptions)
    asked = question(a, assumptions)
    if asked is None:
        asked = question(b, assumptions)
    if found.verdict is not None or asked is None or not splits:
        return found
    conditions: dict[Boolean, None] = {}
    for branch in (asked, opposite(asked)):
        within = assumptions.also(sharpened(branch, assumptions))
        if consistent(within) is False:
            continue
        found = _by_cases(a, b, within, splits - 1)
        if not found.verdict:
            return Equality(None)
        conditions.update(dict.fromkeys(found.conditions))
    return Equality(True, tuple(conditions))


def _by_normal_form(a: Expr, b: Expr, assumptions: Assumptions) -> Equality:
    if a == b:
        return Equality(None if a.has(S.NaN, S.ComplexInfinity) else True)
    field = Field(assumptions)
    try:
        left = Reader(field).read(a)
        left_domain, field.domain = field.domain, {}
        right = Reader(field).read(b)
        difference = add(left, scale(right, -1))
        zero = vanishes(field, difference)
    except (TooLarge, Undefined):
        return Equality(None)
    if zero:
        differing = [c for c in left_domain if c not in field.domain]
        differing += [c for c in field.domain if c not in left_domain]
        needed = dict.fromkeys([*field.used, *differing])
        return Equality(True, tuple(Ne(condition, 0) for condition in needed))
    if shown_different(field, difference):
        return Equality(False)
    signs = possible_signs(a - b, assumptions)
    return Equality(None if signs is None or signs & ZERO else False)
