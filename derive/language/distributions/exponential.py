from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Exponential(Distribution):
    """The exponential law on (0, oo), with density rate exp(-rate x).

    Arguments: rate (the inverse of the mean), positive.
    Raises InvalidParameter for a rate that is not positive.

    >>> from sympy import Symbol
    >>> Exponential(2).log_density(Symbol("x"))
    -2*x + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"rate": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        return log(self.rate) - self.rate * x
