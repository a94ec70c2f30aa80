"""Integrals over an interval: against the density that stands in them, or planned from scratch."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Mul

from derive.language import Density, Line, Space
from derive.numeric.compile import Run
from derive.numeric.evaluator import Evaluator
from derive.numeric.expectations import expectation, integrates_over
from derive.numeric.law_formula import is_on_the_line
from derive.numeric.planned import planned_plain_integral


@integrates_over(lambda space: type(space) is Line)
def _over_the_line(space: Space, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """A density among the factors says where the mass lies, and its nodes may be known already."""
    factors = Mul.make_args(body)
    for factor in factors:
        if isinstance(factor, Density) and factor.point == x and is_on_the_line(factor.law):
            if factor.law.space == space and x not in factor.law.free_symbols:
                rest = Mul(*(f for f in factors if f is not factor))
                return expectation(factor.law, rest, x, evaluator)
    return planned_plain_integral(space, body, x, evaluator)
