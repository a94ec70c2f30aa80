"""Decimal numbers of a chosen length, whose sums and products cost a thirtieth of mpmath's.

Python's `decimal` adds and multiplies in compiled code. Its exponentials and logarithms are slow,
so that these are computed here: the argument is brought near zero, or near one, by tables of powers
of exp(1/256), and what is left is a short series. Everything else is asked of mpmath.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DivisionByZero, localcontext
from functools import lru_cache

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.arithmetics.extended_reals import Arithmetic, Number
from derive.numeric.arithmetics.raw_numbers import Raw, of_decimal

GUARD_DIGITS, BESIDE_DIGITS = 3, 20
PARTS = 256
"""Exponentials are tabulated at multiples of 1/256."""
FARTHEST = 350
"""Beyond exp(350) the powers of e are not tabulated."""
SHORT_POWERS = 1000
_LOW, _HIGH = Decimal("0.316"), Decimal("3.162")
"""Logarithms are taken of numbers in between, a power of ten being split off."""
_NEAR_ONE = 0.0055
"""How far from one a number is, at most, after the nearest power of exp(1/256) is taken out."""
_PARTS, _FARTHEST, _NARROW = Decimal(PARTS), Decimal(FARTHEST), Decimal("0.005")
_TWO, _ONE = Decimal(2), Decimal(1)


class DecimalArithmetic(Arithmetic):
    """Decimal numbers of `dps` digits and a few more.

    Python keeps the length of a sum in a context, so that whatever is computed with these numbers
    has to run within `working()`. An exponential beyond the guard is ``oo``.
    """

    name = "decimal"

    def __init__(self, dps: int) -> None:
        self.digits = dps
        self._mpmath = precise(dps + GUARD_DIGITS)
        self.context = self._mpmath.context
        self._rounding = _context(dps + GUARD_DIGITS)
        self.inf, self.ninf = Decimal("Infinity"), Decimal("-Infinity")
        self.zero, self.one = Decimal(0), _ONE
        self.pi, self.e = self.real(self._mpmath.pi), self.real(self._mpmath.e)
        self.euler = self.real(self._mpmath.euler)
        # as in mpmath: what is lost beyond the guard shows as a disagreement of two arithmetics
        self._limit = Decimal(10) ** min(3 + dps // 2, 17)
        self._make_tables()

    def _make_tables(self) -> None:
        rounding, wide = self._rounding, _context(self._rounding.prec + 8)
        self._ln10 = rounding.ln(Decimal(10))
        self._step = wide.divide(_ONE, _PARTS)
        up, e = wide.exp(self._step), wide.exp(_ONE)
        reach = math.ceil(PARTS * math.log(_HIGH)) + 2
        rising = _powers(up, max(PARTS, reach), rounding, wide)
        self._parts = rising[:PARTS]
        self._against = dict(enumerate(_powers(wide.divide(_ONE, up), reach, rounding, wide)))
        self._against |= {-k: rising[k] for k in range(1, reach)}
        self._whole = dict(enumerate(_powers(e, FARTHEST + 2, rounding, wide)))
        falling = _powers(wide.divide(_ONE, e), FARTHEST + 2, rounding, wide)
        self._whole |= {-k: falling[k] for k in range(1, FARTHEST + 2)}
        accuracy = 10.0 ** -(rounding.prec + 1)
        count = _terms(lambda k: (0.5 / PARTS) ** k / math.factorial(k), accuracy)
        self._inverse_factorials = [
            rounding.divide(_ONE, Decimal(math.factorial(k))) for k in range(count, 0, -1)
        ]
        count = _terms(lambda k: (_NEAR_ONE / 2) ** (2 * k), accuracy)
        self._odd = [rounding.divide(_TWO, Decimal(2 * k + 1)) for k in range(count, -1, -1)]

    def working(self) -> AbstractContextManager[object]:
        return localcontext(self._rounding)

    def rational(self, numerator: int, denominator: int) -> Decimal:
        return self._rounding.divide(Decimal(numerator), Decimal(denominator))

    def decimal(self, raw: Raw) -> Decimal:
        return self._of_raw(raw)

    def real(self, value: Number) -> Decimal:
        if isinstance(value, Decimal):
            return self._rounding.plus(value)
        if isinstance(value, (int, float)):
            return self._rounding.create_decimal(value)
        return self._of_raw(self._mpmath.real(value)._mpf_)

    def _of_raw(self, raw: Raw) -> Decimal:
        sign, mantissa, exponent, _ = raw
        if not mantissa:
            value = self.context.make_mpf(raw)
            return self.zero if value == 0 else self.inf if value > 0 else self.ninf
        number, rounding = Decimal(-int(mantissa) if sign else int(mantissa)), self._rounding
        if -PARTS < exponent < 0:
            return rounding.divide(number, Decimal(1 << -exponent))
        return rounding.multiply(number, rounding.power(_TWO, Decimal(exponent)))

    def _to_mpmath(self, value: Number) -> Number:
        if isinstance(value, list):
            return [self._to_mpmath(one) for one in value]
        if not isinstance(value, Decimal):
            return value
        # near a zero of a function the digits beyond the last are what is left of its value
        return self.context.make_mpf(of_decimal(value, self._rounding.prec + BESIDE_DIGITS))

    def is_undefined(self, value: Decimal) -> bool:
        return value != value

    def exp(self, x: Decimal) -> Decimal:
        if not -_FARTHEST < x < _FARTHEST:
            return self._exp_far_out(x)
        n = int((x * _PARTS).to_integral_value())
        rest = self._series(x - n * self._step)
        return self._whole[n // PARTS] * self._parts[n % PARTS] * (rest + _ONE)

    def _exp_far_out(self, x: Decimal) -> Decimal:
        if -self._limit < x < self._limit:
            return self._rounding.exp(x)
        return self.inf if x > 0 else self.zero

    def _series(self, r: Decimal) -> Decimal:
        """exp(r) - 1 for a small r."""
        total = self.zero
        for coefficient in self._inverse_factorials:
            total = (total + coefficient) * r
        return total

    def expm1(self, x: Decimal) -> Decimal:
        if not -_ONE < x < _ONE:
            return self.exp(x) - _ONE
        halvings = 0
        while not -_ONE < x * _PARTS * _TWO < _ONE:
            x, halvings = x / _TWO, halvings + 1
        found = self._series(x)
        for _ in range(halvings):
            found = found * (found + _TWO)
        return found

    def log(self, x: Decimal) -> Decimal:
        if not x > 0:
            if x == 0:
                return self.ninf
            raise OutOfDomain("the logarithm of a negative number is not real")
        if x == self.inf:
            return x
        tens = x.adjusted()
        if tens:
            x = x.scaleb(-tens)
        if x > _HIGH:
            x, tens = x.scaleb(-1), tens + 1
        n = _NEAREST_LOGARITHM[int(x * _PARTS)]
        if n:
            found = self._log_near_one(x * self._against[n] - _ONE) + n * self._step
        else:
            found = self._log_near_one(x - _ONE)
        return found + tens * self._ln10 if tens else found

    def _log_near_one(self, r: Decimal) -> Decimal:
        """log(1 + r) for a small r, by the series of the inverse hyperbolic tangent."""
        q = r / (r + _TWO)
        square, total = q * q, self.zero
        for coefficient in self._odd:
            total = total * square + coefficient
        return total * q

    def log1p(self, x: Decimal) -> Decimal:
        return self._log_near_one(x) if -_NARROW < x < _NARROW else self.log(_ONE + x)

    def integer_power(self, base: Decimal, n: int) -> Decimal:
        if base == 0 and n < 0:
            if n % 2:
                raise OutOfDomain("0 to a negative odd power has no sign")
            return self.inf
        return base**n

    def positive_power(self, base: Decimal, exponent: Decimal) -> Decimal:
        if exponent + exponent == _ONE:
            return base.sqrt()
        if abs(exponent) < SHORT_POWERS and exponent == exponent.to_integral_value():
            return base ** int(exponent)
        return self.exp(exponent * self.log(base))

    def sqrt(self, x: Decimal) -> Decimal:
        return x.sqrt()

    def floor(self, x: Decimal) -> Decimal:
        return x.to_integral_value("ROUND_FLOOR")

    def sine(self, name: str, x: Decimal) -> Decimal:
        return self._of_raw(self._mpmath.sine(name, self._to_mpmath(x))._mpf_)

    def call(self, name: str, arguments: list[Number]) -> Decimal:
        found = self._mpmath.call(name, [self._to_mpmath(a) for a in arguments])
        return self._of_raw(found._mpf_)


def _context(digits: int) -> Context:
    return Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[DivisionByZero])


def _powers(base: Decimal, count: int, rounding: Context, wide: Context) -> list[Decimal]:
    """The first powers of a number, from the power 0 on."""
    found, power = [], _ONE
    for _ in range(count):
        found.append(rounding.plus(power))
        power = wide.multiply(power, base)
    return found


def _terms(size: Callable[[int], float], accuracy: float) -> int:
    """How many terms of a series are not negligible."""
    count = 1
    while size(count) > accuracy:
        count += 1
    return count


_NEAREST_LOGARITHM = [
    round(PARTS * math.log((j + 0.5) / PARTS)) if j not in (PARTS - 1, PARTS) else 0
    for j in range(math.ceil(PARTS * float(_HIGH)) + 1)
]
"""For x from j/256 to (j + 1)/256, which multiple of 1/256 lies nearest to log x; none where x is
nearly one, so that the logarithm keeps its digits there."""


@lru_cache(maxsize=64)
def decimals(dps: int) -> DecimalArithmetic:
    """The arithmetic of ``dps`` decimal digits, its tables made once."""
    return DecimalArithmetic(dps)
