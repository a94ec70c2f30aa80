"""The inequality of Cauchy and Schwarz, for integrals and means."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Eq, Mul, Pow, Symbol

from derive.language.condition import AlmostSurely
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_c = Symbol("c", real=True)
_X, _x = Space("X"), Symbol("x")
_p = arbitrary_law("p", _X)
_f, _g = ArbitraryMap("f", _X)(_x), ArbitraryMap("g", _X)(_x)


def _squared(expr: Any, _: Site) -> Rewritten | None:
    """(c times the integral of f g) squared, where the integrand is a product of two factors."""
    if not isinstance(expr, Pow) or expr.exp != 2:
        return None
    whole = [f for f in Mul.make_args(expr.base) if isinstance(f, (Integral, Expect))]
    if len(whole) != 1:
        return None
    body, x, where = whole[0].open()
    constant, inside = split_constant(body, x)
    factors = Mul.make_args(inside)
    if len(factors) != 2:
        return None
    rest = Mul(constant, *(f for f in Mul.make_args(expr.base) if f is not whole[0]))
    squares = (whole[0].func(_square(f), x, where) for f in factors)
    return Rewritten(rest**2 * Mul(*squares))


def _square(factor: Any) -> Any:
    return factor.args[0] ** 2 if isinstance(factor, Abs) else factor**2


cauchy_schwarz = Rule(
    name="squared-integral-of-a-product-is-at-most-the-product-of-integrals-of-squares",
    title="The inequality of Cauchy and Schwarz",
    reason="The integral of the square of f - c g is nowhere negative, also for the best c.",
    reference="Hardy, Littlewood and Polya 1934, Inequalities, section 6.5",
    state=lambda: Statement(
        before=Expect(_f * _g, _x, _p) ** 2,
        after=Expect(_f**2, _x, _p) * Expect(_g**2, _x, _p),
        wrong=(
            Wrong(
                2 * Expect(_f * _g, _x, _p) ** 2 - Expect(_f**2, _x, _p) * Expect(_g**2, _x, _p),
                "the gap on the other side",
            ),
        ),
        equality=(AlmostSurely(Eq(_g, _c * _f), _x, _p),),
    ),
    rewrite=_squared,
    relation=Relation.LE,
)

RULES = (cauchy_schwarz,)
