"""Means that are finite because each of their terms is, once logarithms are split."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Gt, Mul, Pow, log, ordered

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.condition import IsFinite
from derive.language.density import Density, Value
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.optimum import WithDensity
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.rulebook.algebra import expand_logs
from derive.rulebook.conditions.masses import is_density
from derive.rulebook.conditions.node_signs import is_positive
from derive.rulebook.places import facts_at
from derive.rulebook.reading.terms import split_constant, terms_in


def has_finite_parts(expr: Any, known: Assumptions) -> bool:
    """Whether a mean is a sum of several terms whose means are all known to be finite.

    >>> from sympy import Symbol
    >>> from derive.language import ArbitraryMap, Space, arbitrary_law
    >>> x, space = Symbol("x"), Space("X")
    >>> p, f = arbitrary_law("p", space), ArbitraryMap("f", space)
    >>> has_finite_parts(Expect(2 * f(x) + 1, x, p), Assumptions.of(IsFinite(Expect(f(x), x, p))))
    True
    """
    if not isinstance(expr, Expect):
        composed = isinstance(expr, (Add, Mul, FiniteSum, Integral))
        return composed and _is_finite_constant(expr, known)
    body, x, law = expr.open()
    here = known.also(*facts_at(expr, x, known))
    written = _written_out(body)
    means = ordered(written.atoms(Expect, Integral))
    positive = [Gt(node, 0) for node in means if is_positive(node, known)]
    parts = terms_in(expand_logs(written, here.also(*positive)), x)
    return all(
        _is_finite_constant(c, known) and (f == 1 or IsFinite(Expect(f, x, law)) in known.facts)
        for c, f in parts
    )


def _written_out(expr: Any) -> Any:
    """The expression with the formulas of the densities of laws that were written down."""
    if isinstance(expr, Density) and isinstance(expr.law, WithDensity):
        return expr.law.open(expr.point)[0]
    if isinstance(expr, Node) or not expr.args:
        return expr
    return expr.func(*(_written_out(a) for a in expr.args))


def _is_finite_constant(expr: Expr, known: Assumptions) -> bool:
    if expr.is_number or expr.is_Symbol:
        return bool(expr.is_finite is not False)
    if isinstance(expr, (Add, Mul)):
        return all(_is_finite_constant(a, known) for a in expr.args)
    if isinstance(expr, FiniteSum):
        body, i, *_ = expr.open()
        return _is_finite_constant(body, known.also(*facts_at(expr, i, known)))
    if isinstance(expr, Integral):
        return _is_finite_integral(expr, known)
    if isinstance(expr, log) or (isinstance(expr, Pow) and expr.exp.is_negative):
        inside = expr.args[0]
        return is_positive(inside, known) and _is_finite_constant(inside, known)
    return IsFinite(expr) in known.facts or isinstance(expr, (Density, Value))


def _is_finite_integral(expr: Integral, known: Assumptions) -> bool:
    """The integral of a sum over an index is finite where that of every term is, and that of a
    multiple where that of the rest is."""
    body, x, space = expr.open()
    constant, rest = split_constant(body, x)
    if constant != 1:
        alone = Integral(rest, x, space)
        return _is_finite_constant(constant, known) and _is_finite_integral(alone, known)
    if not isinstance(body, FiniteSum) or isinstance(body, FiniteProduct):
        return IsFinite(expr) in known.facts or is_density(expr, known)
    term, i, *_ = body.open()
    inside = known.also(*facts_at(body, i, known))
    return _is_finite_integral(Integral(term, x, space), inside)
