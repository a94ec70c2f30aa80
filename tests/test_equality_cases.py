"""Statements "with equality if and only if": the slack is zero, to all digits, where the condition
holds, and strictly positive where it is broken."""

from __future__ import annotations

import pytest
from sympy import Ne, Symbol, exp, log

from derive.language import (
    KL,
    ArbitraryMap,
    Conjugate,
    Convex,
    Density,
    Differ,
    Disjoint,
    Dominates,
    Expect,
    FDivergence,
    Gradient,
    IsFinite,
    Line,
    Space,
    WithDensity,
    arbitrary_law,
)
from derive.language.divergence import JSD
from derive.language.relation import Relation
from derive.numeric import Trials

X, x, c = Space("X"), Symbol("x"), Symbol("c", real=True)
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
T = ArbitraryMap("T", X)
mass = Expect(exp(T(x)), x, q)
tilted = WithDensity(exp(T(x)) / mass * Density(q, x), x, X)


def first(function):
    return Expect(function, x, p) - Expect(exp(function - 1), x, q)


def second(function):
    return Expect(function, x, p) - log(Expect(exp(function), x, q))


u, f = Symbol("u", positive=True), ArbitraryMap("f", Line(0))
convex = Convex(f(u), u, Line(0))
slope = Gradient(f(u), u, Density(p, x) / Density(q, x))


def critic_value(critic):
    return Expect(critic, x, p) - Expect(Conjugate(f(u), u, Line(0), critic), x, q)


both_ways = (Dominates(q, p), Dominates(p, q), convex)
critic_is_finite = IsFinite(Expect(Conjugate(f(u), u, Line(0), slope + T(x)), x, q))
ratio = log(Density(p, x)) - log(Density(q, x))
finite = (IsFinite(Expect(T(x), x, p)), IsFinite(mass))
CASES = {
    # where they are equal, then where they are not: the greater side, the smaller, what is given
    "second-functional-against-first": (
        [(second(T(x) + 1 - log(mass)), first(T(x) + 1 - log(mass)), ())],
        [(second(T(x)), first(T(x)), (*finite, Ne(mass, exp(1))))],
    ),
    "divergence-against-second-functional": (
        [(KL(p, q), second(ratio + c), (Dominates(q, p),))],
        [
            (KL(p, q), second(T(x)), (Dominates(q, p), *finite, Differ(p, tilted))),
            (KL(p, q), second(T(x)), (Dominates(q, p), *finite, ~Dominates(p, q))),
        ],
    ),
    "divergence-against-first-functional": (
        [(KL(p, q), first(ratio + 1), (Dominates(q, p), Dominates(p, q)))],
        [(KL(p, q), first(ratio + 1 + Symbol("h", positive=True)), (Dominates(q, p),))],
    ),
    "f-divergence-against-the-bound-by-a-critic": (
        [(FDivergence(f(u), u, p, q), critic_value(slope), both_ways)],
        [(FDivergence(f(u), u, p, q), critic_value(slope + T(x)), (*both_ways, critic_is_finite))],
    ),
    "divergence-against-zero": (
        [(KL(p, p), Symbol("zero") * 0, ())],
        [(KL(p, q), Symbol("zero") * 0, (Differ(p, q),))],
    ),
    "jensen-shannon-against-log-two": (
        [(log(2), JSD(p, q), (Disjoint(p, q),))],
        [(log(2), JSD(p, q), (Dominates(p, q),))],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_equality_holds_where_it_is_said_to_hold(name: str) -> None:
    for greater, smaller, given in CASES[name][0]:
        found = Trials([greater, smaller], given, 5).compare(0, Relation.EQ)
        assert found.counterexample is None
        assert found.effective == found.tried == 20
        assert found.digits is not None
        assert found.digits >= 29


@pytest.mark.parametrize("name", CASES)
def test_it_is_strict_wherever_the_condition_is_broken(name: str) -> None:
    for greater, smaller, given in CASES[name][1]:
        found = Trials([greater, smaller], given, 6).compare(0, Relation.GT)
        assert found.counterexample is None
        assert found.effective >= 15
        assert found.equality == 0
