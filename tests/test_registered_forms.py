"""The divergences that PyTorch registers are about as short as its own formulas, and take no more
than a dozen steps."""

from __future__ import annotations

import re

import pytest
from sympy import count_ops

from derive import kl, parse
from derive.rulebook.algebra import is_zero

# the formulas are those of PyTorch 2.3, torch/distributions/kl.py
LONGER, STEPS = 1.3, 12
BETA = "(a1 + b1 - 2)*digamma(a1 + b1) - (a1 - 1)*digamma(a1) - (b1 - 1)*digamma(b1)"
ENTROPY = {
    "Bernoulli": "(-p1*log(p1) - (1 - p1)*log(1 - p1))",
    "Beta": f"(loggamma(a1) + loggamma(b1) - loggamma(a1 + b1) + {BETA})",
    "ContinuousBernoulli": "(-M*log(p1/(1 - p1)) - log(1 - p1)"
    " - log(2*atanh(1 - 2*p1)/(1 - 2*p1)))",
    "Exponential": "(1 - log(r1))",
    "Gamma": "(a1 - log(r1) + loggamma(a1) + (1 - a1)*digamma(a1))",
    "Gumbel": "(1 + log(s1) + EulerGamma)",
    "Laplace": "(1 + log(2*s1))",
    "Normal": "(1/2 + log(2*pi)/2 + log(s1))",
    "Pareto": "(log(c1/a1) + 1 + 1/a1)",
    "Uniform": "log(h1 - l1)",
}
MEAN = "(p1/(2*p1 - 1) + 1/(2*atanh(1 - 2*p1)))"
SECOND = "(p1/(2*p1 - 1) + p1/((2*p1 - 1)*atanh(1 - 2*p1)) + 1/(2*atanh(1 - 2*p1)**2))"
NORMALISER = "log(2*atanh(1 - 2*p2)/(1 - 2*p2))"
NORMALISER_1 = NORMALISER.replace("p2", "p1")
UNIFORM_LOG = "((h1*log(h1) - l1*log(l1))/(h1 - l1) - 1)"
UNIFORM_LOG_COMPLEMENT = "(((1 - l1)*log(1 - l1) - (1 - h1)*log(1 - h1))/(h1 - l1) - 1)"
LAWS = {
    "Bernoulli": "Bernoulli(p{0})",
    "Beta": "Beta(a{0}, b{0})",
    "ContinuousBernoulli": "ContinuousBernoulli(p{0})",
    "Exponential": "Exponential(r{0})",
    "Gamma": "Gamma(a{0}, r{0})",
    "Gumbel": "Gumbel(m{0}, s{0})",
    "Laplace": "Laplace(m{0}, s{0})",
    "Normal": "Normal(m{0}, s{0})",
    "Pareto": "Pareto(c{0}, a{0})",
    "Poisson": "Poisson(r{0})",
    "Uniform": "Uniform(l{0}, h{0})",
}
# the cross entropy, the entropy of the first law to be taken from it
CROSS = {
    ("Bernoulli", "Poisson"): "r2 - p1*log(r2)",
    ("Beta", "ContinuousBernoulli"): f"-log(1 - p2) - a1/(a1 + b1)*log(p2/(1 - p2)) - {NORMALISER}",
    ("Beta", "Exponential"): "-log(r2) + r2*a1/(a1 + b1)",
    ("Beta", "Gamma"): "loggamma(a2) - a2*log(r2) - (a2 - 1)*(digamma(a1) - digamma(a1 + b1))"
    " + r2*a1/(a1 + b1)",
    ("Beta", "Normal"): "log(2*pi)/2 + log(s2)"
    " + (a1*b1/((a1 + b1)**2*(a1 + b1 + 1)) + (a1/(a1 + b1) - m2)**2)/(2*s2**2)",
    ("Beta", "Uniform"): "log(h2 - l2)",
    ("ContinuousBernoulli", "Exponential"): "-log(r2) + r2*M",
    ("ContinuousBernoulli", "Normal"): "log(2*pi)/2 + log(s2) + (m2**2 - 2*m2*M + S)/(2*s2**2)",
    ("ContinuousBernoulli", "Uniform"): "log(h2 - l2)",
    ("Exponential", "Gamma"): "loggamma(a2) - a2*log(r2) + (a2 - 1)*(log(r1) + EulerGamma) + r2/r1",
    ("Exponential", "Gumbel"): "log(s2) + (1/r1 - m2)/s2 + exp(m2/s2)*r1*s2/(r1*s2 + 1)",
    ("Exponential", "Normal"): "log(2*pi)/2 + log(s2) + (1/r1**2 + (1/r1 - m2)**2)/(2*s2**2)",
    ("Gamma", "Exponential"): "-log(r2) + r2*a1/r1",
    ("Gamma", "Gumbel"): "log(s2) + (a1/r1 - m2)/s2 + exp(m2/s2)*(1 + 1/(r1*s2))**(-a1)",
    ("Gamma", "Normal"): "log(2*pi)/2 + log(s2) + (a1/r1**2 + (a1/r1 - m2)**2)/(2*s2**2)",
    ("Gumbel", "Normal"): "log(2*pi)/2 + log(s2)"
    " + (pi**2*s1**2/6 + (m1 + EulerGamma*s1 - m2)**2)/(2*s2**2)",
    ("Laplace", "Normal"): "log(2*pi)/2 + log(s2) + (2*s1**2 + (m1 - m2)**2)/(2*s2**2)",
    ("Normal", "Gumbel"): "log(s2) + (m1 - m2)/s2 + exp((m2 - m1)/s2 + (s1/s2)**2/2)",
    ("Normal", "Laplace"): "log(2*s2) + (s1*sqrt(2/pi)*exp(-((m1 - m2)/s1)**2/2)"
    " + (m1 - m2)*erf((m1 - m2)/(sqrt(2)*s1)))/s2",
    ("Pareto", "Exponential"): "-log(r2) + r2*a1*c1/(a1 - 1)",
    ("Pareto", "Gamma"): "loggamma(a2) - a2*log(r2) - (a2 - 1)*(log(c1) + 1/a1)"
    " + r2*a1*c1/(a1 - 1)",
    ("Pareto", "Normal"): "log(2*pi)/2 + log(s2)"
    " + (a1*c1**2/((a1 - 1)**2*(a1 - 2)) + (a1*c1/(a1 - 1) - m2)**2)/(2*s2**2)",
    ("Uniform", "Beta"): "loggamma(a2) + loggamma(b2) - loggamma(a2 + b2)"
    f" - (a2 - 1)*{UNIFORM_LOG} - (b2 - 1)*{UNIFORM_LOG_COMPLEMENT}",
    ("Uniform", "ContinuousBernoulli"): "-(h1 + l1)/2*log(p2/(1 - p2)) - log(1 - p2)"
    f" - {NORMALISER}",
    ("Uniform", "Exponential"): "-log(r2) + r2*(h1 + l1)/2",
    ("Uniform", "Gamma"): f"loggamma(a2) - a2*log(r2) - (a2 - 1)*{UNIFORM_LOG} + r2*(h1 + l1)/2",
    ("Uniform", "Gumbel"): "log(s2) + ((h1 + l1)/2 - m2)/s2"
    " + s2*(exp(-(l1 - m2)/s2) - exp(-(h1 - m2)/s2))/(h1 - l1)",
    ("Uniform", "Normal"): "log(2*pi)/2 + log(s2)"
    " + ((h1 - l1)**2/12 + ((h1 + l1)/2 - m2)**2)/(2*s2**2)",
    ("Uniform", "Pareto"): f"-log(a2) - a2*log(c2) + (a2 + 1)*{UNIFORM_LOG}",
}
# of one family; a vector by its coordinates, a matrix by its entries
OWN = {
    "Bernoulli": "p1*log(p1/p2) + (1 - p1)*log((1 - p1)/(1 - p2))",
    "Beta": "loggamma(a1 + b1) - loggamma(a1) - loggamma(b1) - loggamma(a2 + b2) + loggamma(a2)"
    " + loggamma(b2) + (a1 - a2)*digamma(a1) + (b1 - b2)*digamma(b1)"
    " + (a2 + b2 - a1 - b1)*digamma(a1 + b1)",
    "Binomial": "7*(p1*log(p1/p2) + (1 - p1)*log((1 - p1)/(1 - p2)))",
    "Categorical": "p1*log(p1/p2) + r1*log(r1/r2) + (1 - p1 - r1)*log((1 - p1 - r1)/(1 - p2 - r2))",
    "Cauchy": "log((s1 + s2)**2 + (m1 - m2)**2) - log(4*s1*s2)",
    "ContinuousBernoulli": f"M*(log(p1/(1 - p1)) - log(p2/(1 - p2))) + {NORMALISER_1}"
    f" + log(1 - p1) - {NORMALISER} - log(1 - p2)",
    "Dirichlet": "loggamma(a1 + b1 + c1) - loggamma(a1) - loggamma(b1) - loggamma(c1)"
    " - loggamma(a2 + b2 + c2) + loggamma(a2) + loggamma(b2) + loggamma(c2)"
    " + (a1 - a2)*(digamma(a1) - digamma(a1 + b1 + c1))"
    " + (b1 - b2)*(digamma(b1) - digamma(a1 + b1 + c1))"
    " + (c1 - c2)*(digamma(c1) - digamma(a1 + b1 + c1))",
    "Exponential": "r2/r1 - 1 - log(r2/r1)",
    "Gamma": "a2*log(r1/r2) + loggamma(a2) - loggamma(a1) + (a1 - a2)*digamma(a1)"
    " + (r2 - r1)*a1/r1",
    "Geometric": "(p1*log(p1) + (1 - p1)*log(1 - p1))/p1 - log(1 - p2)/p1 + log(1 - p2) - log(p2)",
    "Gumbel": "log(s2/s1) + EulerGamma*(s1/s2 - 1) + (m1 - m2)/s2"
    " + exp((m2 - m1)/s2 + loggamma(s1/s2 + 1)) - 1",
    "HalfNormal": "((s1/s2)**2 - 1 - log((s1/s2)**2))/2",
    "Laplace": "log(s2/s1) + Abs(m1 - m2)/s2 + s1/s2*exp(-Abs(m1 - m2)/s1) - 1",
    "Normal": "((s1/s2)**2 + ((m1 - m2)/s2)**2 - 1 - log((s1/s2)**2))/2",
    "Pareto": "log((c1/c2)**a2) - log(a2/a1) + a2/a1 - 1",
    "Poisson": "r1*(log(r1) - log(r2)) - (r1 - r2)",
    "Uniform": "log((h2 - l2)/(h1 - l1))",
}
VECTORS = {
    "Binomial": "Binomial(7, p{0})",
    "Categorical": "Categorical([p{0}, r{0}, 1 - p{0} - r{0}])",
    "Cauchy": "Cauchy(m{0}, s{0})",
    "Dirichlet": "Dirichlet([a{0}, b{0}, c{0}])",
    "Geometric": "Geometric(p{0})",
    "HalfNormal": "HalfNormal(s{0})",
}
ASSUMED = {
    "Pareto": ("a1 > 2",),
    "Uniform": ("0 < l1", "l1 < h1", "h1 < 1"),
}


