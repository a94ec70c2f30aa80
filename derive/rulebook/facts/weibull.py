"""Facts about the Weibull law: its power of order k is an exponential variable."""

from __future__ import annotations

from sympy import S, Symbol

from derive.language.distributions.weibull import Weibull
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c, _k = Symbol("c", positive=True), Symbol("k", positive=True)

RULES = facts_of_moments(
    Source("weibull", "Weibull", BASED + "chapter 21", ENTRIES),
    lambda: power_of_gamma(Weibull(_c, _k), S.One, _c, _k),
)
