"""Functions of mpmath's raw numbers `(sign, mantissa, exponent, bits)`, without the layers around
them: most of the time of a quadrature at high precision goes into these."""

from __future__ import annotations

from mpmath.libmp import fone, mpf_add, mpf_exp, mpf_log, mpf_sub

Raw = tuple[int, int, int, int]
NAN: Raw = (0, 0, -123, -1)
_NEAREST = "n"


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
