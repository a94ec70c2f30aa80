from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Add, Basic, Expr, Gt, MatrixBase, Rational, S, log, pi

from derive.errors import DeriveError, InvalidParameter
from derive.language.covariance import as_covariance, as_mean, is_symbolic
from derive.language.distribution import Distribution, Requirement, refused
from derive.language.parameter import equal
from derive.language.sequence import Element
from derive.language.space import Line, Power
from derive.language.vector_laws import GaussianVector


class MultivariateNormal(Distribution):
    """The normal law on R^D, with density exp(-(x - m)^T C^-1 (x - m) / 2) / sqrt((2 pi)^D det C),
    where m = loc and C = covariance_matrix. The coordinates are `Element(x, 1)` to `Element(x, D)`.

    Arguments: loc, a list of D real numbers; covariance_matrix, a list of D rows (or a matrix),
    symmetric and positive definite. Where the entries do not decide this, its equations and the
    positive leading minors are conditions of the law. A vector and a matrix of the language, or
    SymPy's symbols for them, give the law of a vector of that size, which may be a symbol
    (`GaussianVector`); a symbol for a matrix stands for one that is positive definite.
    Raises InvalidParameter where the shapes differ or the matrix is not a covariance.

    >>> from sympy import Symbol
    >>> MultivariateNormal([0, 0], [[1, 0], [0, 4]]).log_density(Symbol("x"))
    -Element(x, 1)**2/2 - Element(x, 2)**2/8 - log(2*pi) - log(4)/2
    """

    parameters: ClassVar[dict[str, str]] = {"loc": "vector", "covariance_matrix": "matrix"}

    def __new__(cls, *values: Any, **named: Any) -> Any:
        given = cls._paired(values, named)
        if not is_symbolic(*given.values()):
            return super().__new__(cls, **given)
        try:
            mean, covariance = as_mean(given["loc"]), as_covariance(given["covariance_matrix"])
        except DeriveError as error:
            raise InvalidParameter(f"{cls.signature()}: {error}.") from error
        if covariance.rows != mean.length:
            sizes = f"loc has {mean.length} entries, covariance_matrix {covariance.rows} rows"
            raise InvalidParameter(f"{cls.signature()}: {sizes}.")
        return GaussianVector(mean, covariance)

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        loc, covariance = given["loc"], given["covariance_matrix"]
        d = len(loc)
        square = refused("covariance_matrix", covariance, f"{d} x {d}, as loc has {d} entries")
        yield S.true if covariance.shape == (d, d) else S.false, square
        symmetric = refused("covariance_matrix", covariance, "symmetric")
        for i in range(d):
            for j in range(i):
                yield equal(covariance[i, j], covariance[j, i]), symmetric
        definite = refused("covariance_matrix", covariance, "positive definite")
        for k in range(1, d + 1):
            yield Gt(covariance[:k, :k].det(method="berkowitz"), 0), definite

    @property
    def space(self) -> Power:
        return Power(Line(), len(self.loc))

    def log_density(self, x: Basic, /) -> Expr:
        return normal_log_density(x, self.loc, self.covariance_matrix)


def normal_log_density(x: Basic, loc: MatrixBase, covariance: MatrixBase) -> Expr:
    """-(x - m)^T C^-1 (x - m) / 2 - log(det C) / 2 - D log(2 pi) / 2, entry by entry.

    The inverse is the adjugate over the determinant, so that no entry is asked whether it is zero.
    """
    d = len(loc)
    determinant = covariance.det(method="berkowitz")
    adjugate = covariance.adjugate(method="berkowitz")
    centred = [Element(x, i + 1) - loc[i] for i in range(d)]
    squares = (adjugate[i, i] / determinant * centred[i] ** 2 for i in range(d))
    # C^-1 is symmetric, so each product of two coordinates stands twice.
    products = (
        2 * adjugate[i, j] / determinant * centred[i] * centred[j]
        for i in range(d)
        for j in range(i)
    )
    form = Add(*squares, *products)
    return -form / 2 - log(determinant) / 2 - Rational(d, 2) * log(2 * pi)
