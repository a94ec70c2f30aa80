"""Changing a given changes the derivation: variants of the concrete problems, with the outcome of
each, judged by double-precision quadrature that shares no code with the engine."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pytest
from independent import Meaning, Model, Undecided
from sympy import Contains, FiniteSet, Rational, S, exp, log, oo, symbols

from derive.derivation.status import Status
from derive.language import (
    Bernoulli,
    Beta,
    Binomial,
    Chi2,
    Density,
    Exponential,
    Gamma,
    Geometric,
    HalfCauchy,
    HalfNormal,
    Laplace,
    LogNormal,
    Maxwell,
    Normal,
    Poisson,
    Uniform,
)
from derive.solvers.divergences import cross_entropy, entropy, kl
from derive.solvers.evidence_lower_bound import elbo
from derive.solvers.expectations import expectation
from derive.solvers.gradients import gradient
from derive.solvers.marginals import marginal, posterior
from derive.solvers.optima import optimal
from derive.solvers.reparameterization import by_inversion, reparameterize

# plain symbols: the engine learns what they are from where they stand
theta, phi, x, z, y = symbols("theta phi x z y")
a, b, c, d, m, s, n, p, r, w = symbols("a b c d m s n p r w")
low, high = symbols("low high")
AT = {
    theta: 1.3, phi: 0.7, x: 0.9, y: 1, z: 0.6, a: 2.3, b: 1.7, c: 0.4, d: 1.2, m: 0.3, s: 0.8,
    n: 5, p: 0.35, r: 0.6, w: 1.4, low: 0.2, high: 1.5,
}  # fmt: skip


@dataclass(frozen=True)
class Variant:
    """What is asked, and what comes of it: a closed form, an infinite value, or nothing closed."""

    name: str
    ask: object
    outcome: str = "closed"
    longest: int = 12


def bound(prior, likelihood, q, observed=x, *given):
    return lambda: elbo(prior, likelihood, q, latent=z, observed=observed, assume=given)


def evidence(prior, likelihood, observed=x, *given):
    return lambda: marginal(prior, likelihood, z, observed, assume=given)


BINARY, COUNT = Contains(y, FiniteSet(0, 1)), Contains(y, S.Naturals0)
TABLE = [
    Variant("the sheet's own bound", bound(Exponential(theta), Normal(z, 1), Exponential(phi))),
    Variant("a gamma prior", bound(Gamma(a, b), Normal(z, 1), Exponential(phi))),
    Variant("a gamma approximation", bound(Exponential(theta), Normal(z, 1), Gamma(a, b))),
    Variant("any spread", bound(Exponential(theta), Normal(z, s), Exponential(phi))),
    Variant(
        "a Laplace likelihood", bound(Exponential(theta), Laplace(z, s), Exponential(phi), x, x > 0)
    ),
    Variant("a log-normal approximation", bound(Exponential(theta), Normal(z, 1), LogNormal(m, s))),
    Variant("a uniform approximation", bound(Exponential(theta), Normal(z, 1), Uniform(1, 2))),
    Variant("a Bernoulli latent", bound(Bernoulli(p), Normal(w * z, s), Bernoulli(r))),
    Variant("normal all through", bound(Normal(m, s), Normal(w * z + c, d), Normal(a, b))),
    Variant("a Laplace prior", bound(Laplace(0, s), Normal(z, 1), Normal(m, d))),
    Variant("beta and Bernoulli", bound(Beta(a, b), Bernoulli(z), Beta(c, d), y, BINARY)),
    Variant("beta and binomial", bound(Beta(a, b), Binomial(n, z), Beta(c, d), y, COUNT, y <= n)),
    Variant("gamma and Poisson", bound(Gamma(a, b), Poisson(z), Gamma(c, d), y)),
    Variant(
        "log-normal and Poisson",
        bound(LogNormal(m, s), Poisson(z), LogNormal(c, d), y),
        longest=13,
    ),
    Variant("uniform prior and geometric", bound(Uniform(0, 1), Geometric(z), Beta(a, b), y)),
    Variant(
        "an approximation that reaches too far",
        bound(Exponential(theta), Normal(z, 1), Normal(m, s)),
        "infinite",
    ),
    Variant(
        "a logistic likelihood",
        bound(Normal(0, 1), Bernoulli(1 / (1 + exp(-z))), Normal(m, s), y, BINARY),
        "open",
    ),
    Variant("the sheet's own evidence", evidence(Exponential(theta), Normal(z, 1))),
    Variant("evidence of counts", evidence(Gamma(a, b), Poisson(z), y)),
    Variant("evidence of waiting times", evidence(Gamma(a, b), Exponential(z))),
    Variant("evidence of normal data", evidence(Normal(m, s), Normal(z, d))),
    Variant("evidence of a mixture", evidence(Bernoulli(p), Normal(z, s))),
    Variant("evidence under a gamma prior", evidence(Gamma(a, b), Normal(z, 1))),
    Variant("posterior of a rate", lambda: posterior(Gamma(a, b), Poisson(z), z, y)),
    Variant("posterior of a chance", lambda: posterior(Beta(a, b), Bernoulli(z), z, y)),
    Variant("posterior of a mean", lambda: posterior(Normal(m, s), Normal(z, d), z, x)),
    Variant(
        "posterior that no family has",
        lambda: posterior(Exponential(theta), Normal(z, 1), z, x),
        "open",
    ),
    Variant("equal variances", lambda: kl(Normal(m, s), Normal(c, s))),
    Variant("normal to Laplace", lambda: kl(Normal(m, s), Laplace(c, d))),
    Variant("exponential to Laplace", lambda: kl(Exponential(theta), Laplace(c, d), (c > 0,))),
    Variant("beta to normal", lambda: kl(Beta(a, b), Normal(m, s))),
    Variant("log-normal to gamma", lambda: kl(LogNormal(m, s), Gamma(a, b))),
    Variant("a number among the symbols", lambda: kl(Exponential(x), Normal(x, 1))),
    Variant("off the support", lambda: kl(Normal(m, s), Gamma(a, b)), "infinite"),
    Variant("entropy of counts", lambda: entropy(Poisson(theta)), "open"),
    Variant("entropy of a gamma law", lambda: entropy(Gamma(a, b))),
    Variant("cross-entropy of counts", lambda: cross_entropy(Geometric(p), Geometric(r))),
    Variant("x log x", lambda: expectation(x * log(x), x, Gamma(a, b))),
    Variant("a fourth moment", lambda: expectation((x - c) ** 4, x, Normal(m, s))),
    Variant("a heavy exponential", lambda: expectation(exp(x), x, Exponential(1)), "infinite"),
    Variant("softplus", lambda: expectation(log(1 + exp(x)), x, Normal(m, s)), "open"),
    Variant("scaled from rate one", lambda: reparameterize(Exponential(phi))),
    Variant("another unit", lambda: reparameterize(Exponential(phi), Exponential(theta))),
    Variant("normal from normal", lambda: reparameterize(Normal(m, exp(s / 2)))),
    Variant("log-normal from normal", lambda: reparameterize(LogNormal(m, s))),
    Variant("Laplace from Laplace", lambda: reparameterize(Laplace(m, s))),
    Variant("gamma from gamma", lambda: reparameterize(Gamma(a, b))),
    Variant("uniform from uniform", lambda: reparameterize(Uniform(low, high))),
]


@pytest.mark.parametrize("variant", TABLE, ids=lambda v: v.name)
def test_a_variant_has_its_outcome(variant: Variant) -> None:
    found = variant.ask()
    assert len(found.steps) <= variant.longest
    if variant.outcome == "open":
        assert found.result is None
        assert found.remaining
        return
    assert not found.remaining, found.remaining
    if variant.outcome == "infinite":
        assert found.result in (oo, -oo)
        return
    meaning = Meaning(Model(variant.name, numbers(found)))
    start, result = meaning(found.start), meaning(found.result)
    assert math.isfinite(start)
    assert result == pytest.approx(start, rel=1e-8, abs=1e-9)


def numbers(found):
    """The numbers of the symbols of a chain."""
    free = {t for e in (found.start, found.reached) for t in e.free_symbols}
    return {symbol.name: AT[symbol] for symbol in free}


def test_enough_variants_are_closed() -> None:
    outcomes = [v.outcome for v in TABLE]
    assert len(outcomes) >= 20
    assert outcomes.count("closed") >= 14
    assert outcomes.count("open") >= 3


def test_the_derivatives_are_those_of_the_closed_form() -> None:
    bound_ = elbo(Exponential(theta), Normal(z, s), Exponential(phi), latent=z, observed=x)
    for part in gradient(bound_, theta, phi, s).parts[1:]:
        meaning = Meaning(Model("gradient", numbers(part)))
        assert meaning(part.result) == pytest.approx(meaning(part.start), rel=1e-6)


@pytest.mark.parametrize("spread", [1, 2, Rational(1, 2)])
def test_the_optimum_moves_with_the_spread(spread) -> None:
    """The bound is log N(x; 0, s) + (x u - u^2) / s^2 at its best theta, for u = 1 / phi."""
    own = elbo(Exponential(theta), Normal(z, spread), Exponential(phi), latent=z, observed=x)
    given = (theta > 0, phi > 0, x > 0)
    _, best_phi, best_theta, value = optimal(own.result, theta, phi, assume=given).parts
    at = {"x": 0.9}
    number = {k: Meaning(Model("optimum", at))(q.result) for k, q in
              (("value", value), ("phi", best_phi), ("theta", best_theta))}  # fmt: skip
    assert number["phi"] == pytest.approx(2 / 0.9)
    assert number["theta"] == pytest.approx(2 / 0.9)
    sd = float(spread)
    expected = -(0.9**2) / 4 / sd**2 - math.log(2 * math.pi * sd**2) / 2
    assert number["value"] == pytest.approx(expected)


def test_a_supremum_that_is_not_attained_has_no_maximiser() -> None:
    own = elbo(Exponential(theta), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    found = optimal(own.result, theta, phi, assume=(theta > 0, phi > 0, x <= 0))
    assert len(found.parts) == 2
    value = Meaning(Model("supremum", {"x": -0.5}))(found.result)
    assert value == pytest.approx(-(0.5**2) / 2 - math.log(2 * math.pi) / 2)


def test_inversion_gives_both_maps() -> None:
    up, down = by_inversion(Exponential(phi)).parts[2:]
    assert up.start != down.start
    assert up.result == down.result


def test_maps_of_a_law_with_heavy_tails_are_checked_by_functions_that_grow_slowly() -> None:
    """No polynomial has a mean under it: half of the models have other functions."""
    checked = reparameterize(HalfCauchy(b)).verify()
    assert all(step.evidence.holds for step in checked.steps)
    assert all(2 * step.evidence.effective == step.evidence.tried for step in checked.steps[:2])


@pytest.mark.parametrize("law", [Chi2(a), Maxwell(b), HalfNormal(b)], ids=lambda law: str(law))
def test_powers_of_a_gamma_variable_are_drawn_from_it(law) -> None:
    assert reparameterize(law).verify().status is Status.VERIFIED


def test_where_no_map_is_found_the_derivation_is_open() -> None:
    found = reparameterize(Beta(a, b))
    assert found.result is None
    assert "no map is found" in found.remaining


def test_the_second_opinion_knows_densities() -> None:
    meaning = Meaning(Model("density", {"z": 0.4}))
    assert meaning(Density(Exponential(2), z)) == pytest.approx(2 * math.exp(-0.8))
    with pytest.raises(Undecided):
        meaning(S.ComplexInfinity)
