"""The normal density with a vector for its mean and a matrix for its covariance."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, S, Symbol, exp, log, pi, sqrt

from derive.language.covariance import PositiveMatrix, constant_vector, zero_vector
from derive.language.density import ArbitraryMap, Density
from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect
from derive.language.law import ProductLaw
from derive.language.matrix import (
    Det,
    Diagonal,
    Form,
    Identity,
    Inverse,
    MatrixProduct,
    NamedMatrix,
    Transposed,
)
from derive.language.sequence import Element
from derive.language.shaped import Vector
from derive.language.space import Lattice, Line
from derive.language.vector import Coordinates, NamedVector, Tabulated, VectorSum
from derive.language.vector_laws import GaussianVector
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_K = Symbol("K", integer=True, positive=True)
_z, _M, _S = Symbol("z"), NamedVector("mu", _K), NamedMatrix("S", _K)
_C, _P = MatrixProduct(_S, Transposed(_S)), PositiveMatrix("P", _K)


def _formula(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Density) or not isinstance(expr.law, GaussianVector):
        return None
    mean, covariance = expr.law.args
    at = expr.point if isinstance(expr.point, Vector) else Coordinates(expr.point, mean.length)
    return Rewritten(_density(VectorSum((1, at), (-1, mean)), covariance))


def _density(centred: Any, covariance: Any) -> Any:
    form = Form(centred, Inverse(covariance))
    scale = (2 * pi) ** (-centred.length / 2)
    return scale * exp(-form / 2) / sqrt(Det(covariance))


def _statement() -> Statement:
    law = GaussianVector(_M, _C)
    centred = VectorSum((1, Coordinates(_z, _K)), (-1, _M))
    right = _density(centred, _C)
    return Statement(
        before=Density(law, Coordinates(_z, _K)),
        after=right,
        wrong=(
            Wrong(right / sqrt(Det(_C)), "the determinant for its root"),
            Wrong(right * (2 * pi) ** ((_K - 1) / 2), "the constant of one dimension"),
        ),
        conditions=(_K >= 2,),
    )


gaussian_vector_density = Rule(
    name="density-of-a-normal-vector",
    title="The density of a normal vector",
    reason="That is how the law with this mean and this covariance is defined.",
    reference="Anderson 2003, Multivariate Statistical Analysis, section 2.3",
    state=_statement,
    rewrite=_formula,
)


def _log_formula(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not isinstance(expr.args[0], Density):
        return None
    law, point = expr.args[0].args
    if not isinstance(law, GaussianVector):
        return None
    at = point if isinstance(point, Vector) else Coordinates(point, law.mean.length)
    return Rewritten(_log_density(VectorSum((1, at), (-1, law.mean)), law.covariance))


def _log_density(centred: Any, covariance: Any) -> Any:
    form = Form(centred, Inverse(covariance))
    return -form / 2 - log(Det(covariance)) / 2 - centred.length * log(2 * pi) / 2


def _log_statement() -> Statement:
    centred = VectorSum((1, Coordinates(_z, _K)), (-1, _M))
    right = _log_density(centred, _P)
    form = Form(centred, Inverse(_P))
    return Statement(
        before=log(Density(GaussianVector(_M, _P), Coordinates(_z, _K))),
        after=right,
        wrong=(
            Wrong(right - form / 2, "the factor one half lost"),
            Wrong(right - log(Det(_P)) / 2, "the determinant for its root"),
            Wrong(right + (_K - 1) * log(2 * pi) / 2, "the constant of one dimension"),
        ),
        conditions=(_K >= 2,),
    )


gaussian_vector_log_density = Rule(
    name="log-density-of-a-normal-vector",
    title="The log density of a normal vector",
    reason="It is the logarithm of the density with this mean and this covariance.",
    reference="Anderson 2003, Multivariate Statistical Analysis, section 2.3",
    state=_log_statement,
    rewrite=_log_formula,
)


def variances(covariance: Any) -> Vector | None:
    """The variances of a covariance matrix that is diagonal; None for any other."""
    if isinstance(covariance, Identity):
        return constant_vector(1, covariance.rows)
    return covariance.args[0] if isinstance(covariance, Diagonal) else None


def _coordinates(expr: Any, site: Site) -> Rewritten | None:
    spread = variances(expr.covariance) if isinstance(expr, GaussianVector) else None
    if spread is None:
        return None
    i = Dummy("i", integer=True)
    mean, variance = expr.mean, Element(spread, i)
    centre = S.Zero if mean == zero_vector(mean.length) else Element(mean, i)
    base, exponent = variance.as_base_exp()
    root = base if exponent == 2 and sign(base, site.assumptions) == "+" else sqrt(variance)
    return Rewritten(ProductLaw(Normal(centre, root), i, mean.length))


def _coordinates_statement() -> Statement:
    i, x = Symbol("i"), Symbol("x")
    m, s = ArbitraryMap("m", Lattice(1)), ArbitraryMap("s", Lattice(1), codomain=Line(0))
    mean = NamedVector(m(i).family, _K)
    law = GaussianVector(mean, Diagonal(Tabulated(s(i) ** 2, i, _K)))

    def log_mean(one: Any) -> Any:
        """The mean log density of independent coordinates."""
        return Expect(log(Density(ProductLaw(one, i, _K), x)), x, ProductLaw(one, i, _K))

    return Statement(
        before=Expect(log(Density(law, x)), x, law),
        after=log_mean(Normal(m(i), s(i))),
        wrong=(
            Wrong(log_mean(Normal(m(i), s(i) ** 2)), "the variance for the standard deviation"),
            Wrong(log_mean(Normal(m(i), s(1))), "the first scale for all"),
        ),
        conditions=(_K >= 2,),
    )


independent_coordinates = Rule(
    name="a-normal-vector-with-a-diagonal-covariance-has-independent-coordinates",
    title="The coordinates of a normal vector with a diagonal covariance are independent",
    reason="With a diagonal covariance the form is a sum over the coordinates and the determinant "
    "a product, so that the density is a product of normal densities.",
    reference="Anderson 2003, Multivariate Statistical Analysis, theorem 2.4.2",
    state=_coordinates_statement,
    rewrite=_coordinates,
)

RULES = (gaussian_vector_density, gaussian_vector_log_density, independent_coordinates)
