"""The public face: its names, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import derive
from derive.language import distributions

NAMES = """
    ELBO JSD KL AlmostSurely ArbitraryMap ArgMax Assumptions Bhattacharyya ChiSquared Conjugate
    Convex CrossEntropy Density Derivation DeriveError Differ Disjoint Dominates Element Entropy
    Everywhere Expect FDivergence FiniteProduct FiniteSum Gradient Integral IsFinite Jeffreys
    Kernel Lattice Laws Limit Line Listed Maps Maximiser Measures Mixture Normalised Power
    ProductLaw Relation Renyi Sheet Simplex Smooth Space SquaredHellinger Sup TotalVariation
    Truncated UnreadableText Value Variance Wasserstein WithDensity algebra arbitrary_law
    bhattacharyya biconjugate chi_squared compare conjugate cross_entropy elbo entropy
    expectation f_divergence f_gan gradient gradient_of iid infimal_convolution
    InfimalConvolution integral jeffreys joint_law jsd kl load marginal mean optimal parse
    posterior propose renyi reparameterize rules series squared_hellinger start together
    total_variation wasserstein
"""


def test_the_public_names_are_these() -> None:
    assert set(derive.__all__) == set(NAMES.split()) | set(distributions.__all__)


def test_every_public_name_is_there() -> None:
    assert [name for name in derive.__all__ if not hasattr(derive, name)] == []


def test_importing_derive_loads_no_sympy() -> None:
    program = "import sys, derive; print('sympy' in sys.modules, len(dir(derive)) > 50)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
