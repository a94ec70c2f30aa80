"""Are two expressions equal wherever the assumptions hold?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sympy import Expr, Ne, S
from sympy.logic.boolalg import Boolean

from derive.language.assumptions import Assumptions
from derive.rules.algebra.field import Field
from derive.rules.algebra.polynomials import TooLarge, add, scale
from derive.rules.algebra.powers import Undefined
from derive.rules.algebra.reading import Reader
from derive.rules.algebra.zero import vanishes


@dataclass(frozen=True)
class Equality:
    """`verdict` is True (equal), False (not the same function) or None (not decided).

    Where it is True, `conditions` are the "not zero" conditions under which that was shown, those
    left out that follow from the assumptions: at the points where one fails, one side may have a
    value and the other not.
    """

    verdict: bool | None
    conditions: tuple[Boolean, ...] = ()


@lru_cache(maxsize=4096)
def prove_equal(a: Expr, b: Expr, assumptions: Assumptions) -> Equality:
    """Whether a = b, with the conditions used."""
    if a == b:
        return Equality(True)
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
    return Equality(None)


def is_zero(expr: Expr, assumptions: Assumptions) -> bool | None:
    return prove_equal(expr, S.Zero, assumptions).verdict


def equal(a: Expr, b: Expr, assumptions: Assumptions) -> bool | None:
    return prove_equal(a, b, assumptions).verdict
