"""Facts about the Nakagami law: its square is a gamma variable."""

from __future__ import annotations

from sympy import Integer, Symbol, sqrt

from derive.language.distributions.nakagami import Nakagami
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_m, _w = Symbol("m", positive=True), Symbol("omega", positive=True)

RULES = facts_of_moments(
    Source("nakagami", "Nakagami", BASED + "chapter 18", ENTRIES),
    lambda: power_of_gamma(Nakagami(_m, _w), _m, sqrt(_w / _m), Integer(2)),
)
