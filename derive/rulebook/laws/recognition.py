"""Recognising the density of a named family in a formula."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Mul, S, Symbol, cancel, exp, log

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.integral import Integral
from derive.rulebook.algebra import equal, expand_logs, sign
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.places import facts_in, lies_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _recognise(expr: Any, site: Site) -> Rewritten | None:
    """In an integral, the part without nodes; elsewhere the whole, at the point that is named."""
    if not site.arguments or not isinstance(site.arguments[0], Distribution):
        return None
    law = site.arguments[0]
    if isinstance(expr, Integral):
        body, x, space = expr.open()
        if not same_space(space, law.space, site.assumptions):
            return None
        nodes = [f for f in Mul.make_args(body) if f.atoms(Node)]
        rest = Mul(*(f for f in Mul.make_args(body) if f not in nodes))
        if not is_density(rest, law, x, site.assumptions):
            return None
        return Rewritten(Integral(Density(law, x) * Mul(*nodes), x, law.space))
    if len(site.arguments) == 2 and isinstance(expr, Expr):
        point = site.arguments[1]
        if is_density(expr, law, point, site.assumptions):
            # off the support the density is zero, whatever the formula is there
            inside = [
                c for c in lies_in(law.space, point) if holds(c, site.assumptions) is not True
            ]
            return Rewritten(Density(law, point), tuple(inside))
    return None


def same_space(a: Any, b: Any, known: Assumptions) -> bool:
    """Whether two spaces are the same interval, their ends equal by algebra."""
    if a == b:
        return True
    if type(a) is not type(b) or len(a.args) != len(b.args):
        return False
    return all(
        p == q or (p.is_finite is not False and q.is_finite is not False and equal(p, q, known))
        for p, q in zip(a.args, b.args, strict=True)
    )


def is_density(formula: Expr, law: Distribution, x: Any, known: Assumptions) -> bool:
    """A positive formula is compared by its logarithm, where products of exponentials are sums, and
    once more with its sums of fractions over one denominator."""
    inside = known.also(*law.conditions, *facts_in(law.space, x))
    if _is_formula_of(formula, law, x, inside):
        return True
    parts = (*Mul.make_args(formula), *(f.args[0] for f in formula.atoms(log)))
    joined = {part: cancel(part) for part in parts if _is_fraction(part, x)}
    return bool(joined) and _is_formula_of(formula.xreplace(joined), law, x, inside)


def _is_formula_of(formula: Expr, law: Distribution, x: Any, inside: Assumptions) -> bool:
    if sign(formula, inside) != "+":
        return bool(equal(formula, law.density(x), inside))
    return bool(equal(expand_logs(log(formula), inside), law.log_density(x), inside))


def _is_fraction(sum_: Expr, x: Any) -> bool:
    """Whether a sum has denominators that a common one would join."""
    return bool(sum_.is_Add and sum_.is_rational_function(x) and not sum_.is_polynomial(x))


def _statement() -> Statement:
    x = Symbol("x", positive=True)
    law = Exponential(2)
    return Statement(
        before=2 * exp(-2 * x),
        after=Density(law, x),
        wrong=(
            Wrong(Density(Exponential(S.Half), x), "the rate taken for a scale"),
            Wrong(Density(law, x) / 2, "the normalising constant left out"),
        ),
        arguments=(law, x),
    )


density_recognised = Rule(
    name="density-recognised",
    title="The formula of a density is recognised",
    reason="It is the formula of the family on the support of the law.",
    reference="Johnson, Kotz and Balakrishnan 1994-1995, Continuous Univariate Distributions",
    state=_statement,
    rewrite=_recognise,
)

RULES = (density_recognised,)
