from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class LogNormal(Distribution):
    """The law on (0, oo) of exp(y) for y with the law Normal(loc, scale), with density exp(-(log x
    - loc)^2 / (2 scale^2)) / (x scale sqrt(2 pi)).

    Arguments: loc, real; scale, positive: both those of log x.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Integer
    >>> LogNormal(0, 1).log_density(Integer(1))
    -log(2*pi)/2
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line(0)

    def log_density(self, x: Basic, /) -> Expr:
        square = (log(x) - self.loc) ** 2 / (2 * self.scale**2)
        return -square - log(x) - log(self.scale) - log(2 * pi) / 2
