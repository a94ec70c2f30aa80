"""Two of the arithmetics that expressions are evaluated in; ``decimal_arithmetic`` is the third.

``FloatArithmetic`` decides quickly (its overflow is ``oo``); ``PreciseArithmetic(dps)`` decides
well. Both guard the exponent, so that ``exp(-exp(x))`` costs the same everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

import mpmath

from derive.errors import OutOfDomain
from derive.numeric import raw_numbers
from derive.numeric.extended_reals import Arithmetic, Number

_ANGLE_BITS = 4000
"""Sines of numbers above 2**4000 need that many digits of pi, and are refused."""

_FAR_BITS = 60
_CHEAP_FAR_OUT = {
    *("gamma", "loggamma", "digamma", "psi", "erf", "erfc", "zeta", "harmonic", "lambertw", "beta"),
    *("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "asin", "acos", "atan", "atan2"),
}
"""All other functions are refused beyond ``2**_FAR_BITS``, where mpmath may take for ever."""
MOST_TAYLOR_DIGITS, _SPARE_BITS, _NEAR_A_ZERO = 200, 50, 1e-6
_MOST_DIGITS = 120
"""More than any decimal number here has."""


def _loggamma(x: float) -> float:
    if x < 0:
        raise OutOfDomain("loggamma of a negative number is not real")
    return math.inf if x == 0 else math.lgamma(x)


class FloatArithmetic(Arithmetic):
    """IEEE doubles; a result that overflows is ``oo`` of its sign, or refused when ``strict``."""

    name = "float"
    digits = 15
    inf = math.inf
    ninf = -math.inf
    zero = 0.0
    one = 1.0
    pi = math.pi
    e = math.e
    euler = 0.5772156649015329

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self.context = mpmath.fp
        self._native: dict[str, Callable[..., float]] = {
            "gamma": math.gamma,
            "loggamma": _loggamma,
            "erf": math.erf,
            "erfc": math.erfc,
            "sinh": math.sinh,
            "cosh": math.cosh,
            "tanh": math.tanh,
            "asinh": math.asinh,
            "acosh": math.acosh,
            "atanh": math.atanh,
            "atan": math.atan,
            "asin": math.asin,
            "acos": math.acos,
            "atan2": math.atan2,
        }

    def _overflow(self, infinite: float) -> float:
        if self.strict:
            raise OutOfDomain("a number is too large for a float")
        return infinite

    def rational(self, numerator: int, denominator: int) -> float:
        try:
            return numerator / denominator
        except OverflowError:
            return math.inf if numerator > 0 else -math.inf

    def decimal(self, raw: tuple[int, int, int, int]) -> float:
        return float(mpmath.libmp.to_float(raw))

    def real(self, value: Number) -> float:
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf

    def is_undefined(self, value: float) -> bool:
        return value != value

    def exp(self, x: float) -> float:
        try:
            return math.exp(x)
        except OverflowError:
            return self._overflow(math.inf)

    def expm1(self, x: float) -> float:
        try:
            return math.expm1(x)
        except OverflowError:
            return math.inf

    def log(self, x: float) -> float:
        if x > 0:
            return math.log(x)
        if x == 0:
            return -math.inf
        raise OutOfDomain("the logarithm of a negative number is not real")

    def log1p(self, x: float) -> float:
        if x > -1:
            return math.log1p(x)
        if x == -1:
            return -math.inf
        raise OutOfDomain("the logarithm of a negative number is not real")

    def integer_power(self, base: float, n: int) -> float:
        if base == 0 and n < 0:
            if n % 2:
                raise OutOfDomain("0 to a negative odd power has no sign")
            return math.inf
        try:
            return float(base**n)
        except OverflowError:
            return self._overflow(-math.inf if base < 0 and n % 2 else math.inf)

    def positive_power(self, base: float, exponent: float) -> float:
        try:
            return float(base**exponent)
        except OverflowError:
            return self._overflow(math.inf)

    def sqrt(self, x: float) -> float:
        return math.sqrt(x)

    def floor(self, x: float) -> float:
        return x if math.isinf(x) else float(math.floor(x))

    def sine(self, name: str, x: float) -> float:
        if abs(x) > 1e8:
            raise OutOfDomain(f"{name} of a number above 1e8 is beyond double precision")
        return float(getattr(math, name)(x))

    def call(self, name: str, arguments: list[Number]) -> float:
        native = self._native.get(name)
        try:
            value = (native or getattr(self.context, name))(*arguments)
        except OverflowError:
            if name in ("gamma", "cosh", "loggamma"):
                return self._overflow(math.inf)
            if name == "sinh":
                return math.inf if arguments[0] > 0 else -math.inf
            raise OutOfDomain(f"{name} overflows") from None
        except (ValueError, ZeroDivisionError, mpmath.libmp.NoConvergence) as failure:
            raise OutOfDomain(f"{name} has no value here ({failure})") from None
        if isinstance(value, complex):
            if abs(value.imag) > 1e-13 * abs(value.real):
                raise OutOfDomain(f"{name} is not real here")
            value = value.real
        if value != value:
            raise OutOfDomain(f"{name} has no value here")
        return float(value)


class PreciseArithmetic(Arithmetic):
    """mpmath numbers of ``dps`` digits, in a context of their own (no global precision).

    An exponential beyond the guard is ``oo``, or refused when ``strict``.
    """

    name = "mpmath"

    def __init__(self, dps: int, strict: bool = False) -> None:
        self.strict = strict
        self.context = mpmath.ctx_mp.MPContext()
        self.context.dps = dps
        self._prec = self.context.prec
        self.digits = dps
        context = self.context
        self.inf = context.mpf("inf")
        self.ninf = context.mpf("-inf")
        self.zero = context.mpf(0)
        self.one = context.mpf(1)
        self.pi = +context.pi
        self.e = +context.e
        self.euler = +context.euler
        # beyond exp(+-limit) a number counts as oo or 0. The limit grows with the precision, so
        # that what is lost beyond it shows as a disagreement between two precisions
        self._limit = 10.0 ** min(3 + dps // 2, 60)
        # below this power of two a number is sure to lie within the limit
        self._near = int(math.log2(self._limit))

    def rational(self, numerator: int, denominator: int) -> Number:
        return self.context.mpf(numerator) / denominator

    def decimal(self, raw: tuple[int, int, int, int]) -> Number:
        return self.context.make_mpf(raw)

    def real(self, value: Number) -> Number:
        raw = getattr(value, "_mpf_", None)
        return self.context.mpf(value) if raw is None else self.context.make_mpf(raw)

    def is_undefined(self, value: Number) -> bool:
        return getattr(value, "_mpf_", None) == raw_numbers.NAN

    def exp(self, x: Number) -> Number:
        raw = x._mpf_
        if raw[1] and raw_numbers.magnitude(raw) <= self._near:
            return self.context.make_mpf(raw_numbers.exp(raw, self._prec))
        if -self._limit < x < self._limit:
            return self.context.exp(x)
        if self.strict and x > 0:
            raise OutOfDomain("an exponential is too large")
        return self.inf if x > 0 else self.zero

    def expm1(self, x: Number) -> Number:
        raw = x._mpf_
        if raw[1] and raw_numbers.magnitude(raw) <= 0:
            return self.context.make_mpf(raw_numbers.expm1(raw, self._prec))
        return self.exp(x) - 1

    def log(self, x: Number) -> Number:
        raw = x._mpf_
        if raw[1] and not raw[0]:
            return self.context.make_mpf(raw_numbers.log(raw, self._prec))
        if x == 0:
            return self.ninf
        if x == self.inf:
            return self.inf
        raise OutOfDomain("the logarithm of a negative number is not real")

    def log1p(self, x: Number) -> Number:
        raw = x._mpf_
        size = raw_numbers.magnitude(raw)
        if raw[1] and size <= -self._prec // 4:
            return x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4
        if raw[1] and size <= -1:
            return self.context.make_mpf(raw_numbers.log1p(raw, self._prec))
        return self.log(1 + x)

    def integer_power(self, base: Number, n: int) -> Number:
        if base == 0 and n < 0:
            if n % 2:
                raise OutOfDomain("0 to a negative odd power has no sign")
            return self.inf
        return base**n

    def positive_power(self, base: Number, exponent: Number) -> Number:
        if abs(base._mpf_[2] + base._mpf_[3]) > 64 or abs(exponent) > 1e6:
            rate = self.context.ln(base) * exponent
            if not -self._limit < rate < self._limit:
                return self.exp(rate)
        return base**exponent

    def sqrt(self, x: Number) -> Number:
        return self.context.sqrt(x)

    def floor(self, x: Number) -> Number:
        return x if self.context.isinf(x) else self.context.floor(x)

    def _log_gamma_from_above(self, x: Number) -> Number | None:
        """By the recurrence from far out, where mpmath has an asymptotic series: it needs seconds
        for the coefficients of a power series of so many digits. None where it needs none."""
        context = self.context
        if not 0 < x < self.digits:
            return None
        try:
            context.prec = self._prec + _SPARE_BITS
            product = self.one
            for k in range(self.digits):
                product = product * (x + k)
            value = context.loggamma(x + self.digits) - context.ln(product)
        finally:
            context.prec = self._prec
        return +value

    def sine(self, name: str, x: Number) -> Number:
        if self.context.isinf(x) or (x != 0 and x._mpf_[2] + x._mpf_[3] > _ANGLE_BITS):
            raise OutOfDomain(f"{name} of so large a number is beyond reach")
        return getattr(self.context, name)(x)

    def call(self, name: str, arguments: list[Number]) -> Number:
        context = self.context
        if name in ("sinh", "cosh", "tanh") and abs(arguments[0]) > self._limit:
            sign = self.one if arguments[0] > 0 else -self.one
            return sign if name == "tanh" else self.inf * (sign if name == "sinh" else self.one)
        if name not in _CHEAP_FAR_OUT:
            for argument in arguments:
                raw = getattr(argument, "_mpf_", None)
                if raw is not None and raw[1] and raw[2] + raw[3] > _FAR_BITS:
                    raise OutOfDomain(f"{name} of so large a number is beyond reach")
        if name == "gamma" and arguments[0] > 1e200:
            return self.inf
        if name == "loggamma" and arguments[0] == 0:
            return self.inf
        if name in ("gamma", "loggamma") and self.digits > MOST_TAYLOR_DIGITS:
            found = self._log_gamma_from_above(arguments[0])
            # near a zero of the logarithm the digits that it loses are missed
            if found is not None and (name == "gamma" or abs(found) > _NEAR_A_ZERO):
                return self.exp(found) if name == "gamma" else found
        try:
            value = getattr(context, name)(*arguments)
        except (
            ValueError,
            ZeroDivisionError,
            OverflowError,
            mpmath.libmp.NoConvergence,
        ) as failure:
            raise OutOfDomain(f"{name} has no value here ({failure})") from None
        finally:
            context.prec = self._prec
        if isinstance(value, context.mpc):
            if abs(value.imag) > abs(value.real) * context.mpf(2) ** (8 - self._prec):
                raise OutOfDomain(f"{name} is not real here")
            value = value.real
        value = context.convert(value)
        if value != value:
            raise OutOfDomain(f"{name} has no value here")
        return value


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
