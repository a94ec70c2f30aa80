"""What can be written down: spaces, laws, densities, expectations, divergences, suprema.

No theorem and no closed form stands here, so the numeric meaning, which computes what these nodes
mean from their definitions, cannot agree with a mistake by construction.
"""

from __future__ import annotations

from derive.language.assumptions import Assumptions
from derive.language.binder import Binder, Binding, Bound, Node, replace_free
from derive.language.condition import (
    AlmostSurely,
    Condition,
    Convex,
    Differ,
    Disjoint,
    Dominates,
    Everywhere,
    IsFinite,
    Smooth,
)
from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap, Density, Value
from derive.language.discrepancy import (
    Bhattacharyya,
    ChiSquared,
    FDivergence,
    Jeffreys,
    Renyi,
    SquaredHellinger,
    TotalVariation,
    Wasserstein,
)
from derive.language.distribution import Distribution
from derive.language.distributions import *  # noqa: F403
from derive.language.distributions import __all__ as _families
from derive.language.divergence import ELBO, JSD, KL, CrossEntropy, Entropy
from derive.language.exact import exact
from derive.language.expectation import Expect, Variance
from derive.language.family import Family, LawFamily, MapFamily
from derive.language.gradient import Gradient, gradient_of
from derive.language.infimal_convolution import InfimalConvolution
from derive.language.integral import Integral
from derive.language.law import Kernel, Law, ProductLaw, View, arbitrary_law, iid, joint_law
from derive.language.limit import Limit
from derive.language.optimum import ArgMax, BestValue, Maximiser, Normalised, Sup, WithDensity
from derive.language.relation import Relation
from derive.language.sequence import Element, FiniteProduct, FiniteSum, LeftOut, Listed, mean
from derive.language.space import (
    Lattice,
    Laws,
    Line,
    Maps,
    Measures,
    PositiveMatrices,
    Power,
    Simplex,
    Space,
)

__all__ = [
    "ELBO",
    "JSD",
    "KL",
    "AlmostSurely",
    "ArbitraryMap",
    "ArgMax",
    "Assumptions",
    "BestValue",
    "Bhattacharyya",
    "Binder",
    "Binding",
    "Bound",
    "ChiSquared",
    "Condition",
    "Conjugate",
    "Convex",
    "CrossEntropy",
    "Density",
    "Differ",
    "Disjoint",
    "Distribution",
    "Dominates",
    "Element",
    "Entropy",
    "Everywhere",
    "Expect",
    "FDivergence",
    "Family",
    "FiniteProduct",
    "FiniteSum",
    "Gradient",
    "InfimalConvolution",
    "Integral",
    "IsFinite",
    "Jeffreys",
    "Kernel",
    "Lattice",
    "Law",
    "LawFamily",
    "Laws",
    "LeftOut",
    "Limit",
    "Line",
    "Listed",
    "MapFamily",
    "Maps",
    "Maximiser",
    "Measures",
    "Node",
    "Normalised",
    "PositiveMatrices",
    "Power",
    "ProductLaw",
    "Relation",
    "Renyi",
    "Simplex",
    "Smooth",
    "Space",
    "SquaredHellinger",
    "Sup",
    "TotalVariation",
    "Value",
    "Variance",
    "View",
    "Wasserstein",
    "WithDensity",
    "arbitrary_law",
    "exact",
    "gradient_of",
    "iid",
    "joint_law",
    "mean",
    "replace_free",
    *_families,
]
