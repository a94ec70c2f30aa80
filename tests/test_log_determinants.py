"""The conjugate of -log det on positive definite matrices: as stated, and by a search in floats."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Piecewise, Symbol, log, oo

from derive.derivation.status import Status
from derive.errors import DeriveError
from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.definite import LargestEigenvalue, SymmetricMatrix
from derive.language.matrix import Det, MatrixProduct, Trace
from derive.solvers.conjugates import conjugate

D, c = Symbol("D", integer=True, positive=True), Symbol("c", positive=True)
X, P, V = PositiveMatrix("X", D), PositiveMatrix("P", D), SymmetricMatrix("V", D)


def test_the_conjugate_of_minus_log_det() -> None:
    found = conjugate(-log(Det(X)), X, V).verify()
    assert found.status is Status.VERIFIED
    value = -log(Det(MatrixSum((-1, V)))) - D
    assert found.result == Piecewise((value, LargestEigenvalue(V) < 0), (oo, True))


def test_a_multiple_with_a_linear_part_at_a_negative_definite_matrix() -> None:
    f = 3 - c * log(Det(X)) + Trace(MatrixProduct(P, X))
    found = conjugate(f, X, MatrixSum((-1, P))).verify()
    assert found.status is Status.VERIFIED
    twice = MatrixSum((2, P))
    assert (found.result - c * (D * log(c) - log(Det(twice)) - D) + 3).expand() == 0


@pytest.mark.parametrize("size", [1, 2, 3])
def test_it_is_what_an_ascent_finds(size) -> None:
    """X is moved along X (V + X^-1) X, the gradient in the metric of the cone."""
    root = np.random.default_rng(size).normal(size=(size, size))
    v = -(root @ root.T) - np.eye(size)
    x = np.eye(size)
    for _ in range(4000):
        x = x + 0.01 * (x @ v @ x + x)
    height = np.trace(v @ x) + np.linalg.slogdet(x)[1]
    assert height == pytest.approx(-np.linalg.slogdet(-v)[1] - size, rel=1e-9)


def test_a_vector_is_no_point_for_a_matrix() -> None:
    with pytest.raises(DeriveError, match="two vectors of one length"):
        conjugate(-log(Det(X)), X, Symbol("v"))
