"""The inequality of Fenchel and Young, under an f-divergence."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Expr, Symbol, log

from derive.language.condition import AlmostSurely, Dominates
from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap, Density, Value
from derive.language.discrepancy import FDivergence
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _x, _u = Space("X"), Symbol("x"), Symbol("u", positive=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_T = ArbitraryMap("T", _X)(_x)
_RATIO = Density(_p, _x) / Density(_q, _x)


def _bound(expr: Any, site: Site) -> Rewritten | None:
    """The author names the function, by its value at any point."""
    if not isinstance(expr, FDivergence) or not site.arguments:
        return None
    [function, *_] = site.arguments
    if not isinstance(function, Value) or not isinstance(function.point, Symbol):
        return None
    f, u, p, q = expr.open()
    x = function.point
    ratio = Density(p, x) / Density(q, x)
    after = ratio * function - Conjugate(f, u, Line(0), function)
    return Rewritten(Expect(after, x, q), (Dominates(q, p),))


def _statement() -> Statement:
    def mean(body: Expr) -> Expect:
        return Expect(body, _x, _q)

    f = _u * log(_u)
    conjugate = Conjugate(f, _u, Line(0), _T)
    return Statement(
        before=FDivergence(f, _u, _p, _q),
        after=mean(_RATIO * _T - conjugate),
        wrong=(
            Wrong(mean(_RATIO * _T + conjugate) + 20, "a sign"),
            Wrong(
                2 * FDivergence(f, _u, _p, _q) - mean(_RATIO * _T - conjugate) + 1,
                "the gap on the other side",
            ),
        ),
        conditions=(Dominates(_q, _p),),
        arguments=(_T,),
        equality=(AlmostSurely(Eq(_T, log(_RATIO) + 1), _x, _q),),
    )


fenchel_young = Rule(
    name="f-divergence-is-at-least-any-function-less-its-conjugate",
    title="The inequality of Fenchel and Young at every point",
    reason="f*(t) is the least upper bound of t u - f(u), so that f(u) is at least t u - f*(t): "
    "here for u = p/q and t = T.",
    reference="Nguyen, Wainwright and Jordan 2010; Nowozin, Cseke and Tomioka 2016, f-GAN",
    state=_statement,
    rewrite=_bound,
    relation=Relation.GE,
)

RULES = (fenchel_young,)
