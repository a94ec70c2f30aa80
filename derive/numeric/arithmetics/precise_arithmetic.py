"""Arithmetic in mpmath, to any number of digits."""

from __future__ import annotations

import math

import mpmath

from derive.errors import OutOfDomain
from derive.numeric.arithmetics import raw_numbers
from derive.numeric.arithmetics.extended_reals import Arithmetic, Number

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
