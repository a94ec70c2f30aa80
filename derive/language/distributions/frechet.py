from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Frechet(Distribution):
    """The Frechet law on (0, oo), with density (concentration / scale) (x / scale)^(-1 -
    concentration) exp(-(x / scale)^(-concentration)).

    Arguments: scale, positive; concentration (the index of the tail), positive.
    Raises InvalidParameter where an argument is not positive.

    >>> from sympy import Symbol
    >>> Frechet(1, 1).log_density(Symbol("x"))
    -2*log(x) - 1/x
    """

    parameters: ClassVar[dict[str, str]] = {"scale": "positive", "concentration": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        scale, k = self.scale, self.concentration
        return log(k) + k * log(scale) - (1 + k) * log(x) - (x / scale) ** (-k)
