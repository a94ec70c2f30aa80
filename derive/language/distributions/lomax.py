from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Lomax(Distribution):
    """The law on (0, oo) of y - scale for y with the law Pareto(scale, alpha), with density (alpha
    / scale) (1 + x / scale)^(-alpha - 1).

    Arguments: scale, positive; alpha (the index of the tail), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Lomax(1, 1).log_density(Symbol("x"))
    -2*log(x + 1)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive", "alpha": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.alpha) - log(self.scale) - (self.alpha + 1) * log(1 + x / self.scale)
