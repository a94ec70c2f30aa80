"""The log-sum inequality, for two terms, sums over an index, and integrals."""

from __future__ import annotations

from typing import Any

from sympy import Add, Eq, Expr, Ge, Mul, S, Symbol, log

from derive.language.binder import Node
from derive.language.condition import Everywhere
from derive.language.density import ArbitraryMap
from derive.language.integral import Integral
from derive.language.relation import Relation
from derive.language.sequence import FiniteSum
from derive.language.space import Lattice, Line, Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_X, _x, _c = Space("X"), Symbol("x"), Symbol("c", positive=True)
_f, _g = (ArbitraryMap(name, _X, codomain=Line(0))(_x) for name in "fg")
_REFERENCE = "Cover and Thomas 2006, theorem 2.7.1"


def _pair(expr: Any) -> tuple[Expr, Expr, Expr] | None:
    """a, b and the rest of a (log a - log b) times the rest."""
    if not isinstance(expr, Mul):
        return None
    for ratio in expr.args:
        logs = ratio.args if isinstance(ratio, Add) else ()
        above = [t.args[0] for t in logs if isinstance(t, log)]
        below = [(-t).args[0] for t in logs if isinstance(-t, log)]
        if len(logs) != 2 or len(above) != 1 or len(below) != 1:
            continue
        rest = [f for f in expr.args if f is not ratio]
        if above[0] in rest:
            rest.remove(above[0])
            return above[0], below[0], Mul(*rest)
    return None


def _ratio(a: Expr, b: Expr) -> Expr:
    return a * (log(a) - log(b))


def _not_negative(*numbers: Expr) -> list[Any]:
    return [c for n in numbers if (c := Ge(n, 0)) != S.true]


def _within(a: Any, b: Any) -> Rewritten | None:
    """Both integrals over one space, or both sums over one range."""
    if isinstance(a, Integral) and isinstance(b, Integral) and a.space == b.space:
        f, x, space = a.open()
        g = b.open(x)[0]
        needed = [Everywhere(c, x, space) for c in _not_negative(f, g)]
        return Rewritten(Integral(_ratio(f, g), x, space), tuple(needed))
    if is_sum(a) and is_sum(b) and a.args[2:] == b.args[2:]:
        f, i, low, high = a.open()
        g = b.open(i)[0]
        needed = [Everywhere(c, i, Lattice(low, high)) for c in _not_negative(f, g)]
        return Rewritten(FiniteSum(_ratio(f, g), i, low, high), tuple(needed))
    return _of_terms(a, b) if isinstance(a, Add) and isinstance(b, Add) else None


def _of_terms(a: Add, b: Add) -> Rewritten | None:
    """Terms with the same weight belong together."""
    weights = [{t.as_independent(Node)[0]: t for t in s.args} for s in (a, b)]
    if weights[0].keys() != weights[1].keys() or len(weights[0]) != len(a.args):
        return None
    pairs = [(t, weights[1][w]) for w, t in weights[0].items()]
    # the weight stands before the log ratio, in which it cancels
    ratios = (t * (log(_bare(t)) - log(_bare(s))) for t, s in pairs)
    return Rewritten(Add(*ratios), tuple(_not_negative(*a.args, *b.args)))


def _bare(term: Expr) -> Expr:
    return term.as_independent(Node)[1]


def _log_sum(expr: Any, _: Site) -> Rewritten | None:
    read = _pair(expr)
    if read is None:
        return None
    a, b, rest = read
    found = _within(a, b)
    if found is None or not (rest == 1 or rest.is_nonnegative):
        return None
    return Rewritten(rest * found.after, found.conditions)


def _statement() -> Statement:
    whole, other = Integral(_f, _x, _X), Integral(_g, _x, _X)
    right = Integral(_ratio(_f, _g), _x, _X)
    return Statement(
        before=_ratio(whole, other),
        after=right,
        wrong=(
            Wrong(Integral(_ratio(_g, _f), _x, _X) - 20, "the two functions swapped"),
            Wrong(2 * _ratio(whole, other) - right, "the gap on the other side"),
        ),
        equality=(Everywhere(Eq(_f, _c * _g), _x, _X),),
    )


log_sum_inequality = Rule(
    name="log-sum-inequality",
    title="The log-sum inequality",
    reason="u log u is convex: of the ratios, each with the weight of its denominator, the mean of "
    "the function is at least the function of the mean.",
    reference=_REFERENCE,
    state=_statement,
    rewrite=_log_sum,
    relation=Relation.LE,
)

RULES = (log_sum_inequality,)
