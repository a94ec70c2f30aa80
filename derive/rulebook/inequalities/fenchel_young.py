"""The inequality of Fenchel and Young for a function that need not be known, and where it is one.

That f(u) is at least t u - f*(t) is what the conjugate is, for any f. That some t attains it needs
more: f is convex, and t is its slope at u.
"""

from __future__ import annotations

from typing import Any

from sympy import Eq, Expr, Symbol

from derive.language.condition import AlmostSurely, Convex, Dominates, Smooth
from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap, Density, Value
from derive.language.discrepancy import FDivergence
from derive.language.expectation import Expect
from derive.language.gradient import Gradient
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.places import lies_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _HALF_LINE = Space("X"), Line(0)
_x, _u = Symbol("x"), Symbol("u", real=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_T, _f = ArbitraryMap("T", _X)(_x), ArbitraryMap("f", _HALF_LINE)
_RATIO = Density(_p, _x) / Density(_q, _x)
_CONVEX = Convex(_f(_u), _u, _HALF_LINE)


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
    after = ratio * function - Conjugate(f, u, _HALF_LINE, function)
    return Rewritten(Expect(after, x, q), (Dominates(q, p),))


def _statement() -> Statement:
    def mean(body: Expr) -> Expect:
        return Expect(body, _x, _q)

    divergence = FDivergence(_f(_u), _u, _p, _q)
    after = mean(_RATIO * _T - Conjugate(_f(_u), _u, _HALF_LINE, _T))
    return Statement(
        before=divergence,
        after=after,
        wrong=(
            Wrong(mean(_RATIO * _T + Conjugate(_f(_u), _u, _HALF_LINE, _T)) + 200, "a sign"),
            Wrong(2 * divergence - after + 1, "the gap on the other side"),
        ),
        conditions=(Dominates(_q, _p), Dominates(_p, _q), _CONVEX),
        arguments=(_T,),
        equality=(AlmostSurely(Eq(_T, Gradient(_f(_u), _u, _RATIO)), _x, _q),),
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


def _at_slope(expr: Any, _: Site) -> Rewritten | None:
    """The point of the conjugate is a derivative of its own function."""
    if not isinstance(expr, Conjugate) or not isinstance(expr.point, Gradient):
        return None
    at, line = expr.point.point, expr.domain
    u = Symbol("u", real=True)
    f = expr.open(u)[0]
    if expr.point.open(u)[0] != f:
        return None
    needed = (Convex(f, u, line), Smooth(f, u, at), *lies_in(line, at))
    return Rewritten(at * expr.point - expr.open(at)[0], needed)


def _slope_statement() -> Statement:
    at = Symbol("a", positive=True)
    slope = Gradient(_f(_u), _u, at)
    return Statement(
        before=Conjugate(_f(_u), _u, _HALF_LINE, slope),
        after=at * slope - _f(at),
        wrong=(
            Wrong(at * slope + _f(at), "a sign"),
            Wrong(slope - _f(at), "the slope not multiplied by the point"),
            Wrong(at * slope - _f(slope), "the function at its own slope"),
        ),
        conditions=(_CONVEX,),
    )


conjugate_at_a_slope = Rule(
    name="conjugate-at-a-slope-is-the-slope-times-its-point-less-the-function",
    title="Equality in the inequality of Fenchel and Young: the conjugate at a slope",
    reason="A convex function lies above its tangent at a, so that u f'(a) - f(u) is greatest for "
    "u = a.",
    reference="Rockafellar 1970, Convex Analysis, theorem 23.5",
    state=_slope_statement,
    rewrite=_at_slope,
)

RULES = (fenchel_young, conjugate_at_a_slope)
