"""Cases on two sides of zero that mirror each other."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Ne, Piecewise, Symbol

from derive.rulebook.convexity.mirrored import mirrored
from derive.rulebook.optima.coordinatewise import in_each_term
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_v = Symbol("v", real=True)


def _by_size(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Piecewise):
        return None
    found = mirrored(expr, site.assumptions)
    return None if found is None else Rewritten(found)


cases_by_size = Rule(
    name="cases-that-mirror-each-other-are-cases-of-the-absolute-value",
    title="The function is even",
    reason="Each case for a negative number is the mirror image of one for a positive number, "
    "so that the cases are those of the absolute value.",
    reference="Rockafellar 1970, Convex Analysis, section 12",
    state=lambda: Statement(
        before=Piecewise((-_v - 1, _v <= 0), (_v - 1, True)),
        after=Abs(_v) - 1,
        wrong=(
            Wrong(_v - 1, "the case for v > 0 taken for both sides"),
            Wrong(1 - Abs(_v), "a sign"),
        ),
        conditions=(_v < 0, Ne(_v, -1)),
    ),
    rewrite=in_each_term(_by_size),
    whole=True,
)

RULES = (cases_by_size,)
