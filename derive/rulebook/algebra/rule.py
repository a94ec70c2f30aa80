"""Algebra as a rule: the one general step of a derivation."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, log

from derive.rulebook.algebra import prove_equal, tidy
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _rewrite(expr: Any, site: Site) -> Rewritten | None:
    """Into the form named, where the two are equal; else into the form a person would write."""
    if not site.arguments:
        return Rewritten(tidy(expr, site.assumptions))
    form = site.arguments[0]
    found = prove_equal(expr, form, site.assumptions)
    return Rewritten(form, found.conditions) if found.verdict else None


def _statement() -> Statement:
    a, b = Symbol("a", real=True), Symbol("b", real=True)
    form = log(a) + 2 * log(b)
    return Statement(
        before=log(a * b**2),
        after=form,
        wrong=(
            Wrong(log(a) + log(b) ** 2, "the exponent left on the logarithm"),
            Wrong(log(a) - 2 * log(b), "a sign"),
        ),
        conditions=(a > 0, b > 0),
        arguments=(form,),
    )


algebra = Rule(
    name="algebra",
    title="Algebra",
    reason="Expanding, collecting and cancelling does not change the value.",
    reference="Davenport, Siret and Tournier 1993, Computer Algebra",
    state=_statement,
    rewrite=_rewrite,
    whole=True,
)

RULES = (algebra,)
