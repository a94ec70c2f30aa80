"""Parameters that are not numbers: bound variables, and what symbols leave open."""

from __future__ import annotations

import numpy as np
import pytest
from sympy import Eq, Rational, Symbol, log, nan, symbols

from derive import language
from derive.errors import InvalidParameter


@pytest.mark.parametrize(
    "inner",
    [
        lambda z: language.Bernoulli(z),
        lambda z: language.Categorical([z, 1 - z]),
        lambda z: language.Dirichlet([z, 2]),
        lambda z: language.MultivariateNormal([z, 0], [[1 + z, 0], [0, 1]]),
        lambda z: language.LowRankMultivariateNormal([0, z], [[1], [z]], [z, 1]),
    ],
    ids=["Bernoulli", "Categorical", "Dirichlet", "MultivariateNormal", "LowRank"],
)
def test_a_parameter_may_be_a_bound_variable(inner):
    w, y, z, t = symbols("w y z t")

    def mean(z):
        body = language.Expect(language.KL(inner(z), inner(1 / t)), y, inner(z))
        return language.Expect(body, z, language.Beta(2, 3))

    assert mean(z) == mean(w)
    assert mean(z).free_symbols == {t}
    assert mean(z).subs(t, 2).free_symbols == set()
    assert mean(z).open(t)[0].law == inner(t)


def test_a_sum_that_symbols_leave_open_is_a_condition():
    a, b = symbols("a b", positive=True)
    assert language.Categorical([a / (a + b), b / (a + b)]).conditions == ()
    assert language.Categorical([a, b, 1 - a - b]).conditions == (1 - a - b > 0,)
    assert language.Categorical([a, b]).conditions == (Eq(a + b, 1),)
    with pytest.raises(InvalidParameter, match="sum to one"):
        language.Categorical([a, 2 - a])


def test_leading_minors_are_conditions():
    a, b = symbols("a b", positive=True)
    c, d = symbols("c d", real=True)
    law = language.MultivariateNormal([0, 0], [[a, c], [d, b]])
    assert law.conditions == (Eq(d, c), a * b - c * d > 0)
    assert language.MultivariateNormal([c, d], [[a**2, 0], [0, b**2]]).conditions == ()


def test_off_the_support_a_categorical_has_no_value():
    x = Symbol("x")
    formula = language.Categorical([Rational(1, 4), Rational(3, 4)]).log_density(x)
    assert formula.subs(x, 1) == log(Rational(3, 4))
    assert formula.subs(x, 2) is nan


def test_a_float_of_any_kind_is_the_decimal_that_it_writes():
    for value in (0.1, np.float64(0.1)):
        assert language.Normal(0, value) == language.Normal(0, Rational(1, 10))
