"""Entropies and divergences of laws, and the evidence lower bound: names without a closed form."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.language.binder import Binder, Node
from derive.language.exact import exact
from derive.language.law import Law


class Entropy(Node):
    """H(p) = -E_p[log p], differential where the space is continuous, in nats."""

    def __new__(cls, p: Law) -> Entropy:
        return super().__new__(cls, p)


class Pair(Node):
    """A number that belongs to two laws, in this order."""

    def __new__(cls, p: Law, q: Law) -> Any:
        return super().__new__(cls, p, q)


class CrossEntropy(Pair):
    """-E_p[log q], in nats."""


class KL(Pair):
    """KL(p, q) = E_p[log p - log q], in nats; +oo where p has mass that q lacks."""

    is_extended_nonnegative = True


class JSD(Pair):
    """The Jensen-Shannon divergence: the mean of KL(p, m) and KL(q, m) for the even mixture m."""

    is_extended_nonnegative = True


class ELBO(Binder):
    """E_q[log joint - log q]: the evidence lower bound of a joint density p(x, z) at the observed
    x, `joint` being that density as an expression in the latent variable that q is a law of."""

    def __new__(cls, joint: Any, latent: Basic, q: Law) -> Any:
        return super().__new__(cls, exact(joint), latent, q)

    @property
    def law(self) -> Law:
        return self.args[2]
