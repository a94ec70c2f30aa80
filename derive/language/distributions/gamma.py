from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class Gamma(Distribution):
    """The gamma law on (0, oo), with density rate^concentration x^(concentration - 1) exp(-rate x)
    / Gamma(concentration).

    Arguments: concentration (the shape), positive; rate (the inverse of the scale), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Gamma(3, 2).log_density(Symbol("x"))
    -2*x + 2*log(x) + 2*log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"concentration": "positive", "rate": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        a, b = self.concentration, self.rate
        return a * log(b) - loggamma(a) + (a - 1) * log(x) - b * x
