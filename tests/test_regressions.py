"""What was once wrong, said as mathematics."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Abs, Integer, Max, Rational, Symbol, exp, log, nan, oo

from derive import (
    KL,
    Bernoulli,
    Beta,
    Density,
    Derivation,
    DeriveError,
    DiscreteUniform,
    Expect,
    Exponential,
    Gamma,
    Gradient,
    Normal,
    Poisson,
    Uniform,
    bhattacharyya,
    conjugate,
    elbo,
    expectation,
    iid,
    kl,
    parse,
    reparameterize,
    squared_hellinger,
    start,
    total_variation,
    wasserstein,
)
from derive.derivation.derivation import RuleRefused
from derive.language import Assumptions
from derive.numeric import value_of
from derive.rulebook.algebra import equal
from derive.rulebook.catalogue import rules
from derive.rulebook.laws.definitions import density_formula

x = Symbol("x", real=True)
a, b, z = (Symbol(n, positive=True) for n in "abz")
half = Rational(1, 2)
RULES = {rule.name: rule for rule in rules()}


def unresolved_conditions(d: Derivation) -> list[str]:
    return [str(c.condition) for c in d.conditions if c.verdict.value != "holds"]


@pytest.mark.parametrize(
    ("p", "q", "true"),
    [
        (Uniform(0, 1), Uniform(0, 2), mpmath.log(2)),
        (Uniform(0, 2), Beta(2, 2), mpmath.inf),
        (Uniform(-1, 1), Uniform(-1, 3), mpmath.log(2)),
    ],
)
def test_a_density_is_not_rounded_off_its_support_near_an_end(p, q, true):
    found = value_of(KL(p, q), {}, (), 20)
    assert found == true or abs(found - true) < 1e-15
    assert kl(p, q).verify().status.value == "verified"


@pytest.mark.parametrize(
    ("f", "law", "true"),
    [
        (1 / x, Exponential(1), oo),
        (1 / x, Gamma(half, a), oo),
        (1 / (1 - x), Beta(2, 1), oo),
        (x**-2, Gamma(Rational(3, 2), a), oo),
        (x**-2, Gamma(Rational(5, 2), a), 4 * a**2 / 3),
        (exp(a * x), Exponential(a), oo),
    ],
)
def test_a_power_that_is_large_at_an_end_is_integrated_there(f, law, true):
    d = expectation(f, x, law).verify()
    assert d.status.value == "verified"
    assert d.result == true


def test_an_integrand_whose_mass_is_lost_to_rounding_is_not_zero():
    rate = Rational(6, 13)
    for f, law in [
        (exp(rate * x), Exponential(rate)),
        (exp(Rational(49, 18) * x**2), Normal(0, Rational(3, 7))),
    ]:
        assert value_of(Expect(f, x, law), {}, (), 15) == mpmath.inf


@pytest.mark.parametrize(
    ("law", "point"),
    [(Exponential(2), Integer(-1)), (Bernoulli(half), Integer(3)), (Poisson(1), half)],
)
def test_the_formula_of_a_density_is_refused_off_the_support(law, point):
    with pytest.raises(RuleRefused, match="density-formula"):
        start(Density(law, point)).by(density_formula)


@pytest.mark.parametrize(("likelihood", "seen"), [(Bernoulli(z), Integer(3)), (Poisson(z), half)])
def test_an_observation_outside_the_support_is_refused(likelihood, seen):
    prior, q = (Beta(1, 1), Beta(a, b)) if seen == 3 else (Gamma(2, 1), Gamma(a, b))
    with pytest.raises(DeriveError, match="outside the support"):
        elbo(prior, likelihood, q, z, seen)


def test_a_formula_is_recognised_as_a_density_on_the_support_only():
    d = start(2 * exp(-2 * x)).by(RULES["density-recognised"], Exponential(2), x)
    assert unresolved_conditions(d) == ["x > 0"]


@pytest.mark.parametrize("body", [Abs(x), Max(x, 0), 3 * Abs(x) + x])
def test_a_kink_has_no_derivative(body):
    with pytest.raises(RuleRefused, match="chain-rule"):
        start(Gradient(body, x, Integer(0))).by(RULES["chain-rule"])
    assert start(Gradient(body, x, Integer(2))).by(RULES["chain-rule"]).verify().result > 0
    somewhere = start(Gradient(body, x, x)).by(RULES["chain-rule"])
    assert unresolved_conditions(somewhere) in (["Ne(x, 0)"], ["Ne(-x, 0)"])


def test_a_power_of_what_cancels_to_nothing_is_nothing():
    one = exp(-a) * exp(b) * exp(b * (a / b - 1))
    given = Assumptions.of(a > 0, b > 0)
    assert equal((one - 1) ** 2, Integer(0), given)
    assert not equal((one - 1) ** 2, Integer(1), given)
    assert equal((one - 1) ** 2 - one**2, Integer(-1), given)


def test_laws_that_share_one_integer_are_not_disjoint():
    low, high = DiscreteUniform(0, 2), DiscreteUniform(2, 4)
    assert squared_hellinger(low, high).result == Rational(2, 3)
    assert bhattacharyya(low, high).result == log(3)
    assert squared_hellinger(low, high).verify().status == "verified"
    assert squared_hellinger(low, DiscreteUniform(3, 4)).result == 1


def test_no_value_is_given_where_what_was_assumed_fails():
    a, b, x = Symbol("a", positive=True), Symbol("b", positive=True), Symbol("x", positive=True)
    mean = expectation(1 / x, x, Gamma(a, b))
    assert mean.value_at({"a": 2, "b": 3}) == 3
    with pytest.raises(DeriveError, match=r"derived for a - 1 > 0, which fails at a = 1/2"):
        mean.value_at({"a": "1/2", "b": 1})
    with pytest.raises(DeriveError, match="which fails at a = 2, b = 1"):
        kl(Uniform(0, a), Uniform(0, b)).value_at({"a": 2, "b": 1})


def test_a_claim_that_is_false_is_shown_to_be():
    a, b, z = Symbol("a", positive=True), Symbol("b", positive=True), Symbol("z", positive=True)
    mean = start(Expect(z, z, Gamma(a, b))).by(RULES["gamma-mean"])
    with pytest.raises(RuleRefused, match=r"a/b is not b/a: they are .* and .* at a = "):
        mean.claim(b / a)


def test_that_a_law_exists_is_assumed_in_the_open():
    r, y = Symbol("r", real=True), Symbol("y", real=True)
    assert tuple(start(Expect(y, y, Exponential(r))).assumptions) == (r > 0,)
    assert tuple(start(Expect(y, y, Exponential(r)), r > 2).assumptions) == (r > 2,)


def test_what_is_no_law_and_no_rule_is_refused_in_a_sentence():
    x = Symbol("x", real=True)
    with pytest.raises(DeriveError, match="3 is no law"):
        kl(3, Normal(0, 1))
    with pytest.raises(DeriveError, match=r"a law of it is Normal\(loc, scale\)"):
        kl(Normal, Normal(0, 1))
    with pytest.raises(DeriveError, match="'Normal' is no law"):
        expectation(x**2, x, "Normal")
    with pytest.raises(DeriveError, match="'jensen', which is a group: log-of-mean-is-at-least"):
        start(Expect(x, x, Normal(0, 1))).by("jensen")


def test_laws_of_several_points_are_no_family_of_one_number():
    p, q = iid(Normal(0, 1), 2), iid(Normal(1, 1), 2)
    with pytest.raises(DeriveError, match="laws of a family"):
        reparameterize(p)
    for distance in (total_variation(p, q), wasserstein(p, q, 2)):
        assert distance.result is None
        assert distance.remaining


def test_a_line_that_is_level_but_for_rounding_has_no_peak_far_out():
    u, v, slope = (Symbol(n, real=True) for n in ("u", "v", "a"))
    # one of the points drawn lies where a + v = 1, and the function is level there
    found = conjugate(Max(0, u) - slope * u, u, v, domain=(0, oo)).verify()
    assert found.status.value == "verified"
    assert found.value_at({"a": "1/2", "v": "1/4"}) == 0
    assert found.value_at({"a": "1/2", "v": "3/4"}) == oo


def test_an_entry_of_the_tables_says_nothing_where_it_is_undefined():
    """x log x from 0 to 1/2: the primitive at zero is 0 log 0."""
    derived = kl(*parse("Triangular(0, 1, 1/2)", "Beta(a, b)"))
    assert not derived.reached.has(nan)
    a, b = 2.0, 3.0
    with mpmath.workdps(20):
        hat = lambda x: 4 * x if x < 0.5 else 4 * (1 - x)  # noqa: E731
        other = lambda x: x ** (a - 1) * (1 - x) ** (b - 1) / mpmath.beta(a, b)  # noqa: E731
        wanted = mpmath.quad(lambda x: hat(x) * mpmath.log(hat(x) / other(x)), [0, 0.5, 1])
    assert abs(derived.value_at({"a": "2", "b": "3"}) - wanted) < 1e-9
