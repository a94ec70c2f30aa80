"""Infimal convolutions of functions of one number: the definition, their conjugates, and what they
are by conjugates."""

from __future__ import annotations

from typing import Any

from sympy import (
    Dummy,
    Expr,
    Lt,
    Max,
    Min,
    Ne,
    Piecewise,
    Poly,
    Rational,
    S,
    Symbol,
    exp,
    log,
    oo,
)
from sympy.core.relational import Relational

from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap
from derive.language.infimal_convolution import InfimalConvolution
from derive.language.optimum import Sup
from derive.language.space import Line
from derive.rulebook.algebra.cases import settled
from derive.rulebook.convexity.arcs import arcs_of, in_pieces, is_convex, pieces_of
from derive.rulebook.convexity.zeros import Undecided
from derive.rulebook.optima.closed_conjugates import closed_conjugate
from derive.rulebook.optima.conjugates import facts_about
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_ONE = Line(1, 3)
_f, _g = ArbitraryMap("f", Line()), ArbitraryMap("g", Line())
_u, _v, _x, _y = (Symbol(name, real=True) for name in "uvxy")
_a = Symbol("a", positive=True)
_ROCKAFELLAR = "Rockafellar 1970, Convex Analysis"


def _definition(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, InfimalConvolution):
        return None
    y = Dummy("y", real=True)
    first, second = (expr.open(at)[i] for i, at in enumerate((y, expr.point - y)))
    mirrored = Line(expr.point - expr.other_line.high, expr.point - expr.other_line.low)
    meet = Line(Max(expr.line.low, mirrored.low), Min(expr.line.high, mirrored.high))
    needed = () if Line() in (expr.line, expr.other_line) else (Lt(meet.low, meet.high),)
    return Rewritten(-Sup(-first - second, y, meet), needed)


def _defined(rate: Expr) -> Expr:
    return -Sup(-_f(_y) - _g(rate), _y, _ONE)


infimal_convolution_definition = Rule(
    name="infimal-convolution-definition",
    title="Definition of the infimal convolution",
    reason="It is the least that f(y) + g(x - y) comes to, as the greatest of its negative.",
    reference=f"{_ROCKAFELLAR}, section 5",
    state=lambda: Statement(
        before=InfimalConvolution(_f(_u), _g(_u), _u, _ONE, Line(), _x),
        after=_defined(_x - _y),
        wrong=(
            Wrong(_defined(_x + _y), "a sign"),
            Wrong(-_defined(_x - _y), "the supremum not made an infimum again"),
        ),
        conditions=(Ne(_x, 0),),
    ),
    rewrite=_definition,
)


def _conjugate(expr: Any, _: Site) -> Rewritten | None:
    """Over the whole line; beyond the sum of the two intervals the function is infinite."""
    if not isinstance(expr, Conjugate) or expr.domain != Line():
        return None
    x = Dummy("x", real=True)
    inner = expr.open(x)[0]
    if not isinstance(inner, InfimalConvolution) or inner.point != x:
        return None
    if any(argument.has(x) for argument in inner.args[:-1]):
        return None
    y = Dummy("y", real=True)
    first, second = inner.open(y)[:2]
    return Rewritten(
        Conjugate(first, y, inner.line, expr.point)
        + Conjugate(second, y, inner.other_line, expr.point)
    )


def _star_of_f(point: Expr) -> Conjugate:
    return Conjugate(_f(_u), _u, _ONE, point)


def _star_of_square(point: Expr) -> Conjugate:
    return Conjugate(_u**2, _u, Line(), point)


conjugate_of_infimal_convolution = Rule(
    name="conjugate-of-an-infimal-convolution-is-the-sum",
    title="The conjugate of an infimal convolution is the sum of the conjugates",
    reason="With x = y + z, x v - f(y) - g(z) is y v - f(y) and z v - g(z), and y and z may be "
    "chosen apart.",
    reference=f"{_ROCKAFELLAR}, theorem 16.4",
    state=lambda: Statement(
        before=Conjugate(InfimalConvolution(_f(_u), _u**2, _u, _ONE, Line(), _x), _x, Line(), _v),
        after=_star_of_f(_v) + _star_of_square(_v),
        wrong=(
            Wrong(_star_of_f(_v) - _star_of_square(_v), "a sign"),
            Wrong(_star_of_f(_v / 2) + _star_of_square(_v / 2), "the slope shared by the two"),
        ),
        conditions=(Ne(_v, 0),),
    ),
    rewrite=_conjugate,
)


