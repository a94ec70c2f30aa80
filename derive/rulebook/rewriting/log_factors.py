"""Sums inside logarithms, written as products that a logarithm can be split over."""

from __future__ import annotations

from typing import Any

from sympy import (
    Add,
    Expr,
    Mul,
    Ne,
    Pow,
    S,
    Symbol,
    default_sort_key,
    factor,
    fraction,
    log,
    together,
)

from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _as_product(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not expr.args[0].has(Add):
        return None
    inside = expr.args[0]
    content, rest = inside.primitive() if isinstance(inside, Add) else (S.One, inside)
    if content != 1:
        # SymPy multiplies a number into a sum, so that it cannot stay beside it under the log
        return Rewritten(log(content) + log(rest))
    product = factor(together(inside))
    if not isinstance(product, (Mul, Pow)) or product == inside:
        return None
    return Rewritten(log(product), _denominators(inside, product, site))


def _denominators(inside: Expr, product: Expr, site: Site) -> tuple[Any, ...]:
    """What is divided by may not be zero, where that is not known."""
    below = [f for f in Mul.make_args(fraction(product)[1]) if not f.is_number]
    powers = sorted(inside.atoms(Pow), key=default_sort_key)
    below += [p.base for p in powers if p.exp.is_negative and p.base.has(Symbol, Add)]
    unknown = dict.fromkeys(b for b in below if sign(b, site.assumptions) not in ("+", "-"))
    return tuple(c for b in unknown if (c := Ne(b, 0)) != S.true)


def _statement() -> Statement:
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    return Statement(
        before=log(1 - a / (a + b)),
        after=log(b / (a + b)),
        wrong=(
            Wrong(log(a / (a + b)), "the other share"),
            Wrong(log(1 - a) - log(a + b), "one left undivided"),
        ),
        conditions=(a < 1,),
    )


log_of_sum_as_product = Rule(
    name="sum-in-a-logarithm-is-factored",
    title="What stands in a logarithm, factored",
    reason="Fractions are brought to one denominator, and common factors taken out of sums.",
    reference="Davenport, Siret and Tournier 1993, Computer Algebra",
    state=_statement,
    rewrite=_as_product,
)

RULES = (log_of_sum_as_product,)
