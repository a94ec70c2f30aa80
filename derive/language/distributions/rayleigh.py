from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Rayleigh(Distribution):
    """The law on (0, oo) of the length of a point of the plane with two independent coordinates
    Normal(0, scale), with density x exp(-x^2 / (2 scale^2)) / scale^2.

    Arguments: scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Symbol
    >>> Rayleigh(1).log_density(Symbol("x"))
    -x**2/2 + log(x)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(x) - 2 * log(self.scale) - x**2 / (2 * self.scale**2)