def _by_conjugates(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, InfimalConvolution):
        return None
    u, v = Dummy("u", real=True), Dummy("v", real=True)
    total: Expr = S.Zero
    for body, line in zip(expr.open(u)[:2], (expr.line, expr.other_line), strict=True):
        known = facts_about(body, line, site.assumptions)
        try:
            if not is_convex(arcs_of(body, u, line, known), known):
                return None
        except Undecided:
            return None
        star = closed_conjugate(body, u, line, v, Site(known))
        if star is None:
            return None
        total += star
    found = _greatest_gap(total, v, expr.point, site)
    return None if found is None else Rewritten(found)


def _greatest_gap(total: Expr, v: Symbol, x: Expr, site: Site) -> Expr | None:
    """The supremum of v x less a convex function, over the interval on which that is finite, which
    may be one number."""
    known = facts_about(total, Line(), site.assumptions)
    try:
        pieces = pieces_of(total, v, Line(), known)
    except Undecided:
        pieces = []
    if pieces:
        line = Line(pieces[0].line.low, pieces[-1].line.high)
        return Sup(v * x - in_pieces(pieces, v), v, line)
    bounds = {c for case in total.atoms(Relational) for c in case.args if v not in c.free_symbols}
    values = [(c, settled(total.xreplace({v: c}), known)) for c in sorted(bounds, key=str)]
    finite = [(c, value) for c, value in values if value != oo]
    if len(finite) != 1 or finite[0][1].has(Piecewise, oo):
        return None
    return finite[0][0] * x - finite[0][1]


def _convex_statement() -> Statement:
    def told(sign: int) -> Expr:
        return Sup(_x * _v - sign * _v * (log(_v) - 1) - _v**2 / (4 * _a), _v, Line(0))

    return Statement(
        before=InfimalConvolution(exp(_u), _a * _u**2, _u, Line(), Line(), _x),
        after=told(1),
        wrong=(
            Wrong(exp(_x) + _a * _x**2, "the sum of the functions"),
            Wrong(told(-1), "the difference of the conjugates"),
        ),
        conditions=(Ne(_x, 0),),
    )


convex_infimal_convolution = Rule(
    name="infimal-convolution-of-convex-functions-by-conjugates",
    title="Of convex functions it is the conjugate of the sum of their conjugates",
    reason="It is convex, and continuous where it is finite: the conjugate of its own conjugate, "
    "which is the sum of the two.",
    reference=f"{_ROCKAFELLAR}, theorem 16.4",
    state=_convex_statement,
    rewrite=_by_conjugates,
)


def _with_a_quadratic(expr: Any, _: Site) -> Rewritten | None:
    """a x^2 + b x + c less the conjugate of f(u) + a u^2 - b u at 2 a x."""
    if not isinstance(expr, InfimalConvolution):
        return None
    u, x = Dummy("u", real=True), expr.point
    f, g = expr.open(u)[:2]
    for rest, line, square, whole in (
        (f, expr.line, g, expr.other_line),
        (g, expr.other_line, f, expr.line),
    ):
        if whole == Line() and square.is_polynomial(u) and Poly(square, u).degree() <= 2:
            a, b = (Poly(square, u).coeff_monomial(u**k) for k in (2, 1))
            moved = rest + a * u**2 - b * u
            return Rewritten(square.xreplace({u: x}) - Conjugate(moved, u, line, 2 * a * x))
    return None


def _quadratic_statement() -> Statement:
    def told(point: Expr) -> Expr:
        return _a * _x**2 - Conjugate(_f(_u) + _a * _u**2, _u, _ONE, point)

    return Statement(
        before=InfimalConvolution(_f(_u), _a * _u**2, _u, _ONE, Line(), _x),
        after=told(2 * _a * _x),
        wrong=(
            Wrong(told(_x), "the slope of the square left out"),
            Wrong(told(2 * _a * _x) - _a * _x**2, "the square of x lost"),
        ),
        conditions=(Ne(_x, 0), Ne(_a, Rational(1, 2))),
    )


moreau_envelope = Rule(
    name="infimal-convolution-with-a-square-by-a-conjugate",
    title="With a square: the square less a conjugate",
    reason="f(y) + a (x - y)^2 is a x^2 less 2 a x y - f(y) - a y^2, whatever f is.",
    reference="Rockafellar and Wets 1998, Variational Analysis, example 11.26",
    state=_quadratic_statement,
    rewrite=_with_a_quadratic,
)

RULES = (
    infimal_convolution_definition,
    conjugate_of_infimal_convolution,
    convex_infimal_convolution,
    moreau_envelope,
)
