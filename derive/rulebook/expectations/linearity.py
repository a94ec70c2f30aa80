"""Expectations are linear."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, S, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.reading.terms import terms_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _collected(terms: list[tuple[Expr, Expr]]) -> list[tuple[Expr, Expr]]:
    """Terms with the same function of x as one."""
    by_function: dict[Expr, Expr] = {}
    for coefficient, function in terms:
        by_function[function] = by_function.get(function, 0) + coefficient
    return [(c, f) for f, c in by_function.items() if c != 0]


def _linear(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open_alone()
    terms = _collected(terms_in(body, x))
    if len(terms) == 1 and terms[0][0] == 1 and x in body.free_symbols:
        return None
    means = {f: Expect(f, x, law) for _, f in terms if f != 1}
    after = Add(*(c * means.get(f, S.One) for c, f in terms))
    whole = mass_conditions(law) if any(f == 1 for _, f in terms) else ()
    finite = all_but_one([IsFinite(m) for m in means.values()], site)
    return Rewritten(after, (*finite, *whole))


def all_but_one(conditions: list[IsFinite], site: Site) -> tuple[IsFinite, ...]:
    """Of several means that are added up one may be infinite: one of which nothing is known."""
    if len(conditions) == 1:
        return ()
    unknown = [c for c in conditions if holds(c, site.assumptions) is not True]
    spared = (unknown or conditions)[-1:]
    return tuple(c for c in conditions if c not in spared)


def _statement() -> Statement:
    X = Space("X")
    p, x = arbitrary_law("p", X), Symbol("x")
    f, g = ArbitraryMap("f", X), ArbitraryMap("g", X)
    a, b, c = Symbol("a"), Symbol("b"), Symbol("c")

    def mean(body: Expr) -> Expect:
        return Expect(body, x, p)

    return Statement(
        before=mean(a * f(x) + b * g(x) + c),
        after=a * mean(f(x)) + b * mean(g(x)) + c,
        wrong=(
            Wrong(a * mean(f(x)) + mean(g(x)) + c, "a factor lost"),
            Wrong(a * mean(f(x)) + b * mean(g(x)), "the constant lost"),
            Wrong(a * mean(f(x)) * b * mean(g(x)) + c, "a product in the place of the sum"),
        ),
        conditions=(IsFinite(mean(f(x))), IsFinite(mean(g(x)))),
    )


expectation_is_linear = Rule(
    name="expectation-is-linear",
    title="Expectation is linear",
    reason="The mean of a sum is the sum of the means, and constants come out, where the means are "
    "finite.",
    reference="Casella and Berger 2002, theorem 2.2.5",
    state=_statement,
    rewrite=_linear,
)

RULES = (expectation_is_linear,)
