from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, besseli, cos, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class VonMises(Distribution):
    """The von Mises law on the angles (-pi, pi), with density exp(concentration cos(x - loc)) / (2
    pi I_0(concentration)), where I_0 is the modified Bessel function of order 0.

    Arguments: loc (the mean direction), real; concentration, positive.
    Raises InvalidParameter for a concentration that is not positive.

    >>> from sympy import Symbol
    >>> VonMises(0, 1).log_density(Symbol("x"))
    cos(x) - log(2*pi) - log(besseli(0, 1))
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "concentration": "positive"}

    @property
    def space(self) -> Line:
        return Line(-pi, pi)

    def log_density(self, x: Basic, /) -> Expr:
        k = self.concentration
        return k * cos(x - self.loc) - log(2 * pi) - log(besseli(0, k))
