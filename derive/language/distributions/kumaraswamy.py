from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Kumaraswamy(Distribution):
    """The Kumaraswamy law on (0, 1), with density a b x^(a - 1) (1 - x^a)^(b - 1), where a =
    concentration1 and b = concentration0.

    Arguments: concentration1, concentration0, positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Kumaraswamy(2, 1).log_density(Symbol("x"))
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
        return log(a) + log(b) + (a - 1) * log(x) + (b - 1) * log(1 - x**a)
