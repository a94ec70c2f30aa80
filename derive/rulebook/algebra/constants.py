"""Rigorous rational bounds of constants such as log(2) - pi/4, by interval arithmetic.

Intervals widen until they answer or a fixed precision is reached, so a decision is quick, and a
constant that is 0 is never called positive.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from mpmath.ctx_iv import MPIntervalContext
from mpmath.libmp import ComplexResult, to_rational
from sympy import Add, Expr, Mul, Pow, S
from sympy import functions as f
from sympy.core.numbers import Rational

from derive.rulebook.algebra.polynomials import exact
from derive.rulebook.algebra.sign_sets import NEGATIVE, POSITIVE, SignSet

PRECISIONS = (80, 400)
LARGEST_EXPONENT = 10**6
LARGEST_ERF_SQUARE = 400


class _NotEnclosed(Exception):
    """No interval is known for some part of the constant."""


@lru_cache(maxsize=4096)
def sign_of_constant(expr: Expr) -> SignSet | None:
    """Whether a number is positive or negative; None where the intervals do not tell.

    >>> from sympy import log, pi
    >>> sign_of_constant(log(2) - pi / 4) == NEGATIVE
    True
    """
    for bits in PRECISIONS:
        bounds = enclosure(expr, bits)
        if bounds is None:
            return None
        if bounds[0] > 0:
            return POSITIVE
        if bounds[1] < 0:
            return NEGATIVE
    return None


@lru_cache(maxsize=4096)
def enclosure(expr: Expr, bits: int = PRECISIONS[0]) -> tuple[Fraction, Fraction] | None:
    """Rational bounds of a number, computed with so many bits; None where it has no known interval.

    >>> from sympy import pi
    >>> low, high = enclosure(pi)
    >>> low < Fraction(355, 113) < high, low > 3
    (False, True)
    """
    context = MPIntervalContext()
    context.prec = bits
    try:
        interval = _interval(expr, context)
        low, high = interval._mpi_
    except (_NotEnclosed, ComplexResult, ZeroDivisionError):
        return None
    try:
        return Fraction(*to_rational(low)), Fraction(*to_rational(high))
    except ValueError:
        return None


def _interval(expr: Expr, context: Any) -> Any:
    if isinstance(expr, Rational) or expr.is_Float:
        value = exact(expr)
        return context.mpf(value.numerator) / context.mpf(value.denominator)
    constants = {S.Pi: context.pi, S.Exp1: context.e, S.EulerGamma: context.euler}
    if expr in constants:
        return constants[expr] + context.mpf(0)
    arguments = [_interval(item, context) for item in expr.args] if expr.args else []
    if isinstance(expr, Add):
        return sum(arguments, context.mpf(0))
    if isinstance(expr, Mul):
        result = context.mpf(1)
        for argument in arguments:
            result *= argument
        return result
    if isinstance(expr, Pow):
        return _power(expr, arguments[0], arguments[1], context)
    known = _FUNCTIONS.get(expr.func)
    if known is None or len(arguments) != 1 or abs(arguments[0]).b > LARGEST_EXPONENT:
        raise _NotEnclosed
    return known(context, arguments[0])


def _power(expr: Pow, base: Any, exponent: Any, context: Any) -> Any:
    if expr.exp.is_Integer and abs(expr.exp) <= LARGEST_EXPONENT:
        return base ** int(expr.exp)
    if base.a > 0:
        rate = exponent * context.log(base)
        if abs(rate).b <= LARGEST_EXPONENT:
            return context.exp(rate)
    raise _NotEnclosed


def _tanh(context: Any, x: Any) -> Any:
    return 1 - 2 / (context.exp(2 * x) + 1)


def _erf(context: Any, x: Any) -> Any:
    """2 x exp(-x^2) / sqrt(pi) times the sum of (2 x^2)^n / (1 3 5 ... (2 n + 1)), whose terms are
    positive; once a term is less than half of the one before it, it bounds what is left out."""
    square = x * x
    if square.b > LARGEST_ERF_SQUARE:
        raise _NotEnclosed
    term = total = context.mpf(1)
    n = 0
    while not (4 * square.b < 2 * n + 3 and term.b < context.mpf(2) ** -context.prec):
        n += 1
        term = term * 2 * square / (2 * n + 1)
        total += term
    total += context.mpf([0, term.b])
    return 2 * x * context.exp(-square) / context.sqrt(context.pi) * total


_FUNCTIONS: dict[Any, Any] = {
    f.exp: lambda context, x: context.exp(x),
    f.log: lambda context, x: context.log(x),
    f.cos: lambda context, x: context.cos(x),
    f.sin: lambda context, x: context.sin(x),
    f.cosh: lambda context, x: (context.exp(x) + context.exp(-x)) / 2,
    f.sinh: lambda context, x: (context.exp(x) - context.exp(-x)) / 2,
    f.tanh: _tanh,
    f.Abs: lambda _, x: abs(x),
    f.erf: _erf,
    f.erfc: lambda context, x: 1 - _erf(context, x),
}
