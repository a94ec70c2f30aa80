"""The sheet ift6135-hw3: bounds by importance weights."""

from __future__ import annotations

from typing import Any

from sympy import Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import Density, Element, Expect, Space, arbitrary_law, iid, joint_law, mean
from derive.packs.sheet import Sheet
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.inequalities.averages import draws_left_out, leave_one_out, log_of_average
from derive.rulebook.inequalities.jensen import jensen_for_log_outwards
from derive.rulebook.laws.bayes import marginal_recognised
from derive.rulebook.laws.normalisation import importance_weight_is_at_most_the_integral
from derive.rulebook.laws.product_laws import mean_over_one_point
from derive.rulebook.sums.indexed_sums import mean_of_sum, sum_of_equal_terms

sheet = Sheet("ift6135-hw3", "Generative models: bounds and divergences")

K = Symbol("K", integer=True, positive=True)
X, H = Space("X"), Space("H", "continuous")
x, h, s, j = Symbol("x"), Symbol("h"), Symbol("s"), Symbol("j", integer=True)
p, q = joint_law("p", X, H), arbitrary_law("q", H)


def weight(point: Any) -> Any:
    """The importance weight of a draw of q."""
    return Density(p, x, point) / Density(q, point)


def bound(draws: Any) -> Expect:
    """The importance-weighted lower bound with so many draws."""
    return Expect(log(mean(weight(Element(s, j)), j, draws)), s, iid(q, draws))


@sheet.problem("iwae-lower-bound", part="3.1")
def iwae_lower_bound() -> Derivation:
    """The importance-weighted bound is a lower bound.

    L_K is the mean, over K independent draws of q, of the log of the average of their importance
    weights p(x, h)/q(h). Show that it is at most log p(x).
    """
    return (
        start(bound(K), names={"L_K": bound(K)})
        .by(jensen_for_log_outwards)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(sum_of_equal_terms)
        .by(importance_weight_is_at_most_the_integral)
        .by(marginal_recognised)
    )


@sheet.problem("iwae-tightens", part="3.2")
def iwae_tightens() -> Derivation:
    """The importance-weighted bound tightens.

    Show that L_K is at least L_1, the evidence lower bound; and that it never falls as K grows.
    """
    called = {"L_K": bound(K), "L_1": Expect(log(weight(h)), h, q)}
    successive = {"L_K": bound(K), "L_{K+1}": bound(K + 1)}
    above_one = (
        start(bound(K), title="Against a single draw", names=called)
        .by(log_of_average)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(sum_of_equal_terms)
    )
    growing = (
        start(bound(K + 1), title="One draw more", names=successive)
        .by(leave_one_out)
        .by(log_of_average)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(draws_left_out)
        .by(sum_of_equal_terms)
    )
    return together("Tightening", above_one, growing)
