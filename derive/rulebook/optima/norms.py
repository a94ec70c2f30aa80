"""The conjugate of a norm that a positive definite matrix gives: the ball of the dual norm."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Piecewise, Pow, S, Symbol, oo, sqrt

from derive.language.covariance import PositiveMatrix
from derive.language.matrix import Form, Inverse
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line, Power
from derive.language.vector import Coordinates, NamedVector
from derive.rulebook.matrices.quadratic_forms import form
from derive.rulebook.optima.vector_suprema import inner_product, inverse_of, linear_less_a_form
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_n = Symbol("n", integer=True, positive=True)
_x, _t = Symbol("x"), Symbol("t", real=True)
_v, _A = NamedVector("v", _n), PositiveMatrix("A", _n)


def _norm(expr: Any, site: Site) -> Rewritten | None:
    read = linear_less_a_form(expr, _under_a_root, site)
    if read is None:
        return None
    slopes, factor, matrix, level = read
    r = Dummy("r", real=True)
    size = sqrt(form(slopes, inverse_of(matrix)))
    return Rewritten(Sup(r * (size - factor), r, Line(0)) + level)


def _under_a_root(expr: Expr) -> Any:
    return expr.base if isinstance(expr, Pow) and expr.exp == S.Half else None


def _norm_statement() -> Statement:
    r = Symbol("r", real=True)
    length, dual = sqrt(Form(Coordinates(_x, _n), _A)), sqrt(Form(_v, Inverse(_A)))
    return Statement(
        before=Sup(inner_product(_v, _x, _n) - length, _x, Power(Line(), _n)),
        after=Sup(r * (dual - 1), r, Line(0)),
        wrong=(
            Wrong(dual**2 / 2, "the conjugate of half the square of the norm"),
            Wrong(Sup(r * (dual - 1), r, Line(1, 2)), "lengths between one and two"),
        ),
        conditions=(_n >= 2,),
    )


norm_supremum = Rule(
    name="linear-less-a-norm-is-greatest-in-the-dual-direction",
    title="Of all vectors of one length the best is the one in the direction of the dual norm",
    reason="By the inequality of Cauchy and Schwarz a'x is at most |a|* |x|, with equality for x "
    "along A^-1 a: what is left is to choose the length r.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, example 3.26",
    state=_norm_statement,
    rewrite=_norm,
)


def _in_proportion(expr: Any, _: Site) -> Rewritten | None:
    """Sup over r > 0 of r k."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or expr.domain != Line(0):
        return None
    r = Dummy("r", positive=True)
    rate = expr.open(r)[0] / r
    if rate.has(r) or rate.free_symbols == set():
        return None
    gain, cost = rate.as_independent(Form, as_Add=True)[::-1]
    return Rewritten(Piecewise((0, gain <= -cost), (oo, True), evaluate=False))


def _in_proportion_statement() -> Statement:
    size = Form(_v, _A)
    return Statement(
        before=Sup(_t * (size - 1), _t, Line(0)),
        after=Piecewise((0, size <= 1), (oo, True), evaluate=False),
        wrong=(
            Wrong(Piecewise((0, size >= 1), (oo, True), evaluate=False), "the other way round"),
            Wrong(size, "the slope for the supremum"),
        ),
        conditions=(_n >= 2,),
    )


supremum_in_proportion = Rule(
    name="supremum-of-what-grows-in-proportion-is-zero-or-infinite",
    title="What grows in proportion to r has the supremum zero or infinity",
    reason="Where the slope is positive r may be made as large as one likes; elsewhere the "
    "supremum is approached for small r, and attained at zero.",
    reference="Rudin 1976, Principles of Mathematical Analysis, definition 1.8",
    state=_in_proportion_statement,
    rewrite=_in_proportion,
)

RULES = (norm_supremum, supremum_in_proportion)
