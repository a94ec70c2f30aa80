"""Whether a mean under independent draws is a sum of means over one draw each, read off a body."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, log

from derive.language import (
    KL,
    CrossEntropy,
    Density,
    Element,
    Entropy,
    Expect,
    FiniteProduct,
    FiniteSum,
    ProductLaw,
)


def is_separable(node: Any) -> bool:
    """Whether a node takes the mean of nothing but sums of functions of one draw each.

    >>> from sympy import Symbol
    >>> from derive.language import Normal, iid
    >>> x, p = Symbol("x"), iid(Normal(0, 1), 2)
    >>> is_separable(Entropy(p)), is_separable(Expect(Element(x, 1) * Element(x, 2), x, p))
    (True, False)
    """
    if isinstance(node, (KL, CrossEntropy, Entropy)):
        return all(isinstance(law, ProductLaw) for law in node.args)
    if not isinstance(node, Expect):
        return False
    body, x, _ = node.open()
    return all(_is_of_one_draw(term, x) for term in Add.make_args(body))


def _is_of_one_draw(term: Expr, x: Any) -> bool:
    factors = [f for f in Mul.make_args(term) if f.has(x)]
    if len(factors) == 1 and _adds_up(factors[0], x):
        return True
    elements = {e for f in factors for e in f.atoms(Element) if e.sequence == x}
    return len(elements) <= 1 and not any(f.has(FiniteSum) for f in factors)


def _adds_up(factor: Expr, x: Any) -> bool:
    """Whether a factor is a sum over the draws, or the log of a product over them."""
    if isinstance(factor, FiniteSum) and not isinstance(factor, FiniteProduct):
        return _is_of_one_draw(factor.open()[0], x)
    inside = factor.args[0] if isinstance(factor, log) else None
    if isinstance(inside, FiniteProduct):
        return _is_of_one_draw(inside.open()[0], x)
    return isinstance(inside, Density) and isinstance(inside.law, ProductLaw)
