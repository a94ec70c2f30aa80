from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class WignerSemicircle(Distribution):
    """The semicircle law on (-radius, radius), with density 2 sqrt(radius^2 - x^2) / (pi
    radius^2).

    Arguments: radius, positive.
    Raises InvalidParameter for a radius that is not positive.

    >>> from sympy import Integer
    >>> WignerSemicircle(1).log_density(Integer(0))
    -log(pi) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"radius": "positive"}

    @property
    def space(self) -> Line:
        return Line(-self.radius, self.radius)

    def log_density(self, x: Basic, /) -> Expr:
        r = self.radius
        return log(2) - log(pi) - 2 * log(r) + log(r - x) / 2 + log(r + x) / 2
