"""Means and variances that are finite once what they are taken of is written as a formula."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.distribution import Distribution
from derive.language.expectation import Expect, Variance
from derive.language.gradient import Gradient
from derive.language.law import ProductLaw
from derive.language.sequence import Element
from derive.rulebook.conditions.finiteness import is_finite
from derive.rulebook.conditions.one_sided import written


def is_finite_when_written(expr: Any, known: Assumptions) -> bool:
    """Whether a mean or a variance of a function of one point is finite, the log densities of
    families taken by their formulas and the derivatives of these formulas taken.

    >>> from sympy import Symbol, log
    >>> from derive.language import Density, Exponential, gradient_of
    >>> x, a = Symbol("x"), Symbol("a", positive=True)
    >>> score = gradient_of(log(Density(Exponential(a), x)), a)
    >>> is_finite_when_written(Variance(x * score, x, Exponential(a)), Assumptions())
    True
    """
    if not isinstance(expr, (Expect, Variance)):
        return False
    body, x, law = expr.open_alone()
    if isinstance(law, ProductLaw):
        used = sorted((e for e in body.atoms(Element) if e.sequence == x), key=str)
        if len(used) != 1:
            return False
        point, index = Dummy("x", real=True), used[0].index
        body, x, law = body.xreplace({used[0]: point}), point, law.at(index)
    if not isinstance(law, Distribution) or body.has(Element):
        return False
    plain = _differentiated(written(body, x, law, known))
    return plain is not None and is_finite(type(expr)(plain, x, law), known) is True


def _differentiated(body: Expr) -> Expr | None:
    """The body with the derivatives of formulas taken; None where a node is left in it."""
    for gradient in sorted(body.atoms(Gradient), key=str):
        t = Dummy("t", real=True)
        inside = gradient.open(t)[0]
        if not inside.has(Node):
            body = body.xreplace({gradient: inside.diff(t).xreplace({t: gradient.point})})
    return None if body.has(Node) else body
