"""Dirichlet laws of vectors of symbolic length: written out for each length that a model has."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Expr, Integer, Mul

from derive.errors import NotConverged
from derive.language import Bound, Dirichlet, Element, FiniteProduct, FiniteSum
from derive.language.distributions.dirichlet import is_open_dirichlet
from derive.numeric.compiling.compile import Env, Run
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.models.expectations import expectation, integrates_under
from derive.numeric.quadrature.humps import DoesNotFall

LENGTHS = (2, 3)


@integrates_under(is_open_dirichlet)
def _under(law: Dirichlet, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """Written out for each length, and for each share where an index tells which one is meant."""
    size = law.space.length
    index = _index_of_a_share(body, x)
    length, place = evaluator.child(size), evaluator.child(index)
    means: dict[tuple[int, int], Run] = {}
    for n in (int(size),) if size.is_Integer else LENGTHS:
        listed = written_out(law.xreplace({size: Integer(n)}))
        for k in range(1, n + 1) if index.free_symbols else (1,):
            found = written_out(body.xreplace({size: Integer(n), index: Integer(k)}))
            means[n, k] = expectation(listed, found, x, evaluator)

    def mean(env: Env) -> Any:
        at = whole(length(env), size), whole(place(env), index)
        if at not in means:
            raise NotConverged(f"there is no share {at[1]} of {at[0]}, or they are too many")
        try:
            return means[at](env)
        except DoesNotFall:
            raise NotConverged("a density does not fall towards an end of its support") from None

    return mean


def _index_of_a_share(body: Expr, x: Any) -> Expr:
    """The one symbol that says which share is meant; one where there is none or are several."""
    found = {e.index for e in body.atoms(Element) if e.sequence == x and e.index.is_Symbol}
    bound = {s for s in found if isinstance(s, Bound)}
    symbols = sorted(found - bound, key=str)
    return symbols[0] if len(symbols) == 1 else Integer(1)


def written_out(expr: Any) -> Any:
    """An expression in which the lengths are integers, its sums, products and Dirichlet laws
    written out.

    >>> from sympy.abc import i, x
    >>> written_out(FiniteSum(i * x, i, 1, 3))
    6*x
    """
    if not isinstance(expr, Basic) or not expr.args:
        return expr
    if is_open_dirichlet(expr) and expr.space.length.is_Integer:
        places = range(1, int(expr.space.length) + 1)
        return Dirichlet([Element(expr.concentration, k) for k in places])
    if isinstance(expr, FiniteSum) and expr.low.is_Integer and expr.high.is_Integer:
        body, i, low, high = expr.open()
        joined = Mul if isinstance(expr, FiniteProduct) else Add
        places = range(int(low), int(high) + 1)
        return joined(*(written_out(body.xreplace({i: Integer(k)})) for k in places))
    return expr.func(*map(written_out, expr.args))
