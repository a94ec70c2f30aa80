"""Logarithms of products."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Gt, Symbol, log, ordered

from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.rules.algebra import expand_logs
from derive.rules.conditions import holds
from derive.rules.places import facts_in
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong


def _split(expr: Any, site: Site) -> Rewritten | None:
    """Logs inside a node are at another place; the walk comes there with what holds there."""
    if not isinstance(expr, Expr) or not expr.has(log) or expr.is_Atom:
        return None
    split = expand_logs(expr, site.also(*_positive_densities(expr, site)).assumptions)
    return Rewritten(split) if split != expr else None


def _positive_densities(expr: Expr, site: Site) -> list[Any]:
    """The density of a named family is positive at every point of its support."""
    return [
        Gt(node, 0)
        for node in ordered(expr.atoms(Density))
        if isinstance(node.law, Distribution)
        and isinstance(node.point, Expr)
        and all(holds(c, site.assumptions) for c in facts_in(node.law.space, node.point))
    ]


def _statement() -> Statement:
    a, b, n = (Symbol(name, real=True) for name in ("a", "b", "n"))
    return Statement(
        before=log(a**n / b),
        after=n * log(a) - log(b),
        wrong=(
            Wrong(n * log(a) + log(b), "the log of a quotient as a sum"),
            Wrong(log(a) ** n - log(b), "the exponent left where it was"),
        ),
        conditions=(a > 0, b > 0),
    )


logarithms_split = Rule(
    name="logarithms-split",
    title="The logarithm of a product is the sum of the logarithms",
    reason="Each factor is positive there.",
    reference="Abramowitz and Stegun 1964, section 4.1",
    state=_statement,
    rewrite=_split,
)

RULES = (logarithms_split,)
