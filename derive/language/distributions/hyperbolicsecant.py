from __future__ import annotations

from sympy import Basic, Expr, cosh, log, pi

from derive.language.distribution import Distribution
from derive.language.space import Line


class HyperbolicSecant(Distribution):
    """The hyperbolic secant law on the line, with density 1 / (2 cosh(pi x / 2)).

    No arguments.
    Raises InvalidParameter where arguments are given.

    >>> from sympy import Integer
    >>> HyperbolicSecant().log_density(Integer(0))
    -log(2)
    """

    @property
    def space(self) -> Line:
        return Line()

    def log_density(self, x: Basic, /) -> Expr:
        return -log(2) - log(cosh(pi * x / 2))
