"""Dirichlet laws of vectors of symbolic length: written out for each length that a model has."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Expr, Integer, Mul

from derive.errors import NotConverged
from derive.language import Dirichlet, Element, FiniteProduct, FiniteSum
from derive.language.matrix import Vector
from derive.numeric.compile import Env, Run
from derive.numeric.evaluator import Evaluator, whole
from derive.numeric.expectations import expectation, integrates_under
from derive.numeric.humps import DoesNotFall

LENGTHS = (2, 3)


def _is_open(law: Any) -> bool:
    return isinstance(law, Dirichlet) and isinstance(law.concentration, Vector)


@integrates_under(_is_open)
def _under(law: Dirichlet, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    size = law.space.length
    lengths = (int(size),) if size.is_Integer else LENGTHS
    length = evaluator.child(size)
    means = {}
    for n in lengths:
        found = written_out(body.xreplace({size: Integer(n)}))
        means[n] = expectation(written_out(law.xreplace({size: Integer(n)})), found, x, evaluator)

    def mean(env: Env) -> Any:
        n = whole(length(env), size)
        if n not in means:
            raise NotConverged(f"an integral over {n} shares takes too many nodes")
        try:
            return means[n](env)
        except DoesNotFall:
            raise NotConverged("a density does not fall towards an end of its support") from None

    return mean


def written_out(expr: Any) -> Any:
    """An expression in which the lengths are integers, its sums, products and Dirichlet laws
    written out.

    >>> from sympy.abc import i, x
    >>> written_out(FiniteSum(i * x, i, 1, 3))
    6*x
    """
    if not isinstance(expr, Basic) or not expr.args:
        return expr
    if _is_open(expr) and expr.space.length.is_Integer:
        places = range(1, int(expr.space.length) + 1)
        return Dirichlet([Element(expr.concentration, k) for k in places])
    if isinstance(expr, FiniteSum) and expr.low.is_Integer and expr.high.is_Integer:
        body, i, low, high = expr.open()
        joined = Mul if isinstance(expr, FiniteProduct) else Add
        places = range(int(low), int(high) + 1)
        return joined(*(written_out(body.xreplace({i: Integer(k)})) for k in places))
    return expr.func(*map(written_out, expr.args))
