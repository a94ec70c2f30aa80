"""Means of which the literature says that no closed form is known."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Pow, exp, log

from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect

_LOGISTIC = (
    "it is a logistic-normal integral, of which only series are known "
    "(Pirjol 2013, The logistic-normal integral and its generalizations)"
)
_MIXTURE = (
    "it is a part of the entropy of a mixture of normal laws, of which only bounds are known "
    "(Nielsen and Sun 2016, Guaranteed bounds on information-theoretic measures of univariate "
    "mixtures)"
)


MIXTURE_OF_PRODUCTS = (
    "the log of the mean of two densities of several numbers is no sum over the coordinates, so "
    "that an integral over all of them is left; no closed form of it is known even for two normal "
    "laws on the line (Nielsen 2019, On the Jensen-Shannon symmetrization of distances relying on "
    "abstract means)"
)
DISTANCE_OF_PRODUCTS = (
    "the distance of two densities of several numbers is no product over the coordinates, so that "
    "an integral over all of them is left; already for independent bits no short formula is to be "
    "hoped for, as computing it is #P-complete (Bhattacharyya et al. 2023, On approximating total "
    "variation distance)"
)


def why_none_is_known(node: Any) -> str | None:
    """What the literature says of an expectation under a normal law; None where this module knows
    nothing of it.

    >>> from sympy.abc import x
    >>> why_none_is_known(Expect(log(1 + exp(x)), x, Normal(0, 1)))[:33]
    'it is a logistic-normal integral,'
    """
    if not isinstance(node, Expect) or not isinstance(node.args[2], Distribution):
        return None
    body, x, law = node.open()
    if not isinstance(law, Normal):
        return None
    for inside in _sums(body):
        if _is_mixture_of_normals(inside, x):
            return _MIXTURE
        powers = [e.args[0].expand() for e in inside.atoms(exp) if x in e.free_symbols]
        if not powers or not all(p.is_polynomial(x) for p in powers):
            continue
        degrees = {p.as_poly(x).degree() for p in powers}
        if degrees == {1}:
            return _LOGISTIC
        if degrees == {2}:
            return _MIXTURE
    return None


def _is_mixture_of_normals(inside: Expr, x: Any) -> bool:
    """Whether a sum adds up densities of different normal laws at x."""
    laws = {d.law for d in inside.atoms(Density) if d.point == x}
    return len(laws) > 1 and all(isinstance(law, Normal) for law in laws)


def _sums(body: Expr) -> list[Expr]:
    """The sums of which a logarithm or an inverse is taken."""
    logs = [f.args[0] for f in body.atoms(log)]
    inverses = [f.base for f in body.atoms(Pow) if f.exp == -1]
    return [inside for inside in (*logs, *inverses) if isinstance(inside, Add)]
