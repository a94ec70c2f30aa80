from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, exp, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Gumbel(Distribution):
    """The law on the line of the greatest of many draws, with density exp(-z - exp(-z)) / scale,
    where z = (x - loc) / scale.

    Arguments: loc, real; scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> Gumbel(0, 1).log_density(Integer(0))
    -1
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        z = (x - self.loc) / self.scale
        return -z - exp(-z) - log(self.scale)
