"""Numbers that depend smoothly on parameters, by a few rational coefficients, and normal densities
whose places and scales do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Rational

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number

FAR = 10**60
"""Beyond it the square root in an inverse hyperbolic sine is the number itself."""


@dataclass(frozen=True)
class Smooth:
    """The coefficients of a smooth number.

    bends: nothing, or the r, h, e of a function that is bent in its first parameter t, to which
    r t^2 + h sqrt(1 + (t - e)^2) is then added; slow: of how many of the first parameters the
    inverse hyperbolic sine stands for them, so that it has a mean where none but slow ones have."""

    a: Rational
    b: tuple[Rational, ...] = ()
    c: tuple[Rational, ...] = ()
    bends: tuple[Rational, ...] = ()
    slow: int = 0

    def lifted(self, arithmetic: Arithmetic) -> tuple[Number, list[tuple[Number, Number]]]:
        """The coefficients as numbers: a, and the pairs of b and c."""
        pairs = zip(self.b, self.c, strict=True)
        slopes = [(fraction(b, arithmetic), fraction(c, arithmetic)) for b, c in pairs]
        return fraction(self.a, arithmetic), slopes

    def at(self, parameters: list[Number], arithmetic: Arithmetic) -> Number:
        """Its value at parameters."""
        found, slopes = self.lifted(arithmetic)
        held = [_inverse_sinh(t, arithmetic) for t in parameters[: self.slow]]
        for t, (b, c) in zip([*held, *parameters[self.slow :]], slopes, strict=True):
            found = found + b * arithmetic.sine("sin", t) + c * t
        if self.bends:
            square, height, place = (fraction(v, arithmetic) for v in self.bends)
            t, half = parameters[0], arithmetic.rational(1, 2)
            bowl = arithmetic.positive_power(1 + (t - place) * (t - place), half)
            found = found + square * t * t + height * bowl
        return found

    def to_json(self) -> dict[str, Any]:
        """The coefficients as texts."""
        plain = {"a": str(self.a), "b": [str(v) for v in self.b], "c": [str(v) for v in self.c]}
        bent = {"bends": [str(v) for v in self.bends]} if self.bends else {}
        return {**plain, **bent, **({"slow": self.slow} if self.slow else {})}


@dataclass(frozen=True)
class Normal:
    """A component of a law with coordinates on intervals: its logit, its place and the logarithm of
    its scale less one half, on each."""

    logit: Smooth
    places: tuple[Smooth, ...]
    scales: tuple[Smooth, ...]

    def to_json(self) -> dict[str, Any]:
        """Its smooth numbers, those of the logit beside the others."""
        return {
            **self.logit.to_json(),
            "places": [s.to_json() for s in self.places],
            "scales": [s.to_json() for s in self.scales],
        }


def _inverse_sinh(t: Number, arithmetic: Arithmetic) -> Number:
    size = abs(t)
    if size > FAR:
        found = arithmetic.log(size) + arithmetic.log(2 * arithmetic.one)
    else:
        square = size * size
        found = arithmetic.log1p(size + square / (1 + arithmetic.sqrt(1 + square)))
    return found if t > 0 else -found


def fraction(value: Rational, arithmetic: Arithmetic) -> Number:
    """An exact number in an arithmetic."""
    return arithmetic.rational(int(value.p), int(value.q))
