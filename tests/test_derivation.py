"""Chains: what is refused when one is built, and what the verifier says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Abs, Symbol, digamma, log, loggamma

from derive import Gamma, InverseGamma, Normal, compare, kl, propose
from derive.derivation.assumed import not_implied
from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.derivation.parts import together
from derive.derivation.status import Status
from derive.errors import DeriveError
from derive.language import KL, Assumptions, Density, Expect, Relation, Space, arbitrary_law
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.jensen import jensen_for_log
from derive.rulebook.laws.definitions import kl_definition

X = Space("X")
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
a, b, x = (Symbol(name, real=True) for name in "abx")


def expanded() -> Derivation:
    return start((a + b) ** 2).by(algebra, a**2 + 2 * a * b + b**2)


def test_a_chain_is_immutable_and_unchecked_until_it_is_verified():
    d = expanded()
    assert d.status is Status.UNCHECKED
    assert d.verify().status is Status.VERIFIED
    assert d.status is Status.UNCHECKED


def test_a_chain_without_steps_proves_nothing():
    assert start(a).verify().status is Status.UNCHECKED


def test_a_step_that_does_not_continue_the_chain_is_refused():
    (step,) = expanded().steps
    with pytest.raises(DeriveError, match="does not begin"):
        Derivation(a, (step,))


def test_a_wrong_step_is_refuted_by_numbers_and_by_replay():
    (step,) = expanded().steps
    wrong = Derivation((a + b) ** 2, (replace(step, after=a**2 + b**2),)).verify()
    assert wrong.status is Status.REFUTED
    (checked,) = wrong.steps
    assert checked.evidence.counterexample is not None
    assert checked.replays is False


def test_true_but_not_by_this_rule():
    """Both sides agree in every model, and still the named rule does not give the step."""
    d = start(KL(p, q)).by(kl_definition)
    (step,) = d.steps
    told = replace(step, rule=expectation_is_linear)
    checked = Derivation(d.start, (told,)).verify()
    assert checked.steps[0].evidence.holds
    assert checked.steps[0].replays is False
    assert checked.status is Status.REFUTED


def test_relations_compose_and_opposite_ones_are_refused():
    assert Relation.LE.then(Relation.LT) is Relation.LT
    assert Relation.GE.then(Relation.LE) is None
    up = start(log(Expect(log(x**2 + 1), x, p)), Expect(log(x**2 + 1), x, p) > 0)
    assert up.by(jensen_for_log).relation is Relation.GE


def test_a_rule_that_finds_nothing_is_refused():
    with pytest.raises(RuleRefused, match="finds nothing"):
        start(a).by(kl_definition)


def test_a_composite_derivation_is_as_bad_as_its_worst_part():
    good = expanded()
    (step,) = good.steps
    bad = Derivation(good.start, (replace(step, after=a**2 + b**2),))
    assert together("both", good, bad).verify().status is Status.REFUTED
    assert together("both", good, good).verify().status is Status.VERIFIED
    with pytest.raises(RuleRefused, match="several parts"):
        together("both", good, good).by(algebra)


def test_the_parts_of_a_part_stand_beside_the_others():
    inner = together("inner", replace(expanded(), title="one"), replace(expanded(), title="two"))
    outer = together("outer", expanded(), inner)
    assert [p.title for p in outer.parts] == ["", "inner: one", "inner: two"]
    assert len(outer.steps) == 3


def test_the_same_seed_gives_the_same_evidence():
    one, two = (expanded().verify(seed=3).steps[0].evidence for _ in range(2))
    assert one == two


def test_a_chain_may_be_read_backwards():
    mean = Expect(log(Density(p, x)) - log(Density(q, x)), x, p)
    to_kl = start(mean).by(kl_recognised)
    d = start(KL(p, q)).by(kl_definition).by(kl_recognised).back(to_kl)
    assert d.reached == mean
    assert d.steps[-1].backwards
    assert d.steps[-1].title.endswith("read backwards")
    checked = d.verify()
    assert checked.status is Status.VERIFIED
    assert all(s.replays for s in checked.steps)


def test_only_a_chain_with_the_same_end_and_no_more_assumptions_is_read_backwards():
    there = start(KL(p, q)).by(kl_definition)
    with pytest.raises(RuleRefused, match="ends where this one does"):
        start(KL(p, q)).back(there)
    with pytest.raises(RuleRefused, match="assumes more"):
        there.back(replace(there, assumptions=Assumptions.of(a > 0)))


def test_an_inequality_turns_round_when_it_is_read_backwards():
    mean = Expect(log(Density(p, x)), x, p)
    down = start(log(Expect(Density(p, x), x, p))).by(jensen_for_log)
    assert start(mean).back(down).relation is Relation.LE
    assert start(mean).back(down).verify().status is Status.VERIFIED


def test_a_chain_and_a_step_are_shown_in_one_line():
    d = expanded()
    assert repr(d) == "<(a + b)^2 .. a^2 + b^2 + 2*a*b; 1 step, unchecked>"
    assert repr(d.steps[0]) == "<(a + b)^2 = a^2 + b^2 + 2*a*b, by algebra>"


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda d: d.verify(seed="x"), "a seed is a whole number"),
        (lambda d: d.value_at(5), "given by name"),
        (lambda d: d.value_at({"a": 1, "b": 2}, digits=-3), "positive whole number"),
        (lambda d: d.value_at({"a": 1, "b": "x"}), "not a number"),
    ],
)
def test_what_cannot_be_asked_of_a_chain_is_said_in_a_sentence(ask, sentence):
    with pytest.raises(DeriveError, match=sentence):
        ask(expanded())


def test_a_rule_may_be_named():
    d = start(Expect(2 * x + a, x, Normal(b, 1)))
    assert d.by("expectation-is-linear") == d.by(expectation_is_linear)
    with pytest.raises(DeriveError, match="did you mean expectation-is-linear"):
        d.by("expectation-is-linera")
    with pytest.raises(RuleRefused, match="3 is no rule"):
        d.by(3)


@pytest.mark.parametrize("ask", [compare, propose])
def test_one_fact_may_stand_alone_and_text_is_no_fact(ask):
    answers = [ask(log(a**2), 2 * log(a), given).verdict for given in (a > 0, [a > 0])]
    assert answers[0] == answers[1]
    with pytest.raises(DeriveError, match="'a > 0' is text and not a fact"):
        ask(a, b, "a > 0")
    assert kl(Normal(a, 1), Normal(0, 1), assume=a > 0).assumptions.about(a) == (a > 0,)


def test_what_a_step_takes_for_granted_serves_the_steps_after_it():
    c, d = Symbol("c", positive=True), Symbol("d", positive=True)
    e, f = Symbol("e", positive=True), Symbol("f", positive=True)
    derived = kl(Gamma(c, d), InverseGamma(e, f)).verify()
    assert derived.status is Status.ASSUMES
    book = (c + e) * digamma(c) - c - loggamma(c) + loggamma(e) - e * log(d * f) + d * f / (c - 1)
    assert derived.result == book
    assert not_implied(derived.taken, derived.assumptions) == (c - 1 > 0,)


def test_a_step_may_not_rest_on_what_nobody_says():
    (step,) = start(Abs(a), a > 0).by(algebra).steps
    smuggled = Derivation(step.before, (replace(step, taken=(a > 0,)),))
    assert smuggled.verify().status is Status.REFUTED
