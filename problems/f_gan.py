"""The generators of f-divergences that adversarial training uses: their conjugates, where these are
finite, and the best critic. On u >= 0 some conjugates are longer than the tables print them."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Ne, Symbol, log, oo, sqrt

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import ArgMax, Conjugate, Line
from derive.packs.sheet import Sheet
from derive.rulebook.optima.conjugate_calculus import best_dual_point_is_the_slope
from derive.solvers.conjugates import conjugate

sheet = Sheet("f-gan", "Variational divergence minimisation: conjugates and critics")

t, w = Symbol("t", real=True), Symbol("w", real=True)
u = Symbol("u", positive=True)


def row(f: Any, *given: Any) -> Derivation:
    """The conjugate of a generator, a function of w on w >= 0, and the slope t at which the bound
    by it is tight where the ratio of the densities is u."""
    critic = ArgMax(t * u - Conjugate(f, w, Line(0), t), t, Line())
    return together(
        "Generator",
        conjugate(f, w, t, (0, oo), title="The conjugate"),
        start(critic, *given, title="The best critic", letters=("t", "w")).by(
            best_dual_point_is_the_slope
        ),
    )


@sheet.problem("f-gan-kl", part="1")
def kullback_leibler() -> Derivation:
    """The Kullback-Leibler divergence.

    Of the generator u log u, find the conjugate, the set where it is finite, and the best critic.
    """
    return row(w * log(w))


@sheet.problem("f-gan-reverse-kl", part="2")
def reverse_kullback_leibler() -> Derivation:
    """The reverse Kullback-Leibler divergence.

    Of the generator -log u, find the conjugate, the set where it is finite, and the best critic.
    """
    return row(-log(w))


@sheet.problem("f-gan-pearson", part="3")
def pearson() -> Derivation:
    """Pearson's chi-squared divergence.

    Of the generator (u - 1)^2, find the conjugate, the set where it is finite, and the best critic.
    """
    return row((w - 1) ** 2)


@sheet.problem("f-gan-neyman", part="4")
def neyman() -> Derivation:
    """Neyman's chi-squared divergence.

    Of the generator (1 - u)^2/u, find the conjugate, the set where it is finite, and the best
    critic.
    """
    return row((1 - w) ** 2 / w)


@sheet.problem("f-gan-squared-hellinger", part="5")
def squared_hellinger() -> Derivation:
    """The squared Hellinger distance.

    Of the generator (sqrt(u) - 1)^2, find the conjugate, the set where it is finite, and the best
    critic.
    """
    return row((sqrt(w) - 1) ** 2)


@sheet.problem("f-gan-jensen-shannon", part="6")
def jensen_shannon() -> Derivation:
    """The Jensen-Shannon divergence.

    Of the generator u log u - (u + 1) log((u + 1)/2), find the conjugate, the set where it is
    finite, and the best critic.
    """
    return row(w * log(w) - (w + 1) * log((w + 1) / 2))


@sheet.problem("f-gan-gan", part="7")
def adversarial() -> Derivation:
    """The divergence of adversarial training.

    Of the generator u log u - (u + 1) log(u + 1), find the conjugate, the set where it is finite,
    and the best critic.
    """
    return row(w * log(w) - (w + 1) * log(w + 1))


@sheet.problem("f-gan-total-variation", part="8")
def total_variation() -> Derivation:
    """The total variation distance.

    Of the generator |u - 1|/2, find the conjugate, the set where it is finite, and the best critic
    where the two densities differ.
    """
    return row(Abs(w - 1) / 2, Ne(u, 1))
