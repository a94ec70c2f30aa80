"""False statements: each is refuted by a small model, with both sides as numbers, exactly where
they are rational or logarithms of rationals; and a step that claims it is refuted by the numbers
alone."""

from __future__ import annotations

from typing import Any

import pytest
from mpmath import mpf
from sympy import Abs, Ne, Symbol, exp, log

from derive.derivation.derivation import Derivation
from derive.derivation.status import Status
from derive.derivation.step import Step
from derive.language import (
    KL,
    ArbitraryMap,
    Assumptions,
    Density,
    Dominates,
    Element,
    Everywhere,
    Expect,
    Line,
    Normal,
    Space,
    arbitrary_law,
    iid,
    joint_law,
    mean,
)
from derive.language.matrix import Det, NamedMatrix
from derive.language.relation import Relation
from derive.language.vector import Coordinates, Image, NamedVector, VectorSum
from derive.language.vector_laws import ImageLaw
from derive.numeric.witness import SmallModel, witness
from derive.rulebook.algebra.rule import algebra

X, H = Space("X"), Space("H")
x, h, s, z, z_0 = (Symbol(name) for name in ("x", "h", "s", "z", "z_0"))
j = Symbol("j", integer=True)
K = Symbol("K", integer=True, positive=True)
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
joint, draws = joint_law("p", X, H), arbitrary_law("q", H)
T = ArbitraryMap("T", X)
positive = ArbitraryMap("f", X, codomain=Line(0))(x)


def bound(count: Any) -> Expect:
    weight = Density(joint, x, Element(s, j)) / Density(draws, Element(s, j))
    return Expect(log(mean(weight, j, count)), s, iid(draws, count))


def moved(at: Any) -> VectorSum:
    linear = Image(NamedMatrix("S", K), Coordinates(at, K))
    return VectorSum((1, NamedVector("mu", K)), (1, linear))


noise = iid(Normal(0, 1), K)
supported = (Dominates(q, p), Dominates(p, q))
regular = Ne(Det(NamedMatrix("S", K)), 0)
volume = Abs(Det(NamedMatrix("S", K)))
full = (Everywhere(Density(joint, x, h) > 0, h, H), Everywhere(Density(draws, h) > 0, h, H))
first = Expect(T(x), x, p) - Expect(exp(T(x) - 1), x, q)
second = Expect(T(x), x, p) - log(Expect(exp(T(x)), x, q))

# left, what is claimed of it, right, what is given, whether both sides are found exactly
FALSE: dict[str, tuple[Any, Relation, Any, tuple[Any, ...], bool]] = {
    "more draws give no better bound": (bound(K), Relation.LE, bound(1), (*full, K >= 2), True),
    "the divergence is symmetric": (KL(p, q), Relation.EQ, KL(q, p), supported, True),
    "the second functional is above the divergence": (
        KL(p, q),
        Relation.LE,
        second,
        supported,
        True,
    ),
    "the first functional is above the second": (first, Relation.GE, second, (), False),
    "Jensen the wrong way round": (
        Expect(log(positive), x, p),
        Relation.GE,
        log(Expect(positive, x, p)),
        (),
        True,
    ),
    "the mean of the log is the log of the mean": (
        Expect(log(positive), x, p),
        Relation.EQ,
        log(Expect(positive, x, p)),
        (),
        True,
    ),
    "the Jacobian is dropped": (
        Density(ImageLaw(moved(z), z, noise), moved(z_0)),
        Relation.EQ,
        Density(noise, z_0),
        (regular,),
        False,
    ),
    "the Jacobian is turned over": (
        Density(ImageLaw(moved(z), z, noise), moved(z_0)),
        Relation.EQ,
        Density(noise, z_0) * volume,
        (regular,),
        False,
    ),
}


def fails(relation: Relation, left: mpf, right: mpf) -> bool:
    gap = 1e-9 * max(1, abs(left), abs(right))
    if relation is Relation.EQ:
        return abs(left - right) > gap
    return left > right + gap if relation is Relation.LE else left < right - gap


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_has_a_witness(name: str) -> None:
    left, relation, right, given, exact = FALSE[name]
    seen = witness(left, right, Assumptions.of(*given), 0)
    assert seen is not None
    assert fails(relation, seen.left, seen.right)
    assert (seen.exact is not None) is exact
    if exact:
        assert isinstance(seen.model, SmallModel)
        assert all(len(weights) == 2 for weights in seen.model.to_json()["spaces"].values())
        for value, number in zip(seen.exact, (seen.left, seen.right), strict=True):
            assert abs(mpf(str(value.evalf(25))) - number) < 1e-12


@pytest.mark.parametrize("name", FALSE)
def test_a_step_that_claims_it_is_refuted(name: str) -> None:
    left, relation, right, given, _ = FALSE[name]
    claimed = Derivation(
        left, (Step(left, relation, right, algebra),), Assumptions.of(*given)
    ).verify()
    assert claimed.status is Status.REFUTED
    evidence = claimed.steps[0].evidence
    assert evidence is not None
    assert evidence.counterexample is not None
    assert fails(relation, evidence.counterexample.left, evidence.counterexample.right)
