"""Gibbs' inequality: no density has a greater mean log under a law than the law's own."""

from __future__ import annotations

from typing import Any

from sympy import Not, Symbol, log

from derive.language.condition import Differ, IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.law import Law, arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.conditions.log_densities import log_densities
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_f = ArbitraryMap("f", _X)
_REASON = (
    "The mean log ratio of the two densities is at most the log of its mean, which is at most the "
    "log of one."
)
_REFERENCE = "Gibbs 1902; Cover and Thomas 2006, theorem 2.6.3"


def _mean(*laws: Law) -> Expect:
    return Expect(_f(_x) + sum(log(Density(law, _x)) for law in laws), _x, _p)


def _replaced(expr: Any, law_of: Any) -> tuple[Expect, Law, Law] | None:
    """E_p[c log r + rest] with another law in the place of r, for a positive number c: the mean, r
    and the other law. `law_of` names the other law, given p and r."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    for c, r in log_densities(body, x):
        other = law_of(law, r)
        if c.is_positive and other is not None and other != r and other.space == law.space:
            after = body - c * log(Density(r, x)) + c * log(Density(other, x))
            return Expect(after, x, law), r, other
    return None


def _rewritten(found: tuple[Expect, Law, Law] | None, *more: Any) -> Rewritten | None:
    """The mean with the other law, which has to be finite, where both are laws."""
    if found is None:
        return None
    after, *laws = found
    masses = (condition for law in laws for condition in mass_conditions(law))
    return Rewritten(after, (IsFinite(after), *more, *masses))


def _with_own(expr: Any, _: Site) -> Rewritten | None:
    return _rewritten(_replaced(expr, lambda own, r: own if r != own else None))


gibbs_inequality = Rule(
    name="gibbs-inequality",
    title="Gibbs' inequality",
    reason=_REASON,
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_mean(_q),
        after=_mean(_p),
        wrong=(
            Wrong(
                Expect(
                    _f(_x) + 2 * log(Density(_q, _x)) - log(Density(_p, _x)),
                    _x,
                    _p,
                ),
                "the difference subtracted instead of added",
            ),
        ),
        conditions=(IsFinite(_mean(_p)),),
        equality=(Not(Differ(_p, _q)),),
    ),
    rewrite=_with_own,
    relation=Relation.LE,
)


def _named(site: Site) -> Any:
    """The law that the author named takes the place of the law's own."""
    law = site.arguments[0] if site.arguments else None
    return lambda own, r: law if isinstance(law, Law) and r == own else None


def _with_other(expr: Any, site: Site) -> Rewritten | None:
    return _rewritten(_replaced(expr, _named(site)))


gibbs_against = Rule(
    name="own-log-density-has-the-greatest-mean",
    title="Gibbs' inequality, against a named law",
    reason=_REASON,
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_mean(_p),
        after=_mean(_q),
        wrong=(
            Wrong(
                Expect(_f(_x) + 2 * log(Density(_p, _x)) - log(Density(_q, _x)), _x, _p),
                "the difference added instead of subtracted",
            ),
        ),
        conditions=(IsFinite(_mean(_q)),),
        arguments=(_q,),
        equality=(Not(Differ(_p, _q)),),
    ),
    rewrite=_with_other,
    relation=Relation.GE,
)


def _strictly_with_other(expr: Any, site: Site) -> Rewritten | None:
    found = _replaced(expr, _named(site))
    return None if found is None else _rewritten(found, Differ(*found[1:]))


gibbs_strictly_against = Rule(
    name="own-log-density-has-a-greater-mean-than-that-of-another-law",
    title="Gibbs' inequality, strict against a different law",
    reason="The logarithm is strictly concave, and the ratio of the densities is not constant.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_mean(_p),
        after=_mean(_q),
        wrong=(
            Wrong(
                Expect(_f(_x) + 2 * log(Density(_p, _x)) - log(Density(_q, _x)), _x, _p),
                "the difference added instead of subtracted",
            ),
        ),
        conditions=(IsFinite(_mean(_q)), Differ(_p, _q)),
        arguments=(_q,),
    ),
    rewrite=_strictly_with_other,
    relation=Relation.GT,
)

RULES = (gibbs_inequality, gibbs_against, gibbs_strictly_against)
