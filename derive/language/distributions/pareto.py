from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Pareto(Distribution):
    """The Pareto law on (scale, oo), with density alpha scale^alpha / x^(alpha + 1).

    Arguments: scale (the least value), positive; alpha (the index of the tail), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Pareto(1, 2).log_density(Symbol("x"))
    -3*log(x) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive", "alpha": "positive"}

    @property
    def space(self) -> Line:
        return Line(self.scale)

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.alpha) + self.alpha * log(self.scale) - (self.alpha + 1) * log(x)
