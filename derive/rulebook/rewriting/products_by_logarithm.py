"""A product of powers and exponentials, written anew from its logarithm."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Expr,
    Max,
    Min,
    Mul,
    Piecewise,
    S,
    Symbol,
    count_ops,
    exp,
    gamma,
    log,
    loggamma,
)

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.rulebook.algebra import expand_logs, sign, tidy
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def from_logarithm(logarithm: Expr) -> Expr:
    """exp of a sum: powers for the terms with a logarithm, one exponential for the others.

    >>> from sympy.abc import a, b
    >>> from_logarithm(log(a) / 2 - b)
    sqrt(a)*exp(-b)
    """
    found: Expr = S.One
    rest: Expr = S.Zero
    for term in Add.make_args(logarithm):
        coefficient, inner = term.as_independent(log, loggamma, as_Add=False)
        if isinstance(inner, log):
            found *= inner.args[0] ** coefficient
        elif isinstance(inner, loggamma):
            found *= gamma(inner.args[0]) ** coefficient
        else:
            rest += term
    return found * exp(rest)


def _rewrite(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Mul) or expr.has(Node, Piecewise, Max, Min) or not expr.has(exp):
        return None
    known: Assumptions = site.assumptions
    direction = {"+": 1, "-": -1}.get(sign(expr, known) or "")
    if direction is None:
        return None
    after = direction * from_logarithm(tidy(expand_logs(log(direction * expr), known), known))
    if after.has(log) or count_ops(after) >= count_ops(expr):
        return None
    return Rewritten(after)


def _statement() -> Statement:
    a, b = Symbol("a", real=True), Symbol("b", real=True)
    c = Symbol("c", positive=True)
    return Statement(
        before=exp(-(a**2) / (4 * c)) * exp(a * b / (2 * c)) * exp(-(b**2) / (4 * c)) + a,
        after=exp(-((a - b) ** 2) / (4 * c)) + a,
        wrong=(
            Wrong(exp(-((a + b) ** 2) / (4 * c)) + a, "a sign"),
            Wrong(exp(-((a - b) ** 2) / (2 * c)) + a, "a factor two"),
        ),
    )


product_by_its_logarithm = Rule(
    name="product-by-its-logarithm",
    title="A product of powers, put together in its logarithm",
    reason="A positive number is the exponential of its logarithm, in which factors are terms.",
    reference="Abramowitz and Stegun 1964, 4.1.6 and 4.2.18",
    state=_statement,
    rewrite=_rewrite,
)

RULES = (product_by_its_logarithm,)
