from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class Beta(Distribution):
    """The beta law on (0, 1), with density x^(concentration1 - 1) (1 - x)^(concentration0 - 1) /
    B(concentration1, concentration0), where B(a, b) = Gamma(a) Gamma(b) / Gamma(a + b).

    Arguments: concentration1 (the power of x, plus one), positive; concentration0 (that of 1 - x),
    positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Beta(2, 1).log_density(Symbol("x"))
    log(x) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {
        "concentration1": "positive",
        "concentration0": "positive",
    }

    @property
    def space(self) -> Line:
        return Line(0, 1)

    def log_density(self, x: Basic, /) -> Expr:
        a, b = self.concentration1, self.concentration0
        normaliser = loggamma(a) + loggamma(b) - loggamma(a + b)
        return (a - 1) * log(x) + (b - 1) * log(1 - x) - normaliser
