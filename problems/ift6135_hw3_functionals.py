"""The sheet ift6135-hw3: divergences as suprema over functions."""

from __future__ import annotations

from typing import Any

from sympy import E, Gt, Ne, Not, Symbol, exp, log, oo

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    KL,
    ArbitraryMap,
    Density,
    Differ,
    Dominates,
    Everywhere,
    Expect,
    Integral,
    IsFinite,
    Maps,
    Space,
    Sup,
    WithDensity,
    arbitrary_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.constants import constant_leaves_the_exponent
from derive.rulebook.expectations.divergence import log_ratio_is_infinite_off_the_support
from derive.rulebook.expectations.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.gibbs import gibbs_against, gibbs_strictly_against
from derive.rulebook.inequalities.tangents import log_below_tangent, log_strictly_below_tangent
from derive.rulebook.laws.definitions import expectation_definition, kl_definition
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_integrates,
)
from derive.rulebook.laws.written_laws import written_density
from derive.rulebook.optima.pointwise import (
    concave_supremum_is_at_the_stationary_point,
    supremum_is_infinite_off_the_support,
    supremum_is_pointwise,
)
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.solvers.conjugates import biconjugate, conjugate

sheet = Sheet("ift6135-hw3", "Generative models: bounds and divergences")

X = Space("X")
x = Symbol("x")
T, c = ArbitraryMap("T", X), Symbol("c", real=True)
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
partition = Expect(exp(T(x)), x, theirs)
tilted = WithDensity(exp(T(x)) / partition * Density(theirs, x), x, X)
called = {"q_T": tilted}
second = Expect(T(x), x, ours) - log(partition)
best = log(Density(ours, x)) - log(Density(theirs, x)) + c
attaining = Expect(best, x, ours) - log(Expect(exp(best), x, theirs))
normalised = T(x) + 1 - log(partition)
t, u = Symbol("t", real=True), Symbol("u", real=True)
finite = (IsFinite(Expect(T(x), x, ours)), IsFinite(partition))


def functional_1(function: Any) -> Any:
    """R1: the mean of the function under p less that of exp(function - 1) under q."""
    return Expect(function, x, ours) - Expect(exp(function - 1), x, theirs)


def functional_2(function: Any) -> Any:
    """R2: the mean of the function under p less the log of that of its exponential under q."""
    return Expect(function, x, ours) - log(Expect(exp(function), x, theirs))


everywhere = tuple(Everywhere(Gt(Density(law, x), 0), x, X) for law in (ours, theirs))
first = Expect(T(x), x, ours) - Expect(exp(T(x) - 1), x, theirs)


@sheet.problem("conjugate-u-log-u", part="6.1a")
def conjugate_u_log_u() -> Derivation:
    """The conjugate of u log u, and its biconjugate, each with its domain.

    The conjugate of f is the function of t that is the supremum of u t - f(u) over the u for which
    f is defined. Find that of f(u) = u log u for u >= 0, and then its own conjugate, each for every
    real number, and the sets on which they are finite.
    """
    once = conjugate(u * log(u), u, t, (0, oo), title="The conjugate, for every t")
    return together(
        "Conjugates",
        once,
        conjugate(once.result, t, u, title="The conjugate of that, for every u"),
        biconjugate(u * log(u), u, (0, oo), title="Once more, as a convex envelope"),
    )


