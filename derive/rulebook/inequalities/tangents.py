"""The logarithm lies below its tangents."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Ge, Gt, Mul, Ne, S, Symbol, log

from derive.language.condition import Differ, IsFinite
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_y, _c = Symbol("y", positive=True), Symbol("c", positive=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_RATIO = Density(_p, _x) / Density(_q, _x)


def _tangent(expr: Any, site: Site) -> Rewritten | None:
    """At the point that is named, or at one."""
    if not isinstance(expr, log):
        return None
    c = site.arguments[0] if site.arguments else S.One
    y = expr.args[0]
    needed = tuple(k for k in (Ge(y, 0), Gt(c, 0)) if k != S.true)
    return Rewritten(y / c + log(c) - 1, needed)


log_below_tangent = Rule(
    name="log-is-at-most-its-tangent",
    title="The logarithm lies below its tangent",
    reason="The logarithm is concave: it lies below each of its tangents, which touches it once.",
    reference="Hardy, Littlewood and Polya 1934, Inequalities, section 5.2",
    state=lambda: Statement(
        before=log(_y),
        after=_y / _c + log(_c) - 1,
        wrong=(Wrong(1 + log(_c) - _c / _y, "the bound from below"),),
        arguments=(_c,),
        equality=(Eq(_y, _c),),
    ),
    rewrite=_tangent,
    relation=Relation.LE,
)


def _strict_tangent(expr: Any, site: Site) -> Rewritten | None:
    below = _tangent(expr, site)
    if below is None:
        return None
    y, c = expr.args[0], site.arguments[0] if site.arguments else S.One
    needed = (IsFinite(y), Ne(y, c)) if not y.is_finite else (Ne(y, c),)
    return Rewritten(below.after, (*below.conditions, *(k for k in needed if k != S.true)))


log_strictly_below_tangent = Rule(
    name="log-is-below-its-tangent-elsewhere",
    title="Where they do not touch the logarithm lies strictly below its tangent",
    reason="The logarithm is strictly concave: a tangent touches it once.",
    reference="Hardy, Littlewood and Polya 1934, Inequalities, section 5.2",
    state=lambda: Statement(
        before=log(_y),
        after=_y / _c + log(_c) - 1,
        wrong=(Wrong(1 + log(_c) - _c / _y, "the bound from below"),),
        conditions=(Ne(_y, _c), IsFinite(_y)),
        arguments=(_c,),
    ),
    rewrite=_strict_tangent,
    relation=Relation.LT,
)


def _strictly(expr: Any, _: Site) -> Rewritten | None:
    """E_q[log(p/q)], for the densities of two laws."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    if not isinstance(body, log):
        return None
    ratio = body.args[0]
    others = [f.law for f in Mul.make_args(ratio) if isinstance(f, Density) and f.point == x]
    if len(others) != 1 or ratio != Density(others[0], x) / Density(law, x):
        return None
    if others[0].has(x) or others[0].space != law.space:
        return None
    masses = (*mass_conditions(law), *mass_conditions(others[0]))
    return Rewritten(Expect(ratio - 1, x, law), (Differ(law, others[0]), *masses))


mean_log_ratio_strictly_below_tangent = Rule(
    name="mean-log-ratio-is-strictly-below-its-tangent",
    title="Of two different laws, the mean log ratio lies strictly below its tangent",
    reason="The logarithm touches its tangent at one alone, and the ratio of the densities of two "
    "different laws is not one wherever the second has mass: the first would have no mass "
    "elsewhere.",
    reference="Cover and Thomas 2006, theorem 2.6.3",
    state=lambda: Statement(
        before=Expect(log(_RATIO), _x, _q),
        after=Expect(_RATIO - 1, _x, _q),
        wrong=(Wrong(Expect(1 - 1 / _RATIO, _x, _q), "the bound from below"),),
        conditions=(Differ(_q, _p),),
    ),
    rewrite=_strictly,
    relation=Relation.LT,
)

RULES = (log_below_tangent, log_strictly_below_tangent, mean_log_ratio_strictly_below_tangent)
