"""Products of exponentials as one exponential."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, Symbol, cancel, exp, factor

from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _merge(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Mul):
        return None
    powers = [f.args[0] for f in expr.args if isinstance(f, exp)]
    if len(powers) < 2:
        return None
    others = [f for f in expr.args if not isinstance(f, exp)]
    return Rewritten(Mul(*others, exp(one_fraction(Add(*powers)))))


def one_fraction(expr: Expr) -> Expr:
    """A sum of fractions as one, with numerator and denominator factored."""
    return factor(cancel(expr))


def _statement() -> Statement:
    a, b, c = (Symbol(name, real=True) for name in "abc")
    return Statement(
        before=exp(a**2 / 2) * exp(-a * b) * exp(b**2 / 2) * c,
        after=exp((a - b) ** 2 / 2) * c,
        wrong=(
            Wrong(exp(a**2 / 2) + exp(-a * b) + exp(b**2 / 2) * c, "a sum for the product"),
            Wrong(exp(-(a**3) * b**3 / 4) * c, "the exponents multiplied"),
        ),
    )


exponentials_merge = Rule(
    name="exponentials-merge",
    title="A product of exponentials is the exponential of the sum",
    reason="The exponential turns sums into products.",
    reference="Abramowitz and Stegun 1964, 4.2.18",
    state=_statement,
    rewrite=_merge,
)

RULES = (exponentials_merge,)
