"""Statements about arbitrary densities are also checked with densities on the line."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
from sympy import Not, Rational, Symbol, exp, log, sqrt

from derive import (
    JSD,
    KL,
    Assumptions,
    Density,
    Disjoint,
    Dominates,
    Element,
    Expect,
    FiniteSum,
    Gradient,
    Integral,
    Normal,
    Space,
    arbitrary_law,
    iid,
    joint_law,
    mean,
    start,
)
from derive.language import ArbitraryMap, LawFamily, Line, Maps, Relation, Sup, View, WithDensity
from derive.numeric import Trials
from derive.numeric.chain_values import ChainValues
from derive.numeric.models.line_models import on_the_line
from derive.numeric.models.one_dimensional import deepest
from derive.rulebook.laws.definitions import kl_definition

X, Z = Space("X", "continuous"), Space("Z", "continuous")
K, i = Symbol("K", integer=True, positive=True), Symbol("i", integer=True)
x, z, s = Symbol("x"), Symbol("z"), Symbol("s")
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
T, normal = ArbitraryMap("T", X), Normal(0, 1)
divergence = Expect(log(Density(p, x) / Density(q, x)), x, p)


def test_both_sides_have_values_there():
    found = Trials([KL(p, q), divergence], Assumptions(), 0).compare(0, Relation.EQ)
    assert (found.effective, found.lines, found.counterexample) == (20, 2, None)


def test_the_values_are_integrals_over_the_line():
    (way,) = on_the_line([KL(p, q), divergence], ())
    assert way.chain[0].args[0].space == Line()
    values = Trials([way.chain[0]], (), 0, 2)
    for model in range(2):
        assert 0 < values.known(model, 0).value < mpmath.inf


def test_a_statement_that_fails_there_is_refuted():
    bound = [KL(p, q), KL(p, q) + 1]
    (way,) = on_the_line(bound, ())
    found = Trials(way.chain, way.facts, 0, 2).compare(0, Relation.GE)
    assert found.effective == 2
    assert found.counterexample is not None


def test_models_in_which_a_law_has_no_value_are_replaced():
    """Given a point without mass a law has no density; twenty models are tried all the same."""
    x_space = Space("Y", "discrete")
    joint = joint_law("p", x_space, X)
    given = Density(joint.given_that({x_space: z}), x)
    chain = [given, Density(joint, z, x) / Density(joint.marginal(x_space), z)]
    seen = [Trials(chain, (), seed).compare(0, Relation.EQ) for seed in range(8)]
    assert all(found.effective == 20 for found in seen)
    assert any(found.tried > 20 for found in seen)


def test_points_are_as_many_as_models_where_they_cost_nothing():
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    found = Trials([log(a * b), log(a) + log(b)], (), 0).compare(0, Relation.EQ)
    assert (found.effective, found.method) == (20, "direct")


def test_the_number_of_a_point_is_one_of_the_sequence():
    joint, number = joint_law("p", X), Symbol("j", integer=True, positive=True)
    own = Density(joint, Element(s, number))
    assert Trials([own, own], (), 0).compare(0, Relation.EQ).effective == 20


def test_a_joint_law_is_mixed():
    """Of two coordinates one is on the line and the other has a few points: integrals are over one
    number at a time."""
    ours, theirs = (joint_law(name, X, Z) for name in "pr")
    inner = Expect(
        log(Density(ours, x, z)) - log(Density(theirs, x, z)), z, ours.given_that({X: x})
    )
    (way,) = on_the_line([Expect(inner, x, ours.marginal(X)), inner], ())
    assert way.chain[0].args[2].space == Line()
    assert way.chain[0].args[0].args[2].space == Z
    values = Trials(list(way.chain), (), 0, 2)
    for model in range(2):
        assert 0 < values.known(model, 0).value < mpmath.inf


def test_a_law_on_few_points_moves_smoothly_with_a_number():
    """The density of a point, given a number, has that of the joint law for its mean."""
    joint = LawFamily("p", (X,), (Line(),))
    given = View(joint, context=(z,))
    mean_ = Expect(Density(given, x), z, Normal(0, 1))
    total = FiniteSum(mean_, Symbol("i"), 1, 1)
    values = Trials([mean_, total], (), 0).compare(0, Relation.EQ)
    assert values.effective == 20
    there = Trials([Density(given, x)], (), 0, 1)
    model = there.models[0]
    shifted = replace(model, numbers={z: model.numbers[z] + Rational(1, 4)})
    near, far = (
        ChainValues([Density(given, x)], [z, x], [m]).known(0, 0) for m in (model, shifted)
    )
    assert near.value != far.value


def test_draws_from_the_line_are_few():
    draws = Expect(
        log(mean(Density(p, Element(s, i)) / Density(q, Element(s, i)), i, K)), s, iid(q, K)
    )
    (way,) = on_the_line([draws, KL(p, q)], ())
    assert way.facts == (K <= 2,)
    values = Trials(list(way.chain), way.facts, 0, 4)
    assert {int(m.numbers[K]) for m in values.models} == {1, 2}


def test_disjoint_laws_have_intervals_of_their_own():
    (way,) = on_the_line([JSD(p, q), JSD(q, p)], (Disjoint(p, q),))
    values = Trials(list(way.chain), way.facts, 0, 2)
    assert all(abs(values.known(m, 0).value - mpmath.log(2)) < 1e-14 for m in range(2))


def test_what_lacks_mass_makes_a_divergence_infinite():
    (way,) = on_the_line([KL(p, q), divergence], (Not(Dominates(q, p)),))
    values = Trials(list(way.chain), way.facts, 0, 2)
    assert all(values.known(m, 0).value == mpmath.inf for m in range(2))


def test_searches_stay_on_few_points_and_other_steps_do_not():
    best = Sup(Expect(T(x), x, p) - Expect(exp(T(x)), x, q), T(x).family, Maps(X))
    (way,) = on_the_line([best, divergence, KL(p, q)], ())
    assert way.chain[0] is None
    assert way.steps == {1}


def test_spaces_with_sums_stay():
    found = Expect(exp(T(x)), x, arbitrary_law("r", Space("Y", "discrete")))
    assert on_the_line([found, found], ()) == []


@pytest.mark.parametrize(
    ("expr", "depth"),
    [
        (Expect(Expect(z * x, z, normal), x, normal), 2),
        (Expect(x, x, normal) * Expect(z, z, normal), 1),
        (Expect(x - Expect(z, z, normal), x, normal), 1),
        (KL(WithDensity(Integral(Density(normal, z - x), x, Line()), z, Line()), normal), 2),
        (Expect(Element(s, 1), s, iid(normal, K)), 1),
        (Density(normal, x), 0),
    ],
)
def test_how_deep_integrals_stand_in_one_another(expr, depth):
    assert deepest(expr) == depth


def test_the_page_says_so():
    d = start(KL(p, q)).by(kl_definition).verify()
    assert all(step.evidence.lines == 2 for step in d.steps)
    assert "in 20 models and in 2 on the line" in str(d)


def test_means_on_a_half_line():
    """An arbitrary law there is a mixture of log-normal ones, whose tails outweigh no power."""
    law = arbitrary_law("q", Line(0))
    values = Trials([Expect(x, x, law)], (), 0, 5)
    for number, model in enumerate(values.models):
        found = values.known(number, 0)
        (drawn,) = model.to_json()["laws"]
        rows = [
            [
                mpmath.mpf(Rational(v).p) / Rational(v).q
                for v in (c["a"], c["places"][0]["a"], c["scales"][0]["a"])
            ]
            for c in drawn["components"]
        ]
        total = sum(mpmath.exp(a) for a, _, _ in rows)
        expected = sum(
            mpmath.exp(a) / total * mpmath.exp(at + (0.5 + mpmath.exp(scale)) ** 2 / 2)
            for a, at, scale in rows
        )
        assert abs(found.value / expected - 1) < 1e-13


def test_means_under_a_law_that_is_written_down():
    """A mixture of two arbitrary laws, term by term."""
    half = Rational(1, 2)
    mixed = WithDensity(half * Density(p, x) + half * Density(q, x), x, Line())
    laws = {law: arbitrary_law(law.family.label, Line()) for law in (p, q)}
    mixed = mixed.xreplace({law.family: new.family for law, new in laws.items()})
    parts = [Expect(x**2, x, law) / 2 for law in laws.values()]
    found = Trials([Expect(x**2, x, mixed), sum(parts)], (), 0, 3).compare(0, Relation.EQ)
    assert (found.effective, found.digits) == (3, 15)


def test_roots_of_densities_bend_where_these_cross():
    laws = [arbitrary_law(name, Line()) for name in "pq"]
    one, other = (Density(law, x) for law in laws)
    gaps = [abs(sqrt(one) - sqrt(other)) * (sqrt(one) + sqrt(other)), abs(one - other)]
    chain = [Integral(gap, x, Line()) for gap in gaps]
    found = Trials(chain, (), 0, 4).compare(0, Relation.EQ)
    assert (found.effective, found.digits) == (4, 15)


def test_a_second_derivative_of_an_integral_is_not_taken_by_differences():
    at, member = Symbol("t", real=True), arbitrary_law("m", X, parameters=(Symbol("t", real=True),))
    first = Gradient(KL(member, p), at, at)
    (way,) = on_the_line([first, first + 0 * at, Gradient(first, at, at), first], ())
    assert [e is None for e in way.chain] == [False, False, True, False]
