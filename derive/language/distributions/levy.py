from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class Levy(Distribution):
    """The Levy law on (0, oo), with density sqrt(scale / (2 pi)) x^(-3/2) exp(-scale / (2 x)).

    Arguments: scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer, pi
    >>> Levy(2 * pi).log_density(Integer(1))
    -pi
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.scale / (2 * pi)) / 2 - self.scale / (2 * x) - 3 * log(x) / 2
