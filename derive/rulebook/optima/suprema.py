"""Suprema over an interval of functions whose derivative changes sign at most once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Dummy, Expr, Lt, Mul, Ne, Symbol, factor, fraction, limit, oo, together

from derive.language.assumptions import Assumptions
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line
from derive.rulebook.algebra import decide, sign
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


@dataclass(frozen=True)
class Slope:
    """The sign of a derivative: that of a + b v, where b may be zero."""

    a: Expr
    b: Expr


def slope_of(body: Expr, v: Symbol, known: Assumptions) -> Slope | None:
    """The sign of the derivative of the body in v, read off its factors; None if unclear."""
    top, bottom = fraction(factor(together(body.diff(v))))
    direction, left = 1, []
    for part in (*Mul.make_args(top), *Mul.make_args(bottom)):
        base, exponent = part.as_base_exp()
        known_sign = sign(part, known)
        if known_sign == "-":
            direction = -direction
        elif known_sign != "+":
            left += [base] * int(exponent) if exponent.is_Integer else [part]
    if len(left) > 1:
        return None
    linear = left[0] if left else Mul(1)
    b = linear.expand().coeff(v, 1)
    a = (linear - b * v).expand()
    if v in a.free_symbols or v in b.free_symbols:
        return None
    return Slope(direction * a, direction * b)


def _read(expr: Any, site: Site) -> tuple[Expr, Symbol, Slope] | None:
    if not isinstance(expr, Sup) or not isinstance(expr.domain, Line):
        return None
    v = Dummy("v", real=True)
    body = expr.open(v)[0]
    slope = slope_of(body, v, site.assumptions.also(*facts_in(expr.domain, v)))
    return None if slope is None else (body, v, slope)


def _stationary(expr: Any, site: Site) -> Rewritten | None:
    read = _read(expr, site)
    if read is None:
        return None
    body, v, slope = read
    if sign(slope.b, site.assumptions) != "-":
        return None
    point = factor(-slope.a / slope.b)
    inside = facts_in(expr.domain, point)
    if any(decide(c, site.assumptions) is False for c in inside):
        return None
    after = point if isinstance(expr, ArgMax) else body.xreplace({v: point})
    return Rewritten(after, inside)


def _stationary_statement() -> Statement:
    u, a, b = Symbol("u", real=True), Symbol("a", real=True), Symbol("b", real=True)
    return Statement(
        before=Sup(a * u - b * u**2, u, Line(0)),
        after=a**2 / (4 * b),
        wrong=(
            Wrong(a**2 / (2 * b), "the square not subtracted"),
            Wrong(a / (2 * b), "the maximiser for the maximum"),
        ),
        conditions=(a > 0, b > 0),
    )


maximum_where_the_derivative_changes_sign = Rule(
    name="maximum-where-the-derivative-changes-sign",
    title="The maximum is where the derivative changes from positive to negative",
    reason="The function rises up to that point and falls beyond it, so that it is greatest there "
    "and nowhere else.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 5.11",
    state=_stationary_statement,
    rewrite=_stationary,
)


def _at_an_end(expr: Any, site: Site) -> Rewritten | None:
    read = _read(expr, site)
    if read is None or isinstance(expr, ArgMax):
        return None
    body, v, slope = read
    inside = site.assumptions.also(*facts_in(expr.domain, v))
    direction = sign(slope.a + slope.b * v, inside)
    if direction in ("+", ">="):
        found = _limit(body, v, expr.domain.high, "-", inside)
    elif direction in ("-", "<="):
        found = _limit(body, v, expr.domain.low, "+", inside)
    else:
        return None
    return Rewritten(found)


def _limit(body: Expr, v: Symbol, end: Expr, side: str, known: Assumptions) -> Expr:
    letters = sorted(body.free_symbols - {v}, key=str)
    plain = {s: Dummy(s.name, real=True) for s in letters}
    plain |= {s: Dummy(s.name, positive=True) for s in letters if sign(s, known) == "+"}
    found = limit(body.xreplace(plain), v, end.xreplace(plain), side if end.is_finite else "-")
    return found.xreplace({d: s for s, d in plain.items()})


def _at_an_end_statement() -> Statement:
    u, a, c = Symbol("u", real=True), Symbol("a", real=True), Symbol("c", real=True)
    return Statement(
        before=Sup(c - a * u - u**2, u, Line(0)),
        after=c,
        wrong=(
            Wrong(c + a**2 / 4, "the stationary point outside the interval"),
            Wrong(-oo, "the limit at the other end"),
        ),
        conditions=(a > 0,),
    )


supremum_is_the_limit_at_an_end = Rule(
    name="supremum-is-the-limit-at-an-end",
    title="The supremum of a monotone function is its limit at an end",
    reason="The derivative has one sign throughout, so that the supremum is approached towards an "
    "end of the open interval, and attained nowhere.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorems 4.29 and 5.11",
    state=_at_an_end_statement,
    rewrite=_at_an_end,
)


def _constant(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or not isinstance(expr.domain, Line):
        return None
    if expr.args[0].has(expr.bound):
        return None
    low, high = expr.domain.low, expr.domain.high
    return Rewritten(expr.args[0], () if -oo == low or high == oo else (Lt(low, high),))


def _constant_statement() -> Statement:
    u, c = Symbol("u", real=True), Symbol("c", real=True)
    return Statement(
        before=Sup(c, u, Line(1, 3)),
        after=c,
        wrong=(
            Wrong(2 * c, "the constant times the length of the interval"),
            Wrong(c + 3, "the upper end added"),
        ),
        conditions=(Ne(c, 0),),
    )


supremum_of_a_constant = Rule(
    name="supremum-of-a-constant-is-the-constant",
    title="The supremum of a constant",
    reason="A constant has one value, which is the least number that is not below it.",
    reference="Rudin 1976, Principles of Mathematical Analysis, definition 1.8",
    state=_constant_statement,
    rewrite=_constant,
)

RULES = (
    supremum_of_a_constant,
    maximum_where_the_derivative_changes_sign,
    supremum_is_the_limit_at_an_end,
)
