"""The divergences between different families that PyTorch registers are about as short as its own
formulas, and take no more than a dozen steps."""

from __future__ import annotations

import pytest
from sympy import count_ops

from derive import kl, parse
from derive.rulebook.algebra import is_zero

# the formulas are those of PyTorch 2.3, torch/distributions/kl.py
LONGER, STEPS = 1.3, 12
BETA = "(a1 + b1 - 2)*digamma(a1 + b1) - (a1 - 1)*digamma(a1) - (b1 - 1)*digamma(b1)"
ENTROPY = {
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
NORMALISER = "log(2*atanh(1 - 2*p2)/(1 - 2*p2))"
UNIFORM_LOG = "((h1*log(h1) - l1*log(l1))/(h1 - l1) - 1)"
UNIFORM_LOG_COMPLEMENT = "(((1 - l1)*log(1 - l1) - (1 - h1)*log(1 - h1))/(h1 - l1) - 1)"
LAWS = {
    "Beta": "Beta(a{0}, b{0})",
    "ContinuousBernoulli": "ContinuousBernoulli(p{0})",
    "Exponential": "Exponential(r{0})",
    "Gamma": "Gamma(a{0}, r{0})",
    "Gumbel": "Gumbel(m{0}, s{0})",
    "Laplace": "Laplace(m{0}, s{0})",
    "Normal": "Normal(m{0}, s{0})",
    "Pareto": "Pareto(c{0}, a{0})",
    "Uniform": "Uniform(l{0}, h{0})",
}
# the cross entropy, the entropy of the first law to be taken from it
CROSS = {
    ("Beta", "Exponential"): "-log(r2) + r2*a1/(a1 + b1)",
    ("Beta", "Gamma"): "loggamma(a2) - a2*log(r2) - (a2 - 1)*(digamma(a1) - digamma(a1 + b1))"
    " + r2*a1/(a1 + b1)",
    ("Beta", "Normal"): "log(2*pi)/2 + log(s2)"
    " + (a1*b1/((a1 + b1)**2*(a1 + b1 + 1)) + (a1/(a1 + b1) - m2)**2)/(2*s2**2)",
    ("ContinuousBernoulli", "Exponential"): "-log(r2) + r2*M",
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
ASSUMED = {
    "Pareto": ("a1 > 2",),
    "Uniform": ("0 < l1", "l1 < h1", "h1 < 1"),
}


@pytest.mark.parametrize(("first", "second"), CROSS, ids=lambda name: name)
def test_a_registered_divergence_is_about_as_short_as_its_formula(first: str, second: str) -> None:
    assume = [*ASSUMED.get(first, ()), *(("c2 < l1",) if second == "Pareto" else ())]
    written = f"{CROSS[first, second]} - {ENTROPY[first]}".replace("M", MEAN)
    p, q, book = parse(LAWS[first].format(1), LAWS[second].format(2), written, assume=assume)
    derived = kl(p, q)
    assert is_zero(derived.result - book, derived.assumptions) is True
    assert count_ops(derived.result) <= LONGER * count_ops(book)
    assert len(derived.steps) <= STEPS
