from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class HalfCauchy(Distribution):
    """The law on (0, oo) of |y| for y with the law Cauchy(0, scale), with density 2 scale / (pi
    (scale^2 + x^2)).

    Arguments: scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> HalfCauchy(1).log_density(Integer(1))
    -log(pi)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(2 * self.scale) - log(pi) - log(self.scale**2 + x**2)
