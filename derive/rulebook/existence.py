"""Under which conditions the laws in an expression exist."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Contains, S

from derive.language.binder import Bound
from derive.language.distribution import Distribution


def existence(expr: Basic) -> tuple[Any, ...]:
    """The conditions on the parameters of the laws in an expression, but for bound parameters.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Expect
    >>> a, x = Symbol("a"), Symbol("x")
    >>> existence(Expect(x, x, Exponential(a)))
    (a > 0,)
    """
    own = (*expr.conditions, *_integers(expr)) if isinstance(expr, Distribution) else ()
    found = [c for c in own if not c.atoms(Bound)]
    return (*found, *(c for a in expr.args for c in existence(a)))


def _integers(law: Distribution) -> list[Any]:
    """That the parameters that count something are integers."""
    domains = type(law).parameters.values()
    members = [
        Contains(value, S.Integers)
        for value, domain in zip(law.args, domains, strict=True)
        if domain in ("natural", "integer")
    ]
    return [m for m in members if m != S.true]
