"""Multiplying out inside an expectation, a variance or an integral."""

from __future__ import annotations

from typing import Any

from sympy import Symbol

from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _multiply_out(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, (Expect, Integral, Variance)):
        return None
    body, x, place = expr.open()
    return Rewritten(expr.func(body.expand(log=False, power_base=False, basic=False), x, place))


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

RULES = (product_multiplied_out,)
