from __future__ import annotations

from typing import ClassVar

from sympy import Abs, Basic, Expr, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Laplace(Distribution):
    """The Laplace law on the line, with density exp(-|x - loc| / scale) / (2 scale).

    Arguments: loc, real; scale, positive.
    Raises InvalidParameter for a scale that is not positive.

    >>> from sympy import Symbol
    >>> Laplace(0, 1).log_density(Symbol("x"))
    -Abs(x) - log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "real", "scale": "positive"}

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        return -Abs(x - self.loc) / self.scale - log(2 * self.scale)
