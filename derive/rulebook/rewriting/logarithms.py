"""Logarithms of products."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Gt, Mul, S, Symbol, log, ordered

from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.inequality import inequality
from derive.language.integral import Integral
from derive.rulebook.algebra import expand_logs, sign
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.node_signs import is_positive
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _split(expr: Any, site: Site) -> Rewritten | None:
    """Logs inside a node are at another place; the walk comes there with what holds there."""
    if not isinstance(expr, Expr) or not expr.has(log) or expr.is_Atom:
        return None
    positive = (*_positive_densities(expr, site), *_positive_means(expr, site))
    split = expand_logs(expr, site.also(*positive).assumptions)
    return Rewritten(split) if split != expr else None


def _positive_densities(expr: Expr, site: Site) -> list[Any]:
    """The density of a named family is positive at every point of its support."""
    return [
        inequality(Gt, node, S.Zero)
        for node in ordered(expr.atoms(Density))
        if isinstance(node.law, Distribution)
        and isinstance(node.point, Expr)
        and all(holds(c, site.assumptions) for c in facts_in(node.law.space, node.point))
    ]


def _positive_means(expr: Expr, site: Site) -> list[Any]:
    """The mean of what is positive is positive."""
    nodes = ordered(expr.atoms(Expect, Integral))
    return [inequality(Gt, node, S.Zero) for node in nodes if is_positive(node, site.assumptions)]


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
    title="Logarithms of products and powers",
    reason="The logarithm of a product is the sum of the logarithms, and an exponent comes out, "
    "where what stands inside is positive.",
    reference="Abramowitz and Stegun 1964, section 4.1",
    state=_statement,
    rewrite=_split,
)


def _combined(expr: Any, site: Site) -> Rewritten | None:
    """The logs with the coefficients 1 and -1 of a sum as one log of a quotient, written so that
    what stands below is known to be positive."""
    if not isinstance(expr, Add):
        return None
    logs = [t for t in expr.args if isinstance(t, log) or isinstance(-t, log)]
    above = Mul(*(t.args[0] for t in logs if isinstance(t, log)))
    below = Mul(*((-t).args[0] for t in logs if not isinstance(t, log)))
    if len(logs) < 2:
        return None
    rest = Add(*(t for t in expr.args if t not in logs))
    site = site.also(*_positive_densities(expr, site))
    signs = [sign(side, site.assumptions) for side in (above, below)]
    if signs[1] == "+" and signs[0] in ("+", ">="):
        return Rewritten(rest + log(above / below))
    if signs[0] == "+" and signs[1] == ">=":
        return Rewritten(rest - log(below / above))
    return None


def _combined_statement() -> Statement:
    a, b, c = (Symbol(name, real=True) for name in ("a", "b", "c"))
    return Statement(
        before=log(a) + log(b) - log(c),
        after=log(a * b / c),
        wrong=(
            Wrong(log(a + b - c), "the log of a sum"),
            Wrong(log(a * b * c), "the log of a quotient as that of a product"),
        ),
        conditions=(a > 0, b > 0, c > 0, a + b > c),
    )


logarithms_combine = Rule(
    name="logarithms-combine",
    title="A sum of logarithms is the logarithm of the product",
    reason="What stands below is positive, and what stands above is not negative.",
    reference="Abramowitz and Stegun 1964, section 4.1",
    state=_combined_statement,
    rewrite=_combined,
)

RULES = (logarithms_split, logarithms_combine)
