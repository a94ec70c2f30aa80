"""Integrals of powers of the densities of two normal vectors."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Gt, Lt, Mul, Rational, S, Symbol, exp, sqrt

from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.density import Density
from derive.language.integral import Integral
from derive.language.matrix import Det, Inverse
from derive.language.space import Line, Power
from derive.language.vector import NamedVector, VectorSum
from derive.language.vector_laws import GaussianVector
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.matrices.quadratic_forms import form
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_K = Symbol("K", integer=True, positive=True)
_x = Symbol("x")
_M, _N = NamedVector("m", _K), NamedVector("n", _K)
_S, _T = PositiveMatrix("S", _K), PositiveMatrix("T", _K)


def _overlap(p: Any, q: Any, a: Any) -> Any:
    """The integral of p^a q^(1 - a)."""
    b = 1 - a
    mixed = MatrixSum((b, p.covariance), (a, q.covariance))
    distance = form(VectorSum((1, p.mean), (-1, q.mean)), Inverse(mixed))
    volumes = Det(p.covariance) ** (b / 2) * Det(q.covariance) ** (a / 2)
    return volumes * exp(-a * b * distance / 2) / sqrt(Det(mixed))


def _integrated(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    factors = [f.as_base_exp() for f in Mul.make_args(body)]
    if len(factors) != 2 or (factors[0][1] + factors[1][1]).expand() != 1:
        return None
    laws = [base.law for base, _ in factors if isinstance(base, Density) and base.point == x]
    if len(laws) != 2 or any(not isinstance(law, GaussianVector) for law in laws):
        return None
    if any(law.space != space for law in laws):
        return None
    a = factors[0][1]
    needed = tuple(
        c for c in (Gt(a, 0), Lt(a, 1)) if c != S.true and holds(c, site.assumptions) is not True
    )
    return Rewritten(_overlap(laws[0], laws[1], a), needed)


def _statement() -> Statement:
    p, q = GaussianVector(_M, _S), GaussianVector(_N, _T)
    third = Rational(1, 3)
    x = Dummy("x", real=True)
    body = Density(p, x) ** third * Density(q, x) ** (1 - third)
    right = _overlap(p, q, third)
    swapped = _overlap(GaussianVector(_M, _T), GaussianVector(_N, _S), third)
    distance = form(VectorSum((1, _M), (-1, _N)), Inverse(MatrixSum((2 * third, _S), (third, _T))))
    return Statement(
        before=Integral(body, x, Power(Line(), _K)),
        after=right,
        wrong=(
            Wrong(swapped, "the two covariances exchanged"),
            Wrong(right * exp(distance / 9), "the form without the factor one half"),
            Wrong(right * sqrt(Det(MatrixSum((2 * third, _S), (third, _T)))), "a volume lost"),
        ),
        conditions=(_K >= 2,),
    )


overlap_of_normal_vectors = Rule(
    name="integral-of-powers-of-two-normal-densities",
    title="The integral of powers of two normal densities",
    reason="The exponents add up to a quadratic function of x; completing its square leaves the "
    "integral of a normal density, and the distance of the means.",
    reference="Petersen and Pedersen 2012, The Matrix Cookbook, section 8.1.8; Gil 2011, table 2",
    state=_statement,
    rewrite=_integrated,
)

RULES = (overlap_of_normal_vectors,)
