"""Divergences beside KL: closed forms against a quadrature of their own, and what holds of all."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from independent import FAMILIES, nodes
from sympy import Abs, Rational, Symbol, exp, log, oo, sqrt

import derive
from derive import (
    Bernoulli,
    Beta,
    Binomial,
    Cauchy,
    DeriveError,
    DiscreteUniform,
    Exponential,
    Gamma,
    Geometric,
    Laplace,
    LogNormal,
    Normal,
    Pareto,
    Poisson,
    Rayleigh,
    Uniform,
    Weibull,
    bhattacharyya,
    chi_squared,
    f_divergence,
    jeffreys,
    jsd,
    kl,
    renyi,
    squared_hellinger,
    total_variation,
    wasserstein,
)

a, b, s, t = (Symbol(name, positive=True) for name in "abst")
m, n = Symbol("m", real=True), Symbol("n", real=True)
u = Symbol("u", positive=True)
half = Rational(1, 2)


def numbers(law, at):
    return [float(v.subs(at)) for v in law.args]


def on_points(p, q, at):
    """Points, weights and both densities, from formulas that share nothing with the engine."""
    laws = [(FAMILIES[type(law).__name__], numbers(law, at)) for law in (p, q)]
    kind = laws[0][0][0][0]
    places = [v for _, values in laws for v in values]
    if kind == "count":
        top = laws[0][0][0][2]
        x = np.arange(0, 400 if top is None else top + 1)
        w = np.ones(len(x))
    else:
        low, high = {"line": (-math.inf, math.inf), "half": (0, math.inf), "unit": (0, 1)}[kind]
        x, w = nodes(low, high, sorted({*places, sum(places[:1])}))
    densities = [np.exp(formula(x.astype(float), *values)) for (_, formula), values in laws]
    return x, w, *densities


MEASURES = {
    "chi_squared": lambda x, w, p, q: (
        np.sum(w * p * np.where(p > 0, p / np.maximum(q, 1e-300), 0)) - 1
    ),
    "squared_hellinger": lambda x, w, p, q: 1 - np.sum(w * np.sqrt(p * q)),
    "bhattacharyya": lambda x, w, p, q: -np.log(np.sum(w * np.sqrt(p * q))),
    "jeffreys": lambda x, w, p, q: np.sum(
        w * np.where((p > 0) & (q > 0), (p - q) * (log_of(p) - log_of(q)), 0)
    ),
}


def log_of(p):
    return np.log(np.where(p > 0, p, 1))


PAIRS = [
    (Normal(m, s), Normal(n, t), {m: 0.3, n: -0.4, s: 1.1, t: 1.3}),
    (Exponential(a), Exponential(b), {a: 1.7, b: 2.1}),
    (Gamma(a, s), Gamma(b, t), {a: 2.3, s: 1.9, b: 1.4, t: 1.2}),
    (Beta(a, s), Beta(b, t), {a: 2.3, s: 1.9, b: 1.4, t: 1.7}),
    (LogNormal(m, s), LogNormal(n, t), {m: 0.3, n: -0.4, s: 0.7, t: 0.8}),
    (Poisson(a), Poisson(b), {a: 2.2, b: 3.1}),
    (Bernoulli(a), Bernoulli(b), {a: 0.3, b: 0.6}),
    (Geometric(a), Geometric(b), {a: 0.5, b: 0.4}),
]


@pytest.mark.parametrize("name", sorted(MEASURES))
@pytest.mark.parametrize(("p", "q", "at"), PAIRS, ids=lambda x: type(x).__name__)
def test_a_closed_form_is_the_integral(name, p, q, at):
    d = getattr(derive, name)(p, q)
    assert d.result is not None
    assert math.isclose(
        float(d.result.subs(at)), MEASURES[name](*on_points(p, q, at)), rel_tol=1e-9, abs_tol=1e-10
    )


@pytest.mark.parametrize(("p", "q", "at"), PAIRS, ids=lambda x: type(x).__name__)
@pytest.mark.parametrize("order", [Rational(1, 3), Rational(6, 5)])
def test_renyi_is_the_log_of_the_integral(p, q, at, order):
    alpha = float(order)
    _, w, f, g = on_points(p, q, at)
    inside = (f > 0) & (g > 0)
    mean = np.sum(w[inside] * f[inside] ** alpha * g[inside] ** (1 - alpha))
    found = float(renyi(p, q, order).result.subs(at))
    assert math.isclose(found, np.log(mean) / (alpha - 1), rel_tol=1e-9)


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (Exponential(a), Exponential(b)),
        (Poisson(a), Poisson(b)),
        (Gamma(2, a), Gamma(2, b)),
        (Rayleigh(a), Rayleigh(b)),
    ],
    ids=lambda x: type(x).__name__,
)
def test_renyi_tends_to_kl(p, q):
    at = {a: Rational(7, 5), b: Rational(9, 5)}
    near = renyi(p, q, 1 + Rational(1, 10**7)).result.subs(at)
    assert math.isclose(float(near.evalf(40)), float(kl(p, q).result.subs(at)), rel_tol=1e-5)
    assert renyi(p, q, 1).result == kl(p, q).result


@pytest.mark.parametrize(
    "name",
    [
        *("chi_squared", "squared_hellinger", "bhattacharyya", "jeffreys"),
        *("total_variation", "jsd"),
    ],
)
@pytest.mark.parametrize(
    "law", [Normal(m, s), Gamma(a, b), Bernoulli(half), Laplace(m, s)], ids=str
)
def test_a_law_does_not_differ_from_itself(name, law):
    assert getattr(derive, name)(law, law).result == 0


def test_disjoint_laws_are_as_different_as_can_be():
    p, q = Uniform(0, a), Uniform(a + 1, a + 3)
    assert jsd(p, q).result == log(2)
    assert total_variation(p, q).result == 1
    assert squared_hellinger(p, q).result == 1
    assert bhattacharyya(p, q).result == oo
    assert chi_squared(p, q).result == oo


@pytest.mark.parametrize(
    ("p", "q"),
    [
        (Normal(m, sqrt(2) * s), Normal(n, s)),
        (Exponential(a), Exponential(2 * a + b)),
        (Cauchy(m, s), Normal(n, t)),
        (Normal(m, s), Exponential(a)),
        (Uniform(0, a + b), Uniform(0, a)),
    ],
    ids=str,
)
def test_chi_squared_is_infinite_where_the_ratio_is_too_large(p, q):
    assert chi_squared(p, q).result == oo


def test_chi_squared_and_renyi_of_order_two_say_the_same():
    p, q = Poisson(a), Poisson(b)
    at = {a: Rational(7, 5), b: Rational(9, 5)}
    one, other = chi_squared(p, q).result.subs(at), renyi(p, q, 2).result.subs(at)
    assert math.isclose(float(log(1 + one)), float(other), rel_tol=1e-12)


def test_jsd_of_finite_laws_is_symmetric_and_at_most_log_two():
    rng = random.Random(5)
    d, e = (
        jsd(*pair).result for pair in ((Bernoulli(a), Bernoulli(b)), (Bernoulli(b), Bernoulli(a)))
    )
    for _ in range(20):
        at = {a: rng.uniform(0.01, 0.99), b: rng.uniform(0.01, 0.99)}
        assert math.isclose(float(d.subs(at)), float(e.subs(at)), abs_tol=1e-12)
        assert -1e-12 <= float(d.subs(at)) <= math.log(2)


def test_the_distance_of_cauchy_laws_with_one_centre():
    """The densities cross at the distance sqrt(s t) from it."""
    found = total_variation(Cauchy(m, s), Cauchy(m, t)).result.subs({s: 0.7, t: 1.9})
    chances = [2 * math.atan(math.sqrt(0.7 * 1.9) / scale) / math.pi for scale in (0.7, 1.9)]
    assert math.isclose(float(found), chances[0] - chances[1], rel_tol=1e-9)


def test_jsd_of_cauchy_laws_is_the_one_in_the_literature():
    """Nielsen and Okamura 2022, On f-divergences between Cauchy distributions."""
    derived = jsd(Cauchy(m, s), Cauchy(n, t))
    apart = sqrt((m - n) ** 2 + (s + t) ** 2)
    at = {m: 0.3, n: -1.1, s: 0.7, t: 1.9}
    wanted = log(2 * apart / (apart + 2 * sqrt(s * t))).subs(at)
    assert math.isclose(float(derived.result.subs(at)), float(wanted), rel_tol=1e-9)


def test_jsd_over_supports_that_end():
    third = jsd(Uniform(0, 1), Uniform(0, 3)).result
    assert math.isclose(float(third), math.log(1.5) / 2 + math.log(2) / 6)
    assert jsd(DiscreteUniform(0, 1), DiscreteUniform(2, 3)).result == log(2)


def test_jsd_of_exponentials_is_left_open():
    d = jsd(Exponential(a), Exponential(b))
    assert d.result is None
    assert math.isclose(
        float(d.value_at({"a": "11/5", "b": "13/5"}, digits=15)), 0.00346073504101445
    )


@pytest.mark.parametrize(
    ("p", "q", "expected"),
    [
        (Laplace(m, s), Laplace(n, s), 1 - exp(-Abs(m - n) / (2 * s))),
        (Uniform(0, a), Uniform(0, a + b), 1 - a / (a + b)),
        (Bernoulli(half), Bernoulli(a / (1 + a)), Abs(half - a / (1 + a))),
    ],
    ids=lambda x: type(x).__name__,
)
def test_total_variation(p, q, expected):
    at = {m: 0.3, n: 1.4, s: 0.6, a: 1.3, b: 0.8}
    found = total_variation(p, q).result
    assert math.isclose(float(found.subs(at)), float(expected.subs(at)), rel_tol=1e-12)


@pytest.mark.parametrize(
    ("p", "q", "at", "assume"),
    [
        (Exponential(a), Exponential(b), {a: 1.7, b: 2.4}, []),
        (Gamma(2, a), Gamma(2, b), {a: 1.7, b: 2.4}, []),
        (Normal(m, s), Normal(n, t), {m: 0.2, n: 0.9, s: 1.1, t: 1.9}, [s < t]),
        (Beta(a, 2), Beta(b, 2), {a: 1.7, b: 2.4}, []),
        (Laplace(m, s), Laplace(m, t), {m: 0.2, s: 1.1, t: 1.9}, []),
    ],
    ids=lambda x: type(x).__name__,
)
def test_total_variation_by_where_densities_cross(p, q, at, assume):
    _, w, f, g = on_points(p, q, at)
    found = total_variation(p, q, assume=tuple(assume)).result
    # the quadrature does not know where the densities cross
    assert math.isclose(float(found.subs(at)), np.sum(w * np.abs(f - g)) / 2, rel_tol=2e-3)


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(
    ("p", "q", "shift"),
    [
        (Normal(m, s), Normal(n, s), Abs(m - n)),
        (Laplace(m, s), Laplace(n, s), Abs(m - n)),
        (Uniform(m, m + a), Uniform(n, n + a), Abs(m - n)),
    ],
    ids=lambda x: type(x).__name__,
)
def test_a_shift_moves_every_point_alike(p, q, shift, order):
    at = {m: 0.3, n: 1.4, s: 0.6, a: 1.3}
    found = wasserstein(p, q, order).result
    assert math.isclose(float(found.subs(at)), float(shift.subs(at)), rel_tol=1e-12)


@pytest.mark.parametrize(
    ("p", "q", "order", "at", "inverses"),
    [
        (
            Exponential(a),
            Exponential(b),
            1,
            {a: 1.7, b: 2.4},
            lambda y: -np.log1p(-y) / 1.7 + np.log1p(-y) / 2.4,
        ),
        (
            Exponential(a),
            Exponential(b),
            2,
            {a: 1.7, b: 2.4},
            lambda y: -np.log1p(-y) / 1.7 + np.log1p(-y) / 2.4,
        ),
        (
            Weibull(a, 2),
            Weibull(b, 2),
            2,
            {a: 1.7, b: 2.4},
            lambda y: (1.7 - 2.4) * np.sqrt(-np.log1p(-y)),
        ),
        (Pareto(a, 5), Pareto(b, 5), 2, {a: 1.7, b: 2.4}, lambda y: (1.7 - 2.4) * (1 - y) ** -0.2),
    ],
    ids=lambda x: str(x)[:20],
)
def test_wasserstein_is_the_distance_of_the_quantiles(p, q, order, at, inverses):
    y, w = nodes(0, 1)
    mean = np.sum(w * np.abs(inverses(y)) ** order) ** (1 / order)
    assert math.isclose(float(wasserstein(p, q, order).result.subs(at)), mean, rel_tol=1e-5)


def test_wasserstein_on_the_integers():
    assert wasserstein(Poisson(a), Poisson(b), 1).result == Abs(a - b)
    p, q = Binomial(2, half), Binomial(2, Rational(1, 4))
    assert wasserstein(p, q, 1).result == half
    assert wasserstein(Bernoulli(half), Bernoulli(Rational(1, 4)), 2).result == half


def test_the_named_divergences_are_f_divergences():
    p, q = Exponential(a), Exponential(b)
    at = {a: Rational(9, 5), b: Rational(7, 5)}
    for f, known in (
        (u * log(u), kl(p, q)),
        (-log(u), kl(q, p)),
        ((u - 1) * log(u), jeffreys(p, q)),
        ((sqrt(u) - 1) ** 2 / 2, squared_hellinger(p, q)),
    ):
        found = f_divergence(p, q, f, u).result
        assert math.isclose(float(found.subs(at)), float(known.result.subs(at)), rel_tol=1e-12)


def test_location_and_scale_change_nothing():
    rng = random.Random(7)
    for name in ("squared_hellinger", "total_variation", "jeffreys"):
        plain = getattr(derive, name)(Normal(m, s), Normal(n, s)).result
        moved = getattr(derive, name)(Normal(a + b * m, b * s), Normal(a + b * n, b * s)).result
        at = {v: rng.uniform(0.5, 1.5) for v in (m, n, s, a, b)}
        assert math.isclose(float(plain.subs(at)), float(moved.subs(at)), rel_tol=1e-12)


@pytest.mark.parametrize(
    "d",
    [
        squared_hellinger(Normal(m, s), Normal(n, t)),
        chi_squared(Normal(m, 2 * s), Normal(n, s)),
        renyi(Gamma(a, s), Gamma(b, t), half),
        bhattacharyya(Poisson(a), Poisson(b)),
        total_variation(Uniform(0, a), Uniform(0, a + b)),
        jsd(Uniform(0, 1), Beta(2, 1)),
        wasserstein(Normal(m, s), Normal(n, t), 2),
        f_divergence(Poisson(a), Poisson(b), (u - 1) ** 2, u),
    ],
    ids=lambda d: d.title,
)
def test_the_derivations_are_verified(d):
    assert str(d.verify().status) == "verified"


@pytest.mark.parametrize(
    "ask",
    [
        lambda: renyi(Normal(0, 1), Normal(1, 1), 0),
        lambda: renyi(Normal(0, 1), Normal(1, 1), oo),
        lambda: wasserstein(Normal(0, 1), Normal(1, 1), half),
        lambda: total_variation(Normal(0, 1), Poisson(1)),
        lambda: f_divergence(Normal(0, 1), Exponential(1), u * log(u), u),
    ],
)
def test_what_has_no_meaning_is_refused(ask):
    with pytest.raises(DeriveError):
        ask()
