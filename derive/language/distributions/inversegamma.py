from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class InverseGamma(Distribution):
    """The law on (0, oo) of 1/y for y with the law Gamma(concentration, rate), with density
    rate^concentration x^(-concentration - 1) exp(-rate / x) / Gamma(concentration).

    Arguments: concentration, positive; rate (a scale of x), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> InverseGamma(1, 1).log_density(Symbol("x"))
    -2*log(x) - 1/x
    """

    parameters: ClassVar[dict[str, str]] = {"concentration": "positive", "rate": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        a, b = self.concentration, self.rate
        return a * log(b) - loggamma(a) - (a + 1) * log(x) - b / x
