"""Independent points: the density of a product law, and means of functions of one of the points."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, S, Symbol

from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.law import ProductLaw, arbitrary_law
from derive.language.sequence import Element, FiniteProduct
from derive.language.space import Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _s, _i = Symbol("x"), Symbol("s"), Symbol("i")
_n = Symbol("n", integer=True, positive=True)
_f = ArbitraryMap("f", _X)
_member = arbitrary_law("p", _X, index=(_i,))
_p = ProductLaw(_member, _i, _n)


def _density(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Density) or not isinstance(expr.law, ProductLaw):
        return None
    law, point = expr.args
    i = Dummy("i", integer=True)
    return Rewritten(FiniteProduct(Density(law.at(i), Element(point, i)), i, 1, law.length))


def _density_statement() -> Statement:
    each = Density(_member, Element(_s, _i))
    every = FiniteProduct(each, _i, 1, _n)
    other = Density(arbitrary_law("p", _X, index=(1,)), Element(_s, 1))
    return Statement(
        before=Expect(Density(_p, _s), _s, _p),
        after=Expect(every, _s, _p),
        wrong=(
            Wrong(Expect(FiniteProduct(each, _i, 2, _n), _s, _p), "the first point left out"),
            Wrong(
                Expect(other * FiniteProduct(each, _i, 1, _n), _s, _p),
                "the first point counted twice",
            ),
        ),
    )


product_law_density = Rule(
    name="density-of-independent-points-is-the-product",
    title="The density of independent points is the product of their densities",
    reason="That is what independence says of densities.",
    reference="Casella and Berger 2002, definition 4.6.2",
    state=_density_statement,
    rewrite=_density,
)


def _one_point(expr: Any, site: Site) -> Rewritten | None:
    """The body depends on the points through a single one of them."""
    if not isinstance(expr, Expect) or not isinstance(expr.law, ProductLaw):
        return None
    body, sequence, law = expr.open()
    used = [e for e in body.atoms(Element) if e.sequence == sequence]
    if len(used) != 1:
        return None
    [element] = used
    x = Dummy("x", real=True)
    alone = body.xreplace({element: x})
    if alone.has(sequence):
        return None
    inside = (element.index >= 1, element.index <= law.length)
    needed = tuple(c for c in inside if holds(c, site.assumptions) is not True and c != S.true)
    return Rewritten(Expect(alone, x, law.at(element.index)), needed)


def _one_point_statement() -> Statement:
    k = Symbol("k", integer=True, positive=True)
    member = arbitrary_law("p", _X, index=(k,))
    first = arbitrary_law("p", _X, index=(S.One + k,))
    return Statement(
        before=Expect(_f(Element(_s, k)), _s, _p),
        after=Expect(_f(_x), _x, member),
        wrong=(
            Wrong(Expect(_f(_x), _x, first), "the law of the next point"),
            Wrong(_n * Expect(_f(_x), _x, member), "counted once per point"),
        ),
        conditions=(k <= _n, _n >= 2),
    )


mean_over_one_point = Rule(
    name="mean-of-a-function-of-one-point-is-under-its-own-law",
    title="The mean of a function of one of several independent points",
    reason="The other points integrate to one.",
    reference="Casella and Berger 2002, section 4.6",
    state=_one_point_statement,
    rewrite=_one_point,
)

RULES = (product_law_density, mean_over_one_point)
