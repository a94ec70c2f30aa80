from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class Maxwell(Distribution):
    """The law on (0, oo) of the length of a point of space with three independent coordinates
    Normal(0, scale), with density sqrt(2 / pi) x^2 exp(-x^2 / (2 scale^2)) / scale^3.

    Arguments: scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> Maxwell(1).log_density(Integer(1))
    -1/2 + log(2/pi)/2
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        square = x**2 / (2 * self.scale**2)
        return log(2 / pi) / 2 + 2 * log(x) - 3 * log(self.scale) - square
