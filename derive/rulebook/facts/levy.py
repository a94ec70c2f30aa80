"""Facts about the Levy law: its reciprocal is a gamma variable."""

from __future__ import annotations

from sympy import S, Symbol

from derive.language.distributions.levy import Levy
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c = Symbol("c", positive=True)

RULES = facts_of_moments(
    Source("levy", "Levy", BASED + "chapter 12", ENTRIES),
    lambda: power_of_gamma(Levy(_c), S.Half, _c / 2, -S.One),
    has_mean=False,
)
