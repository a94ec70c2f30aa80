"""The sign of a number that is given by a formula without letters."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Integer, S, exp

from derive.language.binder import Node
from derive.language.relation import Relation
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _sign(expr: Any, site: Site) -> str | None:
    plain = isinstance(expr, Expr) and not expr.free_symbols and not expr.atoms(Node)
    return sign(expr, site.assumptions) if plain and expr != 0 else None


number_is_positive = Rule(
    name="number-is-positive",
    title="A positive number",
    reason="An interval with rational ends, both positive, contains the number.",
    reference="Moore 1966, Interval Analysis",
    state=lambda: Statement(
        before=exp(1) - Integer(2),
        after=S.Zero,
        wrong=(Wrong(S.One, "one for zero"),),
    ),
    rewrite=lambda expr, site: Rewritten(S.Zero) if _sign(expr, site) == "+" else None,
    relation=Relation.GT,
    whole=True,
)

number_is_negative = Rule(
    name="number-is-negative",
    title="A negative number",
    reason="An interval with rational ends, both negative, contains the number.",
    reference="Moore 1966, Interval Analysis",
    state=lambda: Statement(
        before=exp(1) - Integer(3),
        after=S.Zero,
        wrong=(Wrong(S.NegativeOne, "minus one for zero"),),
    ),
    rewrite=lambda expr, site: Rewritten(S.Zero) if _sign(expr, site) == "-" else None,
    relation=Relation.LT,
    whole=True,
)

RULES = (number_is_positive, number_is_negative)