WIDER = ("l2 < 0", "h2 > 1")
SAME = {
    "Pareto": ("c2 < c1",),
    "Uniform": ("l2 < l1", "h1 < h2"),
    "Categorical": ("p1 + r1 < 1", "p2 + r2 < 1"),
}


def is_about_as_short(first: str, second: str, written: str, assume: list[str]) -> None:
    laws = LAWS | VECTORS
    texts = (laws[first].format(1), laws[second].format(2), written)
    p, q, book = parse(*texts, assume=assume)
    derived = kl(p, q)
    assert is_zero(derived.result - book, derived.assumptions) is True
    assert count_ops(derived.result) <= LONGER * count_ops(book)
    assert len(derived.steps) <= STEPS


@pytest.mark.parametrize(("first", "second"), CROSS, ids=lambda name: name)
def test_a_registered_divergence_is_about_as_short_as_its_formula(first: str, second: str) -> None:
    assume = [*ASSUMED.get(first, ()), *(("c2 < l1",) if second == "Pareto" else ())]
    assume += WIDER if second == "Uniform" else ()
    written = f"{CROSS[first, second]} - {ENTROPY[first]}"
    written = re.sub(r"\b[MS]\b", lambda name: {"M": MEAN, "S": SECOND}[name[0]], written)
    is_about_as_short(first, second, written, assume)


@pytest.mark.parametrize("family", OWN)
def test_a_divergence_within_a_family_is_about_as_short_as_its_formula(family: str) -> None:
    written = re.sub(r"\bM\b", MEAN, OWN[family])
    is_about_as_short(family, family, written, list(SAME.get(family, ())))


def test_every_pair_that_is_compared_with_torch_has_its_formula() -> None:
    """But for laws whose parameters are matrices, whose divergence is one formula of matrices."""
    pytest.importorskip("torch", reason="PyTorch is not installed")
    from test_torch_pairs import PAIRS

    matrices = {"MultivariateNormal", "LowRankMultivariateNormal"}
    scalar = {pair for pair in PAIRS if not matrices & set(pair)}
    assert scalar == {*CROSS, *((name, name) for name in OWN)}


def test_the_pair_that_pytorch_leaves_out_with_most_cases_is_checked_step_by_step() -> None:
    derived = kl(*parse("ContinuousBernoulli(p)", "Laplace(m, s)")).verify()
    assert derived.status == "verified"
    assert len(derived.steps) <= STEPS
