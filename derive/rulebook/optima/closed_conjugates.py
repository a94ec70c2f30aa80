"""The conjugate of a function of one number at any point, in closed form and at once."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Gt, Lt, Piecewise, S, Symbol, exp, log, oo
from sympy.core.relational import Relational

from derive.language.conjugate import Conjugate
from derive.language.optimum import Sup
from derive.language.space import Line
from derive.rulebook.optima.biconjugates import envelope_has_the_same_conjugate, envelope_of_a_wave
from derive.rulebook.optima.conjugates import (
    cases_tidied,
    concave_supremum_by_cases,
    pieces_written_out,
    slope_is_matched,
)
from derive.rulebook.places import facts_of_case
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_u, _v = Symbol("u", real=True), Symbol("v", real=True)


def _closed(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Conjugate) or expr.args[0].has(Conjugate):
        return None
    body, u, line, _ = expr.open()
    v = Dummy("v", real=True)
    found = closed_conjugate(body, u, line, v, site)
    return None if found is None else Rewritten(found.xreplace({v: expr.point}))


def closed_conjugate(body: Expr, u: Symbol, line: Line, v: Symbol, site: Site) -> Any:
    """The conjugate at v of a function of u on an interval, without a supremum; None where
    that is not reached."""
    found: Any = Sup(u * v - body, u, line)
    for rule in (
        pieces_written_out,
        envelope_has_the_same_conjugate,
        envelope_of_a_wave,
        concave_supremum_by_cases,
    ):
        step = rule.rewrite(found, site)
        found = found if step is None else step.after
    rows = found.args if isinstance(found, Piecewise) else ((found, S.true),)
    values: list[tuple[Expr, Any]] = []
    there = site
    for value, condition in rows:
        inside = there.also(*facts_of_case(condition))
        if isinstance(value, Sup):
            step = slope_is_matched.rewrite(value, inside)
            value = value if step is None else step.after
        values.append((value, condition))
        if isinstance(condition, Relational):
            there = there.also(*facts_of_case(condition.negated))
    whole = values[0][0] if len(values) == 1 else Piecewise(*values, evaluate=False)
    if whole.has(Sup):
        return None
    tidy = cases_tidied.rewrite(whole, site)
    return whole if tidy is None else tidy.after


def _statement() -> Statement:
    entropy = Conjugate(_u * log(_u), _u, Line(0), _v)
    return Statement(
        before=entropy + Conjugate(-log(_u), _u, Line(0), -exp(_v)),
        after=exp(_v - 1) + Piecewise((-1 - log(exp(_v)), Lt(-exp(_v), 0)), (oo, True)),
        wrong=(
            Wrong(exp(_v) - 1 - _v, "u log u taken for u log u - u"),
            Wrong(exp(_v - 1) + 1 + _v, "the sign of the second conjugate"),
        ),
        conditions=(Gt(_v, -4), Lt(_v, 4)),
    )


conjugate_in_closed_form = Rule(
    name="conjugate-at-a-point-is-known-case-by-case",
    title="The conjugate, as it was found",
    reason="What the conjugate is at every number it is at this one.",
    reference="Rockafellar 1970, Convex Analysis, theorem 23.5",
    state=_statement,
    rewrite=_closed,
)

RULES = (conjugate_in_closed_form,)
