"""The root of a rational function up to degree three, picked by the sign of the derivative there.

With h - y = P/D the derivative of P at a root is that of h times D, so that its sign is known.
"""

from __future__ import annotations

from sympy import (
    Abs,
    Expr,
    Piecewise,
    Poly,
    PolynomialError,
    Rational,
    S,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    cos,
    cosh,
    fraction,
    sin,
    sinh,
    sqrt,
    together,
)
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign
from derive.rulebook.algebra.cases import settled
from derive.rulebook.convexity.bounded import is_positive

MOST = 3


def root_of_polynomial(
    h: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions
) -> Expr | None:
    """The u at which the rational function h of u is y, h being monotone near it.

    >>> u, v = Symbol("u", real=True), Symbol("v", real=True)
    >>> root_of_polynomial(u**2 - 2 * u, u, v, 1, Assumptions.of(u > 1))
    sqrt(v + 1) + 1
    """
    top, bottom = fraction(together(h - y))
    try:
        polynomial = Poly(top, u)
    except PolynomialError:
        return None
    if polynomial.degree() > MOST or any(u in c.free_symbols for c in polynomial.all_coeffs()):
        return None
    side = sign(bottom, known) if bottom != 1 else "+"
    if side not in ("+", "-"):
        return None
    rising = direction if side == "+" else -direction
    coefficients = polynomial.all_coeffs()
    if len(coefficients) == 2:
        return -coefficients[1] / coefficients[0]
    if len(coefficients) == 3:
        return _quadratic(u, coefficients, rising, known)
    if len(coefficients) == 4:
        return _cubic(u, coefficients, rising, known)
    return None


def _quadratic(u: Symbol, coefficients: list[Expr], rising: int, known: Assumptions) -> Expr | None:
    """The derivative 2 a u + b is a root of the discriminant, of which its sign tells which."""
    a, b, c = coefficients
    if b == 0 and sign(u, known) in ("+", "-"):
        return (1 if sign(u, known) == "+" else -1) * sqrt(-c / a)
    if a.is_Rational:
        middle = -b / (2 * a)
        return middle + rising * a / abs(a) * sqrt((middle**2 - c / a).expand())
    root = rising * sqrt((b**2 - 4 * a * c).expand())
    if sign(a, known) in ("+", "-"):
        return ((-b + root) / (2 * a)).expand()
    if sign(u, known) in ("+", "-") or sign(b + root, known) in ("+", "-"):
        # where a may vanish; c is not 0 where u is not
        return -2 * c / (b + root)
    return None


def _cubic(u: Symbol, coefficients: list[Expr], rising: int, known: Assumptions) -> Expr | None:
    """By Vieta's substitution: x^3 + p x + q = 0 for x = u - shift, and 4 z^3 + 3 z = k or
    4 z^3 - 3 z = k for a multiple z of x, which sines and cosines of a third of an angle solve."""
    a, b, c, d = coefficients
    lead = sign(a, known)
    if lead not in ("+", "-"):
        return None
    rising = rising if lead == "+" else -rising
    b, c, d = b / a, c / a, d / a
    shift = -b / 3
    p, q = (c - b**2 / 3).expand(), (2 * b**3 / 27 - b * c / 3 + d).expand()
    turn = sign(p, known)
    if p == 0:
        return shift + signum(-q) * Abs(q) ** Rational(1, 3)
    if turn == "+":
        r = sqrt(p / 3)
        return shift - 2 * r * sinh(asinh(q / (2 * r**3)) / 3)
    if turn != "-":
        return None
    r = settled(sqrt(-p / 3), known)
    k = (-q / (2 * r**3)).expand()
    if rising < 0:
        return shift - 2 * r * sin(asin(k) / 3)
    side = sign(u - shift, known)
    if side not in ("+", "-"):
        ways = (("+", u - shift), ("-", shift - u))
        side = next((way for way, gap in ways if is_positive(gap, known)), None)
    if side is None:
        return None
    s = S.One if side == "+" else S.NegativeOne
    if is_positive(1 - s * k, known):
        return shift + 2 * s * r * cos(acos(s * k) / 3)
    if is_positive(s * k - 1, known):
        return shift + 2 * s * r * cosh(acosh(s * k) / 3)
    outer = Piecewise((cos(acos(s * k) / 3), s * k <= 1), (cosh(acosh(s * k) / 3), True))
    return shift + 2 * s * r * outer
