"""Logarithms of products."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol, log

from derive.rules.algebra import expand_logs
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong


def _split(expr: Any, site: Site) -> Rewritten | None:
    """Logs inside a node are at another place; the walk comes there with what holds there."""
    if not isinstance(expr, Expr) or not expr.has(log) or expr.is_Atom:
        return None
    split = expand_logs(expr, site.assumptions)
    return Rewritten(split) if split != expr else None


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
