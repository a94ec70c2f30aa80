"""Functions of mpmath's raw numbers `(sign, mantissa, exponent, bits)`, without the layers around
them: most of the time of a quadrature at high precision goes into these."""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from functools import lru_cache

from mpmath.libmp import (
    finf,
    fninf,
    fone,
    from_int,
    fzero,
    mpf_add,
    mpf_div,
    mpf_exp,
    mpf_log,
    mpf_mul,
    mpf_pow_int,
    mpf_sub,
)

Raw = tuple[int, int, int, int]
NAN: Raw = (0, 0, -123, -1)
_NEAREST = "n"
_BITS_PER_DIGIT = math.log2(10)
_MOST_TENS = 400
_EXACT = Context(prec=2000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def magnitude(raw: Raw) -> int:
    """The least power of two above the size of a finite number that is not zero."""
    return raw[2] + raw[3]


def expm1(raw: Raw, precision: int) -> Raw:
    """exp(x) - 1 of a finite x that is not zero, with the digits that cancel computed besides."""
    working = precision + 10 + max(0, -magnitude(raw))
    found: Raw = mpf_sub(mpf_exp(raw, working, _NEAREST), fone, precision, _NEAREST)
    return found


def log1p(raw: Raw, precision: int) -> Raw:
    """log(1 + x) of a finite x > -1 that is not zero, with the digits that cancel kept."""
    working = precision + 10 + max(0, -magnitude(raw))
    found: Raw = mpf_log(mpf_add(fone, raw, working, _NEAREST), precision, _NEAREST)
    return found


def exp(raw: Raw, precision: int) -> Raw:
    """exp(x) of a finite x."""
    found: Raw = mpf_exp(raw, precision, _NEAREST)
    return found


def log(raw: Raw, precision: int) -> Raw:
    """log(x) of a finite x > 0."""
    found: Raw = mpf_log(raw, precision, _NEAREST)
    return found


def of_decimal(value: Decimal, digits: int) -> Raw:
    """A decimal number, of which so many digits are kept."""
    if not value.is_finite():
        return NAN if value != value else finf if value > 0 else fninf
    if not value:
        return fzero
    tens = value.adjusted() + 1 - digits
    mantissa = from_int(int(_EXACT.scaleb(value, -tens)))
    bits = math.ceil(digits * _BITS_PER_DIGIT) + 4
    found: Raw
    if -_MOST_TENS < tens <= 0:
        found = mpf_div(mantissa, _power_of_ten(-tens), bits, _NEAREST)
    else:
        found = mpf_mul(
            mantissa, mpf_pow_int(from_int(10), tens, bits + 10, _NEAREST), bits, _NEAREST
        )
    return found


@lru_cache(maxsize=512)
def _power_of_ten(tens: int) -> Raw:
    found: Raw = from_int(10**tens)
    return found
