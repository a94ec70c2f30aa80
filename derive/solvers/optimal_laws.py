"""The law that makes a functional greatest: a Lagrangian with its multiplier eliminated."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol

from derive.derivation.derivation import Derivation, start
from derive.language.density import Density
from derive.language.law import View
from derive.language.optimum import Maximiser
from derive.language.space import Laws
from derive.rulebook.laws.definitions import (
    cross_entropy_definition,
    entropy_definition,
    expectation_definition,
    kl_definition,
)
from derive.rulebook.optima.constrained import (
    concave_maximum_is_stationary,
    lagrange_multiplier,
    multiplier_eliminated,
    pointwise_maximum,
)
from derive.solvers.closed_form import attempt


def optimal_law(objective: Expr, law: View, point: Symbol, assume: tuple[Any, ...]) -> Derivation:
    """The density, at a point, of the law that makes an objective greatest among all laws on its
    space: the objective as an integral, the Lagrangian for the constraint that the mass is one, its
    stationary point at each place, and the multiplier eliminated.
    """
    goal = Density(Maximiser(objective, law.family, Laws(law.space)), point)
    d = start(goal, *assume, title="The optimal law")
    for definition in (kl_definition, entropy_definition, cross_entropy_definition):
        d = attempt(d, definition)
    return (
        d.by(expectation_definition)
        .by(lagrange_multiplier)
        .by(pointwise_maximum)
        .by(concave_maximum_is_stationary)
        .by(multiplier_eliminated)
    )
