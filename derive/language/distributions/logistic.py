from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, exp, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Logistic(Distribution):
    """The logistic law on the line, with density exp(-z) / (scale (1 + exp(-z))^2), where z = (x -
    loc) / scale.

    Arguments: loc, real; scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> Logistic(0, 1).log_density(Integer(0))
    -2*log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        z = (x - self.loc) / self.scale
        return -z - log(self.scale) - 2 * log(1 + exp(-z))
