"""The sheet ift6135-hw3: the best discriminator, and laws with nothing in common."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.difference import differing
from derive.derivation.parts import together
from derive.language import (
    JSD,
    ArbitraryMap,
    BestValue,
    Density,
    Disjoint,
    Everywhere,
    Expect,
    Line,
    Maps,
    Space,
    arbitrary_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.divergences.disjoint import density_vanishes, jsd_definition
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.laws.definitions import expectation_definition
from derive.rulebook.optima.constrained import concave_maximum_is_stationary
from derive.rulebook.optima.pointwise import best_function_is_pointwise
from derive.rulebook.rewriting.logarithms import logarithms_split

sheet = Sheet("ift6135-hw3", "Generative models: bounds and divergences")

X = Space("X")
x = Symbol("x")
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
D = ArbitraryMap("D", X, codomain=Line(0, 1))
f0, f1 = arbitrary_law("f_0", X), arbitrary_law("f_1", X)
both_positive = tuple(Everywhere(Gt(Density(f, x), 0), x, X) for f in (f0, f1))
one_point = tuple(Gt(Density(f, x), 0) for f in (f0, f1))


def best_discriminator(real: Any, fake: Any) -> Any:
    """The value at x of the function into (0, 1) that tells draws of `real` from those of `fake`
    best."""
    score = Expect(log(D(x)), x, real) + Expect(log(1 - D(x)), x, fake)
    return BestValue(score, D(x).family, Maps(X, Line(0, 1)), x)


def found(goal: Any, names: Any, title: str) -> Derivation:
    """The goal, with the best discriminator in it found."""
    return (
        start(goal, *both_positive, *one_point, title=title, names=names)
        .by(expectation_definition)
        .by(best_function_is_pointwise)
        .by(concave_maximum_is_stationary)
    )


@sheet.problem("gan-density-ratio", part="5")
def gan_density_ratio() -> Derivation:
    """The density ratio from the optimal discriminator.

    The densities f_0 and f_1 are positive everywhere. D* maximises, over functions into the unit
    interval, the mean of log D under the law with density f_1 plus that of log(1 - D) under the
    other. Show that f_1 = f_0 D*/(1 - D*); with the two laws swapped, so that S* is found in the
    place of D*, this is false.
    """
    best, other = best_discriminator(f1, f0), best_discriminator(f0, f1)
    named = {"D^*(x)": best, "S^*(x)": other}
    right, wrong = (Density(f0, x) * at_x / (1 - at_x) for at_x in (best, other))
    ratio = found(right, {"D^*(x)": best}, "The identity").by(algebra)
    refuted = differing(wrong, Density(f1, x), *one_point, title="It fails for the swapped laws")
    return together(
        "Density ratio",
        found(best, named, "The optimal discriminator"),
        found(other, named, "The optimal discriminator with the two laws swapped"),
        refuted,
        ratio,
    )


@sheet.problem("jsd-disjoint", part="7")
def jsd_disjoint() -> Derivation:
    """The Jensen-Shannon divergence of laws with disjoint supports.

    No point has positive density under p and under q. What is their Jensen-Shannon divergence?
    """
    return (
        start(JSD(ours, theirs), Disjoint(ours, theirs))
        .by(jsd_definition)
        .by(density_vanishes)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
