"""Sums, products, quotients, powers and numbers, as a person writes them."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Float, Function, Integer, Mul, Pow, Rational, S, Symbol, exp
from sympy.core.numbers import (
    Catalan,
    ComplexInfinity,
    EulerGamma,
    Exp1,
    GoldenRatio,
    ImaginaryUnit,
    Infinity,
    NaN,
    NegativeInfinity,
    Pi,
)

from derive.language import Bound, Density, Element, Node, Value
from derive.text.arrange import arrange, arranges
from derive.text.letters import Scope, symbol_name
from derive.text.notation import (
    Digits,
    Exponential,
    Factors,
    Formula,
    Letter,
    Mark,
    Quotient,
    Raised,
    Root,
    Terms,
)
from derive.text.order import ordered_factors, ordered_terms
from derive.text.shared_denominators import arranged_terms

_CONSTANTS = {
    Catalan: "catalan",
    ComplexInfinity: "complex-infinity",
    EulerGamma: "euler-gamma",
    Exp1: "e",
    GoldenRatio: "golden-ratio",
    ImaginaryUnit: "i",
    Infinity: "infinity",
    NaN: "undefined",
    Pi: "pi",
}


@arranges(*_CONSTANTS)
def _constant(expr: Any, _: Scope) -> Formula:
    return Mark(_CONSTANTS[type(expr)])


@arranges(NegativeInfinity)
def _minus_infinity(_: Any, __: Scope) -> Formula:
    return negative(Mark("infinity"))


@arranges(Symbol)
def _symbol(expr: Symbol, _: Scope) -> Formula:
    return Letter(symbol_name(expr))


@arranges(Bound)
def _bound(expr: Bound, scope: Scope) -> Formula:
    return Letter(scope.name(expr.level))


@arranges(Integer)
def _integer(expr: Integer, _: Scope) -> Formula:
    digits = Digits(str(abs(int(expr))))
    return negative(digits) if expr < 0 else digits


@arranges(Rational)
def _rational(expr: Rational, _: Scope) -> Formula:
    value = Quotient((Digits(str(abs(expr.p))),), (), (Digits(str(expr.q)),))
    return negative(value) if expr.p < 0 else value


@arranges(Float)
def _float(expr: Float, _: Scope) -> Formula:
    digits = Digits(str(abs(expr)))
    return negative(digits) if expr < 0 else digits


def negative(formula: Formula) -> Formula:
    """Minus a formula."""
    return Terms(((True, formula),))


@arranges(Add)
def _sum(expr: Add, scope: Scope) -> Formula:
    terms = arranged_terms(ordered_terms(expr), scope)
    if len(terms) > 1:
        return Terms(tuple(terms))
    [(minus, formula)] = terms
    return negative(formula) if minus else formula


@arranges(Mul)
def _product(expr: Mul, scope: Scope) -> Formula:
    coefficient, rest = expr.as_coeff_Mul()
    if coefficient.is_negative:
        return negative(arrange(-expr, scope))
    above, below = _split(Mul.make_args(rest))
    p, q = coefficient.as_numer_denom()
    q, above, below = _lowered(q, above, below)
    over = [] if p == 1 else [arrange(p, scope)]
    under = [] if q == 1 else [arrange(q, scope)]
    aside: list[Formula] = []
    numeric = not below
    for factor in ordered_factors(above):
        (aside if _stands_aside(factor, numeric) else over).append(arrange(factor, scope))
    under += [arrange(factor, scope) for factor in ordered_factors(below)]
    if under:
        return Quotient(tuple(over), tuple(aside), tuple(under))
    factors = (*over, *aside)
    return factors[0] if len(factors) == 1 else Factors(factors)


def _split(factors: tuple[Expr, ...]) -> tuple[list[Expr], list[Expr]]:
    """The factors above the fraction bar, and the reciprocals of those below it."""
    above, below = [], []
    for factor in factors:
        if _is_reciprocal(factor):
            below.append(Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    return above, below


def _lowered(q: Expr, above: list[Expr], below: list[Expr]) -> tuple[Expr, list[Expr], list[Expr]]:
    """The same quotient with one root sign: 1/sqrt(2 pi) for sqrt(2)/(2 sqrt(pi)), sqrt(2/pi) for
    sqrt(2)/sqrt(pi), a/sqrt(2) for a sqrt(2)/2."""
    has_root = any(_is_root(f) for f in below)
    for f in above:
        if not (_is_root(f) and f.base.is_Integer and q % f.base == 0):
            continue
        if has_root or len(above) + len(below) > 1:
            q, above, below = q / f.base, [g for g in above if g != f], [*below, f]
    above, below = _one_root(above), _one_root(below)
    over, under = (next((f for f in side if _is_numeric_root(f)), None) for side in (above, below))
    if over is None:
        return q, above, below
    if under is not None:
        root = Pow(over.base / under.base, S.Half, evaluate=False)
        return q, [*(f for f in above if f != over), root], [f for f in below if f != under]
    others = [f for f in above if isinstance(f, Pow) and f.exp == S.Half and f != over]
    if len(others) != 1:
        return q, above, below
    root = Pow(Mul(over.base, others[0].base), S.Half, evaluate=False)
    return q, [*(f for f in above if f not in (over, others[0])), root], below


def _one_root(factors: list[Expr]) -> list[Expr]:
    """Square roots of what is not negative, under one sign."""
    roots = [f for f in factors if _is_root(f)]
    if len(roots) < 2:
        return factors
    together = Pow(Mul(*(r.base for r in roots)), S.Half, evaluate=False)
    return [*(f for f in factors if f not in roots), together]


def _is_numeric_root(factor: Expr) -> bool:
    return _is_root(factor) and bool(factor.base.is_number)


def _is_root(factor: Expr) -> bool:
    return isinstance(factor, Pow) and factor.exp == S.Half and bool(factor.base.is_nonnegative)


def _is_reciprocal(factor: Expr) -> bool:
    if not isinstance(factor, Pow):
        return False
    return all(bool(t.as_coeff_Mul()[0].is_negative) for t in Add.make_args(factor.exp))


def _stands_aside(factor: Expr, numeric: bool) -> bool:
    """Whether a factor is written beside a fraction: what is tall, and functions over a number."""
    if isinstance(factor, Node) and not isinstance(factor, (Density, Value, Element)):
        return True
    return numeric and isinstance(factor, Function) and not isinstance(factor, exp)


@arranges(Pow)
def _power(expr: Pow, scope: Scope) -> Formula:
    if _is_reciprocal(expr):
        return Quotient((), (), (arrange(Pow(expr.base, -expr.exp), scope),))
    if expr.exp == S.Half:
        return Root(arrange(expr.base, scope))
    return Raised(arrange(expr.base, scope), arrange(expr.exp, scope))


@arranges(exp)
def _exponential(expr: Any, scope: Scope) -> Formula:
    return Exponential(arrange(expr.args[0], scope))
