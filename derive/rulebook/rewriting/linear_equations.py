"""Linear equations in one number."""

from __future__ import annotations

from typing import Any

from sympy import Ge, Gt, Le, Lt, Ne, S, Symbol, cancel, expand, oo

from derive.language.equation import Root
from derive.language.space import Line
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _solved(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Root):
        return None
    body, t, domain = expr.open()
    whole = expand(body)
    slope = whole.coeff(t, 1)
    constant = expand(whole - slope * t)
    if constant.has(t) or slope.has(t) or slope == 0:
        return None
    found = cancel(-constant / slope)
    ends = ((domain.low, Gt, Ge), (domain.high, Lt, Le))
    inside = [above(found, end) for end, above, _ in ends if abs(end) != oo]
    needed = (Ne(slope, 0), *inside)
    return Rewritten(found, tuple(c for c in needed if c != S.true and not _known(c, site)))


def _known(condition: Any, site: Site) -> bool:
    """A slope that is known to have a sign is not zero."""
    return isinstance(condition, Ne) and any(
        holds(sign(condition.lhs, 0), site.assumptions) for sign in (Gt, Lt)
    )


def _statement() -> Statement:
    t, a, b = Symbol("t", real=True), Symbol("a", positive=True), Symbol("b", positive=True)
    return Statement(
        before=Root(a * t - b, t, Line(0)),
        after=b / a,
        wrong=(Wrong(-b / a, "a sign"), Wrong(a / b, "the reciprocal")),
    )


linear_equation_solved = Rule(
    name="linear-equation-has-one-root",
    title="A linear equation, solved",
    reason="What does not hold the unknown is taken to the other side, and divided by its "
    "coefficient.",
    reference="Strang 2016, Introduction to Linear Algebra, section 2.1",
    state=_statement,
    rewrite=_solved,
)

RULES = (linear_equation_solved,)