@sheet.problem("kl-fenchel", part="6.1b")
def kl_fenchel() -> Derivation:
    """The divergence as a supremum over functions.

    Let R1[T] be the mean of T under p less the mean of exp(T - 1) under q. Show that its supremum
    over all functions T is the divergence of p from q.
    """
    supremum = Sup(first, T(x).family, Maps(X))
    lacking = Not(Dominates(theirs, ours))
    finite_ = (
        start(supremum, *everywhere, title="Where both densities are positive")
        .by(expectation_definition)
        .by(supremum_is_pointwise)
        .by(concave_supremum_is_at_the_stationary_point)
        .by(expectation_recognised)
        .by(kl_recognised)
    )
    unbounded = (
        start(supremum, lacking, title="The supremum where p has mass that q lacks")
        .by(expectation_definition)
        .by(supremum_is_infinite_off_the_support)
    )
    infinite = (
        start(KL(ours, theirs), lacking, title="The divergence where p has mass that q lacks")
        .by(kl_definition)
        .by(log_ratio_is_infinite_off_the_support)
    )
    return together("Fenchel", unbounded, infinite, finite_)


@sheet.problem("donsker-varadhan-density", part="6.2a")
def donsker_varadhan_density() -> Derivation:
    """The tilted density integrates to one.

    For a law q and a function T let r(x) be exp(T(x)) divided by its mean under q. Show that r q is
    a density, that of the tilted law q_T.
    """
    return (
        start(Integral(Density(tilted, x), x, X), *finite[1:], names=called)
        .by(written_density)
        .by(integral_is_linear)
        .by(expectation_recognised)
    )


@sheet.problem("donsker-varadhan", part="6.2b")
def donsker_varadhan() -> Derivation:
    """The divergence is at least the second functional of any function.

    Let R2[T] be the mean of T under p less the log of the mean of exp(T) under q. Show that it is
    at most the divergence of p from q, and equal to it exactly where the tilted law q_T, whose
    density is exp(T) q divided by the mean of exp(T) under q, is p.
    """
    supported = Dominates(theirs, ours)
    bound_ = (
        start(KL(ours, theirs), supported, *finite, title="The bound", names=called)
        .by(kl_definition)
        .by(gibbs_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    strict = (
        start(
            KL(ours, theirs),
            supported,
            *finite,
            Differ(ours, tilted),
            title="It is strict unless the tilted law is p",
            names=called,
        )
        .by(kl_definition)
        .by(gibbs_strictly_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    infinite = (
        start(
            KL(ours, theirs),
            Not(supported),
            title="Where p has mass that q lacks the divergence is infinite",
        )
        .by(kl_definition)
        .by(log_ratio_is_infinite_off_the_support)
    )
    attained = (
        start(attaining, supported, title="Equality for T = log p - log q + c")
        .by(kl_recognised)
        .by(expectation_is_linear)
        .by(importance_weight_integrates)
        .by(density_integrates_to_one)
    )
    never = (
        start(
            KL(ours, theirs),
            supported,
            Not(Dominates(ours, theirs)),
            *finite,
            title="Where q has mass that p lacks no T attains it",
            names=called,
        )
        .by(kl_definition)
        .by(gibbs_strictly_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Donsker and Varadhan", bound_, infinite, strict, attained, never)


@sheet.problem("donsker-varadhan-vs-fenchel", part="6.3")
def donsker_varadhan_vs_fenchel() -> Derivation:
    """The second functional is at least the first.

    Let R1[T] be the mean of T under p less the mean of exp(T - 1) under q. Show that R2[T] is at
    least R1[T], and equal to it exactly where the mean of exp(T - 1) under q is one: that is, where
    that of exp(T) is e.
    """
    of_any = start(functional_1(T(x))).by(constant_leaves_the_exponent)
    of_normalised = start(functional_1(normalised)).by(expectation_is_linear)
    bound_ = (
        start(second, IsFinite(partition), title="The bound").by(log_below_tangent, E).back(of_any)
    )
    strict = (
        start(second, *finite, Ne(partition, E), title="It is strict where that mean is not e")
        .by(log_strictly_below_tangent, E)
        .back(of_any)
    )
    equal_ = (
        start(functional_2(normalised), title="Equality for T + 1 - log E[exp T], which has it")
        .by(constant_leaves_the_exponent)
        .by(expectation_is_linear)
        .back(of_normalised)
    )
    return together("Comparison", strict, equal_, bound_)
