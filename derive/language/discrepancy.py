"""Distances and divergences of two laws beside KL and JSD: names without a closed form."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr

from derive.language.binder import Binder
from derive.language.divergence import Pair
from derive.language.exact import exact
from derive.language.law import Law


class ChiSquared(Pair):
    """The integral of p^2/q, less one; +oo where p has mass that q lacks."""

    is_extended_nonnegative = True


class SquaredHellinger(Pair):
    """1 less the integral of sqrt(p q): at most 1, which disjoint laws have."""

    is_extended_nonnegative = True


class Bhattacharyya(Pair):
    """Minus the log of the integral of sqrt(p q); +oo for disjoint laws."""

    is_extended_nonnegative = True


class TotalVariation(Pair):
    """Half the integral of |p - q|: the largest difference that the two laws make of a set."""

    is_extended_nonnegative = True


class Jeffreys(Pair):
    """KL(p, q) + KL(q, p), in nats."""

    is_extended_nonnegative = True


class _OfOrder(Pair):
    def __new__(cls, p: Law, q: Law, order: Any) -> Any:
        return Basic.__new__(cls, p, q, exact(order))

    @property
    def order(self) -> Expr:
        return self.args[2]


class Renyi(_OfOrder):
    """log of the integral of p^order q^(1 - order), over order - 1, in nats, for positive orders
    but 1; KL(p, q) at the order 1."""

    is_extended_nonnegative = True


class Wasserstein(_OfOrder):
    """W_r(p, q) of an order r of at least 1, for laws of one real number: the r-th root of the
    least mean of |x - y|^r over all joint laws of x and y whose marginals are p and q."""

    is_extended_nonnegative = True


class FDivergence(Binder):
    """D_f(p, q) = E_q[f(p/q)], where q has mass wherever p has: `body` is f(u), u the variable."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Any, ratio: Basic, p: Law, q: Law) -> Any:
        return super().__new__(cls, exact(body), ratio, p, q)

    @property
    def laws(self) -> tuple[Law, Law]:
        return self.args[2], self.args[3]
