"""Distances and divergences of two laws."""

from __future__ import annotations

from typing import Any

from derive.language import (
    Bhattacharyya,
    ChiSquared,
    FDivergence,
    Jeffreys,
    Renyi,
    SquaredHellinger,
    TotalVariation,
    Wasserstein,
)
from derive.text.arrange import arrange, arranges
from derive.text.binders import is_the_function
from derive.text.laws import family_name, law_alone, needs_points
from derive.text.letters import Scope
from derive.text.notation import Call, Formula, Letter, Mark, Related, Subscripted

_SYMMETRIC = {
    SquaredHellinger: "squared-hellinger",
    Bhattacharyya: "bhattacharyya",
    TotalVariation: "TV",
    Jeffreys: "jeffreys",
}


def _of_laws(head: Formula, laws: Any, scope: Scope, directed: bool) -> Formula:
    pointed = any(needs_points(law) for law in laws)
    p, q = (law_alone(law, scope, pointed) for law in laws)
    return Call(head, (p,), (q,), "divergence") if directed else Call(head, (p, q))


@arranges(ChiSquared)
def _directed(expr: Any, scope: Scope) -> Formula:
    return _of_laws(Mark("chi-squared"), expr.args, scope, directed=True)


@arranges(SquaredHellinger, Bhattacharyya, TotalVariation, Jeffreys)
def _symmetric(expr: Any, scope: Scope) -> Formula:
    return _of_laws(Mark(_SYMMETRIC[type(expr)]), expr.args, scope, directed=False)


@arranges(Renyi)
def _renyi(expr: Renyi, scope: Scope) -> Formula:
    head = Subscripted(Mark("divergence"), (arrange(expr.order, scope),))
    return _of_laws(head, expr.args[:2], scope, directed=True)


@arranges(Wasserstein)
def _wasserstein(expr: Wasserstein, scope: Scope) -> Formula:
    head = Subscripted(Mark("wasserstein"), (arrange(expr.order, scope),))
    return _of_laws(head, expr.args[:2], scope, directed=False)


@arranges(FDivergence)
def _f_divergence(expr: FDivergence, scope: Scope) -> Formula:
    if is_the_function(expr):
        name = family_name(expr.args[0].family, scope)
        return _of_laws(Subscripted(Mark("divergence"), (name,)), expr.laws, scope, directed=True)
    inner, letter = scope.entering(expr, scope.unused(("u", "t", "r")))
    function = Related(Letter(letter), "maps-to", arrange(expr.args[0], inner))
    head = Subscripted(Mark("divergence"), (function,))
    return _of_laws(head, expr.laws, scope, directed=True)
