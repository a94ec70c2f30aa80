"""Limits at an end of an interval."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Piecewise, S, Symbol, exp, fraction, log, oo

from derive.language.binder import Node, replace_free
from derive.language.condition import Smooth
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.gradient import Gradient
from derive.language.law import arbitrary_law
from derive.language.limit import Limit
from derive.language.space import Line, Space
from derive.rulebook.algebra import is_zero, sign
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.convexity.determined import is_determined
from derive.rulebook.convexity.limits import limit_at
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _UNIT = Space("X"), Line(0, 1)
_x, _t = Symbol("x"), Symbol("t", positive=True)
_a = Symbol("a", real=True)
_p = arbitrary_law("p", _X)
_w = ArbitraryMap("w", _X, codomain=Line(0))
_REFERENCE = "Rudin 1976, Principles of Mathematical Analysis"


def _read(expr: Any) -> tuple[Any, Symbol, Line, Expr] | None:
    if not isinstance(expr, Limit) or expr.point.is_infinite is not False:
        return None
    t = Symbol("t", positive=True) if expr.domain.low == 0 else Symbol("t", real=True)
    body, _, domain, point = expr.open(t)
    return body, t, domain, point


def value_at_the_end(body: Any, t: Symbol, point: Expr) -> tuple[Any, tuple[Any, ...]]:
    """An expression with the number put in, means of constants written as these, and that their
    laws have mass one."""
    found = replace_free(body, t, point)
    needed: list[Any] = []
    for mean in sorted(found.atoms(Expect), key=str):
        inner, x, law = mean.open()
        if not inner.has(x):
            found = found.xreplace({mean: inner})
            needed += mass_conditions(law)
    return found, tuple(needed)


def _quotient(expr: Any, site: Site) -> Rewritten | None:
    read = _read(expr)
    if read is None:
        return None
    body, t, _domain, point = read
    top, bottom = fraction(body)
    if bottom.atoms(Node) or not bottom.has(t):
        return None
    above, needed = value_at_the_end(top, t, point)
    slope = bottom.diff(t).xreplace({t: point})
    known = site.assumptions
    vanish = is_zero(above, known) and is_zero(bottom.xreplace({t: point}), known)
    if not vanish or sign(slope, known) not in ("+", "-"):
        return None
    return Rewritten(Gradient(top, t, point) / slope, (*needed, Smooth(top, t, point)))


def _quotient_statement() -> Statement:
    top = log(Expect(_w(_x) ** _t, _x, _p))
    return Statement(
        before=Limit(top / (2 * _t), _t, _UNIT, 0),
        after=Gradient(top, _t, 0) / 2,
        wrong=(
            Wrong(Gradient(top, _t, 0), "the slope of the denominator left out"),
            Wrong(Gradient(top, _t, 1) / 2, "the slope at the other end"),
        ),
        conditions=(Smooth(top, _t, 0),),
    )


quotient_of_vanishing_functions = Rule(
    name="limit-of-a-quotient-of-vanishing-functions-is-that-of-their-slopes",
    title="The rule of L'Hopital: where both vanish the limit is the quotient of the slopes",
    reason="Numerator and denominator are zero at the end, so that each is, near it, its slope "
    "times the distance.",
    reference=f"{_REFERENCE}, theorem 5.13",
    state=_quotient_statement,
    rewrite=_quotient,
)


def _value(expr: Any, _: Site) -> Rewritten | None:
    read = _read(expr)
    if read is None:
        return None
    body, t, _domain, point = read
    found, needed = value_at_the_end(body, t, point)
    if found.has(S.NaN, S.ComplexInfinity) or found in (oo, -oo):
        return None
    return Rewritten(found, (*needed, Smooth(body, t, point)))


def _value_statement() -> Statement:
    mean = Expect(_w(_x) ** _t, _x, _p)
    return Statement(
        before=Limit(mean, _t, _UNIT, 1),
        after=Expect(_w(_x), _x, _p),
        wrong=(
            Wrong(Expect(log(_w(_x)), _x, _p), "the slope at the other end"),
            Wrong(Expect(_w(_x) ** 2, _x, _p), "the end of another interval"),
        ),
        conditions=(Smooth(mean, _t, 1),),
    )


limit_is_the_value = Rule(
    name="limit-of-a-continuous-function-is-its-value",
    title="A function that is differentiable at the end tends to its value there",
    reason="What is differentiable at a number is continuous there.",
    reference=f"{_REFERENCE}, theorem 5.2",
    state=_value_statement,
    rewrite=_value,
)


def _elementary(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Limit):
        return None
    t = Symbol("t", real=True)
    body, _, domain, point = expr.open(t)
    if any(node.has(t) for node in body.atoms(Node, Piecewise)):
        return None
    known = site.assumptions.also(*facts_in(domain, t))
    if not is_determined(body, t, point, known):
        return None
    found = limit_at(body, t, point, expr.rises, known)
    return None if found is None else Rewritten(found)


limit_of_formula = Rule(
    name="limit-of-a-formula",
    title="The limit of a formula",
    reason="Limits of sums, products and powers are found from those of their parts, and where "
    "these leave it open, from the leading terms, whose signs are known.",
    reference="Gruntz 1996, On computing limits in a symbolic manipulation system",
    state=lambda: Statement(
        before=Limit((exp(_a * _t) - 1) / _t, _t, _UNIT, 0),
        after=_a,
        wrong=(
            Wrong(exp(_a) - 1, "the value at the other end"),
            Wrong(_a**2 / 2 + 1, "the next coefficient"),
        ),
    ),
    rewrite=_elementary,
)

RULES = (quotient_of_vanishing_functions, limit_is_the_value, limit_of_formula)
