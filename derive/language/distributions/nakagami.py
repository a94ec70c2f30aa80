from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class Nakagami(Distribution):
    """The law on (0, oo) of the square root of a draw from Gamma(m, m / spread), where m =
    concentration, with density 2 m^m x^(2m - 1) exp(-m x^2 / spread) / (Gamma(m) spread^m).

    Arguments: concentration, positive; spread (the mean of x^2), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Nakagami(1, 1).log_density(Symbol("x"))
    -x**2 + log(x) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"concentration": "positive", "spread": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        m, spread = self.concentration, self.spread
        normaliser = loggamma(m) + m * log(spread) - m * log(m) - log(2)
        return (2 * m - 1) * log(x) - m * x**2 / spread - normaliser
