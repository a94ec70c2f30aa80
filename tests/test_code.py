"""Printed code gives the number of the derivation, in double precision and at concentrations of
ten thousand."""

from __future__ import annotations

import inspect
from fractions import Fraction
from functools import cache

import mpmath
import pytest
from sympy import Piecewise, Symbol, besseli, gamma, log, oo, sqrt, symbols

from derive import (
    DeriveError,
    Exponential,
    Gamma,
    bhattacharyya,
    cross_entropy,
    elbo,
    entropy,
    expectation,
    jeffreys,
    kl,
    marginal,
    parse,
    renyi,
    squared_hellinger,
    start,
)
from derive.packs.finding import load
from derive.render.page import code_of

AT = {
    "a": "10000", "b": "10020.5", "c": "9990", "d": "10000.25", "g": "1.5", "h": "1.25",
    "k": "10000", "l": "9990", "m": "0.5", "n": "12000", "p": "0.3", "q": "0.31", "s": "2",
    "t": "3", "v": "10000", "x": "9950",
}  # fmt: skip
z, x = Symbol("z", real=True), Symbol("x", real=True)


def laws(*texts):
    return parse(*texts)


def question(solver, *texts, **named):
    return lambda: solver(*laws(*texts), **named)


QUESTIONS = {
    "kl-gamma": question(kl, "Gamma(a, g)", "Gamma(c, h)"),
    "kl-beta": question(kl, "Beta(a, b)", "Beta(c, d)"),
    "kl-inverse-gamma": question(kl, "InverseGamma(a, g)", "InverseGamma(c, h)"),
    "kl-gamma-lognormal": question(kl, "Gamma(a, g)", "LogNormal(m, s)"),
    "kl-normal-laplace": question(kl, "Normal(m, s)", "Laplace(0, g)"),
    "kl-von-mises": question(kl, "VonMises(m, k)", "VonMises(0, l)"),
    "kl-bernoulli": question(kl, "Bernoulli(p)", "Bernoulli(q)"),
    "kl-self": question(kl, "Beta(a, b)", "Beta(a, b)"),
    "entropy-beta": question(entropy, "Beta(a, b)"),
    "entropy-student": question(entropy, "StudentT(v, m, s)"),
    "entropy-von-mises": question(entropy, "VonMises(m, k)"),
    "entropy-number": question(entropy, "Normal(0, 1)"),
    "cross-entropy-weibull": question(cross_entropy, "Weibull(g, h)", "Gamma(a, g)"),
    "mean-power": lambda: expectation(x ** Symbol("t", real=True), x, *laws("Gamma(a, g)")),
    "jeffreys-poisson": question(jeffreys, "Poisson(a)", "Poisson(c)"),
    "bhattacharyya-beta": question(bhattacharyya, "Beta(a, b)", "Beta(c, d)"),
    "hellinger-beta": question(squared_hellinger, "Beta(a, b)", "Beta(c, d)"),
    "renyi-gamma": question(renyi, "Gamma(a, g)", "Gamma(c, h)", "t/4"),
    "marginal-poisson": question(marginal, "Gamma(a, g)", "Poisson(z)", latent=z, observed=x),
    "elbo-binomial": question(
        elbo, "Beta(a, b)", "Binomial(n, z)", "Beta(c, d)", latent=z, observed=x
    ),
}


def compiled(source):
    space = {}
    exec(compile(source, "<printed>", "exec"), space)  # noqa: S102  our own output, in a test
    return [v for v in space.values() if inspect.isfunction(v)][-1]


