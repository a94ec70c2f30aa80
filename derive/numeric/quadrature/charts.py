"""Coordinates ``w`` on the whole line for an interval, a half-line or the line.

A finite end is never approached by rounding: near it the integrands are functions of the distance
``t`` to that end, substituted exactly, so that ``(1-x)**(-9/10)`` is ``t**(-9/10)`` there. Where a
constant is still added to ``t``, the working precision is raised by as many digits as cancel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from sympy import Expr, Rational, Symbol

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, Number, precise
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import compile_expression
from derive.numeric.quadrature.landmarks import as_float
from derive.numeric.quadrature.sides import Side, SmoothSide, Vector, whole_side

MOST_EXTRA_DIGITS = 1200
_LN10 = math.log(10)


@dataclass
class Chart:
    """A coordinate on one piece, with where its mass lies: centre and width in ``w``."""

    lo: Expr | None
    hi: Expr | None
    sides: tuple[Side, ...]
    length: float = math.inf
    centre: float = 0.0
    width: float = 1.5
    middle: float = 0.0
    spread: float = 1.0
    top: float = 0.0
    measured: bool = False
    surcharge: int = 0
    _length_in: dict[int, Number] = field(default_factory=dict)

    def locate(self, w: float) -> tuple[int, float, float]:
        """Which side, ``log t`` there (``x`` on the line), and ``log dx/dw``; in floats."""
        if self.lo is None and self.hi is None:
            if abs(w) > 700:
                return 0, math.inf if w > 0 else -math.inf, abs(w) + math.log(self.spread / 2)
            x = self.middle + self.spread * math.sinh(w)
            return 0, x, math.log(self.spread * math.cosh(w))
        if len(self.sides) == 1:
            return 0, w, w
        near = math.log(self.length) - FLOATS.softplus(-abs(w))
        far = near - abs(w)
        log_jacobian = near + far - math.log(self.length)
        return (0 if w <= 0 else 1), far, log_jacobian

    def log_mass(self, w: float) -> float:
        """The envelope of ``log|f dx/dw|``; ``nan`` where it cannot be told.

        On a measured chart it is computed from the integrands, digit by digit: for integrands
        whose terms cancel, so that the envelope of the terms says nothing.
        """
        if self.measured:
            return self._measured(w)
        side, place, log_jacobian = self.locate(w)
        return self.sides[side].size(place) + log_jacobian

    def _measured(self, w: float) -> float:
        arithmetic = precise(20)
        try:
            size = max(abs(value) for value in self.values(arithmetic.real(w), arithmetic))
        except ArithmeticError:
            return math.nan
        return float(arithmetic.log(size))

    def values(self, w: Number, arithmetic: Arithmetic) -> Vector:
        """The integrands times ``dx/dw`` at ``w``."""
        exponential = arithmetic.exp
        if self.lo is None and self.hi is None:
            up = exponential(w)
            down = 1 / up
            spread = arithmetic.real(self.spread)
            x = arithmetic.real(self.middle) + spread * (up - down) / 2
            jacobian = spread * (up + down) / 2
            return _weighted(self.sides[0].values(arithmetic)(x), jacobian)
        if len(self.sides) == 1:
            t = exponential(w)
            return _weighted(self._at(0, t, float(w), arithmetic), t)
        length = self._exact_length(arithmetic)
        small = exponential(-abs(w))
        t = length * small / (1 + small)
        jacobian = t / (1 + small)
        side, place, _ = self.locate(float(w))
        return _weighted(self._at(side, t, place, arithmetic), jacobian)

    def x_at(self, w: float) -> Expr:
        """A short exact number near the place ``w`` (a place to split at)."""
        side, place, _ = self.locate(w)
        if self.lo is None and self.hi is None:
            return short(place)
        end, sign = self.sides[side].end, self.sides[side].sign
        assert end is not None
        return end + sign * short(math.exp(max(-690.0, min(690.0, place))))

    def w_of(self, x: float) -> float:
        """The coordinate of a place strictly inside (in floats, for hints)."""
        if self.lo is None and self.hi is None:
            return math.asinh((x - self.middle) / self.spread)
        if len(self.sides) == 1:
            assert self.sides[0].end is not None
            return math.log(abs(x - as_float(self.sides[0].end)))
        assert self.lo is not None
        assert self.hi is not None
        return math.log((x - as_float(self.lo)) / (as_float(self.hi) - x))

    def _at(self, side: int, t: Number, log_t: float, arithmetic: Arithmetic) -> Vector:
        part = self.sides[side]
        spare = self.top - self.log_mass_cached(side, log_t) if part.cancels else 0.0
        extra = part.extra_digits(log_t, spare)
        if self.measured:
            extra = max(extra, math.ceil(2 * abs(log_t) / _LN10))
        if extra <= 2:
            return part.values(arithmetic)(t)
        if isinstance(arithmetic, FloatArithmetic) or extra > MOST_EXTRA_DIGITS:
            raise NotConverged(f"{extra} digits cancel near the end {part.end}")
        # few different precisions, so that few programs are compiled
        tier = next(step for step in (20, 60, 200, 500, MOST_EXTRA_DIGITS) if extra <= step)
        finer = precise(arithmetic.digits + tier)
        self.surcharge += tier // 20
        return [arithmetic.real(v) for v in part.values(finer)(finer.real(t))]

    def log_mass_cached(self, side: int, log_t: float) -> float:
        return self.sides[side].size(log_t) + log_t

    def _exact_length(self, arithmetic: Arithmetic) -> Number:
        key = 0 if isinstance(arithmetic, FloatArithmetic) else arithmetic.digits
        if key not in self._length_in:
            assert self.lo is not None
            assert self.hi is not None
            self._length_in[key] = compile_expression(self.hi - self.lo, [], arithmetic)()
        return self._length_in[key]


def _weighted(values: Vector, jacobian: Number) -> Vector:
    return [value * jacobian if value != 0 else value for value in values]


def short(number: float) -> Rational:
    """A rational number of three significant digits or so: a split point is short to print."""
    if number == 0:
        return Rational(0)
    exponent = math.frexp(number)[1] - 12
    mantissa = round(math.ldexp(number, -exponent)) if abs(exponent) < 1000 else 0
    return Rational(mantissa) * Rational(2) ** exponent


def make_chart(
    expressions: tuple[Expr, ...],
    x: Symbol,
    lo: Expr | None,
    hi: Expr | None,
    smooth: frozenset[Expr] = frozenset(),
) -> Chart:
    """The chart of the piece (lo, hi); an end that is None is infinite, a smooth one ordinary."""
    if lo is None and hi is None:
        return Chart(lo, hi, (whole_side(expressions, x),))
    if lo is None:
        return Chart(lo, hi, (Side(expressions, x, hi, -1),))
    if hi is None:
        return Chart(lo, hi, (Side(expressions, x, lo, 1),))
    sides = tuple(
        (SmoothSide if end in smooth else Side)(expressions, x, end, sign)
        for end, sign in ((lo, 1), (hi, -1))
    )
    return Chart(lo, hi, sides, length=as_float(hi - lo))
