"""The normal density with a vector for its mean and a matrix for its covariance."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, exp, pi, sqrt

from derive.language.density import Density
from derive.language.matrix import (
    Coordinates,
    Det,
    Form,
    GaussianVector,
    Inverse,
    MatrixProduct,
    NamedMatrix,
    NamedVector,
    Transposed,
    Vector,
    VectorSum,
)
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_K = Symbol("K", integer=True, positive=True)
_z, _M, _S = Symbol("z"), NamedVector("mu", _K), NamedMatrix("S", _K)
_C = MatrixProduct(_S, Transposed(_S))


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

RULES = (gaussian_vector_density,)
