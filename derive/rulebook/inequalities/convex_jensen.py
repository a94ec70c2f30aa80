"""Jensen's inequality for a function that need only be convex, or concave."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Symbol

from derive.language.condition import AlmostSurely, Convex, IsFinite
from derive.language.density import ArbitraryMap, Value
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _HALF_LINE = Space("X"), Line(0)
_x, _u, _c = Symbol("x"), Symbol("u", real=True), Symbol("c", positive=True)
_p = arbitrary_law("p", _X)
_f, _w = ArbitraryMap("f", _HALF_LINE), ArbitraryMap("w", _X, codomain=_HALF_LINE)(_x)
_MEAN_OF_F, _F_OF_MEAN = Expect(_f(_w), _x, _p), _f(Expect(_w, _x, _p))
_CONSTANT = (AlmostSurely(Eq(_w, _c), _x, _p),)
_REFERENCE = "Jensen 1906; Cover and Thomas 2006, theorem 2.6.2"


def _function(expr: Any, site: Site) -> tuple[Any, Any, Line, Any, Any] | None:
    """f(u), u, where u runs, what stands in the place of u, and the variable and law of the mean.

    The author names what stands there, by its value at any point, unless the mean is that of an
    arbitrary function of one number."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    u = Symbol("u", real=True)
    if site.arguments:
        named: Any = site.arguments[0]
        if not isinstance(named, Value) or not isinstance(named.family.codomain, Line):
            return None
        inner, line = Value(named.family, x, named.parameters), named.family.codomain
        f = body.xreplace({inner: u})
    elif isinstance(body, Value) and isinstance(body.family.domain[0], Line):
        inner, line = body.point, body.family.domain[0]
        f = Value(body.family, u, body.parameters)
    else:
        return None
    return None if f.has(x) or not inner.has(x) else (f, u, line, inner, (x, law))


def _jensen(sign: int) -> Any:
    def rewrite(expr: Any, site: Site) -> Rewritten | None:
        read = _function(expr, site)
        if read is None:
            return None
        f, u, line, inner, (x, law) = read
        mean = Expect(inner, x, law)
        needed = (Convex(sign * f, u, line), IsFinite(mean), *mass_conditions(law))
        return Rewritten(f.xreplace({u: mean}), needed)

    return rewrite


jensen_for_convex = Rule(
    name="mean-of-a-convex-function-is-at-least-the-function-of-the-mean",
    title="Jensen's inequality for a convex function",
    reason="A convex function lies above its tangent at the mean, and the mean of that tangent is "
    "its value there.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_MEAN_OF_F,
        after=_F_OF_MEAN,
        wrong=(Wrong(2 * _MEAN_OF_F - _F_OF_MEAN, "the other way round"),),
        conditions=(Convex(_f(_u), _u, _HALF_LINE), IsFinite(Expect(_w, _x, _p))),
        equality=_CONSTANT,
    ),
    rewrite=_jensen(1),
    relation=Relation.GE,
)

jensen_for_concave = Rule(
    name="mean-of-a-concave-function-is-at-most-the-function-of-the-mean",
    title="Jensen's inequality for a concave function",
    reason="A concave function lies below its tangent at the mean, and the mean of that tangent is "
    "its value there.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_MEAN_OF_F,
        after=_F_OF_MEAN,
        wrong=(Wrong(2 * _MEAN_OF_F - _F_OF_MEAN, "the other way round"),),
        conditions=(Convex(-_f(_u), _u, _HALF_LINE), IsFinite(Expect(_w, _x, _p))),
        equality=_CONSTANT,
    ),
    rewrite=_jensen(-1),
    relation=Relation.LE,
)

RULES = (jensen_for_convex, jensen_for_concave)
