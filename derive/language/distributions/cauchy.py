from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class Cauchy(Distribution):
    """The Cauchy law on the line, with density scale / (pi (scale^2 + (x - loc)^2)).

    Arguments: loc (the median), real; scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> Cauchy(0, 1).log_density(Integer(0))
    -log(pi)
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.scale) - log(pi) - log(self.scale**2 + (x - self.loc) ** 2)
