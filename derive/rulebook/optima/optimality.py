"""A maximiser is at least as good as any other candidate."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Symbol

from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.optimum import ArgMax
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_P = Space("P")
_a, _x, _t = Symbol("a"), Symbol("x"), Symbol("t")
_f = ArbitraryMap("f", _P)
_best = ArgMax(_f(_t), _t, _P)


def _at_the_best(expr: Any, site: Site) -> Rewritten | None:
    """The author names the maximiser and the candidate; the expression is the value there."""
    if len(site.arguments) != 2 or not isinstance(site.arguments[0], ArgMax):
        return None
    best, candidate = site.arguments
    if best.open(candidate)[0] != expr:
        return None
    return Rewritten(best.open(best)[0])


value_is_at_most_the_greatest = Rule(
    name="value-is-at-most-that-at-the-maximiser",
    title="No candidate is better than the best",
    reason="The maximiser was chosen among all candidates, of which this is one.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, section 4.1.1",
    state=lambda: Statement(
        before=_f(_a),
        after=_f(_best),
        wrong=(
            Wrong(
                Expect(_f(_x), _x, arbitrary_law("p", _P)) + _f(_a) - _f(_best),
                "a mean for the maximum",
            ),
        ),
        arguments=(_best, _a),
        equality=(Eq(_a, _best),),
    ),
    rewrite=_at_the_best,
    relation=Relation.LE,
)

RULES = (value_is_at_most_the_greatest,)
