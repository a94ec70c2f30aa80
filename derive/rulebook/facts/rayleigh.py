"""Facts about the Rayleigh law: its square is an exponential variable."""

from __future__ import annotations

from sympy import Integer, S, Symbol, sqrt

from derive.language.distributions.rayleigh import Rayleigh
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c = Symbol("sigma", positive=True)

RULES = facts_of_moments(
    Source("rayleigh", "Rayleigh", BASED + "chapter 18", ENTRIES),
    lambda: power_of_gamma(Rayleigh(_c), S.One, sqrt(2) * _c, Integer(2)),
)
