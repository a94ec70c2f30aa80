from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Expr, ImmutableDenseMatrix, S, diag

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.distributions.multivariatenormal import normal_log_density
from derive.language.space import Line, Power


class LowRankMultivariateNormal(Distribution):
    """The law MultivariateNormal(loc, C) on R^D with C = cov_factor cov_factor^T + diag(cov_diag):
    its density is exp(-(x - loc)^T C^-1 (x - loc) / 2) / sqrt((2 pi)^D det C).

    Arguments: loc, a list of D real numbers; cov_factor, a list of D rows of R real numbers each
    (or a matrix); cov_diag, a list of D positive numbers. C is positive definite by construction.
    Raises InvalidParameter where the shapes differ or an entry of cov_diag is not positive.

    >>> from sympy import Symbol
    >>> LowRankMultivariateNormal([0], [[1]], [3]).log_density(Symbol("x"))
    -Element(x, 1)**2/8 - log(2*pi)/2 - log(4)/2
    """

    parameters: ClassVar[dict[str, str]] = {
        "loc": "vector",
        "cov_factor": "matrix",
        "cov_diag": "positives",
    }

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        loc, factor, diagonal = given["loc"], given["cov_factor"], given["cov_diag"]
        d = len(loc)
        rows = refused("cov_factor", factor, f"a list of {d} rows, as loc has {d} entries")
        yield S.true if factor.rows == d else S.false, rows
        numbers = refused("cov_diag", diagonal, f"a list of {d} numbers, as loc has {d} entries")
        yield S.true if len(diagonal) == d else S.false, numbers

    @property
    def space(self) -> Power:
        return Power(Line(), len(self.loc))

    @property
    def covariance_matrix(self) -> ImmutableDenseMatrix:
        """C, entry by entry."""
        factor = self.cov_factor
        return ImmutableDenseMatrix(factor * factor.T + diag(*self.cov_diag))

    def log_density(self, x: Basic, /) -> Expr:
        return normal_log_density(x, self.loc, self.covariance_matrix)
