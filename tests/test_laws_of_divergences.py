"""What holds of divergences of any two laws: properties, at parameters that Hypothesis draws."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import lambdify

from derive import Derivation, cross_entropy, entropy, jeffreys, jsd, kl, parse, renyi

PAIRS = {
    "Normal": ("Normal(m, s)", "Normal(n, t)"),
    "Gamma": ("Gamma(a, s)", "Gamma(b, t)"),
    "Beta": ("Beta(a, s)", "Beta(b, t)"),
    "Laplace": ("Laplace(m, s)", "Laplace(n, t)"),
    "Gumbel": ("Gumbel(m, s)", "Gumbel(n, t)"),
    "Weibull": ("Weibull(s, a)", "Weibull(t, b)"),
    "Cauchy": ("Cauchy(m, s)", "Cauchy(n, t)"),
    "InverseGaussian": ("InverseGaussian(a, s)", "InverseGaussian(b, t)"),
    "LogNormal": ("LogNormal(m, s)", "LogNormal(n, t)"),
    "Nakagami": ("Nakagami(a, s)", "Nakagami(b, t)"),
    "Poisson": ("Poisson(s)", "Poisson(t)"),
    "Geometric": ("Geometric(p)", "Geometric(q)"),
    "Exponential to gamma": ("Exponential(s)", "Gamma(b, t)"),
    "Gamma to log-normal": ("Gamma(a, s)", "LogNormal(n, t)"),
    "Laplace to normal": ("Laplace(m, s)", "Normal(n, t)"),
    "Gamma to Laplace": ("Gamma(a, s)", "Laplace(n, t)"),
}
SAME = [name for name in PAIRS if " to " not in name]
ONE_SHAPE = {"Weibull": ("Weibull(s, a)", "Weibull(t, a)")}
# the entropy of a Poisson law has no closed form
CLOSED = [name for name in PAIRS if name != "Poisson"]
LOCATED = ["Normal", "Laplace", "Gumbel", "Cauchy"]
FEW = settings(max_examples=12, deadline=None, database=None, derandomize=True)

sizes = st.fractions(min_value="1/2", max_value=4, max_denominator=7).map(float)
places = st.fractions(min_value=-3, max_value=3, max_denominator=7).map(float)
chances = st.fractions(min_value="1/10", max_value="9/10", max_denominator=20).map(float)
POINTS = st.fixed_dictionaries(
    {
        **dict.fromkeys("mn", places),
        **dict.fromkeys("abst", sizes),
        **dict.fromkeys("pq", chances),
    }
)


@cache
def found(ask: Any, name: str, *more: Any) -> Derivation:
    """The closed form of a pair, derived once."""
    p, q = parse(*PAIRS[name])
    return ask(p, q, *more)


@cache
def of_first(name: str) -> Derivation:
    return entropy(parse(PAIRS[name][0])[0])


@cache
def function(derived: Derivation) -> tuple[list[str], Any]:
    assert derived.result is not None
    letters = sorted(derived.result.free_symbols, key=str)
    return [s.name for s in letters], lambdify(letters, derived.result, "mpmath")


def value(derived: Derivation, at: dict[str, float]) -> float:
    names, run = function(derived)
    return float(run(*(at[name] for name in names)))


@cache
def of_order(name: str, order: str) -> Derivation:
    p, q = parse(*ONE_SHAPE.get(name, PAIRS[name]))
    return renyi(p, q, parse(order)[0])


def paired(at: dict[str, float]) -> dict[str, float]:
    """The point at which both laws of a pair have the parameters of the first."""
    return {**at, "n": at["m"], "t": at["s"], "b": at["a"], "q": at["p"]}


@pytest.mark.parametrize("name", PAIRS)
@given(at=POINTS)
@FEW
def test_a_divergence_is_at_least_zero(name: str, at: dict[str, float]) -> None:
    assert value(found(kl, name), at) >= -1e-12


@pytest.mark.parametrize("name", SAME)
@given(at=POINTS)
@FEW
def test_a_law_does_not_diverge_from_itself(name: str, at: dict[str, float]) -> None:
    assert abs(value(found(kl, name), paired(at))) < 1e-12


@pytest.mark.parametrize("name", CLOSED)
@given(at=POINTS)
@FEW
def test_cross_entropy_is_entropy_and_divergence(name: str, at: dict[str, float]) -> None:
    parts = value(of_first(name), at) + value(found(kl, name), at)
    assert math.isclose(value(found(cross_entropy, name), at), parts, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("name", SAME)
@given(at=POINTS)
@FEW
def test_jeffreys_is_symmetric(name: str, at: dict[str, float]) -> None:
    swapped = {**at, "m": at["n"], "n": at["m"], "s": at["t"], "t": at["s"]}
    swapped |= {"a": at["b"], "b": at["a"], "p": at["q"], "q": at["p"]}
    one, other = value(found(jeffreys, name), at), value(found(jeffreys, name), swapped)
    assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("name", LOCATED)
@given(at=POINTS, shift=places, scale=sizes)
@FEW
def test_moving_and_scaling_both_laws_changes_nothing(
    name: str, at: dict[str, float], shift: float, scale: float
) -> None:
    moved = {**at, "m": shift + scale * at["m"], "n": shift + scale * at["n"]}
    moved |= {"s": scale * at["s"], "t": scale * at["t"]}
    one, other = value(found(kl, name), at), value(found(kl, name), moved)
    assert math.isclose(one, other, rel_tol=1e-8, abs_tol=1e-9)


@pytest.mark.parametrize("name", ["Gamma", "Weibull", "Cauchy", "Poisson", "Geometric"])
@given(at=POINTS)
@FEW
def test_renyi_divergences_grow_with_their_order(name: str, at: dict[str, float]) -> None:
    at = {**at, "b": at["a"]} if name in ONE_SHAPE else at
    low, high = (value(of_order(name, o), at) for o in ("1/4", "3/4"))
    assert -1e-12 <= low <= high + 1e-9
    assert high <= value(found(kl, name), at) + 1e-9


# pairs whose Jensen-Shannon divergence is closed; uniform laws inside one another, and overlapping
JENSEN_SHANNON = {
    "Bernoulli": ("Bernoulli(p)", "Bernoulli(q)"),
    "Categorical": ("Categorical([p, 1 - p])", "Categorical([q, 1 - q])"),
    "Uniform": ("Uniform(0, s)", "Uniform(0, s + a)"),
    "Overlapping": ("Uniform(m, m + s)", "Uniform(m + s/3, m + s + a)"),
}


@cache
def jensen_shannon(name: str, turned: bool) -> Derivation:
    laws = parse(*JENSEN_SHANNON[name], assume=("s > 0", "a > 0"))
    return jsd(*(reversed(laws) if turned else laws))


@pytest.mark.parametrize("name", JENSEN_SHANNON)
@given(at=POINTS)
@FEW
def test_the_jensen_shannon_divergence_is_symmetric_and_at_most_log_two(
    name: str, at: dict[str, float]
) -> None:
    there, back = (value(jensen_shannon(name, turned), at) for turned in (False, True))
    assert math.isclose(there, back, rel_tol=1e-9, abs_tol=1e-12)
    assert -1e-12 <= there <= math.log(2) + 1e-12
