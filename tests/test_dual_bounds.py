"""What a generator of an f-divergence brings: its conjugate, the best critic, the dual bound."""

from __future__ import annotations

import pytest
from stub_problems import Run
from sympy import Abs, Piecewise, Rational, Symbol, exp, log, oo, sqrt

from derive.derivation.status import Status
from derive.language import ArbitraryMap, Assumptions, Expect, Exponential, Space, arbitrary_law
from derive.numeric import value_of
from derive.solvers.discrepancies import f_divergence
from derive.solvers.dual_bounds import f_gan

u, t, x = Symbol("u", positive=True), Symbol("t", real=True), Symbol("x")
X = Space("X")
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
T = ArbitraryMap("T", X)(x)


def cases(*rows):
    return Piecewise(*rows, (oo, True))


GENERATORS = [
    (u * log(u), exp(t - 1)),
    (-log(u), cases((-1 - log(-t), t < 0))),
    ((u - 1) ** 2, Piecewise((-1, t <= -2), (t * (t + 4) / 4, True))),
    ((sqrt(u) - 1) ** 2, cases((t / (1 - t), t < 1))),
]


@pytest.mark.parametrize("row", GENERATORS, ids=lambda row: str(row[0]))
def test_the_bound_has_the_conjugate_of_the_generator(row) -> None:
    f, wanted = row
    found = f_gan(f, u)
    conjugate, critic, bound = found.parts
    assert conjugate.result == wanted
    assert (critic.result - f.diff(u)).expand() == 0
    assert bound.relation.value == ">="
    assert bound.result == Expect(T, x, p) - Expect(wanted.xreplace({t: T}), x, q)


@pytest.mark.slow
def test_each_part_is_checked() -> None:
    assert f_gan(u * log(u), u).verify().status is Status.VERIFIED


def test_at_a_corner_there_is_no_one_best_critic() -> None:
    critic = f_gan(Abs(u - 1) / 2, u).parts[1].verify()
    assert critic.status is Status.ASSUMES


def test_a_generator_need_not_be_zero_at_one() -> None:
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    plain = f_divergence(Exponential(a), Exponential(b), u * log(u), u).result
    moved = f_divergence(Exponential(a), Exponential(b), u * log(u) + 3, u).verify()
    assert moved.status is Status.VERIFIED
    at = {a: Rational(7, 3), b: Rational(2)}
    gap = value_of(moved.result.subs(at), {}, Assumptions(), 20) - value_of(
        plain.subs(at), {}, Assumptions(), 20
    )
    assert abs(gap - 3) < 1e-15


def test_the_question_is_answered(run: Run) -> None:
    code, out, err = run("f-gan", "--f", "(x - 1)^2")
    assert (code, err) == (0, "")
    assert "= 2x - 2" in out
