from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class BetaPrime(Distribution):
    """The law on (0, oo) of y / (1 - y) for y with the law Beta(a, b), with density x^(a - 1) (1 +
    x)^(-a - b) / B(a, b), where a = concentration1 and b = concentration0.

    Arguments: concentration1, concentration0, positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> BetaPrime(1, 1).log_density(Symbol("x"))
    -2*log(x + 1)
    """

    parameters: ClassVar[dict[str, str]] = {
        "concentration1": "positive",
        "concentration0": "positive",
    }

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        a, b = self.concentration1, self.concentration0
        normaliser = loggamma(a) + loggamma(b) - loggamma(a + b)
        return (a - 1) * log(x) - (a + b) * log(1 + x) - normaliser
