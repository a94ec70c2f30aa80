"""Collecting an expression by the powers of one symbol."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Symbol

from derive.rulebook.algebra import tidy
from derive.rulebook.reading.products import linear_terms
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _collect(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expr) or not site.arguments:
        return None
    symbol = site.arguments[0]
    terms = linear_terms(expr, symbol, site.assumptions)
    if not any(symbol in f.free_symbols for _, f in terms):
        return None
    return Rewritten(Add(*(tidy(c, site.assumptions) * f for c, f in terms)))


def _statement() -> Statement:
    a, b, y = (Symbol(name, real=True) for name in "aby")
    return Statement(
        before=(y - a) ** 2 + b * y,
        after=y**2 + (b - 2 * a) * y + a**2,
        wrong=(
            Wrong(y**2 + b * y + a**2, "the mixed term left out"),
            Wrong(y**2 + (b + 2 * a) * y + a**2, "a sign"),
        ),
        arguments=(y,),
    )


collected_by_powers = Rule(
    name="collected-by-powers",
    title="Collected by the powers of one symbol",
    reason="Multiplying out and collecting does not change the value.",
    reference="Davenport, Siret and Tournier 1993, Computer Algebra",
    state=_statement,
    rewrite=_collect,
    whole=True,
)

RULES = (collected_by_powers,)
