"""Jensen's inequality for the logarithm."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Ge, S, Symbol, log

from derive.language.condition import AlmostSurely
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _c = Symbol("x"), Symbol("c", positive=True)
_p = arbitrary_law("p", _X)
_f = ArbitraryMap("f", _X, codomain=Line(0))
_MEAN_OF_LOG, _LOG_OF_MEAN = Expect(log(_f(_x)), _x, _p), log(Expect(_f(_x), _x, _p))
_CONSTANT = (AlmostSurely(Eq(_f(_x), _c), _x, _p),)
_REASON = "The logarithm is concave, so that a chord of its graph lies below the graph."
_REFERENCE = "Jensen 1906; Cover and Thomas 2006, theorem 2.6.2"


def _nonnegative(body: Any, x: Any, law: Any) -> tuple[Any, ...]:
    condition = Ge(body, 0)
    sign = () if condition == S.true else (AlmostSurely(condition, x, law),)
    return (*sign, *mass_conditions(law))


def _inwards(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not isinstance(expr.args[0], Expect):
        return None
    body, x, law = expr.args[0].open()
    return Rewritten(Expect(log(body), x, law), _nonnegative(body, x, law))


jensen_for_log = Rule(
    name="log-of-mean-is-at-least-mean-of-log",
    title="Jensen's inequality: the log of a mean is at least the mean of the log",
    reason=_REASON,
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_LOG_OF_MEAN,
        after=_MEAN_OF_LOG,
        wrong=(
            Wrong(Expect(_f(_x), _x, _p) - 1, "the tangent, which lies above the logarithm"),
            Wrong(log(Expect(_f(_x) ** 2, _x, _p)) / 2, "the mean of a power, which lies above"),
        ),
        equality=_CONSTANT,
    ),
    rewrite=_inwards,
    relation=Relation.GE,
)


def _outwards(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    if not isinstance(body, log):
        return None
    inner = body.args[0]
    return Rewritten(log(Expect(inner, x, law)), _nonnegative(inner, x, law))


jensen_for_log_outwards = Rule(
    name="mean-of-log-is-at-most-log-of-mean",
    title="Jensen's inequality: the mean of a log is at most the log of the mean",
    reason=_REASON,
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_MEAN_OF_LOG,
        after=_LOG_OF_MEAN,
        wrong=(Wrong(-log(Expect(1 / _f(_x), _x, _p)), "the harmonic mean, which lies below"),),
        equality=_CONSTANT,
    ),
    rewrite=_outwards,
    relation=Relation.LE,
)

RULES = (jensen_for_log, jensen_for_log_outwards)
