"""Facts about the Maxwell law: its square is a gamma variable."""

from __future__ import annotations

from sympy import Integer, Rational, Symbol, sqrt

from derive.language.distributions.maxwell import Maxwell
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c = Symbol("sigma", positive=True)

RULES = facts_of_moments(
    Source("maxwell", "Maxwell", BASED + "chapter 18", ENTRIES),
    lambda: power_of_gamma(Maxwell(_c), Rational(3, 2), sqrt(2) * _c, Integer(2)),
)
