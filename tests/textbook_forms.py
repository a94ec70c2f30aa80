"""Divergences and entropies as they are printed in the literature.

Each is stated as in the reference, up to the names of the parameters (rates for scales); where the
engine is expected to print another form than the reference does, that form stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sympy import (
    Abs,
    EulerGamma,
    Expr,
    Rational,
    beta,
    digamma,
    erf,
    exp,
    gamma,
    log,
    loggamma,
    pi,
    polygamma,
    sqrt,
    symbols,
)

from derive.derivation.derivation import Derivation
from derive.language import (
    Bernoulli,
    Beta,
    Binomial,
    Chi2,
    Exponential,
    Gamma,
    Geometric,
    Laplace,
    Logistic,
    LogNormal,
    Maxwell,
    Normal,
    Pareto,
    Poisson,
    Rayleigh,
    Uniform,
    Weibull,
)
from derive.solvers.divergences import cross_entropy, entropy, kl

a, b, c, d, s, t, r = symbols("a b c d s t r", positive=True)
p, q = symbols("p q", positive=True)
m, u, w, x = symbols("m u w x", real=True)
n = symbols("n", integer=True, positive=True)
k = symbols("k", integer=True, nonnegative=True)
half = Rational(1, 2)

COVER = "Cover and Thomas 2006, Elements of Information Theory, table 17.1"
GIL = "Gil, Alajaji and Linder 2013, Information Sciences 249, tables 2 and 3"
PROOFS = "Soch et al. 2024, The Book of Statistical Proofs"
BISHOP = "Bishop 2006, Pattern Recognition and Machine Learning, appendix B"


@dataclass(frozen=True)
class Form:
    """A result, how the reference prints it, and how it is expected to come out."""

    derive: Callable[[], Derivation]
    book: Expr
    reference: str
    expected: Expr | None = None

    @property
    def printed(self) -> Expr:
        return self.book if self.expected is None else self.expected


FORMS = {
    "kl of exponentials": Form(
        lambda: kl(Exponential(a), Exponential(b)), log(a / b) + b / a - 1, GIL
    ),
    "kl of normals": Form(
        lambda: kl(Normal(m, s), Normal(u, t)),
        log(t / s) + (s**2 + (m - u) ** 2) / (2 * t**2) - half,
        GIL,
    ),
    "kl of gammas": Form(
        lambda: kl(Gamma(a, b), Gamma(c, d)),
        (a - c) * digamma(a) - loggamma(a) + loggamma(c) + c * log(b / d) + a * (d - b) / b,
        GIL,
    ),
    "kl of betas": Form(
        lambda: kl(Beta(a, b), Beta(c, d)),
        log(beta(c, d) / beta(a, b))
        + (a - c) * digamma(a)
        + (b - d) * digamma(b)
        + (c + d - a - b) * digamma(a + b),
        GIL,
        log(beta(c, d) / beta(a, b))
        + (a - c) * (digamma(a) - digamma(a + b))
        + (b - d) * (digamma(b) - digamma(a + b)),
    ),
    "kl of bernoullis": Form(
        lambda: kl(Bernoulli(p), Bernoulli(q), (p < 1, q < 1)),
        p * log(p / q) + (1 - p) * log((1 - p) / (1 - q)),
        PROOFS,
    ),
    "kl of poissons": Form(lambda: kl(Poisson(a), Poisson(b)), a * log(a / b) - a + b, PROOFS),
    "kl of binomials": Form(
        lambda: kl(Binomial(n, p), Binomial(n, q), (p < 1, q < 1)),
        n * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))),
        PROOFS,
    ),
    "kl of geometrics": Form(
        lambda: kl(Geometric(p), Geometric(q), (p < 1, q < 1)),
        log(p / q) + (1 - p) / p * log((1 - p) / (1 - q)),
        PROOFS,
    ),
    "kl of laplaces": Form(
        lambda: kl(Laplace(m, s), Laplace(u, t)),
        log(t / s) + (s * exp(-Abs(m - u) / s) + Abs(m - u)) / t - 1,
        GIL,
    ),
    "kl of lognormals": Form(
        lambda: kl(LogNormal(m, s), LogNormal(u, t)),
        log(t / s) + (s**2 + (m - u) ** 2) / (2 * t**2) - half,
        GIL,
    ),
    "kl of uniforms": Form(
        lambda: kl(Uniform(m, u), Uniform(w, x), (w < m, m < u, u < x)),
        log((x - w) / (u - m)),
        PROOFS,
    ),
    "kl of gamma and lognormal": Form(
        lambda: kl(Gamma(a, b), LogNormal(m, s)),
        a * digamma(a)
        - a
        - loggamma(a)
        + log(s)
        + log(2 * pi) / 2
        + ((digamma(a) - log(b) - m) ** 2 + polygamma(1, a)) / (2 * s**2),
        "minus the entropy of the gamma law minus its mean log density: " + BISHOP,
    ),
    "kl of normal and laplace": Form(
        lambda: kl(Normal(m, s), Laplace(0, b)),
        (m * erf(m / (sqrt(2) * s)) + s * sqrt(2 / pi) * exp(-(m**2) / (2 * s**2))) / b
        + log(b / s)
        + log(2 / pi) / 2
        - half,
        "Leone, Nelson and Nottingham 1961, Technometrics 3, the folded normal mean",
        (m * erf(sqrt(2) * m / (2 * s)) + sqrt(2) * s * exp(-(m**2) / (2 * s**2)) / sqrt(pi)) / b
        + log(b / s)
        + log(2 / pi) / 2
        - half,
    ),
    "kl of exponential and gamma": Form(
        lambda: kl(Exponential(a), Gamma(c, d)),
        c * log(a / d) + EulerGamma * (c - 1) + loggamma(c) + d / a - 1,
        "the gamma divergence with concentration one: " + GIL,
    ),
    "entropy of normal": Form(
        lambda: entropy(Normal(m, s)),
        log(2 * pi * s**2) / 2 + half,
        COVER,
        log(s) + log(2 * pi) / 2 + half,
    ),
    "entropy of gamma": Form(
        lambda: entropy(Gamma(a, b)), loggamma(a) - log(b) + (1 - a) * digamma(a) + a, COVER
    ),
    "entropy of beta": Form(
        lambda: entropy(Beta(a, b)),
        log(beta(a, b))
        - (a - 1) * digamma(a)
        - (b - 1) * digamma(b)
        + (a + b - 2) * digamma(a + b),
        BISHOP,
        log(beta(a, b))
        + (1 - a) * digamma(a)
        + (1 - b) * digamma(b)
        + (a + b - 2) * digamma(a + b),
    ),
    "entropy of laplace": Form(lambda: entropy(Laplace(m, s)), 1 + log(2 * s), COVER),
    "entropy of lognormal": Form(
        lambda: entropy(LogNormal(m, s)), m + log(s) + log(2 * pi) / 2 + half, COVER
    ),
    "entropy of exponential": Form(lambda: entropy(Exponential(a)), 1 - log(a), COVER),
    "entropy of uniform": Form(lambda: entropy(Uniform(m, u), (m < u,)), log(u - m), COVER),
    "entropy of bernoulli": Form(
        lambda: entropy(Bernoulli(p), (p < 1,)), -p * log(p) - (1 - p) * log(1 - p), BISHOP
    ),
    "entropy of geometric": Form(
        lambda: entropy(Geometric(p), (p < 1,)), -log(p) - (1 - p) * log(1 - p) / p, COVER
    ),
    "entropy of weibull": Form(
        lambda: entropy(Weibull(a, b)), EulerGamma * (b - 1) / b + log(a / b) + 1, COVER
    ),
    "entropy of pareto": Form(lambda: entropy(Pareto(a, b)), log(a / b) + 1 + 1 / b, COVER),
    "entropy of rayleigh": Form(
        lambda: entropy(Rayleigh(s)), 1 + log(s) - log(2) / 2 + EulerGamma / 2, COVER
    ),
    "entropy of maxwell": Form(
        lambda: entropy(Maxwell(s)), log(s) + log(2 * pi) / 2 + EulerGamma - half, COVER
    ),
    "entropy of chi-squared": Form(
        lambda: entropy(Chi2(a)),
        log(2) + loggamma(a / 2) + (1 - a / 2) * digamma(a / 2) + a / 2,
        COVER,
    ),
    "entropy of logistic": Form(lambda: entropy(Logistic(m, s)), log(s) + 2, COVER),
    "kl of weibulls": Form(
        lambda: kl(Weibull(a, b), Weibull(c, d)),
        log(b / d)
        + d * log(c / a)
        + EulerGamma * (d - b) / b
        + (a / c) ** d * gamma(1 + d / b)
        - 1,
        GIL,
    ),
    "kl of paretos": Form(
        lambda: kl(Pareto(a, b), Pareto(c, d), (c <= a,)),
        log(b / d) + d * log(a / c) + d / b - 1,
        GIL,
    ),
    "kl of rayleighs": Form(
        lambda: kl(Rayleigh(s), Rayleigh(t)), 2 * log(t / s) + s**2 / t**2 - 1, GIL
    ),
    "cross-entropy of normals": Form(
        lambda: cross_entropy(Normal(m, s), Normal(u, t)),
        log(t) + log(2 * pi) / 2 + (s**2 + (m - u) ** 2) / (2 * t**2),
        "entropy plus divergence: " + GIL,
    ),
}
