from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class Normal(Distribution):
    """The normal law on the line, with density exp(-(x - loc)^2 / (2 scale^2)) / (scale sqrt(2
    pi)).

    Arguments: loc, real; scale (the standard deviation), positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> Normal(0, 1).log_density(Integer(0))
    -log(2*pi)/2
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        square = (x - self.loc) ** 2 / (2 * self.scale**2)
        return -square - log(self.scale) - log(2 * pi) / 2
