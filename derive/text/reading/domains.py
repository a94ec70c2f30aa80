"""Where an expression is defined. SymPy makes 1 of x/x and x of exp(log(x)) as soon as they are
written, so that a reader has to remember what 0 would have done there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sympy import Expr, Ne, Piecewise, Pow, S, log


def lost(parts: Iterable[Any], whole: Expr) -> tuple[Any, ...]:
    """The conditions under which the parts are defined that the whole does not show any more.

    >>> from sympy import Symbol
    >>> x = Symbol("x", real=True)
    >>> lost((x, 1 / x), x * (1 / x))
    (Ne(x, 0),)
    """
    needed = [c for part in parts if isinstance(part, Expr) for c in defined_where(part)]
    if not needed:
        return ()
    shown = defined_where(whole)
    return tuple(dict.fromkeys(c for c in needed if c not in shown))


@lru_cache(maxsize=2048)
def defined_where(expr: Expr) -> tuple[Any, ...]:
    """That denominators and the arguments of logarithms are not zero, but for those inside cases,
    which need not be reached."""
    if expr.is_Atom or isinstance(expr, Piecewise):
        return ()
    found = [c for a in expr.args if isinstance(a, Expr) for c in defined_where(a)]
    inner = expr.args[0]
    divides = isinstance(expr, Pow) and expr.exp.is_Rational and expr.exp < 0
    if (divides or isinstance(expr, log)) and inner.free_symbols:
        condition = Ne(inner, 0)
        found += [condition] if condition != S.true else []
    return tuple(dict.fromkeys(found))
