"""Classics: bounds on the log evidence by means of powers of importance weights."""

from __future__ import annotations

from sympy import Gt, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    Density,
    Dominates,
    Expect,
    IsFinite,
    Limit,
    Line,
    Smooth,
    Space,
    arbitrary_law,
    joint_law,
)
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.exchanges import gradient_moves_inside
from derive.rulebook.expectations.gradients import differentiate
from derive.rulebook.expectations.limits import quotient_of_vanishing_functions
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.expectations.log_ratios import elbo_recognised
from derive.rulebook.inequalities.jensen import jensen_for_log
from derive.rulebook.inequalities.power_means import (
    mean_of_concave_power,
    mean_of_convex_power,
    means_of_powers_grow,
)
from derive.rulebook.laws.bayes import marginal_recognised
from derive.rulebook.laws.normalisation import (
    importance_weight_integrates,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.rewriting.logarithms import logarithms_split

sheet = Sheet("classics", "Classics of variational inference")

X, Z = Space("X"), Space("Z")
x, z = Symbol("x"), Symbol("z")
p, q = joint_law("p", X, Z), arbitrary_law("q", Z)
order = Symbol("alpha", positive=True)
posterior, evidence = p.given_that({X: x}), Density(p.marginal(X), x)


@sheet.problem("renyi-bound", part="11")
def renyi_bound() -> Derivation:
    """The variational Renyi bound.

    For an order alpha between 0 and 1 take the mean, under q, of the power 1 - alpha of the
    importance weight p(x, z)/q(z), and divide its log by 1 - alpha. Show that this is at most
    log p(x), at least the evidence lower bound, to which it tends as alpha goes to one, and that it
    falls as alpha rises.
    """
    joint, greater = Density(p, x, z), Symbol("beta", positive=True)
    weight, power, smaller = joint / Density(q, z), 1 - order, 1 - greater
    moment = Expect(weight**power, z, q)
    bound = log(moment) / power
    given = (order < 1, Gt(evidence, 0), Dominates(posterior, q))

    above = (
        start(bound, *given, title="It is at least the evidence lower bound")
        .by(jensen_for_log)
        .by(logarithms_split)
        .by(elbo_recognised)
    )
    tending = (
        start(
            Limit(bound, order, Line(0, 1), 1),
            *given[1:],
            Smooth(moment, order, 1),
            title="It tends to the evidence lower bound",
            letters=("alpha", "z"),
        )
        .by(quotient_of_vanishing_functions)
        .by(differentiate)
        .by(expectation_is_linear)
        .by(gradient_moves_inside)
        .by(differentiate)
        .by(expectation_is_linear)
        .by(logarithms_split)
        .by(elbo_recognised)
    )
    falling = (
        start(bound, *given, greater < 1, order <= greater, title="It falls as the order rises")
        .by(means_of_powers_grow, smaller)
        .by(logarithms_split)
    )
    below = (
        start(bound, *given, title="It is at most log p(x)")
        .by(mean_of_concave_power)
        .by(logarithms_split)
        .by(importance_weight_is_at_most_the_integral)
        .by(marginal_recognised)
    )
    return together("Renyi bound", above, tending, falling, below)


@sheet.problem("chi-upper-bound", part="12")
def chi_upper_bound() -> Derivation:
    """An upper bound on the log evidence.

    Show that log p(x) is at most half the log of the mean, under q, of the square of the importance
    weight p(x, z)/q(z).
    """
    weight = Density(p, x, z) / Density(q, z)
    second = Expect(weight**2, z, q)
    return (
        start(log(second) / 2, Gt(evidence, 0), Dominates(q, posterior), IsFinite(second))
        .by(mean_of_convex_power)
        .by(importance_weight_integrates)
        .by(marginal_recognised)
        .by(logarithms_split)
    )
