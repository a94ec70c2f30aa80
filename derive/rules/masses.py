"""Integrals that are finite because they are densities, or the mass of a law."""

from __future__ import annotations

from typing import Any

from sympy import Expr

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.integral import Integral
from derive.rules.apply import Refused, apply
from derive.rules.bayes import joint_recognised, marginal_recognised
from derive.rules.normalisation import density_integrates_to_one


def is_density(expr: Any, known: Assumptions) -> bool:
    """Whether an integral is known to be a marginal density or one, once a conditional times a
    marginal is read as the joint density.

    >>> from sympy import Symbol
    >>> from derive.language import Space, joint_law
    >>> X, Z, x, z = Space("X"), Space("Z"), Symbol("x"), Symbol("z")
    >>> p = joint_law("p", X, Z)
    >>> is_density(Integral(Density(p, x, z), z, Z), Assumptions())
    True
    """
    if not isinstance(expr, Integral):
        return False
    found: Any = expr
    for rule in (joint_recognised, marginal_recognised, density_integrates_to_one):
        applied = apply(rule, found, known)
        found = found if isinstance(applied, Refused) else applied.after
    return isinstance(found, Density) or (isinstance(found, Expr) and bool(found.is_number))
