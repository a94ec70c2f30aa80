"""Whether a product of powers is below one, from its logarithm."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, log

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import expand_logs, sign


def is_below_one(product: Expr, known: Assumptions) -> bool:
    """Whether a positive product is below one because each term of its logarithm is negative.

    >>> from sympy import sqrt
    >>> from sympy.abc import p, q
    >>> is_below_one(sqrt(p) * sqrt(1 - q), Assumptions.of(p > 0, p < 1, q > 0, q < 1))
    True
    """
    if not (product.is_Mul or product.is_Pow) or sign(product, known) != "+":
        return False
    written = expand_logs(log(product), known).expand(log=False, basic=False)
    coefficients: dict[Any, Expr] = {}
    for term in Add.make_args(written):
        rest, function = term.as_independent(log, as_Add=False)
        coefficients[function] = coefficients.get(function, 0 * rest) + rest
    return all(
        sign(function, known) == "-" and sign(coefficient, known) == "+"
        if isinstance(function, log)
        else function == 1 and sign(coefficient, known) in ("-", "0", "<=")
        for function, coefficient in coefficients.items()
    ) and any(isinstance(function, log) for function in coefficients)
