"""Maximising over functions, point by point."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Lt, Not, S, Symbol, exp, log, oo

from derive.language.binder import Node
from derive.language.condition import Dominates, Everywhere, IsFinite
from derive.language.density import ArbitraryMap, Density, Value
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.optimum import ArgMax, BestValue, Sup
from derive.language.space import Line, Maps, Space
from derive.rulebook.optima.constrained import integrand, solution
from derive.rulebook.optima.suprema import supremum_is_the_limit_at_an_end
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t = Symbol("x"), Symbol("t", real=True)
_T = ArbitraryMap("T", _X)
_v, _w = (ArbitraryMap(name, _X, codomain=Line(0)) for name in "vw")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_P, _Q = Density(_p, _x), Density(_q, _x)
_R, _HALF_LINE = Line(), Line(0)
_REFERENCE = "Rockafellar and Wets 1998, Variational Analysis, theorem 14.60"


def _functional(scale: Any = 1) -> Any:
    linear = Integral(_v(_x) * _T(_x), _x, _X)
    return scale * linear - Integral(_w(_x) * exp(_T(_x)), _x, _X)


def concavity(body: Any, t: Any, line: Any) -> tuple[Any, ...]:
    """That the second derivative is negative throughout an interval, unless that is plain."""
    condition = Lt(body.diff(t, 2), 0)
    return () if condition == S.true else (Everywhere(condition, t, line),)


def _at_a_point(expr: Any) -> tuple[Any, Any, Any, tuple[Any, ...]] | None:
    """What is to be made greatest at one point: a function of t, t, the point, the condition."""
    body, family, maps, *_ = expr.open()
    if not isinstance(maps, Maps) or len(family.domain) != 1:
        return None
    x, t = Dummy("x", real=True), Dummy("t", real=True)
    value = Value(family, x)
    whole = integrand(body, value, maps.base, x)
    if whole is None:
        return None
    at_x = whole.xreplace({value: t})
    if at_x.has(family):
        return None
    concave = concavity(at_x, t, maps.codomain)
    return at_x, t, x, tuple(Everywhere(c, x, maps.base) if c.has(x) else c for c in concave)


def _supremum(expr: Any, _: Site) -> Rewritten | None:
    read = _at_a_point(expr) if isinstance(expr, Sup) else None
    if read is None:
        return None
    at_x, t, x, concave = read
    inner = Sup(at_x, t, expr.domain.codomain)
    fixed, finite = _beside(expr)
    return Rewritten(Integral(inner, x, expr.domain.base) + fixed, (*concave, *finite))


def _beside(expr: Any) -> tuple[Any, tuple[Any, ...]]:
    """What is added to the integrals of an objective and does not depend on the function, and that
    it is finite."""
    body, family, *_ = expr.open()
    fixed = Add(*(term for term in Add.make_args(body.expand()) if not term.has(family)))
    return fixed, (IsFinite(fixed),) if fixed.atoms(Node) else ()


supremum_is_pointwise = Rule(
    name="supremum-over-functions-is-taken-at-every-point",
    title="The supremum over functions may be taken inside the integral",
    reason="The value at one point does not bind that at another, and the integrand is concave in "
    "it, so that the best values make up a function.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Sup(_functional(), _T.family, Maps(_X)),
        after=Integral(Sup(_v(_x) * _t - _w(_x) * exp(_t), _t, _R), _x, _X),
        wrong=(
            Wrong(
                Sup(_t * Integral(_v(_x), _x, _X) - exp(_t) * Integral(_w(_x), _x, _X), _t, _R),
                "one value for all points",
            ),
            Wrong(
                Integral(Sup(2 * _v(_x) * _t - _w(_x) * exp(_t), _t, _R), _x, _X),
                "a factor too much",
            ),
        ),
    ),
    rewrite=_supremum,
)


def _best(expr: Any, _: Site) -> Rewritten | None:
    read = _at_a_point(expr) if isinstance(expr, BestValue) else None
    if read is None:
        return None
    at_x, t, x, concave = read
    here = at_x.xreplace({x: expr.point})
    return Rewritten(ArgMax(here, t, expr.maps.codomain), concave)


best_function_is_pointwise = Rule(
    name="best-function-has-the-best-value-at-every-point",
    title="The best function has the best value at every point",
    reason="The value at one point does not bind that at another, and the integrand is concave in "
    "it, so that there is one best value.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=BestValue(_functional(), _T.family, Maps(_X), _x),
        after=ArgMax(_v(_x) * _t - _w(_x) * exp(_t), _t, _R),
        wrong=(
            Wrong(ArgMax(_w(_x) * _t - _v(_x) * exp(_t), _t, _R), "the two functions swapped"),
            Wrong(Sup(_v(_x) * _t - _w(_x) * exp(_t), _t, _R), "the maximum for the maximiser"),
        ),
    ),
    rewrite=_best,
)


def _concave(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or not isinstance(expr.domain, Line):
        return None
    t = Dummy("t", real=True)
    body = expr.open(t)[0]
    found = solution(body.diff(t), t, site.assumptions.also(*facts_in(expr.domain, t)))
    if found is None:
        return None
    needed = (*concavity(body, t, expr.domain), *facts_in(expr.domain, found))
    return Rewritten(body.xreplace({t: found}), needed)


concave_supremum_is_at_the_stationary_point = Rule(
    name="concave-function-has-its-supremum-where-it-is-stationary",
    title="The supremum of a concave function is its value where the derivative vanishes",
    reason="The derivative falls, so that the function rises before that point and falls after it.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, section 3.1.3",
    state=lambda: Statement(
        before=Sup(_t * Symbol("b", real=True) - _t * log(_t), _t, _HALF_LINE),
        after=_conjugate(),
        wrong=(
            Wrong(exp(Symbol("b", real=True)), "the derivative of t log t taken to be log t"),
            Wrong(Symbol("b", real=True) - 1, "the logarithm of the maximum"),
        ),
    ),
    rewrite=_concave,
)


def _conjugate() -> Any:
    b = Symbol("b", real=True)
    return b * exp(b - 1) - (b - 1) * exp(b - 1)


def _unbounded(expr: Any, site: Site) -> Rewritten | None:
    """Where one law has mass that another lacks, the integrand grows without bound in t."""
    read = _at_a_point(expr) if isinstance(expr, Sup) else None
    if read is None:
        return None
    at_x, t, x, _ = read
    line = expr.domain.codomain
    for fact in site.assumptions:
        if not (isinstance(fact, Not) and isinstance(fact.args[0], Dominates)):
            continue
        lacking, having = fact.args[0].args
        positive = Dummy("a", positive=True)
        there = at_x.xreplace({Density(lacking, x): S.Zero, Density(having, x): positive})
        found = supremum_is_the_limit_at_an_end.rewrite(Sup(there, t, line), site)
        if found is not None and found.after == oo:
            elsewhere = Integral(at_x.xreplace({t: S.Zero}), x, expr.domain.base)
            return Rewritten(oo, (fact, IsFinite(elsewhere), *_beside(expr)[1]))
    return None


def _unbounded_statement() -> Statement:
    objective = Integral(_P * _T(_x) - _Q * exp(_T(_x)), _x, _X)
    return Statement(
        before=Sup(objective, _T.family, Maps(_X)),
        after=oo,
        wrong=(
            Wrong(S.Zero, "the points where the second law has no mass left out"),
            Wrong(-oo, "a sign"),
        ),
        conditions=(Not(Dominates(_q, _p)),),
    )


supremum_is_infinite_off_the_support = Rule(
    name="supremum-over-functions-is-infinite-where-the-integrand-is-unbounded",
    title="The supremum is infinite where nothing holds the integrand down",
    reason="On a set of positive mass the integrand grows without bound with the value there, and "
    "elsewhere the value zero will do.",
    reference=_REFERENCE,
    state=_unbounded_statement,
    rewrite=_unbounded,
)

RULES = (
    supremum_is_pointwise,
    supremum_is_infinite_off_the_support,
    best_function_is_pointwise,
    concave_supremum_is_at_the_stationary_point,
)
