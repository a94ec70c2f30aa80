"""Facts about the inverse gamma law: its reciprocal is a gamma variable."""

from __future__ import annotations

from sympy import S, Symbol

from derive.language.distributions.inversegamma import InverseGamma
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)

RULES = facts_of_moments(
    Source("inversegamma", "inverse gamma", BASED + "chapter 17", ENTRIES),
    lambda: power_of_gamma(InverseGamma(_a, _b), _a, _b, -S.One),
)
