"""Logarithms of products, powers and exponentials as sums."""

from __future__ import annotations

from sympy import Add, Expr, Function, Mul, Pow, Rational, exp, gamma, log, loggamma

from derive.language.assumptions import Assumptions
from derive.language.logarithm import logarithm
from derive.rulebook.algebra.sign_sets import POSITIVE
from derive.rulebook.algebra.signs import possible_signs


def expand_logs(expr: Expr, assumptions: Assumptions) -> Expr:
    """`expr` with each logarithm split over the factors that are known to be positive.

    A factor whose sign is not known stays inside: splitting it off could create a multiple of i pi.
    Nothing inside a node of the language is touched.

    >>> from sympy.abc import a, b, n
    >>> expand_logs(log(a**n / b), Assumptions.of(a > 0, b > 0))
    n*log(a) - log(b)
    >>> expand_logs(log(a / b), Assumptions.of(a > 0))
    log(a) + log(1/b)
    """
    if expr.is_Atom:
        return expr
    if isinstance(expr, (Add, Mul, Pow, Function)):
        arguments = [
            expand_logs(argument, assumptions) if isinstance(argument, Expr) else argument
            for argument in expr.args
        ]
        if isinstance(expr, log):
            return log_of(arguments[0], assumptions)
        if arguments != list(expr.args):
            return expr.func(*arguments)
    return expr


def log_of(argument: Expr, assumptions: Assumptions) -> Expr:
    """log(argument), split where that is known to be right."""
    if isinstance(argument, Mul):
        split: list[Expr] = []
        rest: list[Expr] = []
        for factor in argument.args:
            known = possible_signs(factor, assumptions) == POSITIVE
            (split if known else rest).append(factor)
        terms = [log_of(factor, assumptions) for factor in split]
        return Add(*terms, logarithm(Mul(*rest)))
    if isinstance(argument, exp) and possible_signs(argument.args[0], assumptions) is not None:
        return argument.args[0]
    if isinstance(argument, Pow):
        base, exponent = argument.args
        positive = possible_signs(base, assumptions) == POSITIVE
        if positive and possible_signs(exponent, assumptions) is not None:
            return exponent * log_of(base, assumptions)
    if isinstance(argument, gamma) and possible_signs(argument.args[0], assumptions) == POSITIVE:
        return loggamma(argument.args[0])
    if isinstance(argument, Add):
        content, primitive = argument.primitive()
        if content != 1:
            return log_of(content, assumptions) + logarithm(primitive)
    if isinstance(argument, Rational) and argument > 0 and argument.q != 1:
        return log(argument.p) - log(argument.q)
    return logarithm(argument)
