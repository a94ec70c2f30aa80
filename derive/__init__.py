"""derive: checked derivations for probability and variational inference.

Public names are resolved when they are first used, so that `import derive` loads neither SymPy nor
any rule. This module alone connects printers to the derivations that show themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from derive.derivation import display

_HOMES: dict[str, tuple[str, ...]] = {
    "derive.language": (
        "ELBO", "JSD", "KL", "AlmostSurely", "ArbitraryMap", "ArgMax", "Assumptions",
        "Bhattacharyya", "ChiSquared", "FDivergence", "Jeffreys", "Renyi", "SquaredHellinger",
        "TotalVariation", "Wasserstein", "Conjugate", "Convex",
        "CrossEntropy", "Density", "Differ", "Disjoint", "Dominates", "Element", "Entropy",
        "Everywhere", "Expect", "FiniteProduct", "FiniteSum", "Gradient", "InfimalConvolution",
        "Integral", "IsFinite",
        "Kernel", "Lattice", "Laws", "Limit", "Line", "Listed", "Maps", "Maximiser", "Measures",
        "Normalised", "Power", "ProductLaw", "Relation", "Simplex", "Smooth", "Space", "Sup",
        "Value", "Variance", "WithDensity", "arbitrary_law", "gradient_of", "iid", "joint_law",
        "mean",
    ),
    "derive.language.mixture": ("Mixture",),
    "derive.language.truncated": ("Truncated",),
    "derive.errors": ("DeriveError",),
    "derive.derivation.derivation": ("Derivation", "start"),
    "derive.derivation.parts": ("together",),
    "derive.rulebook.algebra.rule": ("algebra",),
    "derive.rulebook.catalogue": ("rules",),
    "derive.numeric.quadrature.quadrature": ("integral",),
    "derive.numeric.quadrature.series": ("series",),
    "derive.packs.sheet": ("Sheet",),
    "derive.packs.finding": ("load",),
    "derive.solvers.compare": ("compare",),
    "derive.solvers.conjugates": ("biconjugate", "conjugate"),
    "derive.solvers.dual_bounds": ("f_gan",),
    "derive.solvers.discrepancies": (
        "bhattacharyya", "chi_squared", "f_divergence", "jeffreys", "jsd", "renyi",
        "squared_hellinger", "total_variation",
    ),
    "derive.solvers.divergences": ("cross_entropy", "entropy", "kl"),
    "derive.solvers.evidence_lower_bound": ("elbo",),
    "derive.solvers.expectations": ("expectation",),
    "derive.solvers.gradients": ("gradient",),
    "derive.solvers.infimal_convolutions": ("infimal_convolution",),
    "derive.solvers.marginals": ("marginal", "posterior"),
    "derive.solvers.optima": ("optimal",),
    "derive.solvers.propose": ("propose",),
    "derive.solvers.reparameterization": ("reparameterize",),
    "derive.solvers.transport": ("wasserstein",),
    "derive.text.reading": ("UnreadableText", "parse"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}
# The families are listed where they are defined, and nowhere else.
_FAMILIES = "derive.language.distributions"


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return sorted([*_HOME, *import_module(_FAMILIES).__all__])
    home = _HOME.get(name, _FAMILIES if name[:1].isupper() else "")
    if home and hasattr(import_module(home), name):
        value = getattr(import_module(home), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'derive' has no attribute {name!r}")


def __dir__() -> list[str]:
    names: list[str] = __getattr__("__all__")
    return names


def _printer(name: str) -> Callable[[], Callable[..., str]]:
    def find() -> Callable[..., str]:
        printer: Callable[..., str] = getattr(import_module("derive.render.page"), name)
        return printer

    return find


for _form in ("text", "latex", "mathjax", "html", "markdown", "formula"):
    display.register(_form, _printer(f"as_{_form}"))
