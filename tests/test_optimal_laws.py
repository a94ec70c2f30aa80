"""The law that makes a functional greatest, for objectives that no sheet contains."""

from __future__ import annotations

import pytest
from sympy import Gt, Symbol, exp, log, oo

from derive import (
    KL,
    ArbitraryMap,
    Density,
    DeriveError,
    Entropy,
    Everywhere,
    Expect,
    FiniteSum,
    Integral,
    IsFinite,
    Lattice,
    Laws,
    Line,
    Maximiser,
    Space,
    arbitrary_law,
    optimal,
    start,
)

Z = Space("Z", "discrete")
z = Symbol("z")
q, p = arbitrary_law("q", Z), arbitrary_law("p", Z)
f = ArbitraryMap("f", Z)


def test_the_gibbs_law_maximises_mean_plus_entropy():
    d = optimal(Expect(f(z), z, q) + Entropy(q), q, at=z)
    assert d.result == exp(f(z)) / Integral(exp(f(z)), z, Z)


def test_a_tilted_law_maximises_mean_less_divergence():
    positive = Everywhere(Gt(Density(p, z), 0), z, Z)
    d = optimal(Expect(f(z), z, q) - KL(q, p), q, at=z, assume=(positive,))
    weight = Density(p, z) * exp(f(z))
    assert d.result == weight / Integral(weight, z, Z)


def test_a_weight_on_the_divergence_tempers_the_likelihood():
    positive = Everywhere(Gt(Density(p, z), 0), z, Z)
    fit = ArbitraryMap("l", Z, codomain=Line(0))
    beta = Symbol("beta", positive=True)
    d = optimal(Expect(log(fit(z)), z, q) - beta * KL(q, p), q, at=z, assume=(positive,))
    weight = fit(z) ** (1 / beta) * Density(p, z)
    assert d.result == weight / Integral(weight, z, Z)


def test_weights_on_the_data_weigh_the_encoders_in_the_best_prior():
    i = Symbol("i", integer=True)
    n = Symbol("N", integer=True, positive=True)
    weight = ArbitraryMap("w", Lattice(1), codomain=Line(0))(i)
    encoder = arbitrary_law("e", Z, index=(i,))
    given = (
        IsFinite(Expect(log(Density(encoder, z)), z, encoder)),
        Everywhere(Gt(Density(encoder, z), 0), z, Z),
    )
    d = (
        start(
            Density(Maximiser(FiniteSum(-weight * KL(encoder, q), i, 1, n), q.family, Laws(Z)), z),
            *(Everywhere(condition, i, Lattice(1, n)) for condition in given),
        )
        .by("kl-definition")
        .by("expectation-is-linear")
        .by("sum-is-linear")
        .by("constants-do-not-move-the-maximiser")
        .by("expectation-definition")
        .by("constraint-of-mass-one-as-a-multiplier", Line(-oo, 0))
        .by("integral-is-greatest-where-the-integrand-is")
        .by("concave-function-is-greatest-where-it-is-stationary")
        .by("multiplier-is-fixed-by-the-mass")
    )
    best = FiniteSum(weight * Density(encoder, z), i, 1, n)
    assert d.result == best / Integral(best, z, Z)
    assert not d.taken


@pytest.mark.slow
def test_the_numbers_agree():
    done = optimal(Expect(f(z), z, q) + Entropy(q), q, at=z).verify()
    # the sum over an arbitrary space may diverge, and nothing that is given says that it does not
    assert done.status.value == "assumes"


def test_a_law_is_sought_alone_and_at_a_point():
    with pytest.raises(DeriveError, match="alone"):
        optimal(Expect(log(Density(p, z)), z, q), q)
