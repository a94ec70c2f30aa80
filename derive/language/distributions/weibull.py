from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Weibull(Distribution):
    """The Weibull law on (0, oo), with density (concentration / scale) (x / scale)^(concentration
    - 1) exp(-(x / scale)^concentration).

    Arguments: scale, positive; concentration (the shape), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Weibull(1, 2).log_density(Symbol("x"))
    -x**2 + log(x) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive", "concentration": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        scale, k = self.scale, self.concentration
        return log(k) - k * log(scale) + (k - 1) * log(x) - (x / scale) ** k
