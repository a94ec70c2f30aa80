"""Facts about the half-normal law: its square is a gamma variable."""

from __future__ import annotations

from sympy import Integer, S, Symbol, sqrt

from derive.language.distributions.halfnormal import HalfNormal
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c = Symbol("sigma", positive=True)

RULES = facts_of_moments(
    Source("halfnormal", "half-normal", BASED + "chapter 13", ENTRIES),
    lambda: power_of_gamma(HalfNormal(_c), S.Half, sqrt(2) * _c, Integer(2)),
)
