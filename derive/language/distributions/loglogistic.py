from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class LogLogistic(Distribution):
    """The law on (0, oo) of exp(y) for y with a logistic law, with density (k / scale) (x /
    scale)^(k - 1) / (1 + (x / scale)^k)^2, where k = concentration.

    Arguments: scale (the median), positive; concentration (the shape), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> LogLogistic(1, 1).log_density(Symbol("x"))
    -2*log(x + 1)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive", "concentration": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        scale, k = self.scale, self.concentration
        return log(k) - k * log(scale) + (k - 1) * log(x) - 2 * log(1 + (x / scale) ** k)
