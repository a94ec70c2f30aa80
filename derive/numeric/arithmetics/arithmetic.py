"""Two of the arithmetics that expressions are evaluated in; ``decimal_arithmetic`` is the third.

``FloatArithmetic`` decides quickly (its overflow is ``oo``); ``PreciseArithmetic(dps)`` decides
well. Both guard the exponent, so that ``exp(-exp(x))`` costs the same everywhere.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import mpmath

from derive.numeric.arithmetics import raw_numbers
from derive.numeric.arithmetics.extended_reals import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.arithmetics.precise_arithmetic import _MOST_DIGITS, PreciseArithmetic

FLOATS = FloatArithmetic()


STRICT: tuple[Arithmetic, ...] = (FloatArithmetic(strict=True), PreciseArithmetic(20, strict=True))
"""Arithmetics that refuse what overflows, the quicker first."""


@lru_cache(maxsize=64)
def precise(dps: int) -> PreciseArithmetic:
    """The arithmetic of ``dps`` decimal digits (one context each, made once)."""
    return PreciseArithmetic(dps)


def public(value: Number) -> Number:
    """The same number as an ``mpmath.mpf`` of the global context, every digit kept."""
    if isinstance(value, Decimal):
        return mpmath.mp.make_mpf(raw_numbers.of_decimal(value, _MOST_DIGITS))
    raw = getattr(value, "_mpf_", None)
    return mpmath.mpf(value) if raw is None else mpmath.mp.make_mpf(raw)


__all__ = [
    "FLOATS",
    "STRICT",
    "Arithmetic",
    "FloatArithmetic",
    "Number",
    "PreciseArithmetic",
    "precise",
    "public",
]
