"""Which sign a function takes, from the signs of its arguments: one short table."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Expr, Function, Heaviside, LambertW, Max, Min, Piecewise, S, erf, erfc, erfi, sign
from sympy import functions as f
from sympy.core.function import AppliedUndef

from derive.rulebook.algebra.sign_sets import (
    ANY,
    NEGATIVE,
    NONNEGATIVE,
    POSITIVE,
    ZERO,
    SignSet,
    opposite,
)

Signs = Callable[[Expr], "SignSet | None"]

_POSITIVE_EVERYWHERE = (f.cosh, f.sech, erfc)
_SIGN_OF_ARGUMENT = (f.sinh, f.tanh, f.asinh, f.atan, erf, erfi, sign, f.csch, f.coth)
_REAL_EVERYWHERE = (f.sin, f.cos, f.tan, f.cot, f.sinc, f.floor, f.ceiling, f.sec, f.csc)
_ON_POSITIVES = (f.gamma, f.beta, f.uppergamma, f.lowergamma, f.besselk, f.expint, f.besseli)
_REAL_ON_POSITIVES = (f.loggamma, f.digamma, f.polygamma, f.harmonic, f.Ei, f.zeta)


def _all_within(signs: Signs, arguments: tuple[Expr, ...], allowed: SignSet) -> bool:
    found = [signs(argument) for argument in arguments]
    return all(item is not None and not item & ~allowed for item in found)


def _logarithm(x: Expr, signs: Signs) -> SignSet | None:
    """log x has the sign of x - 1, and is real where x > 0."""
    above_one = signs(x - 1)
    if above_one is not None and not above_one & NEGATIVE:
        return above_one
    own = signs(x)
    if own is None or own & NEGATIVE:
        return None
    return above_one


def _extremum(expr: Expr, signs: Signs) -> SignSet | None:
    found = [signs(argument) for argument in expr.args]
    known = [item for item in found if item is not None]
    if len(known) < len(found):
        return None
    if isinstance(expr, Min):
        return opposite(_greatest([opposite(item) or 0 for item in known]))
    return _greatest(known)


def _greatest(known: list[SignSet]) -> SignSet:
    result = 0
    for bit in (NEGATIVE, ZERO, POSITIVE):
        below = bit | (bit - 1)
        if any(item & bit for item in known) and all(item & below for item in known):
            result |= bit
    return result


def _wave(expr: Function, signs: Signs) -> SignSet:
    """The sine is positive between 0 and pi, and negative between -pi and 0; the cosine of x is the
    sine of x + pi/2."""
    x = expr.args[0] + (S.Pi / 2 if isinstance(expr, f.cos) else 0)
    own = signs(x)
    if own == POSITIVE and signs(S.Pi - x) == POSITIVE:
        return POSITIVE
    return NEGATIVE if own == NEGATIVE and signs(S.Pi + x) == POSITIVE else ANY


def function_signs(expr: Function, signs: Signs) -> SignSet | None:
    """The signs of `expr`, a function applied to arguments whose signs `signs` gives."""
    arguments = expr.args
    x = arguments[0] if arguments else S.Zero
    if isinstance(expr, f.exp):
        return None if signs(x) is None else POSITIVE
    if isinstance(expr, f.log):
        return _logarithm(x, signs)
    if isinstance(expr, f.Abs):
        own = signs(x)
        if own is None:
            return NONNEGATIVE
        return own if not own & NEGATIVE else (own & ZERO) | POSITIVE
    if isinstance(expr, (Max, Min)):
        return _extremum(expr, signs)
    if isinstance(expr, _POSITIVE_EVERYWHERE):
        return None if signs(x) is None else POSITIVE
    if isinstance(expr, _SIGN_OF_ARGUMENT):
        return signs(x)
    if isinstance(expr, (f.sin, f.cos)) and signs(x) is not None:
        return _wave(expr, signs)
    if isinstance(expr, _REAL_EVERYWHERE):
        return None if signs(x) is None else ANY
    if isinstance(expr, f.factorial):
        return POSITIVE if _all_within(signs, arguments, NONNEGATIVE) else None
    if isinstance(expr, f.binomial):
        both = _all_within(signs, (*arguments, x - arguments[1]), NONNEGATIVE)
        return POSITIVE if both else ANY
    if isinstance(expr, _ON_POSITIVES):
        return POSITIVE if _all_within(signs, arguments, POSITIVE) else None
    if isinstance(expr, f.polygamma) and x.is_Integer and x > 0:
        positive = _all_within(signs, arguments[1:], POSITIVE)
        return (POSITIVE if x % 2 else NEGATIVE) if positive else None
    if isinstance(expr, f.zeta) and len(arguments) == 1 and signs(x - 1) == POSITIVE:
        return POSITIVE
    if isinstance(expr, f.polygamma):
        return ANY if _all_within(signs, arguments[1:], POSITIVE) else None
    if isinstance(expr, _REAL_ON_POSITIVES):
        return ANY if _all_within(signs, arguments, POSITIVE) else None
    if isinstance(expr, LambertW) and len(arguments) == 1:
        own = signs(x)
        return own if own is not None and not own & NEGATIVE else None
    if isinstance(expr, Heaviside):
        return {POSITIVE: POSITIVE, NEGATIVE: ZERO}.get(signs(x) or 0, NONNEGATIVE)
    if isinstance(expr, f.KroneckerDelta):
        return NONNEGATIVE
    if isinstance(expr, Piecewise):
        result = 0
        for value, _ in arguments:
            own = signs(value)
            if own is None:
                return None
            result |= own
        return result
    if isinstance(expr, AppliedUndef):
        return ANY
    return ANY if expr.is_extended_real else None
