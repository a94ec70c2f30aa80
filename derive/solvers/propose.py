"""A line that somebody else wrote, as a step: do numbers bear it out, and does a rule give it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import mpmath
from sympy import Basic, Dummy, Expr, I, S, Symbol, im, re

from derive.derivation.evidence import Evidence
from derive.derivation.verify import evidence_of
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, each_fact
from derive.language.binder import Node
from derive.language.exact import exact
from derive.language.relation import Relation
from derive.language.stated import given_with, plain
from derive.numeric import Comparison, Trials, value_of
from derive.numeric.comparison import Counterexample
from derive.rulebook.algebra import consistent, sign
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.catalogue import rule as rule_named
from derive.rulebook.rule import Rule
from derive.solvers.compare import Verdict as Compared
from derive.solvers.compare import compare
from derive.solvers.reasons import Given, derived_alike, given_by, rule_that_gives
from derive.solvers.sample_points import Point
from derive.text.plain import plain as text


class Judgement(StrEnum):
    """What came of a proposed step."""

    VERIFIED = "verified"
    AGREES = "agrees"
    REFUTED = "refuted"
    UNCHECKED = "unchecked"
    OTHER_REASON = "true, but not for this reason"


@dataclass(frozen=True, repr=False)
class Proposal:
    """A proposed step, judged.

    verdict: `verified` where the numbers agree in enough models and a rule gives the step, all of
    its conditions being known to hold, or the rules lead from both sides to one expression;
    `agrees` where the numbers alone bear it out, which may miss a rare point; `refuted` with the
    `point` and the `values` of both sides there; `unchecked` where they could not be had (`note`
    says why); `true, but not for this reason` where the numbers agree and the rule that was named
    gives something else. rule: the one that gives the step, if any does, under `conditions` that
    are not known to hold; gives: what the rule that was named makes of `before`, None where it does
    not act.
    """

    before: Any
    relation: Relation
    after: Any
    verdict: Judgement
    rule: Rule | None = None
    gives: Any = None
    point: Point = ()
    values: tuple[str, ...] = ()
    evidence: Evidence | None = None
    conditions: tuple[Basic, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        said = f"{text(self.before)} {self.relation.value} {text(self.after)}: {self.verdict.value}"
        where = ", ".join(f"{symbol} = {number}" for symbol, number in self.point)
        by = f", by {self.rule.name}" if self.rule is not None else ""
        against = f", {' against '.join(self.values)}" if self.values else ""
        return f"<{said}{by}{against}{' at ' if where else ''}{where}>"


def propose(
    before: Any,
    after: Any,
    assume: Assumptions | Iterable[Any] = (),
    *,
    relation: Relation | str = Relation.EQ,
    rule: Rule | str | None = None,
    arguments: tuple[Basic, ...] = (),
    seed: int = 0,
) -> Proposal:
    """Judge the step `before relation after`, where the assumptions hold.

    Both sides are evaluated from definitions, in models in which everything assumed holds; nothing
    that is known of integrals or sums in symbols takes part. Where no rule is named, one is looked
    for in the catalogue: algebra first.

    rule: the reason that is given for the step, or its name, with its `arguments`; relation: "=",
    "<=", ">=", "<" or ">". Raises DeriveError where nothing meets the assumptions, or the relation
    or the rule is none.

    >>> from sympy import cos, pi, Abs, Symbol
    >>> from derive.language import Integral, Line
    >>> x = Symbol("x", real=True)
    >>> wrong = propose(Integral(Abs(cos(x)), x, Line(0, 3 * pi)), 4)
    >>> wrong.verdict.value, wrong.values
    ('refuted', ('6.0', '4.0'))
    """
    rule = rule_named(rule) if isinstance(rule, str) else rule
    assumptions = given_with(before, after).also(*each_fact(assume))
    before, after, wanted = exact(plain(before)), exact(plain(after)), _relation(relation)
    if consistent(assumptions) is False:
        raise DeriveError(f"nothing meets the assumptions {assumptions}")
    judged = _by_numbers(Proposal(before, wanted, after, Judgement.UNCHECKED), assumptions, seed)
    if judged.verdict is Judgement.REFUTED:
        return judged
    if rule is None:
        return _for_some_reason(judged, assumptions)
    if rule is algebra and not arguments:
        arguments = (after,)
    return _for_this_reason(judged, given_by(rule, before, wanted, assumptions, arguments))


def _for_some_reason(judged: Proposal, assumptions: Assumptions) -> Proposal:
    before, relation, after = judged.before, judged.relation, judged.after
    found = rule_that_gives(before, relation, after, assumptions)
    if found is not None:
        return _with_reason(judged, found)
    is_open = judged.verdict is Judgement.AGREES and relation is Relation.EQ
    if is_open and derived_alike(before, after, assumptions):
        note = "the rules lead from both sides to the same expression"
        return replace(judged, verdict=Judgement.VERIFIED, note=note)
    return judged


def _with_reason(judged: Proposal, found: Given) -> Proposal:
    borne_out = judged.verdict is Judgement.AGREES and not found.conditions
    verdict = Judgement.VERIFIED if borne_out else judged.verdict
    return replace(judged, rule=found.rule, conditions=found.conditions, verdict=verdict)


def _for_this_reason(judged: Proposal, found: Given | None) -> Proposal:
    if found is not None and found.leads_to(judged.after):
        return _with_reason(replace(judged, gives=found.after), found)
    gives = None if found is None else found.after
    verdict = Judgement.OTHER_REASON if judged.verdict is Judgement.AGREES else judged.verdict
    return replace(judged, gives=gives, verdict=verdict)


def _relation(relation: Relation | str) -> Relation:
    known = {r.value: r for r in Relation}
    if str(relation) not in known or Relation(relation) is Relation.NE:
        raise DeriveError(f"a step has one of the relations =, <=, >=, < and >, not {relation}")
    return known[str(relation)]


def _by_numbers(proposal: Proposal, assumptions: Assumptions, seed: int) -> Proposal:
    before, relation, after = proposal.before, proposal.relation, proposal.after
    if relation is Relation.EQ and not (before.has(Node) or after.has(Node)):
        compared = compare(before, after, assumptions)
        if compared.verdict is Compared.DIFFERENT:
            return _different(proposal, compared.point or (), assumptions)
    if after.has(S.NaN, S.ComplexInfinity):
        return _against_nothing(proposal, assumptions, seed)
    if after.has(I):
        return _complex(proposal, assumptions, seed)
    trials = Trials([before, after], assumptions, seed)
    return _judged(proposal, trials.compare(0, relation), seed)


def _judged(proposal: Proposal, found: Comparison, seed: int) -> Proposal:
    evidence = evidence_of(found, seed)
    if isinstance(found.counterexample, Counterexample):
        return _refuted(replace(proposal, evidence=evidence), found.counterexample)
    if evidence.holds is None:
        note = evidence.note or "no model gave both sides a value"
        return replace(proposal, evidence=evidence, note=note)
    return replace(proposal, evidence=evidence, verdict=Judgement.AGREES)


def _different(proposal: Proposal, point: Point, assumptions: Assumptions) -> Proposal:
    """Two formulas are known to differ, at a point if one was found."""
    sides = (proposal.before, proposal.after) if point else ()
    values = tuple(_value(side, point, assumptions) for side in sides)
    note = "" if point else "the difference of the two sides is known not to be zero"
    return replace(proposal, verdict=Judgement.REFUTED, point=point, values=values, note=note)


def _value(side: Any, point: Point, assumptions: Assumptions) -> str:
    here = {symbol: number for symbol, number in point if symbol in side.free_symbols}
    try:
        return mpmath.nstr(value_of(side, here, assumptions, 12), 8)
    except DeriveError:
        return "undefined"


def _refuted(proposal: Proposal, seen: Counterexample) -> Proposal:
    numbers = sorted(seen.model.numbers.items(), key=lambda pair: str(pair[0]))
    values = tuple(str(value) for value in seen.sides)
    point = tuple((symbol, number) for symbol, number in numbers)
    return replace(proposal, verdict=Judgement.REFUTED, point=point, values=values)


def _against_nothing(proposal: Proposal, assumptions: Assumptions, seed: int) -> Proposal:
    """The right side stands for no number: that is wrong as soon as the left one stands for one."""
    trials = Trials([proposal.before, proposal.before], assumptions, seed)
    found = trials.compare(0, Relation.EQ)
    if found.effective == 0:
        return replace(proposal, note=found.note or "neither side has a value")
    at = next(m for m in range(len(trials.models)) if not isinstance(trials.known(m, 0), str))
    value = trials.known(at, 0)
    assert not isinstance(value, str)
    seen = Counterexample(trials.models[at], value.value, value.value)
    refuted = _refuted(proposal, seen)
    return replace(refuted, values=(refuted.values[0], "undefined"))


def _complex(proposal: Proposal, assumptions: Assumptions, seed: int) -> Proposal:
    """The left side is real, so that the right one must be: its imaginary part zero, its real part
    the same."""
    real, imaginary = _parts(proposal.after, assumptions)
    if real.has(re, im) or imaginary.has(re, im):
        return replace(proposal, note=f"the parts of {proposal.after} are not known")
    trials = Trials([proposal.before, real, imaginary, S.Zero], assumptions, seed)
    not_real = _judged(proposal, trials.compare(2, Relation.EQ), seed)
    if not_real.verdict is Judgement.REFUTED:
        return replace(not_real, note="the right side is not real: its imaginary part, and zero")
    if not_real.verdict is Judgement.UNCHECKED:
        return not_real
    return _judged(proposal, trials.compare(0, Relation.EQ), seed)


def _parts(expr: Expr, assumptions: Assumptions) -> tuple[Expr, Expr]:
    """The real and the imaginary part, found with positive symbols for those of known sign: roots
    and logarithms of these are known to be real."""
    there: dict[Symbol, Any] = {}
    back: dict[Any, Any] = {}
    for symbol in sorted(expr.free_symbols, key=str):
        known = sign(symbol, assumptions)
        if known in ("+", "-"):
            positive = Dummy(symbol.name, positive=True)
            there[symbol] = positive if known == "+" else -positive
            back[positive] = symbol if known == "+" else -symbol
    real, imaginary = expr.subs(there, simultaneous=True).as_real_imag()
    return real.xreplace(back), imaginary.xreplace(back)
