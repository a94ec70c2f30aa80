"""Evidence lower bounds and marginal laws as they are printed in the literature."""

from __future__ import annotations

from sympy import beta, binomial, digamma, factorial, gamma, log, loggamma, pi, symbols
from textbook_forms import Form, a, b, c, d, half, k, m, n, r, s, t, x

from derive.language import Bernoulli, Beta, Binomial, Exponential, Gamma, Normal, Poisson
from derive.solvers.evidence_lower_bound import elbo
from derive.solvers.marginals import marginal

z, theta, phi = symbols("z theta phi", positive=True)
w, y = symbols("w y", real=True)

JOHNSON = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapters 5 and 6"
BLEI = "Blei, Kucukelbir and McAuliffe 2017, section 2.2: mean log joint plus entropy"

BOUNDS = {
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
