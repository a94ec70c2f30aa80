"""Integrals against densities: taken apart, and recognised as expectations."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _a, _b = Symbol("x"), Symbol("a", real=True), Symbol("b", real=True)
_f, _g = ArbitraryMap("f", _X), ArbitraryMap("g", _X)
_p = arbitrary_law("p", _X)


def _over(body: Any) -> Integral:
    return Integral(body, _x, _X)


def _linear(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    parts = [split_constant(term, x) for term in Add.make_args(body)]
    if len(parts) == 1 and (parts[0][0] == 1 or parts[0][1] == 1):
        return None
    integrals = [Integral(f, x, space) for _, f in parts]
    after = Add(*(c * whole for (c, _), whole in zip(parts, integrals, strict=True)))
    return Rewritten(after, tuple(IsFinite(i) for i in integrals) if len(parts) > 1 else ())


integral_is_linear = Rule(
    name="integral-is-linear",
    title="Integrals are linear",
    reason="The integral of a sum is the sum of the integrals, and constants come out, where the "
    "integrals are finite.",
    reference="Rudin 1987, Real and Complex Analysis, theorem 1.32",
    state=lambda: Statement(
        before=_over(_a * _f(_x) + _b * _g(_x)),
        after=_a * _over(_f(_x)) + _b * _over(_g(_x)),
        wrong=(
            Wrong(_over(_f(_x)) + _over(_g(_x)), "the factors lost"),
            Wrong(_a * _over(_f(_x)) * _b * _over(_g(_x)), "a product in the place of the sum"),
        ),
        conditions=(IsFinite(_over(_f(_x))), IsFinite(_over(_g(_x)))),
    ),
    rewrite=_linear,
)


def _recognised(expr: Any, _: Site) -> Rewritten | None:
    """The first factor of all terms that is the density of a law on the space, at the variable."""
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    terms = [Mul.make_args(term) for term in Add.make_args(body)]
    for factor in terms[0]:
        if not isinstance(factor, Density) or factor.point != x or factor.law.has(x):
            continue
        if factor.law.space == space and all(factor in term for term in terms):
            rest = Add(*(Mul(*(f for f in term if f != factor)) for term in terms))
            return Rewritten(Expect(rest, x, factor.law))
    return None


expectation_recognised = Rule(
    name="integral-against-a-density-is-the-expectation",
    title="An integral against a density is an expectation",
    reason="It is the definition of the expectation.",
    reference="Casella and Berger 2002, definition 2.2.1",
    state=lambda: Statement(
        before=_over(Density(_p, _x) * _f(_x)),
        after=Expect(_f(_x), _x, _p),
        wrong=(
            Wrong(_over(_f(_x)), "the density left out"),
            Wrong(Expect(Density(_p, _x) * _f(_x), _x, _p), "the density counted twice"),
        ),
    ),
    rewrite=_recognised,
)

RULES = (integral_is_linear, expectation_recognised)
