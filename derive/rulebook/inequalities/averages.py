"""Averages over an index: Jensen's inequality, and averages that leave one out."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Eq, Expr, Ge, Mul, S, Symbol, log

from derive.language.condition import Everywhere
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import ProductLaw, arbitrary_law, iid
from derive.language.relation import Relation
from derive.language.sequence import Element, FiniteSum, LeftOut, mean
from derive.language.space import Lattice, Line, Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_X, _ONE_TO_N = Space("X"), Lattice(1)
_i, _j, _s = Symbol("i"), Symbol("j"), Symbol("s")
_n, _K = (Symbol(name, integer=True, positive=True) for name in "nK")
_c = Symbol("c", positive=True)
_w = ArbitraryMap("w", _ONE_TO_N, codomain=Line(0))
_v = ArbitraryMap("v", _X, codomain=Line(0))


def average(expr: Any) -> tuple[FiniteSum, Expr] | None:
    """The sum in an average over an index, and the number of its terms; None for anything else."""
    factors = Mul.make_args(expr)
    sums = [f for f in factors if is_sum(f)]
    if len(sums) != 1:
        return None
    total = sums[0]
    count = total.high - total.low + 1
    return (total, count) if expr * count == total else None


def _logs(expr: Any, _: Site) -> Rewritten | None:
    read = average(expr.args[0]) if isinstance(expr, log) else None
    if read is None:
        return None
    body, i, low, high = read[0].open()
    sign = Ge(body, 0)
    needed = () if sign == S.true else (Everywhere(sign, i, Lattice(low, high)),)
    return Rewritten(FiniteSum(log(body), i, low, high) / read[1], needed)


log_of_average = Rule(
    name="log-of-average-is-at-least-average-of-logs",
    title="Jensen's inequality: the log of an average is at least the average of the logs",
    reason="The logarithm is concave.",
    reference="Jensen 1906; Hardy, Littlewood and Polya 1934, section 2.5",
    state=lambda: Statement(
        before=log(mean(_w(_i), _i, _n)),
        after=mean(log(_w(_i)), _i, _n),
        wrong=(Wrong(log(mean(_w(_i) ** 2, _i, _n)) / 2, "the quadratic mean, which lies above"),),
        conditions=(_n >= 2,),
        equality=(Everywhere(Eq(_w(_i), _c), _i, Lattice(1, _n)),),
    ),
    rewrite=_logs,
    relation=Relation.GE,
)


def _leave_one_out(expr: Any, _: Site) -> Rewritten | None:
    """An average over the points of a sequence, one of which is left out in turn."""
    read = average(expr) if isinstance(expr, Expr) else None
    if read is None:
        return None
    total, count = read
    body, j, low, _ = total.open()
    used = {e for e in body.atoms(Element) if e.index == j}
    if low != 1 or len(used) != 1 or (count - 1).is_positive is False:
        return None
    [element] = used
    if body.xreplace({element: Dummy("x")}).has(j):
        return None
    i = Dummy("i", integer=True)
    rest = body.xreplace({element: Element(LeftOut(element.sequence, i), j)})
    inner = mean(rest, j, count - 1)
    needed = () if (count - 1).is_positive else (count >= 2,)
    return Rewritten(mean(inner, i, count), needed)


def _leave_one_out_statement() -> Statement:
    size = _K + 1
    law = iid(arbitrary_law("p", _X), size)

    def around(body: Expr) -> Expr:
        return Expect(log(body), _s, law)

    inner = mean(_v(Element(LeftOut(_s, _i), _j)), _j, _K)
    return Statement(
        before=around(mean(_v(Element(_s, _j)), _j, size)),
        after=around(mean(inner, _i, size)),
        wrong=(
            Wrong(around(FiniteSum(inner, _i, 1, size)), "the averages added up, not averaged"),
            Wrong(around(mean(inner, _i, size) / _K), "divided by the number of terms twice"),
        ),
        unless=(Eq(_K, 1),),
    )


leave_one_out = Rule(
    name="average-is-the-average-of-leave-one-out-averages",
    title="An average is the average of the averages that leave one point out",
    reason="Every point is left out once, and counted in all the others.",
    reference="Burda, Grosse and Salakhutdinov 2016, appendix A",
    state=_leave_one_out_statement,
    rewrite=_leave_one_out,
)


def _one_fewer(expr: Any, site: Site) -> Rewritten | None:
    """A mean over independent draws of a function of all but one of them."""
    if not isinstance(expr, Expect) or not isinstance(expr.law, ProductLaw):
        return None
    body, points, law = expr.open()
    left = {e for e in body.atoms(LeftOut) if e.sequence == points}
    if len(left) != 1 or not law.is_iid:
        return None
    [rest] = left
    fewer = Dummy("s", real=True)
    alone = body.xreplace({rest: fewer})
    if alone.has(points):
        return None
    inside = (rest.index >= 1, rest.index <= law.length)
    needed = tuple(c for c in inside if holds(c, site.assumptions) is not True)
    return Rewritten(Expect(alone, fewer, iid(law.at(_i), law.length - 1)), needed)


def _one_fewer_statement() -> Statement:
    k = Symbol("k", integer=True, positive=True)
    member = arbitrary_law("p", _X)

    def value(points: Any) -> Expr:
        return log(FiniteSum(_v(Element(points, _j)), _j, 1, _K))

    return Statement(
        before=Expect(value(LeftOut(_s, k)), _s, iid(member, _K + 1)),
        after=Expect(value(_s), _s, iid(member, _K)),
        wrong=(
            Wrong((_K + 1) * Expect(value(_s), _s, iid(member, _K)), "counted once per point"),
            Wrong(
                Expect(log(_K * _v(Element(_s, 1))), _s, iid(member, _K)),
                "the draws taken to be one draw",
            ),
        ),
        conditions=(k <= _K + 1, _K >= 2),
    )


draws_left_out = Rule(
    name="all-but-one-of-independent-draws-are-independent-draws",
    title="All but one of independent draws of one law are independent draws of it",
    reason="The one left out integrates to one, and the others are numbered anew.",
    reference="Casella and Berger 2002, section 4.6",
    state=_one_fewer_statement,
    rewrite=_one_fewer,
)

RULES = (log_of_average, leave_one_out, draws_left_out)
