"""Multiplying out inside an expectation, a variance or an integral."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _multiply_out(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, (Expect, Integral, Variance)):
        return None
    body, x, place = expr.open_alone()
    return Rewritten(expr.func(multiplied_out(body, x), x, place))


def multiplied_out(body: Any, x: Any) -> Any:
    """A function of x as a sum of products: the sums of functions of x among the factors, and their
    natural powers, are multiplied out; an exponential or a denominator stays as it is.

    >>> from sympy.abc import x
    >>> multiplied_out((x - 1) ** 2 / (x + 1), x)
    x**2/(x + 1) - 2*x/(x + 1) + 1/(x + 1)
    """
    return Add(*(_product(term, x) for term in Add.make_args(body)))


def _product(product: Any, x: Any) -> Any:
    factors = Mul.make_args(product)
    if not any(_is_sum(f, x) for f in factors):
        return product
    sums = Mul(*(f for f in factors if _is_sum(f, x)))
    kept = Mul(*(f for f in factors if not _is_sum(f, x)))
    written = sums.expand(log=False, power_base=False, power_exp=False, basic=False)
    return Add(*(term * kept for term in Add.make_args(written)))


def _is_sum(factor: Any, x: Any) -> bool:
    base, exponent = factor.as_base_exp()
    natural = bool(exponent.is_Integer and exponent > 0)
    return bool(natural and base.is_Add and x in base.free_symbols)


def _statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    p, c = arbitrary_law("p", X), Symbol("c", real=True)
    f = ArbitraryMap("f", X)(x)
    return Statement(
        before=Expect((f - c) ** 3, x, p),
        after=Expect(f**3 - 3 * c * f**2 + 3 * c**2 * f - c**3, x, p),
        wrong=(
            Wrong(Expect(f**3 - c**3, x, p), "the mixed terms left out"),
            Wrong(Expect(f**3 - 3 * c * f**2 + 3 * c**2 * f + c**3, x, p), "a sign"),
        ),
    )


product_multiplied_out = Rule(
    name="product-multiplied-out",
    title="A product of sums, multiplied out",
    reason="Multiplication distributes over addition.",
    reference="Graham, Knuth and Patashnik 1994, section 2.3",
    state=_statement,
    rewrite=_multiply_out,
)


def _term_by_term(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open_alone()
    parts = [split_constant(term, x) for term in Add.make_args(multiplied_out(body, x))]
    if len(parts) < 2:
        return None
    integrals = [Integral(f, x, space) for _, f in parts]
    after = Add(*(c * whole for (c, _), whole in zip(parts, integrals, strict=True)))
    return Rewritten(after, tuple(IsFinite(i) for i in integrals))


def _term_by_term_statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    c = Symbol("c", real=True)
    f, g = ArbitraryMap("f", X)(x), ArbitraryMap("g", X)(x)

    def over(body: Any) -> Integral:
        return Integral(body, x, X)

    return Statement(
        before=over((f - c) * g),
        after=over(f * g) - c * over(g),
        wrong=(
            Wrong(over(f * g) - c * over(f), "the constant times the other factor"),
            Wrong(over(f * g) + c * over(g), "a sign"),
        ),
        conditions=(IsFinite(over(f * g)), IsFinite(over(g))),
    )


integral_term_by_term = Rule(
    name="integral-of-a-product-term-by-term",
    title="The integral of a product of sums, term by term",
    reason="The product is multiplied out, and the integral of a sum is the sum of the integrals, "
    "where these are finite.",
    reference="Rudin 1987, Real and Complex Analysis, theorem 1.32",
    state=_term_by_term_statement,
    rewrite=_term_by_term,
)

RULES = (product_multiplied_out, integral_term_by_term)
