"""Functions of the shares of a vector of symbolic length that have a mean of every order."""

from __future__ import annotations

from typing import Any

from sympy import Add, Max, Min, Mul, Pow, log

from derive.language.sequence import Element, FiniteProduct, FiniteSum


def has_all_moments(body: Any, x: Any) -> bool:
    """Whether a function of a Dirichlet vector x is built by addition and multiplication from the
    shares and their logs, which have moments of every order, and so has it.

    >>> from sympy.abc import a, i, x
    >>> has_all_moments(a * log(Element(x, i)) + Element(x, i), x)
    True
    >>> has_all_moments(1 / Element(x, i), x)
    False
    """
    if not body.has(x):
        return True
    if isinstance(body, FiniteSum) and not isinstance(body, FiniteProduct):
        return has_all_moments(body.open()[0], x)
    if isinstance(body, (Add, Mul, Min, Max)):
        return all(has_all_moments(a, x) for a in body.args)
    if isinstance(body, Pow):
        natural = bool(body.exp.is_Integer and body.exp > 0)
        return natural and has_all_moments(body.base, x)
    share = body.args[0] if isinstance(body, log) else body
    return isinstance(share, Element) and share.sequence == x
