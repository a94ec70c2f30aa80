"""Proofs about arbitrary laws: places, signs, conditions, and what refutes what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sympy import Abs, Add, Gt, Integer, Ne, Symbol, exp, log, oo, sin, sqrt

from derive.derivation.derivation import Derivation, start
from derive.derivation.difference import differing
from derive.derivation.status import Status
from derive.derivation.verify import checked_steps
from derive.errors import DeriveError
from derive.language import (
    KL,
    AlmostSurely,
    ArbitraryMap,
    Assumptions,
    Conjugate,
    Convex,
    Density,
    Differ,
    Dominates,
    Expect,
    Gradient,
    Integral,
    IsFinite,
    Kernel,
    Limit,
    Line,
    Maps,
    ProductLaw,
    Relation,
    Smooth,
    Space,
    Sup,
    Value,
    arbitrary_law,
    joint_law,
)
from derive.numeric import Trials
from derive.rulebook.apply import Applied, Refused, apply
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.expectations.exchanges import gradient_moves_inside
from derive.rulebook.expectations.limits import (
    limit_is_the_value,
    limit_of_formula,
    quotient_of_vanishing_functions,
)
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.convex_jensen import jensen_for_concave, jensen_for_convex
from derive.rulebook.inequalities.fenchel_young import conjugate_at_a_slope
from derive.rulebook.inequalities.gibbs import gibbs_inequality
from derive.rulebook.inequalities.jensen import jensen_for_log, jensen_for_log_outwards
from derive.rulebook.inequalities.tangents import (
    log_below_tangent,
    mean_log_ratio_strictly_below_tangent,
)
from derive.rulebook.laws.bayes import bayes_rule
from derive.rulebook.laws.definitions import kl_definition
from derive.rulebook.laws.normalisation import importance_weight_integrates
from derive.rulebook.optima.pointwise import supremum_is_pointwise
from derive.rulebook.places import facts_at
from derive.rulebook.sums.indexed_sums import mean_of_sum

X, Z = Space("X"), Space("Z")
x, z, t = Symbol("x"), Symbol("z"), Symbol("t", real=True)
a = Symbol("a", real=True)
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
joint = joint_law("p", X, Z)
posterior, encoder = joint.given_that({X: x}), Kernel("q", Z, X)(x)
weight = ArbitraryMap("w", X, codomain=Line(0))
anything = ArbitraryMap("f", X)
MEAN_OF_LOG = Expect(log(weight(x)), x, p)
LOG_OF_MEAN = log(Expect(weight(x), x, p))


def relation_of(rule: Any, expr: Any, *given: Any, at: Any = None) -> str:
    found = apply(rule, expr, Assumptions.of(*given), (), at)
    return "refused" if isinstance(found, Refused) else found.relation.value


@pytest.mark.parametrize(
    ("expr", "relation"),
    [
        (MEAN_OF_LOG, "<="),
        (-MEAN_OF_LOG, ">="),
        (3 - 2 * MEAN_OF_LOG, ">="),
        (Expect(a**2 * MEAN_OF_LOG, z, arbitrary_law("r", Z)), "<="),
        (a * MEAN_OF_LOG, "refused"),
        (MEAN_OF_LOG**2, "refused"),
        (MEAN_OF_LOG * Expect(log(weight(x) ** 2), x, q), "refused"),
        (MEAN_OF_LOG - Expect(log(weight(x) ** 2), x, q), "refused"),
        (MEAN_OF_LOG + Expect(log(weight(x) ** 2), x, q), "<="),
    ],
)
def test_an_inequality_keeps_turns_or_loses_its_direction(expr: Any, relation: str) -> None:
    assert relation_of(jensen_for_log_outwards, expr) == relation


def test_of_two_places_of_opposite_sign_one_can_be_named() -> None:
    other = Expect(log(weight(x) ** 2), x, q)
    assert relation_of(jensen_for_log_outwards, MEAN_OF_LOG - other, at=other) == ">="


@pytest.mark.parametrize(
    ("around", "relation"),
    [
        (lambda e: -e, ">"),
        (lambda e: 2 * e + 1, "<"),
        (lambda e: a**2 * e, "<="),
        (lambda e: e + Expect(anything(x), x, p), "<="),
        (lambda e: Expect(e, z, arbitrary_law("r", Z)), "<="),
    ],
)
def test_strictness_is_kept_beside_numbers_alone(around: Any, relation: str) -> None:
    """Beside +oo, or under a factor that may be zero, a strict inequality is not one any more."""
    inner = Expect(log(Density(p, x) / Density(q, x)), x, q)
    found = relation_of(mean_log_ratio_strictly_below_tangent, around(inner), Differ(q, p))
    assert found == relation


def verdicts(derivation: Derivation) -> list[str]:
    return [c.verdict.value for c in derivation.conditions]


u, generator = Symbol("u", positive=True), ArbitraryMap("g", Line(0))
CONDITIONAL = [
    (jensen_for_log, log(Expect(anything(x), x, p)), AlmostSurely(anything(x) >= 0, x, p)),
    (
        importance_weight_integrates,
        Expect(anything(x) * Density(p, x) / Density(q, x), x, q),
        Dominates(q, p),
    ),
    (
        gibbs_inequality,
        Expect(log(Density(q, x)), x, p),
        IsFinite(Expect(log(Density(p, x)), x, p)),
    ),
    (
        kl_recognised,
        Expect(anything(x) + log(Density(p, x)) - log(Density(q, x)), x, p),
        IsFinite(Expect(anything(x), x, p)),
    ),
    (bayes_rule, Density(posterior, z), Gt(Density(joint.marginal(X), x), 0)),
    (
        gradient_moves_inside,
        Gradient(Integral(Density(arbitrary_law("q", X, (t,)), x), x, X), t, t),
        Smooth(Integral(Density(arbitrary_law("q", X, (t,)), x), x, X), t, t),
    ),
    (
        mean_log_ratio_strictly_below_tangent,
        Expect(log(Density(p, x) / Density(q, x)), x, q),
        Differ(q, p),
    ),
]


@pytest.mark.parametrize(
    ("rule", "expr", "condition"), CONDITIONAL, ids=lambda v: getattr(v, "name", "")
)
def test_a_condition_that_is_not_known_is_assumed_and_said(
    rule: Any, expr: Any, condition: Any
) -> None:
    without, with_it = start(expr).by(rule), start(expr, condition).by(rule)
    assert verdicts(without) == ["unknown"]
    assert set(verdicts(with_it)) <= {"holds"}
    assert without.verify().status in (Status.ASSUMES, Status.UNCHECKED)


def test_a_false_condition_refuses() -> None:
    minus = Expect(-weight(x), x, p)
    found = apply(jensen_for_log, log(minus), Assumptions())
    assert isinstance(found, Applied)
    assert holds(found.conditions[0], Assumptions()) is not True


def known_at(expr: Any, *given: Any) -> list[Any]:
    """What is known at the variable of a binder, called z."""
    return list(facts_at(expr, z, Assumptions.of(*given)))


def test_densities_are_positive_where_their_law_has_mass_and_nowhere_else() -> None:
    mean, integral = Expect(z, z, encoder), Integral(z, z, Z)
    views = [
        Density(joint, x, z),
        Density(joint.marginal(X), x),
        Density(joint.marginal(Z), z),
        Density(posterior, z),
        Density(joint.given_that({Z: z}), x),
    ]
    assert Gt(Density(encoder, z), 0) in known_at(mean)
    assert not any(Gt(v, 0) in known_at(mean) for v in views)
    dominated = known_at(mean, Dominates(posterior, encoder))
    assert all(Gt(v, 0) in dominated for v in views)
    assert not any(Gt(v, 0) in known_at(mean, Dominates(encoder, posterior)) for v in views)
    assert known_at(integral, Dominates(posterior, encoder)) == []


def reversed_step(derivation: Derivation) -> Derivation:
    step = derivation.steps[-1]
    return replace(derivation, steps=(replace(step, relation=step.relation.flipped),))


@pytest.mark.parametrize(
    "derivation",
    [
        start(LOG_OF_MEAN).by(jensen_for_log),
        start(MEAN_OF_LOG).by(jensen_for_log_outwards),
        start(log(Symbol("y", positive=True))).by(log_below_tangent),
        start(KL(p, q), Dominates(q, p)).by(kl_definition).by(kl_recognised),
    ][:3],
    ids=["jensen", "jensen-outwards", "tangent"],
)
def test_an_inequality_the_wrong_way_round_is_refuted_by_numbers_alone(
    derivation: Derivation,
) -> None:
    [right] = checked_steps(derivation, 0, replays=False)
    [wrong] = checked_steps(reversed_step(derivation), 0, replays=False)
    assert right.evidence is not None
    assert right.evidence.holds is True
    assert wrong.evidence is not None
    assert wrong.evidence.holds is False


def test_true_but_not_by_this_rule() -> None:
    """Both sides agree, and the rule named does not lead from one to the other."""
    step = start(KL(p, p)).by(kl_definition).steps[0]
    other = replace(step, after=Integer(0), rule=kl_recognised)
    done = replace(start(KL(p, p)), steps=(other,)).verify()
    assert done.status is Status.REFUTED
    assert done.steps[0].evidence is not None
    assert done.steps[0].evidence.holds is True
    assert done.steps[0].replays is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KL(p, q), KL(q, p)),
        (MEAN_OF_LOG, LOG_OF_MEAN),
        (Density(joint, x, z), Density(posterior, z)),
        (Density(joint, x, z), Density(joint.marginal(X), x) * Density(joint.marginal(Z), z)),
    ],
    ids=["divergence", "log-of-mean", "joint-and-conditional", "independence"],
)
def test_a_difference_has_a_small_witness(one: Any, other: Any) -> None:
    [step] = differing(one, other).verify().steps
    assert step.evidence is not None
    seen = step.evidence.witness
    assert seen.exact is not None
    left, right = seen.exact
    assert left != right
    assert all(f.args[0].is_Integer for side in seen.exact for f in side.atoms(log))


def test_equal_expressions_have_no_witness() -> None:
    half = Density(joint.given_that({Z: z}), x) * Density(joint.marginal(Z), z)
    done = differing(half, Density(joint, x, z)).verify()
    assert done.status is Status.REFUTED or done.status is Status.UNCHECKED


def test_points_of_a_product_law_are_read_under_its_own_index() -> None:
    i, n = Symbol("i", integer=True), Symbol("n", integer=True, positive=True)
    laws = ProductLaw(arbitrary_law("p", X, index=(i,)), i, n)
    mean = Expect(Add(1, z), z, laws)
    assert apply(mean_of_sum, mean, Assumptions()) == Refused(
        f"{mean_of_sum.name} finds nothing to act on"
    )


def test_relations_compose_along_a_chain() -> None:
    table = {
        (Relation.LE, Relation.LT): Relation.LT,
        (Relation.GE, Relation.GE): Relation.GE,
        (Relation.LE, Relation.GE): None,
        (Relation.EQ, Relation.NE): Relation.NE,
        (Relation.NE, Relation.LE): None,
    }
    assert {pair: pair[0].then(pair[1]) for pair in table} == table


def test_the_sign_of_a_product_of_unknown_factors_is_unknown() -> None:
    unknown = Expect(anything(x), x, p) * Expect(anything(x), x, q)
    assert holds(Gt(-unknown, 0), Assumptions()) is None
    assert holds(Gt(-Expect(weight(x), x, p) / a, 0), Assumptions.of(a < 0)) is True


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (u * log(u), True),
        (Abs(u - 1), True),
        (-log(u), True),
        (u**3 - u, True),
        (-sqrt(u), True),
        (log(u), False),
        (u * (u - 1) * (u - 2), False),
        (generator(u), None),
        (2 * generator(u) + u**2, None),
    ],
)
def test_whether_a_function_is_convex_is_read_off_where_it_is_known(body: Any, answer: Any) -> None:
    assert holds(Convex(body, u, Line(0)), Assumptions()) is answer
    known = Assumptions.of(Convex(generator(u), u, Line(0)))
    assert holds(Convex(body, u, Line(0)), known) is (True if answer is None else answer)


def test_the_conjugate_at_a_slope_asks_for_a_convex_and_differentiable_function() -> None:
    def at_its_slope(body: Any) -> Any:
        return Conjugate(body, u, Line(0), Gradient(body, u, Integer(2)))

    assert relation_of(conjugate_at_a_slope, at_its_slope(u**2)) == "="
    with pytest.raises(DeriveError, match="fails here"):
        start(at_its_slope(-(u**2))).by(conjugate_at_a_slope)
    corner = start(at_its_slope(Abs(u - 2))).by(conjugate_at_a_slope)
    anything_at_all = start(at_its_slope(generator(u))).by(conjugate_at_a_slope)
    assert sorted(verdicts(corner)) == sorted(verdicts(anything_at_all)) == ["holds", "unknown"]
    assert anything_at_all.verify().status is Status.ASSUMES


def test_a_function_that_is_said_to_be_convex_is_so_in_every_model() -> None:
    middle = generator((u + 3) / 2)
    chord = (generator(u) + generator(Integer(3))) / 2
    given = (Convex(generator(u), u, Line(0)), Ne(u, 3))
    assert Trials([middle, chord], given, 1).compare(0, Relation.LT).counterexample is None
    assert Trials([middle, chord], (Ne(u, 3),), 1).compare(0, Relation.LT).counterexample
    assert Trials([middle], (Convex(-(u**2), u, Line(0)),), 1).models == []


@pytest.mark.parametrize(
    ("body", "interval", "end", "limit"),
    [
        ((1 - u) / (3 * u), Line(0, 1), 0, oo),
        ((1 - u) / (3 * u), Line(0, 1), 1, 0),
        ((exp(2 * u) - 1) / u, Line(0, 1), 0, 2),
        (sqrt(u) + 3, Line(0, 1), 0, 3),
        ((2 * u + 1) / (u + 5), Line(0), oo, 2),
        (1 / (1 - u), Line(1, 4), 1, -oo),
    ],
)
def test_a_limit_is_found_by_a_rule_and_by_numbers(
    body: Any, interval: Any, end: Any, limit: Any
) -> None:
    done = start(Limit(body, u, interval, end)).by(limit_of_formula).verify()
    assert done.result == limit
    assert done.status is Status.VERIFIED


def test_a_function_has_its_value_for_a_limit_only_where_it_is_known_to_be_smooth() -> None:
    def at_zero(body: Any) -> Any:
        return Limit(body, u, Line(0, 1), 0)

    assert relation_of(limit_is_the_value, at_zero(1 / u)) == "refused"
    assert verdicts(start(at_zero(sqrt(u) + 1)).by(limit_is_the_value)) == ["unknown"]
    assert verdicts(start(at_zero(exp(u) * u)).by(limit_is_the_value)) == ["holds"]


def test_what_settles_nowhere_has_no_numeric_limit() -> None:
    for body in (sin(1 / u), -log(u)):
        found = Trials([Limit(body, u, Line(0, 1), 0), Integer(0)], (), 0).compare(0, Relation.EQ)
        assert found.effective == 0


def test_a_quotient_of_slopes_is_a_limit_only_where_both_vanish_and_are_smooth() -> None:
    mean = Expect(weight(x) ** u, x, p)
    vanishing, other = log(mean) / u, mean / u
    smooth = Smooth(mean, u, 0)
    of_one, of_other = (Limit(e, u, Line(0, 1), 0) for e in (vanishing, other))
    assert relation_of(quotient_of_vanishing_functions, of_other, smooth) == "refused"
    assert verdicts(start(of_one).by(quotient_of_vanishing_functions)) == ["unknown"]
    assert verdicts(start(of_one, smooth).by(quotient_of_vanishing_functions)) == ["holds"]


def test_what_is_added_to_a_functional_is_added_to_its_supremum() -> None:
    functional = Integral(weight(x) * anything(x) - weight(x) * exp(anything(x)), x, X)
    over = anything(x).family, Maps(X)
    plain, moved = (
        start(Sup(functional + a, *over)).by(supremum_is_pointwise) for a in (0, Integer(1))
    )
    assert moved.reached == plain.reached + 1
    assert moved.verify().status is Status.VERIFIED
    law = Expect(log(weight(x)), x, p)
    assert verdicts(start(Sup(functional + law, *over)).by(supremum_is_pointwise)) == ["unknown"]


@pytest.mark.parametrize(
    ("rule", "body", "result"),
    [
        (jensen_for_convex, exp(anything(x)), exp(Expect(anything(x), x, p))),
        (jensen_for_convex, anything(x) ** 2, Expect(anything(x), x, p) ** 2),
        (jensen_for_convex, 1 / weight(x), 1 / Expect(weight(x), x, p)),
        (jensen_for_concave, sqrt(weight(x)), sqrt(Expect(weight(x), x, p))),
        (jensen_for_convex, anything(x) ** 3, None),
        (jensen_for_concave, exp(anything(x)), None),
    ],
)
def test_jensen_holds_for_whatever_function_is_convex(rule: Any, body: Any, result: Any) -> None:
    [inner] = body.atoms(Value)
    begun = start(Expect(body, x, p), IsFinite(Expect(inner, x, p)))
    if result is None:
        with pytest.raises(DeriveError, match="fails here"):
            begun.by(rule, inner)
        return
    done = begun.by(rule, inner).verify()
    assert done.result == result
    assert done.status is Status.VERIFIED
