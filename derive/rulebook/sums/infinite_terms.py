"""Sums with an infinite term."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, Symbol, oo

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _absorbed(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, (Add, Mul)) or not expr.has(oo, -oo):
        return None
    found = _infinite(expr, site.assumptions)
    return Rewritten(found) if found is not None else None


def _infinite(expr: Expr, known: Assumptions) -> Expr | None:
    """The infinity that a sum of products is; None where it is finite, or it is not known which."""
    if expr in (oo, -oo):
        return expr
    if isinstance(expr, Mul):
        factors = [f for f in expr.args if f.has(oo, -oo)]
        size = sign(Mul(*(f for f in expr.args if f not in factors)), known)
        whole = _infinite(factors[0], known) if len(factors) == 1 else None
        if whole is None or size not in ("+", "-"):
            return None
        return whole if size == "+" else -whole
    if isinstance(expr, Add):
        infinite = [term for term in expr.args if term.has(oo, -oo)]
        if any(term.has(Node) for term in expr.args if term not in infinite):
            return None
        found = {_infinite(term, known) for term in infinite}
        return found.pop() if len(found) == 1 else None
    return None


def _statement() -> Statement:
    c, rate = Symbol("c", real=True), Symbol("lambda", real=True)
    return Statement(
        before=c + rate * oo,
        after=oo,
        wrong=(Wrong(-oo, "a sign"), Wrong(c, "the infinite term left out")),
        conditions=(rate > 0,),
    )


infinite_term_decides = Rule(
    name="infinite-term-decides-the-sum",
    title="A sum of finite terms and an infinite one is infinite",
    reason="What is finite changes nothing about an infinite term, and a factor at most its sign.",
    reference="Rudin 1987, Real and Complex Analysis, section 1.22",
    state=_statement,
    rewrite=_absorbed,
    whole=True,
)

RULES = (infinite_term_decides,)
