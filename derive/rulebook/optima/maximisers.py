"""What does not move the place at which something is greatest."""

from __future__ import annotations

from typing import Any

from sympy import Add, Mul, Symbol, log

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.optimum import ArgMax, BestValue, Maximiser
from derive.language.space import Laws, Line, Space
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _a, _b = Symbol("x"), Symbol("a", real=True), Symbol("b", positive=True)
_q = arbitrary_law("q", _X)
_Q = Density(_q, _x)
_w = ArbitraryMap("w", _X, codomain=Line(0))
_OBJECTIVE = Integral(_Q * log(_w(_x)) - _Q * log(_Q), _x, _X)


def _at_best(body: Any) -> Density:
    return Density(Maximiser(body, _q.family, Laws(_X)), _x)


def _is_sought(expr: Any) -> bool:
    return isinstance(expr, (ArgMax, BestValue, Maximiser))


def _without_constants(expr: Any, _: Site) -> Rewritten | None:
    if not _is_sought(expr):
        return None
    body, variable, *rest = expr.open()
    terms = Add.make_args(body.expand(log=False, power_base=False, power_exp=False))
    kept = [term for term in terms if term.has(variable)]
    dropped = [term for term in terms if not term.has(variable)]
    if not kept or not dropped:
        return None
    needed = tuple(IsFinite(c) for c in dropped if not c.is_number)
    return Rewritten(expr.func(Add(*kept), variable, *rest), needed)


constants_do_not_move_the_maximiser = Rule(
    name="constants-do-not-move-the-maximiser",
    title="What does not depend on it does not move the maximiser",
    reason="It is added to the value of every candidate alike.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, section 4.1.3",
    state=lambda: Statement(
        before=_at_best(_OBJECTIVE + _a),
        after=_at_best(_OBJECTIVE),
        wrong=(
            Wrong(_at_best(2 * _OBJECTIVE - Integral(_Q * log(_w(_x)), _x, _X)), "a term halved"),
            Wrong(_w(_x), "the constraint forgotten"),
        ),
    ),
    rewrite=_without_constants,
)


def _without_factors(expr: Any, site: Site) -> Rewritten | None:
    if not _is_sought(expr):
        return None
    body, variable, *rest = expr.open()
    factors = Mul.make_args(body)
    constant = Mul(*(f for f in factors if not f.has(variable)))
    if constant == 1 or sign(constant, site.assumptions) != "+":
        return None
    return Rewritten(expr.func(body / constant, variable, *rest))


positive_factors_do_not_move_the_maximiser = Rule(
    name="positive-factors-do-not-move-the-maximiser",
    title="A positive factor does not move the maximiser",
    reason="It stretches the values of all candidates alike and keeps their order.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, section 4.1.3",
    state=lambda: Statement(
        before=_at_best(_b * _OBJECTIVE),
        after=_at_best(_OBJECTIVE),
        wrong=(Wrong(_at_best(_OBJECTIVE + Integral(_Q * log(_w(_x)), _x, _X)), "a term doubled"),),
    ),
    rewrite=_without_factors,
)

RULES = (constants_do_not_move_the_maximiser, positive_factors_do_not_move_the_maximiser)
