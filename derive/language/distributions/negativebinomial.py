from __future__ import annotations

from typing import ClassVar

from sympy import Basic, Expr, log, loggamma

from derive.language.distribution import Distribution
from derive.language.space import Lattice


class NegativeBinomial(Distribution):
    """The law of the number of successes before total_count failures, with mass Gamma(x +
    total_count) / (x! Gamma(total_count)) (1 - probs)^total_count probs^x at x = 0, 1, 2, ...

    Arguments: total_count, positive, not necessarily an integer; probs (of success), strictly
    between 0 and 1.
    Raises InvalidParameter where an argument is outside its domain.

    >>> from sympy import Integer, Rational
    >>> NegativeBinomial(3, Rational(1, 2)).log_density(Integer(0))
    -3*log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"total_count": "positive", "probs": "probability"}

    @property
    def space(self) -> Lattice:
        return Lattice(0)

    def log_density(self, x: Basic, /) -> Expr:
        r, p = self.total_count, self.probs
        ways = loggamma(x + r) - loggamma(x + 1) - loggamma(r)
        return ways + r * log(1 - p) + x * log(p)
