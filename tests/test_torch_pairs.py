"""Every finite divergence that PyTorch registers, against the closed form derived here.

Where the two disagree, a quadrature of PyTorch's own log densities says who is right.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any

import mpmath
import pytest

from derive import kl, parse

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

TRIES = 3
# each family with its parameters, and the interval from which each is drawn
FAMILIES = {
    "Bernoulli": ("Bernoulli(p)", {"p": (0.1, 0.9)}),
    "Beta": ("Beta(a, b)", {"a": (0.5, 4), "b": (0.5, 4)}),
    "Binomial": ("Binomial(7, p)", {"p": (0.1, 0.9)}),
    "Categorical": ("Categorical([p, r, 1-p-r])", {"p": (0.1, 0.4), "r": (0.1, 0.4)}),
    "Cauchy": ("Cauchy(m, s)", {"m": (-2, 2), "s": (0.5, 3)}),
    "ContinuousBernoulli": ("ContinuousBernoulli(p)", {"p": (0.1, 0.4)}),
    "Dirichlet": ("Dirichlet([a, b, c])", {"a": (0.5, 4), "b": (0.5, 4), "c": (0.5, 4)}),
    "Exponential": ("Exponential(r)", {"r": (0.5, 3)}),
    "Gamma": ("Gamma(a, r)", {"a": (0.5, 4), "r": (0.5, 3)}),
    "Geometric": ("Geometric(p)", {"p": (0.1, 0.9)}),
    "Gumbel": ("Gumbel(m, s)", {"m": (-2, 2), "s": (1, 3)}),
    "HalfNormal": ("HalfNormal(s)", {"s": (0.5, 3)}),
    "Laplace": ("Laplace(m, s)", {"m": (-2, 2), "s": (0.5, 3)}),
    "LowRankMultivariateNormal": (
        "LowRankMultivariateNormal([m, n], [[v], [w]], [d, e])",
        {"m": (-2, 2), "n": (-2, 2), "v": (-2, 2), "w": (-2, 2), "d": (0.5, 3), "e": (0.5, 3)},
    ),
    "MultivariateNormal": (
        "MultivariateNormal([m, n], [[s**2, s*t/3], [s*t/3, t**2]])",
        {"m": (-2, 2), "n": (-2, 2), "s": (0.5, 3), "t": (0.5, 3)},
    ),
    "Normal": ("Normal(m, s)", {"m": (-2, 2), "s": (0.5, 3)}),
    "Pareto": ("Pareto(c, a)", {"c": (0.5, 2), "a": (2.5, 5)}),
    "Poisson": ("Poisson(r)", {"r": (0.5, 4)}),
    "Uniform": ("Uniform(l, h)", {"l": (0.2, 0.4), "h": (0.6, 0.8)}),
}
# the finite pairs of different families, and what is drawn and assumed otherwise where it must be
CROSS = {
    ("Bernoulli", "Poisson"): {},
    ("Beta", "ContinuousBernoulli"): {},
    ("Beta", "Exponential"): {},
    ("Beta", "Gamma"): {},
    ("Beta", "Normal"): {},
    ("Beta", "Uniform"): {"l2": (-2, -1), "h2": (2, 3)},
    ("ContinuousBernoulli", "Exponential"): {},
    ("ContinuousBernoulli", "Normal"): {},
    ("ContinuousBernoulli", "Uniform"): {"l2": (-2, -1), "h2": (2, 3)},
    ("Exponential", "Gamma"): {},
    ("Exponential", "Gumbel"): {},
    ("Exponential", "Normal"): {},
    ("Gamma", "Exponential"): {},
    ("Gamma", "Gumbel"): {},
    ("Gamma", "Normal"): {},
    ("Gumbel", "Normal"): {},
    ("Laplace", "Normal"): {},
    ("LowRankMultivariateNormal", "MultivariateNormal"): {},
    ("MultivariateNormal", "LowRankMultivariateNormal"): {},
    ("Normal", "Gumbel"): {},
    ("Normal", "Laplace"): {},
    ("Pareto", "Exponential"): {},
    ("Pareto", "Gamma"): {},
    ("Pareto", "Normal"): {},
    ("Uniform", "Beta"): {},
    ("Uniform", "ContinuousBernoulli"): {},
    ("Uniform", "Exponential"): {},
    ("Uniform", "Gamma"): {},
    ("Uniform", "Gumbel"): {},
    ("Uniform", "Normal"): {},
    ("Uniform", "Pareto"): {"c2": (0.05, 0.15)},
}
SAME = {
    "Pareto": {"c1": (2, 3), "c2": (0.5, 1.5)},
    "Uniform": {"l2": (0, 0.1), "h2": (0.9, 1)},
}
PAIRS = CROSS | {(name, name): SAME.get(name, {}) for name in FAMILIES}


def numbered(text: str, names: dict[str, Any], which: int) -> str:
    return re.sub(r"\b[a-z]\b", lambda m: m[0] + str(which) if m[0] in names else m[0], text)


def given(first: str, second: str) -> tuple[list[str], dict[str, tuple[float, float]]]:
    """The two laws as text, and the intervals of all their parameters."""
    laws, ranges = [], {}
    for which, name in enumerate((first, second), start=1):
        text, names = FAMILIES[name]
        laws.append(numbered(text, names, which))
        ranges |= {f"{letter}{which}": interval for letter, interval in names.items()}
    return laws, ranges | PAIRS[first, second]


def in_torch(text: str, at: dict[str, float]) -> Any:
    """The law that a text names, in PyTorch, its arguments being lists of numbers."""
    name, inside = text.rstrip(")").split("(", 1)
    values = eval(f"[{inside}]", {}, at)  # noqa: S307 -- the texts are those above
    law = getattr(torch.distributions, name)
    if name == "Binomial":
        return law(values[0], torch.tensor(values[1], dtype=torch.float64))
    return law(*(torch.tensor(v, dtype=torch.float64) for v in values))


def by_quadrature(p: Any, q: Any, low: float, high: float) -> float:
    def ratio(x: float) -> float:
        at = torch.tensor(float(x), dtype=torch.float64)
        log_p = p.log_prob(at)
        return float(torch.exp(log_p) * (log_p - q.log_prob(at)))

    return float(mpmath.quad(ratio, [low, (low + high) / 2, high]))


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), PAIRS, ids=[f"{p}-{q}" for p, q in PAIRS])
def test_it_is_what_is_derived(first: str, second: str) -> None:
    laws, ranges = given(first, second)
    bounds = [f"{name} > {low}" for name, (low, _) in ranges.items()]
    bounds += [f"{name} < {high}" for name, (_, high) in ranges.items()]
    derived = kl(*parse(*laws, assume=[exact(bound) for bound in bounds]))
    assert derived.result is not None, derived.remaining
    rng = random.Random(f"{first} {second}")
    for _ in range(TRIES):
        at = {name: rng.uniform(*interval) for name, interval in ranges.items()}
        p, q = (in_torch(text, at) for text in laws)
        value, wanted = float(derived.value_at(at)), float(torch.distributions.kl_divergence(p, q))
        if value != pytest.approx(wanted, rel=1e-9, abs=1e-12):
            judged = by_quadrature(p, q, 1e-9, 1 - 1e-9)
            assert value == pytest.approx(judged, rel=1e-6), (value, wanted, judged)


def exact(bound: str) -> str:
    """A bound with its decimal as a fraction."""
    name, relation, number = bound.split()
    return f"{name} {relation} {round(float(number) * 100)}/100"


def test_every_finite_pair_is_compared() -> None:
    """Those that PyTorch registers as infinite, and those of laws made of others, are left out."""
    made = {
        "ExponentialFamily",
        "Independent",
        "OneHotCategorical",
        "TransformedDistribution",
    }
    registered = {
        (p.__name__, q.__name__)
        for (p, q), function in torch.distributions.kl._KL_REGISTRY.items()
        if "infinity" not in function.__name__ and not made & {p.__name__, q.__name__}
    }
    infinite = {pair for pair in registered if pair not in PAIRS}
    for first, second in infinite:
        function = torch.distributions.kl._KL_REGISTRY[
            getattr(torch.distributions, first), getattr(torch.distributions, second)
        ]
        assert "inf" in function.__code__.co_names or "_infinite_like" in function.__code__.co_names


# the laws against Laplace's that PyTorch has yet to implement, where the centre lies, and the ends
# between which all of the mass is
TO_LAPLACE = [
    ("Beta", (-1.0, -0.5), (0, 1)),
    ("Beta", (0.2, 0.8), (0, 1)),
    ("ContinuousBernoulli", (0.2, 0.8), (0, 1)),
    ("ContinuousBernoulli", (1.5, 2.0), (0, 1)),
    ("Exponential", (0.5, 2.0), (0, 60)),
    ("Exponential", (-2.0, -0.5), (0, 60)),
    ("Gamma", (0.5, 2.0), (0, 60)),
    ("Gamma", (-2.0, -0.5), (0, 60)),
    ("Gumbel", (-2.0, 2.0), (-15, 90)),
    ("Pareto", (0.1, 0.4), (None, 1e5)),
    ("Pareto", (2.5, 3.0), (None, 1e5)),
    ("Uniform", (0.45, 0.55), (None, None)),
    ("Uniform", (-1.0, 0.1), (None, None)),
    ("Uniform", (0.9, 2.0), (None, None)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "centre", "ends"), TO_LAPLACE)
def test_pairs_that_pytorch_leaves_out(
    first: str, centre: tuple[float, float], ends: tuple[float | None, float | None]
) -> None:
    names = FAMILIES[first][1]
    law = numbered(FAMILIES[first][0], names, 1)
    ranges = {f"{letter}1": interval for letter, interval in names.items()}
    ranges |= {"m2": centre, "s2": (0.5, 3)}
    bounds = [f"{name} > {low}" for name, (low, _) in ranges.items()]
    bounds += [f"{name} < {high}" for name, (_, high) in ranges.items()]
    laws = [law, "Laplace(m2, s2)"]
    derived = kl(*parse(*laws, assume=[exact(bound) for bound in bounds]))
    assert derived.result is not None, derived.remaining
    rng = random.Random(f"{first} {centre}")
    at = {name: rng.uniform(*interval) for name, interval in ranges.items()}
    p, q = (in_torch(text, at) for text in laws)
    low, high = ends
    start = at.get("c1", at.get("l1")) if low is None else low
    last = at["h1"] if high is None else high
    inside = [at["m2"]] if start < at["m2"] < last else []
    steps = [(last - start) * 2.0**-k for k in range(1, 38, 2)]
    cuts = sorted({*inside, *(start + h for h in steps), *(last - h for h in steps)})
    judged = sum(by_quadrature(p, q, a, b) for a, b in pairwise(cuts))
    assert float(derived.value_at(at)) == pytest.approx(judged, rel=1e-4)
