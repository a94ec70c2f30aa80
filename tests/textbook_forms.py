"""Divergences, entropies and bounds as they are printed in the literature.

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
    binomial,
    digamma,
    erf,
    exp,
    factorial,
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
    Exponential,
    Gamma,
    Geometric,
    Laplace,
    LogNormal,
    Normal,
    Poisson,
    Uniform,
)
from derive.solvers.divergences import cross_entropy, entropy, kl
from derive.solvers.evidence_lower_bound import elbo
from derive.solvers.marginals import marginal

a, b, c, d, s, t, r = symbols("a b c d s t r", positive=True)
p, q, z, theta, phi = symbols("p q z theta phi", positive=True)
m, u, w, x, y = symbols("m u w x y", real=True)
n = symbols("n", integer=True, positive=True)
k = symbols("k", integer=True, nonnegative=True)
half = Rational(1, 2)

COVER = "Cover and Thomas 2006, Elements of Information Theory, table 17.1"
GIL = "Gil, Alajaji and Linder 2013, Information Sciences 249, tables 2 and 3"
PROOFS = "Soch et al. 2024, The Book of Statistical Proofs"
BISHOP = "Bishop 2006, Pattern Recognition and Machine Learning, appendix B"
JOHNSON = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapters 5 and 6"
BLEI = "Blei, Kucukelbir and McAuliffe 2017, section 2.2: mean log joint plus entropy"


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
    "cross-entropy of normals": Form(
        lambda: cross_entropy(Normal(m, s), Normal(u, t)),
        log(t) + log(2 * pi) / 2 + (s**2 + (m - u) ** 2) / (2 * t**2),
        "entropy plus divergence: " + GIL,
    ),
    "bound of exponential, normal": Form(
        lambda: elbo(Exponential(theta), Normal(z, 1), Exponential(phi), z, x),
        log(theta / phi) - theta / phi + 1 - x**2 / 2 + x / phi - 1 / phi**2 - log(2 * pi) / 2,
        BLEI,
        log(theta / phi) + (x - theta) / phi + 1 - x**2 / 2 - 1 / phi**2 - log(2 * pi) / 2,
    ),
    "bound of beta, bernoulli": Form(
        lambda: elbo(Beta(a, b), Bernoulli(z), Beta(c, d), z, k),
        log(beta(c, d) / beta(a, b))
        + (a - c + k) * (digamma(c) - digamma(c + d))
        + (b - d - k + 1) * (digamma(d) - digamma(c + d)),
        BLEI,
    ),
    "bound of beta, binomial": Form(
        lambda: elbo(Beta(a, b), Binomial(n, z), Beta(c, d), z, k),
        log(binomial(n, k))
        + log(beta(c, d) / beta(a, b))
        + (a - c + k) * (digamma(c) - digamma(c + d))
        + (b - d - k + n) * (digamma(d) - digamma(c + d)),
        BLEI,
    ),
    "bound of gamma, poisson": Form(
        lambda: elbo(Gamma(a, b), Poisson(z), Gamma(c, d), z, k),
        a * log(b)
        - (a + k) * log(d)
        + (a - c + k) * digamma(c)
        + loggamma(c)
        - loggamma(a)
        - log(factorial(k))
        + c
        - c * (b + 1) / d,
        BLEI,
    ),
    "bound of gamma, exponential": Form(
        lambda: elbo(Gamma(a, b), Exponential(z), Gamma(c, d), z, y),
        a * log(b)
        - (a + 1) * log(d)
        + (a - c + 1) * digamma(c)
        + loggamma(c)
        - loggamma(a)
        + c
        - c * (b + y) / d,
        BLEI,
    ),
    "bound of normal, normal": Form(
        lambda: elbo(Normal(0, t), Normal(w, s), Normal(m, r), w, x),
        log(r / (s * t))
        - log(2 * pi) / 2
        + half
        - (m**2 + r**2) / (2 * t**2)
        - ((x - m) ** 2 + r**2) / (2 * s**2),
        BLEI,
    ),
    "mass of gamma-poisson": Form(
        lambda: marginal(Gamma(a, b), Poisson(z), z, k),
        gamma(a + k) / (factorial(k) * gamma(a)) * b**a * (b + 1) ** (-a - k),
        JOHNSON,
    ),
    "mass of beta-binomial": Form(
        lambda: marginal(Beta(a, b), Binomial(n, z), z, k),
        binomial(n, k) * beta(a + k, b - k + n) / beta(a, b),
        JOHNSON,
    ),
    "density of gamma-exponential": Form(
        lambda: marginal(Gamma(a, b), Exponential(z), z, y),
        a * b**a * (b + y) ** (-a - 1),
        "Johnson, Kotz and Balakrishnan 1994, Continuous Univariate Distributions 1, chapter 20",
    ),
}
