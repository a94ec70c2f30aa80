from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Expr, Lt, Piecewise, log

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.space import Line


class Triangular(Distribution):
    """The law on (low, high) with density 2 (x - low) / ((high - low) (peak - low)) below the peak
    and 2 (high - x) / ((high - low) (high - peak)) above it.

    Arguments: low, high, peak, real, low < peak < high.
    Raises InvalidParameter where the peak is not strictly between low and high.

    >>> from sympy import Rational
    >>> Triangular(0, 2, 1).log_density(Rational(3, 2))
    -log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"low": "real", "high": "real", "peak": "real"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        low, high, peak = given["low"], given["high"], given["peak"]
        between = refused("peak", peak, f"strictly between low = {low} and high = {high}")
        yield Lt(low, peak), between
        yield Lt(peak, high), between

    @property
    def space(self) -> Line:
        return Line(self.low, self.high)

    def log_density(self, x: Basic, /) -> Expr:
        low, high, peak = self.low, self.high, self.peak
        rising = 2 * (x - low) / ((high - low) * (peak - low))
        falling = 2 * (high - x) / ((high - low) * (high - peak))
        return Piecewise((log(rising), Lt(x, peak)), (log(falling), True))
