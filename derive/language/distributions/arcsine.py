from __future__ import annotations

from sympy import Basic, Expr, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class Arcsine(Distribution):
    """The arcsine law on (0, 1), with density 1 / (pi sqrt(x (1 - x))).

    No arguments.
    Raises InvalidParameter where arguments are given.

    >>> from sympy import Rational
    >>> Arcsine().log_density(Rational(1, 2))
    -log(pi) + log(2)
    """

    @property
    def space(self) -> Line:
        return Line(0, 1)

    def log_density(self, x: Basic, /) -> Expr:
        return -log(pi) - log(x) / 2 - log(1 - x) / 2
