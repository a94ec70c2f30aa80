from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class Binomial(Distribution):
    """The law of the number of successes in total_count trials, with mass C(total_count, x)
    probs^x (1 - probs)^(total_count - x) at x = 0, ..., total_count.

    Arguments: total_count, a positive integer; probs, strictly between 0 and 1.
    Raises InvalidParameter where an argument is outside its domain.

    >>> from sympy import Integer, Rational
    >>> Binomial(3, Rational(1, 2)).log_density(Integer(0))
    -3*log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"total_count": "natural", "probs": "probability"}

    @property
    def space(self) -> Lattice:
        return Lattice(0, self.total_count)

    def log_density(self, x: Basic, /) -> Expr:
        n, p = self.total_count, self.probs
        ways = loggamma(n + 1) - loggamma(x + 1) - loggamma(n - x + 1)
        return ways + x * log(p) + (n - x) * log(1 - p)
