"""Laws of several numbers: independent coordinates, normal vectors of any size."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Integer, Rational, Symbol, cos, log, symbols

import derive
from derive.language import (
    KL,
    ArbitraryMap,
    Beta,
    Element,
    Entropy,
    Expect,
    Gamma,
    Lattice,
    Line,
    Normal,
    Poisson,
    ProductLaw,
    iid,
)
from derive.language.sequence import FiniteSum
from derive.numeric import value_of

D = Symbol("D", integer=True, positive=True)
i = Symbol("i")
m, s = Symbol("m", real=True), Symbol("s", positive=True)
mu = ArbitraryMap("mu", Lattice(1))
sigma = ArbitraryMap("sigma", Lattice(1), codomain=Line(0))


def checked(d: Any) -> Any:
    found = d.verify()
    assert str(found.status) == "verified", found.status
    assert len(found.steps) <= 12
    return found.result


def test_divergence_of_equal_coordinates_is_a_multiple() -> None:
    found = checked(derive.kl(iid(Normal(m, s), D), iid(Normal(0, 1), D)))
    expected = D * (m**2 + s**2 - 1 - 2 * log(s)) / 2
    assert (found - expected).expand() == 0


def test_divergence_from_the_standard_normal_is_a_sum_over_coordinates() -> None:
    law = ProductLaw(Normal(mu(i), sigma(i)), i, D)
    found = checked(derive.kl(law, iid(Normal(0, 1), D)))
    term = (mu(i) ** 2 + sigma(i) ** 2 - 1 - 2 * log(sigma(i))) / 2
    assert found == FiniteSum(term.expand(), i, 1, D)


def test_entropy_of_independent_draws_is_a_multiple() -> None:
    a, b = symbols("a b", positive=True)
    one = derive.entropy(Gamma(a, b)).result
    three = checked(derive.entropy(iid(Gamma(a, b), 3)))
    assert (three - 3 * one).expand() == 0


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("law", [Normal(Rational(1, 3), 2), Gamma(2, 3), Beta(2, 3), Poisson(2)])
def test_numbers_of_independent_draws_add_up(law: Any, n: int) -> None:
    """The mean over n numbers is found from cuts: n times the entropy of one."""
    one, all_of_them = value_of(Entropy(law), {}, ()), value_of(Entropy(iid(law, n)), {}, ())
    assert abs(all_of_them - n * one) < 1e-12


@pytest.mark.parametrize("n", [1, 2, 3])
def test_numbers_of_a_divergence_add_up(n: int) -> None:
    found = value_of(KL(iid(Normal(1, 2), n), iid(Normal(0, 1), n)), {}, ())
    # 1/2 (sigma^2 + mu^2 - 1 - 2 log sigma) with sigma = 2, mu = 1
    assert abs(found - n * float(2 - log(Integer(2)))) < 1e-12


def test_a_mean_that_is_neither_sum_nor_product_is_taken_over_all_numbers() -> None:
    """E[cos(x y)] for independent standard normals is 1/sqrt(2)."""

    x = Symbol("x")
    body = cos(Element(x, 1) * Element(x, 2))
    found = value_of(Expect(body, x, iid(Normal(0, 1), 2)), {}, ())
    assert abs(found - 0.5**0.5) < 1e-12
