"""Independent points: their log densities add up, and means of sums are taken point by point."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Max, Min, Symbol, log

from derive.language.condition import Everywhere, IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.law import ProductLaw, arbitrary_law
from derive.language.sequence import Element, FiniteProduct, FiniteSum
from derive.language.space import Lattice, Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import sum_under

_X, _ONE_TO_N = Space("X"), Lattice(1)
_x, _s, _i = Symbol("x"), Symbol("s"), Symbol("i")
_n = Symbol("n", integer=True, positive=True)
_member = arbitrary_law("p", _X, index=(_i,))
_p = ProductLaw(_member, _i, _n)
_h, _f = ArbitraryMap("h", _X), ArbitraryMap("f", _ONE_TO_N)


def _total(body: Expr) -> FiniteSum:
    return FiniteSum(body, _i, 1, _n)


def _log_density(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not isinstance(expr.args[0], Density):
        return None
    law, point = expr.args[0].args
    if not isinstance(law, ProductLaw):
        return None
    i = Dummy("i", integer=True)
    return Rewritten(FiniteSum(log(Density(law.at(i), Element(point, i))), i, 1, law.length))


def _log_density_statement() -> Statement:
    each = Density(_member, Element(_s, _i))
    other = Density(arbitrary_law("p", _X, index=(1,)), Element(_s, 1))

    def mean(body: Expr) -> Expr:
        return Expect(body, _s, _p)

    return Statement(
        before=mean(log(Density(_p, _s))),
        after=mean(_total(log(each))),
        wrong=(
            Wrong(mean(FiniteProduct(log(each), _i, 1, _n)), "the product of the logs"),
            Wrong(mean(log(_total(each))), "the log of the sum"),
            Wrong(mean(_total(log(each)) + log(other)), "the first point counted twice"),
        ),
        conditions=(_n >= 2,),
    )


log_density_of_points = Rule(
    name="log-density-of-independent-points-is-the-sum-of-log-densities",
    title="The log density of independent points is the sum of their log densities",
    reason="Their density is the product of their densities, and the log of a product the sum of "
    "the logs.",
    reference="Casella and Berger 2002, definition 4.6.2",
    state=_log_density_statement,
    rewrite=_log_density,
)


def _mean(expr: Any, site: Site) -> Rewritten | None:
    """Each term depends on the point with its own index, and on no other."""
    if not isinstance(expr, Expect) or not isinstance(expr.law, ProductLaw):
        return None
    body, s, law = expr.open()
    found = sum_under(body, s)
    if found is None:
        return None
    constant, (term, i, low, high) = found
    if (low, high) != (1, law.length):
        return None
    x = Dummy("x", real=True)
    alone = term.xreplace({Element(s, i): x})
    if alone.has(s):
        return None
    own = law.at(i)
    below, above = (
        _everywhere(IsFinite(Expect(part(alone, 0), x, own)), i, law) for part in (Min, Max)
    )
    mean = FiniteSum(Expect(alone, x, own), i, low, high)
    return Rewritten(constant * mean, (above if holds(above, site.assumptions) else below,))


def _everywhere(condition: Any, i: Any, law: ProductLaw) -> Any:
    """A condition at every index, said once where the index does not occur in it."""
    return Everywhere(condition, i, Lattice(1, law.length)) if condition.has(i) else condition


def _mean_statement() -> Statement:
    term = _h(Element(_s, _i)) * _f(_i)
    each = Expect(_h(_x) * _f(_i), _x, _member)
    first = Expect(_h(_x) * _f(_i), _x, arbitrary_law("p", _X, index=(1,)))
    return Statement(
        before=Expect(_total(term), _s, _p),
        after=_total(each),
        wrong=(
            Wrong(_total(first), "every point given the law of the first"),
            Wrong(_total(each) / _n, "the mean of the means"),
            Wrong(FiniteProduct(each, _i, 1, _n), "the product of the means"),
        ),
        conditions=(_n >= 2,),
    )


mean_over_points = Rule(
    name="mean-of-a-sum-over-independent-points-is-the-sum-of-their-means",
    title="The mean of a sum over independent points, point by point",
    reason="Expectation is linear, the infinite means among the terms have one sign, and in each "
    "the other points integrate to one.",
    reference="Casella and Berger 2002, theorems 2.2.5 and 4.6.6",
    state=_mean_statement,
    rewrite=_mean,
)

RULES = (log_density_of_points, mean_over_points)
