from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Line


class Chi(Distribution):
    """The law on (0, oo) of the square root of a draw from Chi2(df), with density x^(df - 1)
    exp(-x^2 / 2) / (2^(df/2 - 1) Gamma(df/2)).

    Arguments: df (the degrees of freedom), positive.
    Raises InvalidParameter for a df that is not positive.

    >>> from sympy import Symbol
    >>> Chi(2).log_density(Symbol("x"))
    -x**2/2 + log(x)
    """

    parameters: ClassVar[dict[str, str]] = {"df": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        half = self.df / 2
        return (self.df - 1) * log(x) - x**2 / 2 - (half - 1) * log(2) - loggamma(half)
