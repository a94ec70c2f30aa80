"""Facts about the chi law: half of its square is a gamma variable."""

from __future__ import annotations

from sympy import Integer, Symbol, sqrt

from derive.language.distributions.chi import Chi
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_k = Symbol("k", positive=True)

RULES = facts_of_moments(
    Source("chi", "chi", BASED + "chapter 18", ENTRIES),
    lambda: power_of_gamma(Chi(_k), _k / 2, sqrt(2), Integer(2)),
)
