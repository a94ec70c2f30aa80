"""Arithmetic in double precision."""

from __future__ import annotations

import math
from collections.abc import Callable

import mpmath

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.extended_reals import Arithmetic, Number


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
