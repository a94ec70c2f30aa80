"""Inequalities of a letter with a number or a letter, which SymPy takes long to leave undecided."""

from __future__ import annotations

from typing import Any

from sympy import Ge, Gt, Le, Lt, Rational, S, Symbol
from sympy.core.relational import Relational

from derive.language.binder import Node

_DECIDED_BY = {
    Gt: "is_extended_nonpositive",
    Le: "is_extended_nonpositive",
    Lt: "is_extended_nonnegative",
    Ge: "is_extended_nonnegative",
}


def inequality(kind: type[Relational], left: Any, right: Any) -> Any:
    """`kind(left, right)` for one of <, <=, >, >=.

    SymPy looks for the sign of the difference, by all that it can ask of a sum or a product. For a
    letter or a node and zero that is the sign of the letter; a letter of unknown sign is not known
    to lie on one side of any number, nor of any other letter.

    >>> from sympy import Integer
    >>> inequality(Gt, Symbol("a", real=True), Integer(0))
    a > 0
    >>> inequality(Gt, Symbol("b", positive=True), Integer(0))
    True
    """
    simple = isinstance(right, Rational) or (isinstance(right, Symbol) and right.is_real)
    if isinstance(left, (Symbol, Node)) and left.is_extended_real and simple and left != right:
        asked = [_DECIDED_BY[kind]] if right is S.Zero else set(_DECIDED_BY.values())
        if all(getattr(left, sign) is None for sign in asked):
            return kind(left, right, evaluate=False)
    return kind(left, right)
