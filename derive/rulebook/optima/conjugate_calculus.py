"""What becomes of a conjugate where the function is scaled, moved or tilted; Fenchel's inequality
and where it is an equality."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Eq, Expr, Gt, Lt, Ne, Piecewise, Symbol, exp, log

from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap
from derive.language.optimum import ArgMax
from derive.language.relation import Relation
from derive.language.space import Line
from derive.rulebook.algebra import sign
from derive.rulebook.convexity.arcs import Arc, arcs_of, is_convex
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.zeros import Undecided
from derive.rulebook.optima.conjugates import facts_about
from derive.rulebook.places import lies_in
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_LINE = Line(1, 3)
_f = ArbitraryMap("f", Line())
_u, _v, _t = (Symbol(name, real=True) for name in "uvt")
_a, _b = Symbol("a", positive=True), Symbol("b", real=True)
_ROCKAFELLAR = "Rockafellar 1970, Convex Analysis"


def _of_f(point: Any) -> Conjugate:
    return Conjugate(_f(_u), _u, _LINE, point)


def _scaled(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Conjugate):
        return None
    body, u, line, point = expr.open()
    c, inner = split_constant(body, u)
    if c == 1 or not inner.has(u) or sign(c, site.assumptions) != "+":
        return None
    return Rewritten(c * Conjugate(inner, u, line, point / c))


conjugate_scales = Rule(
    name="conjugate-of-a-multiple",
    title="The conjugate of a positive multiple",
    reason="u v - a f(u) is a times u (v/a) - f(u).",
    reference=f"{_ROCKAFELLAR}, theorem 16.1",
    state=lambda: Statement(
        before=Conjugate(_a * _f(_u), _u, _LINE, _v),
        after=_a * _of_f(_v / _a),
        wrong=(
            Wrong(_a * _of_f(_v), "the point left as it was"),
            Wrong(_of_f(_v / _a), "the factor lost"),
        ),
        conditions=(Ne(_a, 1), Ne(_v, 0)),
    ),
    rewrite=_scaled,
)


def _tilted(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Conjugate):
        return None
    body, u, line, point = expr.open()
    terms = Add.make_args(body.expand(log=False, power_base=False, power_exp=False))
    level = Add(*(t for t in terms if not t.has(u)))
    rates = [t / u for t in terms if t.has(u) and not (t / u).has(u)]
    rest = Add(*(t for t in terms if t.has(u) and (t / u).has(u)))
    if (level == 0 and not rates) or rest == 0:
        return None
    return Rewritten(Conjugate(rest, u, line, point - Add(*rates)) - level)


conjugate_of_tilted = Rule(
    name="conjugate-of-a-tilted-function",
    title="The conjugate of a function with something affine added",
    reason="u v - f(u) - b u - c is u (v - b) - f(u), less c.",
    reference=f"{_ROCKAFELLAR}, theorem 12.3",
    state=lambda: Statement(
        before=Conjugate(_f(_u) + _b * _u + _a, _u, _LINE, _v),
        after=_of_f(_v - _b) - _a,
        wrong=(
            Wrong(_of_f(_v + _b) - _a, "the sign of the slope"),
            Wrong(_of_f(_v - _b) + _a, "the sign of the constant"),
        ),
        conditions=(Ne(_b, 0),),
    ),
    rewrite=_tilted,
)


def _moved(expr: Any, site: Site) -> Rewritten | None:
    """The author names how far."""
    if not isinstance(expr, Conjugate) or len(site.arguments) != 1:
        return None
    body, u, line, point = expr.open()
    far: Any = site.arguments[0]
    there = Conjugate(body.xreplace({u: u + far}), u, Line(line.low - far, line.high - far), point)
    return Rewritten(far * point + there)


conjugate_of_moved = Rule(
    name="conjugate-of-a-translated-function",
    title="The conjugate of a function that is moved",
    reason="With u + b for u, u v grows by b v.",
    reference=f"{_ROCKAFELLAR}, theorem 12.3",
    state=lambda: Statement(
        before=Conjugate(_f(_u - _b), _u, Line(_b + 1, _b + 3), _v),
        after=_b * _v + _of_f(_v),
        wrong=(
            Wrong(-_b * _v + _of_f(_v), "moved the other way"),
            Wrong(_of_f(_v - _b), "the point moved and not the function"),
        ),
        conditions=(Ne(_b, 0), Ne(_v, 0)),
        arguments=(_b,),
    ),
    rewrite=_moved,
)


def _fenchel(expr: Any, site: Site) -> Rewritten | None:
    """The author names the conjugate and the point of the function."""
    if len(site.arguments) != 2 or not isinstance(site.arguments[0], Conjugate):
        return None
    conjugate, at = site.arguments
    if expr != at * conjugate.point:
        return None
    inside = lies_in(conjugate.domain, at)
    return Rewritten(conjugate.open(at)[0] + conjugate, inside)


_EXP = Conjugate(exp(_t), _t, Line(), _v)

fenchel_inequality = Rule(
    name="product-is-at-most-the-function-and-its-conjugate",
    title="Fenchel's inequality",
    reason="The conjugate at v is at least u v - f(u), and that much where v is a slope of f at u.",
    reference=f"{_ROCKAFELLAR}, section 12 and theorem 23.5",
    state=lambda: Statement(
        before=_u * _v,
        after=exp(_u) + _EXP,
        wrong=(Wrong(_EXP - exp(_u), "a sign"),),
        arguments=(_EXP, _u),
        equality=(Eq(_v, exp(_u)),),
        conditions=(Gt(_v, 0), Lt(_v, 8)),
    ),
    rewrite=_fenchel,
    relation=Relation.LE,
)


def _best_slope(expr: Any, site: Site) -> Rewritten | None:
    """t u - f*(t), over all t."""
    if not isinstance(expr, ArgMax) or expr.domain != Line():
        return None
    t = Dummy("t", real=True)
    body = expr.open(t)[0]
    found = [c for c in body.atoms(Conjugate) if c.point == t]
    if len(found) != 1 or found[0].free_symbols & {t} != {t}:
        return None
    u = ((body + found[0]) / t).expand()
    if not isinstance(u, Symbol) or u == t:
        return None
    f, w, line, _ = found[0].open(u)
    known = facts_about(f, line, site.assumptions)
    try:
        arcs = arcs_of(f, w, line, known)
        if not is_convex(list(arcs), known):
            return None
    except Undecided:
        return None
    slopes, corners = _derivative(arcs, w)
    return Rewritten(slopes, (*lies_in(line, u), *corners))


def _derivative(arcs: tuple[Arc, ...], u: Symbol) -> tuple[Expr, list[Any]]:
    """The derivative on each arc, and that the point is not at a corner."""
    rates = [slope(arc.body, u) for arc in arcs]
    corners = [Ne(u, arc.line.high) for arc in arcs[:-1]]
    if len(arcs) == 1:
        return rates[0], corners
    rows = [(rate, u < arc.line.high) for rate, arc in zip(rates, arcs[:-1], strict=False)]
    return Piecewise(*rows, (rates[-1], True), evaluate=False), corners


best_dual_point_is_the_slope = Rule(
    name="best-dual-point-is-the-slope",
    title="The best t is the slope of the function",
    reason="t u - f*(t) is at most f(u), and that much where t is the slope of f at u.",
    reference=f"{_ROCKAFELLAR}, theorem 23.5",
    state=lambda: Statement(
        before=ArgMax(_t * _u - Conjugate(exp(_v), _v, Line(-2, 6), _t), _t, Line()),
        after=exp(_u),
        wrong=(
            Wrong(log(_u + 4), "the point at which the slope is u"),
            Wrong(_u * exp(_u), "the slope times the point"),
        ),
        conditions=(Gt(_u, -2), Lt(_u, 2), Ne(_u, 0)),
    ),
    rewrite=_best_slope,
)

RULES = (
    conjugate_scales,
    conjugate_of_tilted,
    conjugate_of_moved,
    fenchel_inequality,
    best_dual_point_is_the_slope,
)
