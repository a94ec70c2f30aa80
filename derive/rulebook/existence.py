"""Under which conditions the laws in an expression exist."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Contains, Ge, S

from derive.language.binder import Bound
from derive.language.distribution import Distribution
from derive.language.law import ProductLaw


def existence(expr: Basic) -> tuple[Any, ...]:
    """The conditions on the parameters of the laws in an expression, but for bound parameters.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Expect
    >>> a, x = Symbol("a"), Symbol("x")
    >>> existence(Expect(x, x, Exponential(a)))
    (a > 0,)
    """
    own: tuple[Any, ...] = ()
    if isinstance(expr, Distribution):
        own = (*expr.conditions, *_integers(expr))
    elif isinstance(expr, ProductLaw):
        own = _counts(expr.length)
    found = [c for c in own if not c.atoms(Bound)]
    return (*found, *(c for a in expr.args for c in existence(a)))


def _counts(length: Basic) -> tuple[Any, ...]:
    """That a number of points is a positive integer."""
    return tuple(c for c in (Contains(length, S.Integers), Ge(length, 1)) if c != S.true)


def _integers(law: Distribution) -> list[Any]:
    """That the parameters that count something are integers."""
    domains = type(law).parameters.values()
    members = [
        Contains(value, S.Integers)
        for value, domain in zip(law.args, domains, strict=True)
        if domain in ("natural", "integer")
    ]
    return [m for m in members if m != S.true]
