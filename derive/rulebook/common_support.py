"""The space on which two laws are compared: all of both supports, or what they share."""

from __future__ import annotations

from typing import Any

from sympy import Max, Min

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.law import Law
from derive.language.space import Lattice, Line, Space
from derive.rulebook.supports import dominates


def shared_space(p: Law, q: Law, known: Assumptions) -> Space:
    """Where both densities may be positive.

    >>> from derive.language import Exponential, Normal, Uniform
    >>> shared_space(Exponential(1), Normal(0, 1), Assumptions())
    Line(0, oo)
    >>> shared_space(Uniform(0, 2), Uniform(1, 3), Assumptions())
    Line(1, 2)
    """
    return _joined(p, q, dominates(q, p, known), dominates(p, q, known), Max, Min)


def whole_space(p: Law, q: Law, known: Assumptions) -> Space:
    """An interval outside which neither density is positive.

    >>> from derive.language import Exponential, Uniform
    >>> whole_space(Exponential(1), Uniform(-1, 3), Assumptions())
    Line(-1, oo)
    """
    return _joined(p, q, dominates(p, q, known), dominates(q, p, known), Min, Max)


def _joined(p: Law, q: Law, first: bool | None, second: bool | None, low: Any, high: Any) -> Space:
    one, other = p.space, q.space
    if first or one == other:
        return one
    if second:
        return other
    if type(one) is type(other) and isinstance(one, (Line, Lattice)):
        return type(one)(low(one.low, other.low), high(one.high, other.high))
    raise DeriveError(f"{p} and {q} are on spaces of different kinds")
