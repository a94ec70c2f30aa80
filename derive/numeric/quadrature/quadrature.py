"""Definite integrals of expressions: planned from logarithms, computed at two precisions.

Floats decide first. A value counts as converged when the rule has settled at 25 digits and a
coarser arithmetic (floats, or 15 digits where floats fail) gives the same; an integral counts as
infinite when its integrand keeps its sign towards an end and falls no faster than any integrand
that is sure to diverge. Everything else is "not converged".
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import mpmath
from sympy import Add, Dummy, Expr, Mul, Symbol, exp, oo

from derive.errors import CannotEvaluate
from derive.numeric.arithmetics.arithmetic import Number, public
from derive.numeric.compiling.estimate import Estimate
from derive.numeric.quadrature.integration import Infinite, Task, joined
from derive.numeric.quadrature.landmarks import as_float


def integral(
    f: Expr,
    x: Symbol,
    lo: Expr,
    hi: Expr,
    *,
    digits: int = 15,
    log_density: Expr | None = None,
) -> Number:
    """The integral of ``f`` over (lo, hi), as an ``mpmath.mpf``, or ``+-mpmath.inf``.

    Raises ``NotConverged`` when it has no value, or none to the accuracy asked for.

    >>> from sympy import Symbol, Rational, oo, sqrt, pi, exp
    >>> x = Symbol("x")
    >>> print(integral((1 - x) ** Rational(-9, 10), x, 0, 1))
    10.0
    >>> print(integral(1 / (x - Rational(3, 10)) ** 2, x, 0, 1))
    +inf
    """
    if log_density is None:
        return estimate_integral(f, x, lo, hi, digits=digits).number()
    (estimate,) = integrate_against(log_density, [f], x, lo, hi, digits=digits)
    return estimate.number()


def estimate_integral(f: Expr, x: Symbol, lo: Expr, hi: Expr, *, digits: int = 15) -> Estimate:
    """The integral of ``f`` over (lo, hi) with its error and verdict (never raises for those)."""
    real, (f,), low, high, sign = _prepared([f], x, lo, hi)
    if f == 0 or (low is not None and low == high):
        return Estimate(mpmath.mpf(0), 0.0, float(digits), "converged")
    try:
        value, size, error = joined(Task((f,), real, low, high), digits)[0]
    except Infinite as infinite:
        return Estimate(sign * infinite.sign * mpmath.inf, 0.0, float(digits), "infinite")
    except ArithmeticError as failure:
        named = Symbol("x") if isinstance(x, Dummy) else x
        reason = f"the integral of {f.xreplace({real: named})} over ({lo}, {hi}): {failure}"
        return Estimate(mpmath.nan, math.inf, 0.0, "not converged", reason)
    return _judged(sign * value, size, error, digits, f"the integral over ({lo}, {hi})")


def integrate_against(
    log_density: Expr, functions: Sequence[Expr], x: Symbol, lo: Expr, hi: Expr, *, digits: int = 15
) -> list[Estimate]:
    """``int f exp(log_density)`` for several ``f`` on the same nodes, the mass checked with them.

    Every estimate is "not converged" unless the density has mass one to the same accuracy.
    """
    density = exp(log_density)
    real, products, low, high, _ = _prepared(
        [density, *(f * density for f in functions)], x, lo, hi
    )
    mass, *rest = products
    wanted = [f for f in rest if f != 0]
    try:
        results = joined(Task((mass, *wanted), real, low, high), digits)
    except (Infinite, ArithmeticError):
        return _one_by_one(mass, rest, real, lo, hi, digits)
    total = results[0][0]
    if abs(total - 1) > mpmath.mpf(10) ** (2 - digits):
        return [_massless(total) for _ in functions]
    found = iter(results[1:])
    zero = Estimate(mpmath.mpf(0), 0.0, float(digits), "converged")
    return [
        zero if f == 0 else _judged(*next(found), digits, f"the expectation over ({lo}, {hi})")
        for f in rest
    ]


def _one_by_one(
    mass: Expr, rest: list[Expr], x: Symbol, lo: Expr, hi: Expr, digits: int
) -> list[Estimate]:
    total = estimate_integral(mass, x, lo, hi, digits=digits)
    if total.verdict != "converged" or abs(total.value - 1) > mpmath.mpf(10) ** (2 - digits):
        return [_massless(total.value) for _ in rest]
    return [estimate_integral(f, x, lo, hi, digits=digits) for f in rest]


def _massless(total: Number) -> Estimate:
    reason = f"the density has mass {mpmath.nstr(public(total), 15)} and not one on these nodes"
    return Estimate(mpmath.nan, math.inf, 0.0, "not converged", reason)


def _judged(value: Number, size: Number, error: Number, digits: int, what: str) -> Estimate:
    value, size, error = public(value), public(size), float(error)
    tolerance = 10.0**-digits
    # a value that cancels to nothing is known to be small compared with what it was made of, and
    # one that is nothing at each of the nodes, which lie where its terms are large, is zero
    if size == 0:
        return Estimate(value, error, float(digits), "converged")
    if error > max(float(abs(value)) * tolerance, float(size) * tolerance * 1e-5):
        reason = f"{what} settled only to an error of {error:.1e} about {mpmath.nstr(value, 8)}"
        return Estimate(value, error, 0.0, "not converged", reason)
    right = 99.0 if error == 0 else -math.log10(error / float(max(abs(value), size * 1e-5)))
    return Estimate(value, error, right, "converged")


def _prepared(
    functions: Sequence[Expr], x: Symbol, lo: Expr, hi: Expr
) -> tuple[Symbol, list[Expr], Expr | None, Expr | None, int]:
    for f in functions:
        strangers = f.free_symbols - {x}
        if strangers:
            names = ", ".join(sorted(str(s) for s in strangers))
            raise CannotEvaluate(f"the integrand holds {names}, which has no value")
    low, high = Add(lo), Add(hi)
    sign = 1
    if as_float(low) > as_float(high):
        low, high, sign = high, low, -1
    # the sign of x settles |x|, log(x**2) and their like when it is known
    real = Dummy("x", positive=True) if as_float(low) >= 0 else Dummy("x", real=True)
    renamed = [Mul(f).xreplace({x: real}) for f in functions]
    return (
        real,
        renamed,
        None if low == -oo else low,
        None if high == oo else high,
        sign,
    )
