"""Conjugates of functions of vectors of symbolic size: as stated, and as a search finds them."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Abs, Integer, Piecewise, Rational, Symbol, exp, log, oo, sqrt

from derive.derivation.status import Status
from derive.errors import DeriveError
from derive.language import Element, Expect, FiniteSum, Integral, Lattice
from derive.language.covariance import PositiveMatrix
from derive.language.density import ArbitraryMap, Density
from derive.language.law import arbitrary_law
from derive.language.matrix import Form, Identity, Inverse
from derive.language.vector import NamedVector, VectorSum
from derive.solvers.conjugates import conjugate

n = Symbol("n", integer=True, positive=True)
i, k = Symbol("i", integer=True), Symbol("k")
c, tau = Symbol("c", positive=True), Symbol("tau", positive=True)
x, y, b = (NamedVector(name, n) for name in "xyb")
x_i, y_i, b_i = (Element(vector, i) for vector in (x, y, b))
A = PositiveMatrix("A", n)
LINE, HALF = (-oo, oo), (0, oo)
T, q = ArbitraryMap("T", Lattice(1, n)), arbitrary_law("q", Lattice(1, n))


def total(term):
    return FiniteSum(term, i, 1, n)


VECTORS = [
    (
        Form(x, A) / 2 + total(b_i * x_i) + c,
        LINE,
        Form(VectorSum((1, b), (-1, y)), Inverse(A)) / 2 - c,
    ),
    (c * Form(x, Inverse(A)), LINE, Form(y, A) / (4 * c)),
    (c * total(x_i**2) / 2, LINE, total(y_i**2 / (2 * c))),
    (Integer(0), (-1, 1), total(Abs(y_i))),
    (total(Abs(x_i)), LINE, total(Piecewise((0, (y_i >= -1) & (y_i <= 1)), (oo, True)))),
    (total(x_i * log(x_i)), HALF, total(exp(y_i - 1))),
    (-total(log(x_i)), HALF, total(Piecewise((-log(-y_i) - 1, y_i < 0), (oo, True)))),
]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: str(row[0])[:40])
def test_the_conjugate_of_a_function_of_a_vector(row) -> None:
    f, interval, wanted = row
    found = conjugate(f, x, y, interval).verify()
    assert found.status is Status.VERIFIED
    assert found.result == wanted


@pytest.mark.slow
@pytest.mark.parametrize(
    ("f", "ball"),
    [
        (c * sqrt(Form(x, Identity(n))), sqrt(Form(y, Identity(n))) <= c),
        (sqrt(Form(x, A)), sqrt(Form(y, Inverse(A))) <= 1),
    ],
    ids=["euclidean", "of a matrix"],
)
def test_the_conjugate_of_a_norm_is_the_indicator_of_the_dual_ball(f, ball) -> None:
    found = conjugate(f, x, y).verify()
    assert found.status is Status.VERIFIED
    assert found.result == Piecewise((0, ball), (oo, True), evaluate=False)


def test_log_sum_exp_and_negative_entropy_are_conjugate_to_each_other() -> None:
    lse = log(Integral(exp(T(k)), k, Lattice(1, n)))
    entropy = Expect(log(Density(q, k)), k, q)
    there, back = conjugate(lse, T(k), q).verify(), conjugate(entropy, q, T(k)).verify()
    assert there.status is back.status is Status.VERIFIED
    assert there.result == entropy
    assert back.result == lse


def test_a_temperature_scales_the_argument_of_log_sum_exp() -> None:
    found = conjugate(tau * Expect(log(Density(q, k)), k, q), q, T(k)).verify()
    assert found.status is Status.VERIFIED
    assert found.result == tau * log(Integral(exp(T(k) / tau), k, Lattice(1, n)))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_they_are_what_a_search_finds(size) -> None:
    """Gradient ascent on the supremum itself, in plain floats."""
    draws = np.random.default_rng(size)
    root = draws.normal(size=(size, size))
    matrix = root @ root.T + np.eye(size)
    at, shift = draws.normal(size=size), draws.normal(size=size)

    def ascended(gradient, start, rate):
        for _ in range(20_000):
            start = start + rate * gradient(start)
        return start

    best = ascended(lambda z: at - shift - matrix @ z, np.zeros(size), 0.02)
    height = (at - shift) @ best - best @ matrix @ best / 2
    assert height == pytest.approx((at - shift) @ np.linalg.solve(matrix, at - shift) / 2, rel=1e-9)

    weights = draws.dirichlet(np.ones(size))
    best = ascended(lambda z: weights - np.exp(z) / np.exp(z).sum(), np.zeros(size), 0.5)
    height = weights @ best - np.log(np.exp(best).sum())
    assert height == pytest.approx(weights @ np.log(weights), rel=1e-6)


def test_a_pair_of_another_kind_is_refused() -> None:
    with pytest.raises(DeriveError, match="two vectors of one length"):
        conjugate(total(x_i), x, NamedVector("y", Rational(3)))


def test_what_no_rule_reaches_is_open() -> None:
    found = conjugate(total(x_i**2) * total(Abs(x_i)), x, y)
    assert found.result is None
    assert found.remaining
