"""Sums over the integers of a range, finite or infinite.

Terms that fall like a power or slower are summed by Gregory's formula from an integral (the
Euler-Maclaurin formula with differences for derivatives); faster ones directly past their highest
hump, until what is left is bounded by a geometric series; alternating ones that fall slowly by the
method of Cohen, Rodriguez Villegas and Zagier. Whether a series diverges is decided from its terms
before anything is extrapolated, and terms that do not go to zero are never given a sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import mpmath
from sympy import Add, Dummy, Expr, Mul, Symbol, exp, oo

from derive.errors import CannotEvaluate, NotConverged
from derive.numeric.arithmetics.arithmetic import FLOATS, Number, precise, public
from derive.numeric.compiling.estimate import Estimate
from derive.numeric.quadrature.landmarks import as_float
from derive.numeric.quadrature.summation import Infinite, sum_of_terms


def series(
    f: Expr,
    n: Symbol,
    lo: Expr,
    hi: Expr,
    *,
    digits: int = 15,
    log_mass: Expr | None = None,
) -> Number:
    """The sum of ``f`` over the integers from lo to hi, as an ``mpmath.mpf`` or ``+-mpmath.inf``.

    With ``log_mass`` it is the sum of ``f * exp(log_mass)``, and the masses must add up to one.
    Raises ``NotConverged`` when the sum has no value, or none to the accuracy asked for.

    >>> from sympy import Symbol, oo, log
    >>> n = Symbol("n")
    >>> print(mpmath.nstr(series(log(n) / n**2, n, 1, oo), 15))
    0.937548254315844
    >>> print(series(1 / n, n, 1, oo))
    +inf
    """
    if log_mass is None:
        return estimate_series(f, n, lo, hi, digits=digits).number()
    (estimate,) = sum_against(log_mass, [f], n, lo, hi, digits=digits)
    return estimate.number()


def estimate_series(f: Expr, n: Symbol, lo: Expr, hi: Expr, *, digits: int = 15) -> Estimate:
    """The sum of ``f`` over the integers from lo to hi with its error and verdict."""
    strangers = f.free_symbols - {n}
    if strangers:
        names = ", ".join(sorted(str(s) for s in strangers))
        raise CannotEvaluate(f"the terms hold {names}, which has no value")
    first, last = as_float(Add(lo)), as_float(Add(hi))
    if math.isinf(first):
        if math.isfinite(last):
            return estimate_series(f.xreplace({n: -n}), n, -Add(hi), oo, digits=digits)
        return _both_ways(f, n, digits)
    if last < first:
        return Estimate(mpmath.mpf(0), 0.0, float(digits), "converged")
    whole = Dummy("n", integer=True, positive=True) if first > 0 else Dummy("n", integer=True)
    real = Dummy("n", positive=True) if first > 0 else Dummy("n", real=True)
    terms = (Mul(f).xreplace({n: whole}), Mul(f).xreplace({n: real}))
    try:
        value, size, error = _settled(terms, (whole, real), first, last, digits)
    except Infinite as infinite:
        return Estimate(infinite.sign * mpmath.inf, 0.0, float(digits), "infinite")
    except ArithmeticError as failure:
        reason = f"the sum of {f} over {n} from {lo} to {hi}: {failure}"
        return Estimate(mpmath.nan, math.inf, 0.0, "not converged", reason)
    return _judged(value, size, error, digits)


def sum_against(
    log_mass: Expr, functions: Sequence[Expr], n: Symbol, lo: Expr, hi: Expr, *, digits: int = 15
) -> list[Estimate]:
    """The sums of ``f * exp(log_mass)``, all "not converged" unless the masses add up to one."""
    mass = exp(log_mass)
    total = estimate_series(mass, n, lo, hi, digits=digits)
    if total.verdict != "converged" or abs(total.value - 1) > mpmath.mpf(10) ** (2 - digits):
        reason = f"the masses add up to {mpmath.nstr(total.value, 15)} and not to one"
        return [Estimate(mpmath.nan, math.inf, 0.0, "not converged", reason) for _ in functions]
    return [estimate_series(f * mass, n, lo, hi, digits=digits) for f in functions]


def _both_ways(f: Expr, n: Symbol, digits: int) -> Estimate:
    up = estimate_series(f, n, Add(0), oo, digits=digits)
    down = estimate_series(f.xreplace({n: -n}), n, Add(1), oo, digits=digits)
    for one in (up, down):
        if one.verdict == "not converged":
            return one
    value = up.value + down.value
    if mpmath.isnan(value):
        reason = f"the sum of {f} is +oo in one direction and -oo in the other"
        return Estimate(mpmath.nan, math.inf, 0.0, "not converged", reason)
    verdict = up if up.verdict == "infinite" else down
    return Estimate(value, up.error + down.error, min(up.digits, down.digits), verdict.verdict)


def _settled(
    terms: tuple[Expr, Expr], symbols: tuple[Symbol, Symbol], lo: float, hi: float, digits: int
) -> tuple[Number, Number, Number]:
    """The sum at the finer of two precisions, if a coarser one gives the same."""
    fine = precise(digits + 20)
    value, size, error = sum_of_terms(terms, symbols, lo, hi, fine, digits + 4)
    for arithmetic, wanted, same in (
        (FLOATS, 10, 1e-9),
        (precise(digits + 10), digits, 10.0 ** (1 - digits)),
    ):
        try:
            other, _, _ = sum_of_terms(terms, symbols, lo, hi, arithmetic, wanted)
        except ArithmeticError:
            continue
        if abs(public(value) - public(other)) <= same * public(size):
            return value, size, error
    raise NotConverged("two precisions give different values")


def _judged(value: Number, size: Number, error: Number, digits: int) -> Estimate:
    value, size, error = public(value), public(size), float(error)
    if error > max(float(abs(value)), float(size) * 1e-5) * 10.0**-digits:
        reason = f"a sum settled only to an error of {error:.1e} about {mpmath.nstr(value, 8)}"
        return Estimate(value, error, 0.0, "not converged", reason)
    right = 99.0 if error == 0 else -math.log10(error / float(max(abs(value), size * 1e-5)))
    return Estimate(value, error, right, "converged")
