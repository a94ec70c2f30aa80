from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class InverseGaussian(Distribution):
    """The inverse Gaussian law on (0, oo), with density sqrt(concentration / (2 pi x^3))
    exp(-concentration (x - loc)^2 / (2 loc^2 x)).

    Arguments: loc (the mean), positive; concentration (the shape), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Integer, pi
    >>> InverseGaussian(1, 2 * pi).log_density(Integer(1))
    0
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "positive", "concentration": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        m, k = self.loc, self.concentration
        square = k * (x - m) ** 2 / (2 * m**2 * x)
        return log(k / (2 * pi)) / 2 - 3 * log(x) / 2 - square
