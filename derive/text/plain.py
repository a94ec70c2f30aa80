"""Expressions as plain text."""

from __future__ import annotations

from typing import Any

from derive.text.formula import formula
from derive.text.letters import Scope
from derive.text.plain_speller import Plain


def plain(expr: Any, letters: tuple[str, ...] | Scope = (), *, unicode: bool = False) -> str:
    """An expression on one line of text.

    letters: names for bound numbers, best first, or the scope of a page; unicode: whether Greek
    letters and mathematical signs may be used.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Expect
    >>> z = Symbol("z")
    >>> plain(Expect(z**2, z, Exponential(Symbol("phi"))), ("z",))
    'E_{z ~ Exponential(phi)}[z^2]'
    """
    return Plain(unicode).line(formula(expr, letters))


__all__ = ["Plain", "plain"]
