"""Constants are their own means."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Symbol, exp

from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _join(expr: Any, _: Site) -> Rewritten | None:
    """c + E[f] or c - E[f], where that is all there is."""
    if not isinstance(expr, Add):
        return None
    means = [t for t in expr.args if isinstance(t, Expect) or isinstance(-t, Expect)]
    if len(means) != 1:
        return None
    mean = means[0]
    rest = Add(*(t for t in expr.args if t is not mean))
    direction = 1 if isinstance(mean, Expect) else -1
    body, x, law = (direction * mean).open()
    return Rewritten(Expect(rest + direction * body, x, law), mass_conditions(law))


def _statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    p, f, c = arbitrary_law("p", X), ArbitraryMap("f", X)(x), Symbol("c", real=True)
    return Statement(
        before=c - Expect(f, x, p),
        after=Expect(c - f, x, p),
        wrong=(
            Wrong(Expect(c + f, x, p), "a sign"),
            Wrong(Expect(c * f, x, p), "a product for the sum"),
        ),
    )


constant_joins_the_mean = Rule(
    name="constant-joins-the-mean",
    title="A constant is its own mean",
    reason="A law gives the whole space the probability one.",
    reference="Casella and Berger 2002, theorem 2.2.5",
    state=_statement,
    rewrite=_join,
)


def _leaves(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    still, moving = body.as_independent(x, as_Add=True)
    if still == 0:
        return None
    if moving == 0:
        return Rewritten(still, mass_conditions(law))
    return Rewritten(still + Expect(moving, x, law), mass_conditions(law))


def _leaves_statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    p, f, c = arbitrary_law("p", X), ArbitraryMap("f", X)(x), Symbol("c", real=True)
    return Statement(
        before=Expect(f + c, x, p),
        after=c + Expect(f, x, p),
        wrong=(
            Wrong(Expect(f, x, p) - c, "a sign"),
            Wrong(c * Expect(f, x, p), "a product for the sum"),
        ),
    )


constant_leaves_the_mean = Rule(
    name="constant-term-comes-out-of-the-mean",
    title="What does not vary comes out of the mean",
    reason="A law gives the whole space the probability one.",
    reference="Casella and Berger 2002, theorem 2.2.5",
    state=_leaves_statement,
    rewrite=_leaves,
)


def _out_of_exponent(expr: Any, _: Site) -> Rewritten | None:
    """E[c exp(a + f)] is c e^a E[exp(f)]: SymPy would write e^a exp(f) as one exponential again."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    constant, moving = split_constant(body, x)
    powers = [f for f in Mul.make_args(moving) if isinstance(f, exp)]
    if len(powers) != 1:
        return None
    still, turning = powers[0].args[0].as_independent(x, as_Add=True)
    if still == 0:
        return None
    rest = Mul(*(f for f in Mul.make_args(moving) if f is not powers[0]))
    return Rewritten(constant * exp(still) * Expect(rest * exp(turning), x, law))


def _out_of_exponent_statement() -> Statement:
    X, x = Space("X"), Symbol("x")
    p, f, c = arbitrary_law("p", X), ArbitraryMap("f", X)(x), Symbol("c", real=True)
    return Statement(
        before=Expect(exp(f - c), x, p),
        after=exp(-c) * Expect(exp(f), x, p),
        wrong=(
            Wrong(exp(c) * Expect(exp(f), x, p), "a sign"),
            Wrong(-c * Expect(exp(f), x, p), "the exponent for its exponential"),
        ),
    )


constant_leaves_the_exponent = Rule(
    name="constant-of-an-exponent-comes-out-of-the-mean",
    title="What is added in an exponent is a factor of the mean",
    reason="The exponential turns sums into products, and expectation is linear.",
    reference="Casella and Berger 2002, theorem 2.2.5",
    state=_out_of_exponent_statement,
    rewrite=_out_of_exponent,
)

RULES = (constant_joins_the_mean, constant_leaves_the_mean, constant_leaves_the_exponent)
