"""A mixture of laws is at least the share that each of them has in it."""

from __future__ import annotations

from typing import Any

from sympy import Add, Ge, Mul, S, Symbol, log

from derive.language.condition import AlmostSurely, Disjoint
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.algebra import sign
from derive.rulebook.places import facts_at
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _a = Symbol("x"), Symbol("a", positive=True)
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_P, _Q = Density(_p, _x), Density(_q, _x)


def _own_share(expr: Any, site: Site) -> Rewritten | None:
    """E_p[... - log(a p + rest)], where the rest is not negative."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    own = Density(law, x)
    for term in Add.make_args(body):
        coefficient, logs = term.as_independent(log, as_Add=False)
        if not isinstance(logs, log) or not isinstance(logs.args[0], Add):
            continue
        shares = [t for t in logs.args[0].args if own in Mul.make_args(t)]
        if len(shares) != 1 or not coefficient.is_negative:
            continue
        rest = logs.args[0] - shares[0]
        known = site.also(*facts_at(expr, x, site.assumptions)).assumptions
        needed = () if sign(rest, known) in ("+", ">=") else (AlmostSurely(Ge(rest, 0), x, law),)
        after = Expect(body - term + coefficient * log(shares[0]), x, law)
        return Rewritten(after, tuple(c for c in needed if c != S.true))
    return None


def _statement() -> Statement:
    def mean(inside: Any) -> Expect:
        return Expect(log(_P) - log(inside), _x, _p)

    return Statement(
        before=mean(_a * _P + _Q),
        after=mean(_a * _P),
        wrong=(
            Wrong(mean(2 * _a * _P + 2 * _Q), "more than the mixture"),
            Wrong(mean(_a * _P + 2 * _Q), "more of the other law"),
        ),
        equality=(Disjoint(_p, _q),),
    )


mixture_is_at_least_own_share = Rule(
    name="mixture-is-at-least-the-share-of-the-law-itself",
    title="A mixture is at least the share that the law itself has in it",
    reason="What the others add is not negative, and the logarithm grows.",
    reference="Cover and Thomas 2006, section 2.7",
    state=_statement,
    rewrite=_own_share,
    relation=Relation.LE,
)

RULES = (mixture_is_at_least_own_share,)
