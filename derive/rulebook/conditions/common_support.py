"""The space on which two laws are compared: all of both supports, or what they share."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Max, Min, oo

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.law import Law, ProductLaw
from derive.language.space import Lattice, Line, Power, Space
from derive.rulebook.algebra import decide
from derive.rulebook.conditions.supports import dominates


def shared_space(p: Law, q: Law, known: Assumptions) -> Space:
    """Where both densities may be positive; an interval without length where nowhere.

    >>> from derive.language import Exponential, Normal, Uniform
    >>> shared_space(Exponential(1), Normal(0, 1), Assumptions())
    Line(0, oo)
    >>> shared_space(Uniform(0, 2), Uniform(1, 3), Assumptions())
    Line(1, 2)
    """
    if p.space == q.space or dominates(q, p, known):
        return p.space
    if dominates(p, q, known):
        return q.space
    kind, one, other = _of_one_kind(p, q)
    low, high = greatest(one.low, other.low, known), least(one.high, other.high, known)
    # one integer has mass, one point of a line has not
    below = low if kind is Line else low - 1
    if _is_at_least(below, high, known):
        return kind(low, below)
    known_to_meet = decide(below < high, known) if low.is_finite and high.is_finite else True
    return kind(low, high if known_to_meet else Max(below, high))


def whole_space(p: Law, q: Law, known: Assumptions) -> Space:
    """An interval outside which neither density is positive.

    >>> from derive.language import Exponential, Uniform
    >>> whole_space(Exponential(1), Uniform(-1, 3), Assumptions())
    Line(-1, oo)
    """
    if p.space == q.space or dominates(p, q, known):
        return p.space
    if dominates(q, p, known):
        return q.space
    if isinstance(p, ProductLaw) and isinstance(q, ProductLaw) and p.length == q.length:
        index = p.open()[1]
        return Power(whole_space(p.at(index), q.at(index), known), p.length)
    kind, one, other = _of_one_kind(p, q)
    return kind(least(one.low, other.low, known), greatest(one.high, other.high, known))


def greatest(a: Expr, b: Expr, known: Assumptions) -> Expr:
    """The larger of two ends, which may be infinite."""
    if _is_at_least(a, b, known):
        return a
    return b if _is_at_least(b, a, known) else Max(a, b)


def least(a: Expr, b: Expr, known: Assumptions) -> Expr:
    """The smaller of two ends, which may be infinite."""
    if _is_at_least(b, a, known):
        return a
    return b if _is_at_least(a, b, known) else Min(a, b)


def _is_at_least(a: Expr, b: Expr, known: Assumptions) -> bool:
    if a in (b, oo) or b == -oo:
        return True
    if a == -oo or b == oo:
        return False
    return decide(a >= b, known) is True


def _of_one_kind(p: Law, q: Law) -> tuple[Any, Any, Any]:
    one, other = p.space, q.space
    if type(one) is type(other) and isinstance(one, (Line, Lattice)):
        return type(one), one, other
    raise DeriveError(f"{p} and {q} are on spaces of different kinds")