@pytest.mark.parametrize("form", ["python", "torch"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_the_function_gives_the_value_of_the_derivation(name, form):
    derivation = QUESTIONS[name]()
    number = float
    if form == "torch":
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        number = lambda v: torch.tensor(float(v), dtype=torch.float64)  # noqa: E731
    function = compiled(code_of(derivation, form))
    names = list(inspect.signature(function).parameters)
    found = function(**{n: number(Fraction(AT[n])) for n in names})
    wanted = derivation.value_at({n: AT[n] for n in names}, digits=25)
    assert abs(float(found) - wanted) <= 1e-10 * max(abs(wanted), mpmath.mpf(10) ** -200)


# parameters of which those of the second law are nearly those of the first
NEAR = {
    "Exponential(a)": "Exponential(b)",
    "Poisson(a)": "Poisson(b)",
    "Rayleigh(a)": "Rayleigh(b)",
    "Bernoulli(p)": "Bernoulli(q)",
    "Geometric(p)": "Geometric(q)",
    "Normal(m, s)": "Normal(n, t)",
    "Gamma(a, s)": "Gamma(b, t)",
    "InverseGamma(a, s)": "InverseGamma(b, t)",
    "Beta(a, s)": "Beta(b, t)",
    "Nakagami(a, s)": "Nakagami(b, t)",
}


@cache
def divergence(first):
    return kl(*laws(first, NEAR[first]))


@pytest.mark.parametrize("form", ["python", "torch"])
@pytest.mark.parametrize("first", NEAR)
def test_a_small_divergence_keeps_its_digits(first, form):
    derivation = divergence(first)
    number = float
    if form == "torch":
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        number = lambda v: torch.tensor(v, dtype=torch.float64)  # noqa: E731
    function = compiled(code_of(derivation, form))
    for size in (1.75, 10_000.0):
        for apart in (2.0**-30, 2.0**-12, 0.25):
            at = {"m": 0.5, "p": 0.375, "s": size * 1.25, "a": size}
            at |= {"b": size * (1 + apart), "t": at["s"] * (1 - 2 * apart)}
            at |= {"n": 0.5 - apart, "q": 0.375 * (1 + apart)}
            at = {name: at[name] for name in inspect.signature(function).parameters}
            wanted = derivation.value_at({n: str(Fraction(v)) for n, v in at.items()}, digits=20)
            found = float(function(**{n: number(v) for n, v in at.items()}))
            lost = 1e-4 if apart < 1e-6 else 1e-8  # where two names of two sums cancel
            assert 0 < found == pytest.approx(float(wanted), rel=lost, abs=0)


def test_gradients_reach_the_parameters():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    function = compiled(code_of(kl(*laws("Gamma(a, b)", "Gamma(c, d)")), "torch"))
    at = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (3.0, 2.0, 30.0, 1.0)]
    function(*at).backward()
    # d/da KL = (a - c) trigamma(a) + d/b - 1
    slope = (3 - 30) * float(mpmath.psi(1, 3)) + 1 / 2 - 1
    assert abs(float(at[0].grad) - slope) < 1e-7


def test_the_function_is_typed_documented_and_refuses_what_was_not_derived():
    source = code_of(kl(*laws("Gamma(a, b)", "Gamma(c, d)")), "python")
    function = compiled(source)
    assert list(inspect.signature(function).parameters) == ["a", "b", "c", "d"]
    assert all(
        p.annotation == "float" or p.annotation is float
        for p in inspect.signature(function).parameters.values()
    )
    assert function.__doc__.startswith("KL(Gamma(a, b) || Gamma(c, d)).")
    assert "for a > 0, b > 0, c > 0, d > 0." in function.__doc__
    with pytest.raises(ValueError, match="a > 0 and b > 0"):
        function(1.0, -1.0, 1.0, 1.0)


def test_the_function_asks_for_what_a_step_had_to_assume():
    a, b, x = symbols("a b x", positive=True)
    function = compiled(code_of(expectation(1 / x, x, Gamma(a, b)), "python"))
    assert abs(function(3.0, 4.0) - 2) < 1e-12
    with pytest.raises(ValueError, match="a > 1"):
        function(0.5, 1.0)


@pytest.mark.parametrize("form", ["python", "torch"])
@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("log(1 + exp(x)) - x", 800),
        ("1/(1 + exp(-x))", -600),
        ("exp(x)/(exp(x) + exp(2*x))", 500),
        ("log(1 - exp(-x^2))", Fraction(1, 10**6)),
        ("log(cosh(x)) - x", 900),
        ("(exp(x) - 1)/x", Fraction(1, 10**12)),
        ("exp(-x)*x^x/gamma(x + 1)", 5000),
        ("{x if x > 2; x^2 if x > 1; -x otherwise}", Fraction(3, 2)),
        ("Max(x, 2, -x) + sign(x)*Abs(x - 1) + floor(x/7)", 9),
        ("binomial(x, 40)*(1/2)^x", 900),
    ],
)
def test_what_overflows_or_cancels_does_not(text, at, form):
    pytest.importorskip("torch", reason="PyTorch is not installed") if form == "torch" else None
    (expr,) = parse(text)
    given = (x > (40 if "binomial" in text else 0),) if at > 0 else ()
    derivation = start(expr, *given)
    function = compiled(code_of(derivation, form))
    if form == "torch":
        import torch

        given = torch.tensor(float(at), dtype=torch.float64)
    else:
        given = float(at)
    with mpmath.workdps(1000):
        wanted = derivation.value_at({"x": str(at)}, digits=30)
    assert abs(float(function(given)) - wanted) <= 1e-9 * abs(wanted)


def test_infinities_and_rare_functions():
    y = Symbol("y", real=True)
    cases = start(Piecewise((y * log(y), y > 0), (oo, True)))
    assert compiled(code_of(cases, "python"))(-1.0) == float("inf")
    rare = start(besseli(2, y) + sqrt(y) * gamma(y))
    assert abs(compiled(code_of(rare, "python"))(1.5) - (0.337834618335 + 1.08540189)) < 1e-6
    with pytest.raises(DeriveError, match="PyTorch has no function for besseli"):
        code_of(rare, "torch")


def test_what_is_no_function_of_numbers_has_no_code():
    for form in ("python", "torch"):
        with pytest.raises(DeriveError, match="no code"):
            code_of(load("iwae-lower-bound").derive(), form)
        with pytest.raises(DeriveError, match="no code"):
            code_of(start(Symbol("y")).stop("nothing is known"), form)


def test_names_in_code_are_names():
    hostile = symbols("lambda torch math digamma x' 0b1 __import__('os')", positive=True)
    for name in hostile:
        other = Symbol("x_", positive=True)
        source = code_of(kl(Exponential(name), Exponential(other)), "python")
        function = compiled(source)
        assert function(2.0, 2.0) == 0
        assert "'os'" not in source.replace("__import__('os')", "", source.count('"""'))
