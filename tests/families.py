"""The convention for the families, stated a second time: arguments, supports, densities in floats.

A density stands here mostly in another form than the engine's logarithm, by a change of variable.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sympy import MatrixSymbol, oo, pi

lgamma = np.vectorize(math.lgamma, otypes=[float])


def normal(x, m, s):
    return np.exp(-(((x - m) / s) ** 2) / 2) / (s * math.sqrt(2 * math.pi))


def gamma(x, a, b):
    return b * (b * x) ** (a - 1) * np.exp(-b * x) / math.gamma(a)


def beta(x, a, b):
    return x ** (a - 1) * (1 - x) ** (b - 1) * math.gamma(a + b) / math.gamma(a) / math.gamma(b)


def cauchy(x, m, s):
    return 1 / (math.pi * s * (1 + ((x - m) / s) ** 2))


def weibull(x, s, k):
    return k / s * (x / s) ** (k - 1) * np.exp(-((x / s) ** k))


def pareto(x, s, a):
    return a / s * (s / x) ** (a + 1)


def logistic(x, m, s):
    return 1 / (4 * s * np.cosh((x - m) / (2 * s)) ** 2)


def student(x, df, m, s):
    constant = math.gamma((df + 1) / 2) / math.gamma(df / 2) / math.sqrt(df * math.pi) / s
    return constant * (1 + ((x - m) / s) ** 2 / df) ** (-(df + 1) / 2)


def triangular(x, low, high, peak):
    height = 2 / (high - low)
    return height * np.minimum((x - low) / (peak - low), (high - x) / (high - peak))


def ways(n, k):
    """The generalised binomial coefficient."""
    return np.exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1))


def dirichlet(x, a):
    constant = math.gamma(sum(a)) / math.prod(math.gamma(v) for v in a)
    return constant * math.prod(u ** (v - 1) for u, v in zip(x, a, strict=True))


def multivariate(x, m, c):
    z = np.stack([u - v for u, v in zip(x, m, strict=True)])
    form = np.einsum("i...,ij,j...->...", z, np.linalg.inv(np.array(c, float)), z)
    return np.exp(-form / 2) / math.sqrt(np.linalg.det(2 * math.pi * np.array(c, float)))


def low_rank(x, m, f, d):
    return multivariate(x, m, np.array(f, float) @ np.array(f, float).T + np.diag(d))


@dataclass
class Family:
    """The convention for one family: arguments with their kinds, support, density, examples."""

    arguments: str
    support: Any
    density: Any
    examples: list[tuple]
    refused: list[tuple] = field(default_factory=list)
    counts: bool = False
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, str]:
        return dict(a.split(":") for a in self.arguments.split())


LINE, HALF, UNIT = (lambda *_: (-oo, oo)), (lambda *_: (0, oo)), (lambda *_: (0, 1))
LOC_SCALE = "loc:real scale:positive"
TWO_SHAPES = "concentration1:positive concentration0:positive"
SHAPE_RATE = "concentration:positive rate:positive"
SCALE_SHAPE = "scale:positive concentration:positive"

FAMILIES = {
    "Normal": Family(LOC_SCALE, LINE, normal, [(0.3, 1.7), (-2, 0.4)]),
    "Exponential": Family("rate:positive", HALF, lambda x, r: r * np.exp(-r * x), [(0.4,), (3,)]),
    "Gamma": Family(SHAPE_RATE, HALF, gamma, [(0.7, 1.3), (4, 0.5)]),
    "InverseGamma": Family(
        SHAPE_RATE, HALF, lambda x, a, b: gamma(1 / x, a, b) / x**2, [(1.5, 0.7), (3, 4)]
    ),
    "Beta": Family(TWO_SHAPES, UNIT, beta, [(0.8, 2.5), (3, 1.2)]),
    "Laplace": Family(
        LOC_SCALE,
        LINE,
        lambda x, m, b: np.exp(-np.abs((x - m) / b)) / 2 / b,
        [(0.3, 1.7), (-2, 0.4)],
    ),
    "Gumbel": Family(
        LOC_SCALE,
        LINE,
        lambda x, m, b: weibull(np.exp(-(x - m) / b), 1, 1) * np.exp(-(x - m) / b) / b,
        [(0.3, 1.7), (-2, 0.4)],
    ),
    "Weibull": Family(SCALE_SHAPE, HALF, weibull, [(0.7, 2.3), (2, 0.9)]),
    "Pareto": Family(
        "scale:positive alpha:positive", lambda s, a: (s, oo), pareto, [(0.7, 2.3), (2, 1.5)]
    ),
    "LogNormal": Family(
        LOC_SCALE, HALF, lambda x, m, s: normal(np.log(x), m, s) / x, [(0.3, 0.7), (-1, 1.4)]
    ),
    "Rayleigh": Family(
        "scale:positive", HALF, lambda x, s: weibull(x, math.sqrt(2) * s, 2), [(0.7,), (2,)]
    ),
    "Maxwell": Family(
        "scale:positive", HALF, lambda x, s: 2 * x**2 / s**2 * normal(x, 0, s), [(0.7,), (2,)]
    ),
    "Chi2": Family("df:positive", HALF, lambda x, k: gamma(x, k / 2, 0.5), [(1.6,), (5,)]),
    "Chi": Family(
        "df:positive", HALF, lambda x, k: 2 * x * gamma(x**2, k / 2, 0.5), [(1.6,), (5,)]
    ),
    "HalfNormal": Family("scale:positive", HALF, lambda x, s: 2 * normal(x, 0, s), [(0.7,), (2,)]),
    "Logistic": Family(LOC_SCALE, LINE, logistic, [(0.3, 1.7), (-2, 0.4)]),
    "Cauchy": Family(LOC_SCALE, LINE, cauchy, [(0.3, 1.7), (-2, 0.4)]),
    "HalfCauchy": Family("scale:positive", HALF, lambda x, s: 2 * cauchy(x, 0, s), [(0.7,), (2,)]),
    "Uniform": Family(
        "low:real high:real",
        lambda a, b: (a, b),
        lambda x, a, b: 1 / (b - a) + 0 * x,
        [(-0.5, 1.5), (2, 7)],
        [(2, 1), (3, 3)],
    ),
    "VonMises": Family(
        "loc:real concentration:positive",
        lambda *_: (-pi, pi),
        lambda x, m, k: np.exp(k * np.cos(x - m)) / (2 * math.pi * np.i0(k)),
        [(0.3, 1.7), (-1, 0.4)],
    ),
    "InverseGaussian": Family(
        "loc:positive concentration:positive",
        HALF,
        lambda x, m, k: np.sqrt(k / x) / x * normal(np.sqrt(k * x) / m - np.sqrt(k / x), 0, 1),
        [(0.7, 1.9), (2, 3)],
    ),
    "Kumaraswamy": Family(
        TWO_SHAPES,
        UNIT,
        lambda x, a, b: beta(x**a, 1, b) * a * x ** (a - 1),
        [(0.8, 2.5), (3, 1.2)],
    ),
    "StudentT": Family(
        "df:positive loc:real scale:positive",
        LINE,
        student,
        [(2.5, 0.3, 1.7), (5, -1, 0.4), (3, 0, 1)],
        defaults={"loc": 0, "scale": 1},
    ),
    "Triangular": Family(
        "low:real high:real peak:real",
        lambda a, b, c: (a, b),
        triangular,
        [(-0.5, 1.5, 0.25), (2, 7, 6)],
        [(0, 2, 2), (0, 2, 0), (0, 2, 3), (0, -2, -1)],
    ),
    "Frechet": Family(
        SCALE_SHAPE, HALF, lambda x, s, k: weibull(1 / x, 1 / s, k) / x**2, [(0.7, 2.3), (2, 1.1)]
    ),
    "Nakagami": Family(
        "concentration:positive spread:positive",
        HALF,
        lambda x, m, w: 2 * x * gamma(x**2, m, m / w),
        [(0.8, 1.7), (3, 0.6)],
    ),
    "Levy": Family(
        "scale:positive", HALF, lambda x, s: gamma(1 / x, 0.5, s / 2) / x**2, [(0.7,), (2,)]
    ),
    "Lomax": Family(
        "scale:positive alpha:positive",
        HALF,
        lambda x, s, a: pareto(x + s, s, a),
        [(0.7, 2.3), (2, 1.5)],
    ),
    "BetaPrime": Family(
        TWO_SHAPES,
        HALF,
        lambda x, a, b: beta(x / (1 + x), a, b) / (1 + x) ** 2,
        [(0.8, 2.5), (3, 1.2)],
    ),
    "LogLogistic": Family(
        SCALE_SHAPE,
        HALF,
        lambda x, s, k: logistic(np.log(x), math.log(s), 1 / k) / x,
        [(0.7, 2.3), (2, 1.1)],
    ),
    "WignerSemicircle": Family(
        "radius:positive",
        lambda r: (-r, r),
        lambda x, r: 2 / (math.pi * r) * np.sqrt(1 - (x / r) ** 2),
        [(0.7,), (3,)],
    ),
    "Arcsine": Family("", UNIT, lambda x: beta(x, 0.5, 0.5), [()]),
    "HyperbolicSecant": Family(
        "", LINE, lambda x: 1 / (np.exp(math.pi * x / 2) + np.exp(-math.pi * x / 2)), [()]
    ),
    "ContinuousBernoulli": Family(
        "probs:probability",
        UNIT,
        # exp(x log odds), integrated over (0, 1)
        lambda x, p: (p / (1 - p)) ** x * math.log(p / (1 - p)) / (p / (1 - p) - 1),
        [(0.2,), (0.85,)],
        [(0.5,)],
    ),
    "Poisson": Family(
        "rate:positive",
        HALF,
        lambda k, r: np.exp(k * math.log(r) - r - lgamma(k + 1)),
        [(0.7,), (6,)],
        counts=True,
    ),
    "Geometric": Family(
        "probs:probability", HALF, lambda k, p: p * (1 - p) ** k, [(0.2,), (0.85,)], counts=True
    ),
    "Bernoulli": Family(
        "probs:probability",
        UNIT,
        lambda k, p: np.where(k == 1, p, 1 - p),
        [(0.2,), (0.85,)],
        counts=True,
    ),
    "Binomial": Family(
        "total_count:natural probs:probability",
        lambda n, p: (0, n),
        lambda k, n, p: ways(n, k) * p**k * (1 - p) ** (n - k),
        [(1, 0.3), (7, 0.85)],
        counts=True,
    ),
    "NegativeBinomial": Family(
        "total_count:positive probs:probability",
        HALF,
        lambda k, r, p: ways(k + r - 1, k) * p**k * (1 - p) ** r,
        [(1.5, 0.3), (4, 0.8)],
        counts=True,
    ),
    "DiscreteUniform": Family(
        "low:integer high:integer",
        lambda a, b: (a, b),
        lambda k, a, b: 1 / (b - a + 1) + 0 * k,
        [(-2, 3), (4, 4)],
        [(2, 1)],
        counts=True,
    ),
    "Logarithmic": Family(
        "probs:probability",
        lambda p: (1, oo),
        lambda k, p: -(p**k) / k / math.log(1 - p),
        [(0.2,), (0.85,)],
        counts=True,
    ),
    "Categorical": Family(
        "probs:positives",
        lambda p: (0, len(p) - 1),
        lambda k, p: np.array(p, float)[k.astype(int)],
        [([0.2, 0.5, 0.3],), ([0.25] * 4,), ([1],)],
        [([0.5, 0.4],), ([1.5, -0.5],), ([0, 1],), ([],)],
        counts=True,
    ),
    "Dirichlet": Family(
        "concentration:positives",
        len,
        dirichlet,
        [([1.5, 2, 3.5],), ([2, 1, 1.2],)],
        [([1, 0],), ([1, -1],), ([2],), ([],)],
    ),
    "MultivariateNormal": Family(
        "loc:vector covariance_matrix:matrix",
        lambda m, c: len(m),
        multivariate,
        [
            ([0.5, -1], [[2, 0.6], [0.6, 0.5]]),
            ([0, 1, 2], [[2, 0.5, 0], [0.5, 1, -0.3], [0, -0.3, 1]]),
        ],
        [
            ([0, 0], [[1, 2], [2, 1]]),
            ([0, 0], [[1, 0.5], [0, 1]]),
            ([0, 0], [[1, 1], [1, 1]]),
            ([0, 0], [[-1, 0], [0, -1]]),
            ([0], [[1, 0], [0, 1]]),
            ([0, 0], [[1, 0]]),
            ([0, 0], [[1, 0], [0]]),
            ([0, 0], MatrixSymbol("C", 2, 2)),
            (MatrixSymbol("m", 2, 1), [[1, 0], [0, 1]]),
        ],
    ),
    "LowRankMultivariateNormal": Family(
        "loc:vector cov_factor:matrix cov_diag:positives",
        lambda m, f, d: len(m),
        low_rank,
        [([0.5, -1], [[1.2], [-0.4]], [0.5, 0.3]), ([1, 2], [[1, 2], [0, 1]], [1, 2])],
        [
            ([0, 0], [[1], [2]], [1]),
            ([0, 0], [[1]], [1, 1]),
            ([0, 0], [[1], [2]], [1, 0]),
        ],
    ),
}
