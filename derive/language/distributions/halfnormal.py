from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class HalfNormal(Distribution):
    """The law on (0, oo) of |y| for y with the law Normal(0, scale), with density sqrt(2 / pi)
    exp(-x^2 / (2 scale^2)) / scale.

    Arguments: scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> HalfNormal(1).log_density(Integer(2))
    -2 + log(2/pi)/2
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(2 / pi) / 2 - log(self.scale) - x**2 / (2 * self.scale**2)
