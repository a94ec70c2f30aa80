"""Laws restricted to an interval, against integrals that mpmath computes from their definition."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
from sympy import Symbol, oo

from derive import DeriveError, entropy, expectation, kl, parse
from derive.text.plain import plain

X = Symbol("x", real=True)
AT = {"m": "1/2", "s": "3/2", "r": 2, "k": "5/2", "c": "3/4", "a": "1/3", "b": 3}


def kernel(name: str) -> Any:
    """A density up to a factor at the numbers above, by the definition of the family."""
    return {
        "Normal(m, s)": lambda t: mpmath.exp(-(((t - 0.5) / 1.5) ** 2) / 2),
        "Exponential(r)": lambda t: mpmath.exp(-2 * t),
        "Gamma(k, r)": lambda t: t**1.5 * mpmath.exp(-2 * t),
        "Pareto(c, k)": lambda t: t**-3.5,
        "Laplace(m, s)": lambda t: mpmath.exp(-abs(t - 0.5) / 1.5),
    }[name]


def over(f: Any, ends: tuple[float, float]) -> Any:
    """The integral of f between the ends, split at the kink of the Laplace density."""
    low, high = (mpmath.mpf(e) if abs(e) != mpmath.inf else e for e in ends)
    inner = [p for p in (mpmath.mpf(1) / 2, mpmath.mpf(1), mpmath.mpf(8)) if low < p < high]
    return mpmath.quad(f, [low, *inner, high])


def shares(name: str, ends: tuple[float, float]) -> Any:
    """The mean of a function under the restricted law, and its density."""
    density = kernel(name)
    mass = over(density, ends)
    return (
        lambda f: over(lambda t: f(t) * density(t), ends) / mass,
        lambda t: density(t) / mass,
    )


LOW, HIGH = mpmath.mpf(1) / 3, mpmath.mpf(3)
ENDS = {
    "a, b": (LOW, HIGH),
    "a, oo": (LOW, mpmath.inf),
    "-oo, b": (-mpmath.inf, HIGH),
    "1, b": (mpmath.mpf(1), HIGH),
}


def number(d: Any) -> Any:
    """The value of what was derived at the numbers above."""
    assert not d.remaining, d.remaining
    symbols = {str(s): s for s in d.result.free_symbols}
    return d.value_at({symbols[name]: AT[name] for name in symbols}, 20)


def near(value: Any, wanted: Any) -> bool:
    return abs(value - wanted) < 1e-12 * max(1, abs(wanted))


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("Normal(m, s)", "a, b"),
        ("Normal(m, s)", "a, oo"),
        ("Normal(m, s)", "-oo, b"),
        ("Exponential(r)", "a, b"),
        ("Exponential(r)", "a, oo"),
        ("Pareto(c, k)", "1, b"),
        ("Laplace(m, s)", "1, b"),
    ],
)
def test_entropy_and_mean(name: str, ends: str) -> None:
    (law,) = parse(f"Truncated({name}, {ends})")
    mean, density = shares(name, ENDS[ends])
    assert near(number(entropy(law)), -mean(lambda t: mpmath.log(density(t))))
    assert near(number(expectation(X, X, law)), mean(lambda t: t))


@pytest.mark.parametrize(
    ("name", "ends"), [("Normal(m, s)", "a, b"), ("Gamma(k, r)", "a, b"), ("Gamma(k, r)", "a, oo")]
)
def test_divergence_from_the_whole_law_is_minus_the_log_of_its_mass(name: str, ends: str) -> None:
    law, whole = parse(f"Truncated({name}, {ends})", name)
    everywhere = (0, mpmath.inf) if name[0] == "G" else (-mpmath.inf, mpmath.inf)
    share = over(kernel(name), ENDS[ends]) / over(kernel(name), everywhere)
    assert near(number(kl(law, whole)), -mpmath.log(share))
    assert kl(whole, law).result == oo


def test_divergence_between_two_restrictions_is_verified() -> None:
    p, q = parse("Truncated(Normal(m, s), a, b)", "Truncated(Normal(0, 1), a, b)")
    d = kl(p, q).verify(seed=3)
    assert str(d.status) == "verified"
    assert len(d.steps) <= 8
    mean, density = shares("Normal(m, s)", ENDS["a, b"])
    mass = over(mpmath.npdf, ENDS["a, b"])
    wanted = mean(lambda t: mpmath.log(density(t) / mpmath.npdf(t) * mass))
    assert near(number(d), wanted)


def test_a_tail_that_cancels_refutes_nothing() -> None:
    """Far out the two error functions agree in all digits of a double."""
    laws = "Truncated(Normal(m, s), a, b)", "Normal(m, s)"
    p, q = parse(*laws, assume=("a > m + 6*s", "a < m + 30*s", "b > a"))
    assert str(kl(p, q).verify(seed=1).status) != "refuted"


def test_counts_that_are_not_zero() -> None:
    p, q = parse("Truncated(Poisson(r), 1, oo)", "Truncated(Poisson(k), 1, oo)")
    d = kl(p, q).verify(seed=2)
    assert str(d.status) == "verified"
    rates = mpmath.mpf(2), mpmath.mpf(5) / 2
    masses = [
        [mpmath.exp(-r) * r**k / mpmath.factorial(k) / (1 - mpmath.exp(-r)) for k in range(1, 80)]
        for r in rates
    ]
    wanted = mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(*masses, strict=True))
    assert near(number(d), wanted)
    assert near(
        number(expectation(X, X, p)), mpmath.fsum(k * a for k, a in enumerate(masses[0], 1))
    )
    assert kl(parse("Poisson(r)")[0], p).result == oo


def test_text_goes_round() -> None:
    for text in ("Truncated(Normal(m, s), a, b)", "Truncated(Normal(0, 1), 0, oo)"):
        (law,) = parse(text)
        assert plain(law) == text
        assert parse(plain(law)) == (law,)
    assert plain(parse("Truncated(Gamma(2, r), -oo, 3)")[0]) == "Truncated(Gamma(2, r), 0, 3)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Truncated(Normal(0, 1), 3, 2)", "below high = 2"),
        ("Truncated(Exponential(1), -3, -1)", "below high = -1"),
        ("Truncated(Uniform(0, 1), 2, 3)", "below high = 1"),
        ("Truncated(Dirichlet([1, 2]), 0, 1)", "a law of one number"),
        ("Truncated(Poisson(2), 1/2, 3)", "an integer, -oo or oo"),
        ("Truncated(Normal(0, 1), 2)", "a law and two ends"),
    ],
)
def test_what_does_not_exist_is_refused(text: str, said: str) -> None:
    with pytest.raises(DeriveError, match=said):
        parse(text)
