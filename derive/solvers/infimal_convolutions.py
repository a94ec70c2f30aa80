"""Infimal convolutions of functions of one number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Expr, Symbol, oo

from derive.derivation.derivation import Derivation, start
from derive.language.conjugate import Conjugate
from derive.language.exact import exact
from derive.language.infimal_convolution import InfimalConvolution
from derive.language.optimum import Sup
from derive.rulebook.optima.closed_conjugates import conjugate_in_closed_form
from derive.rulebook.optima.infimal_convolutions import convex_infimal_convolution, moreau_envelope
from derive.solvers.closed_form import attempt
from derive.solvers.conjugates import Domain, cases_gathered, posed, supremum_found
from derive.text.plain import plain


def infimal_convolution(
    f: Expr,
    g: Expr,
    x: Symbol,
    domain: Domain = (-oo, oo),
    other: Domain = (-oo, oo),
    assume: tuple[Any, ...] = (),
    title: str = "Infimal convolution",
) -> Derivation:
    """The infimal convolution of two functions of one number: inf over y of f(y) + g(x - y).

    f and g are expressions in x, continuous on the intervals `domain` and `other`, whose ends count
    with their limits; beyond them they are infinite. The `result` holds for every real x, and
    `domain` of the derivation is the set where it is finite. Where both are convex it is the
    conjugate of the sum of their conjugates; where one of them is a square or affine the other need
    not be. Elsewhere the derivation is open.

    >>> x = Symbol("x", real=True)
    >>> infimal_convolution(abs(x), x**2 / 2, x).result
    Piecewise((x**2/2, Abs(x) < 1), (Abs(x) - 1/2, True))

    Raises DeriveError where an interval is empty.
    Source: Rockafellar 1970, Convex Analysis, theorem 16.4.
    """
    given, line = posed(f, domain, assume)
    given, other_line = posed(g, other, tuple(given))
    goal = InfimalConvolution(exact(f), exact(g), x, line, other_line, x)
    d = replace(start(goal, *given, title=title, letters=("y", "v", "w")), dual=x)
    if x not in exact(f).diff(x).free_symbols or x not in exact(g).diff(x).free_symbols:
        d = attempt(d, moreau_envelope)
    d = attempt(d, convex_infimal_convolution, moreau_envelope)
    if d.reached.has(Sup):
        d = supremum_found(d)
    else:
        d = cases_gathered(attempt(d, conjugate_in_closed_form))
    if d.reached.has(Sup, Conjugate, InfimalConvolution):
        return d.stop(f"no rule here gives the infimum {plain(d.reached, d.letters)}")
    return d


__all__ = ["infimal_convolution"]
