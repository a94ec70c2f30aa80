"""Integrals whose value is known because they are densities, or the mass of a law."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.rulebook.apply import Refused, apply
from derive.rulebook.expectations.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.laws.bayes import joint_recognised, marginal_recognised
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.laws.written_laws import written_density

_STEPS = (
    written_density,
    joint_recognised,
    marginal_recognised,
    density_integrates_to_one,
    integral_is_linear,
    expectation_recognised,
)


def known_integral(expr: Any, known: Assumptions) -> Any:
    """The integral as far as it is the marginal of a joint density, or one.

    >>> from sympy import Symbol
    >>> from derive.language import Space, joint_law
    >>> X, Z, x, z = Space("X"), Space("Z"), Symbol("x"), Symbol("z")
    >>> p = joint_law("p", X, Z)
    >>> known_integral(Integral(3 * Density(p.given_that({X: x}), z), z, Z), Assumptions())
    3
    """
    found: Any = expr
    for rule in _STEPS:
        applied = apply(rule, found, known)
        found = found if isinstance(applied, Refused) else applied.after
    return found


def is_density(expr: Any, known: Assumptions) -> bool:
    """Whether an integral, or one that a mean of importance weights does not exceed, is known to be
    a marginal density or a number, and so finite."""
    if isinstance(expr, Expect):
        applied = apply(importance_weight_is_at_most_the_integral, expr, known)
        if not isinstance(applied, Refused) and not applied.conditions:
            expr = applied.after
    if not isinstance(expr, Integral):
        return False
    found = known_integral(expr, known)
    return isinstance(found, Density) or (isinstance(found, Expr) and bool(found.is_number))
