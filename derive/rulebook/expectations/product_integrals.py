"""Integrals over several independent points, and products of equal factors."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Mul, Symbol, sqrt

from derive.language.condition import Differ
from derive.language.density import ArbitraryMap, Density
from derive.language.integral import Integral
from derive.language.law import ProductLaw, arbitrary_law
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.language.space import Lattice, Line, Power, Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _s, _i = Symbol("x"), Symbol("s"), Symbol("i")
_n = Symbol("n", integer=True, positive=True)
_c = ArbitraryMap("c", Lattice(1), codomain=Line(0))


def _factorised(expr: Any, _: Site) -> Rewritten | None:
    """The integrand is a product of powers of densities of independent points."""
    if not isinstance(expr, Integral) or not isinstance(expr.space, Power):
        return None
    body, s, space = expr.open()
    constant, inside = split_constant(body, s)
    factors = [f.as_base_exp() for f in Mul.make_args(inside)]
    if not all(_is_of_points(base, s, space) and not e.has(s) for base, e in factors):
        return None
    i, x = Dummy("i", integer=True), Dummy("x", real=True)
    own = next((base.law for base, _ in factors if base.law.space == space), None)
    if own is None:
        return None
    each = Mul(*(Density(base.law.at(i), x) ** e for base, e in factors))
    one = Integral(each, x, own.at(i).space)
    return Rewritten(constant * FiniteProduct(one, i, 1, space.length))


def _is_of_points(base: Any, s: Any, space: Power) -> bool:
    """Whether an expression is the density of as many independent points."""
    if not isinstance(base, Density) or base.point != s or not isinstance(base.law, ProductLaw):
        return False
    return bool(base.law.length == space.length)


def _factorised_statement() -> Statement:
    laws = [arbitrary_law(name, _X, index=(_i,)) for name in "pq"]
    p, q = (Density(ProductLaw(law, _i, _n), _s) for law in laws)
    each = Integral(Mul(*(sqrt(Density(law, _x)) for law in laws)), _x, _X)
    return Statement(
        before=Integral(sqrt(p) * sqrt(q), _s, Power(_X, _n)),
        after=FiniteProduct(each, _i, 1, _n),
        wrong=(
            Wrong(FiniteSum(each, _i, 1, _n), "the sum of the integrals"),
            Wrong(FiniteProduct(each, _i, 2, _n), "the first point left out"),
        ),
        conditions=(_n >= 2, Differ(*(arbitrary_law(name, _X, index=(1,)) for name in "pq"))),
    )


integral_over_points_factorises = Rule(
    name="integral-of-powers-of-densities-of-independent-points-is-a-product",
    title="An integral over independent points, point by point",
    reason="The integrand is a product of functions of one point each, none of them negative, so "
    "that the integrals may be taken one after the other.",
    reference="Billingsley 1995, Probability and Measure, theorem 18.3",
    state=_factorised_statement,
    rewrite=_factorised,
)


def _equal_factors(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, FiniteProduct):
        return None
    body, i, low, high = expr.open()
    if body.has(i):
        return None
    count = high - low + 1
    return Rewritten(body**count, () if count.is_nonnegative else (count >= 0,))


def _product(body: Expr) -> FiniteProduct:
    return FiniteProduct(body, _i, 1, _n)


product_of_equal_factors = Rule(
    name="product-of-equal-factors-is-a-power",
    title="A product of equal factors is a power",
    reason="The index does not occur in the factor.",
    reference="Graham, Knuth and Patashnik 1994, section 2.3",
    state=lambda: Statement(
        before=_product(_c(1)),
        after=_c(1) ** _n,
        wrong=(
            Wrong(_c(1) * _n, "the sum of as many"),
            Wrong(_c(1) ** (_n - 1), "one too few"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_equal_factors,
)

RULES = (integral_over_points_factorises, product_of_equal_factors)
