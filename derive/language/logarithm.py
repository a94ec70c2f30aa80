"""The logarithm of what has a letter in it, which SymPy takes long to leave as it is."""

from __future__ import annotations

from sympy import Add, Expr, Function, Mul, Pow, S, Symbol, log

from derive.language.binder import Node, with_arguments

_OF_A_LETTER: Function = log(Symbol("x"))


def logarithm(argument: Expr) -> Expr:
    """log(argument).

    SymPy looks for the values that the logarithm has at numbers, at exponentials, at zero and at
    multiples of i. A letter, a node, and sums, products and powers of them are none of these.

    >>> from sympy.abc import a
    >>> logarithm(2 * a) == log(2 * a), logarithm(S.One)
    (True, 0)
    """
    if isinstance(argument, (Symbol, Node)):
        return with_arguments(_OF_A_LETTER, (argument,))
    compound = isinstance(argument, (Add, Mul, Pow)) and not argument.is_number
    if compound and argument.as_base_exp()[0] is not S.Exp1:
        return with_arguments(_OF_A_LETTER, (argument,))
    return log(argument)
