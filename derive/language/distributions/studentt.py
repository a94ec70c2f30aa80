from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class StudentT(Distribution):
    """Student's law on the line, with density Gamma((df + 1)/2) / (Gamma(df/2) sqrt(df pi) scale)
    (1 + ((x - loc) / scale)^2 / df)^(-(df + 1)/2).

    Arguments: df (the degrees of freedom), positive; loc, real, 0 by default; scale, positive, 1
    by default.
    Raises InvalidParameter where an argument is outside its domain.

    >>> StudentT(3).args
    (3, 0, 1)
    >>> from sympy import Integer
    >>> StudentT(2).log_density(Integer(0))
    -log(2*pi)/2 + log(sqrt(pi)/2)
    """

    parameters: ClassVar[dict[str, str]] = {"df": "positive", "loc": "real", "scale": "positive"}
    defaults: ClassVar[dict[str, int]] = {"loc": 0, "scale": 1}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        df, z = self.df, (x - self.loc) / self.scale
        normaliser = loggamma(df / 2) - loggamma((df + 1) / 2) + log(df * pi) / 2 + log(self.scale)
        return -(df + 1) / 2 * log(1 + z**2 / df) - normaliser
