"""Facts about the chi-squared law: half of it is a gamma variable."""

from __future__ import annotations

from sympy import Integer, S, Symbol

from derive.language.distributions.chi2 import Chi2
from derive.rulebook.facts.gamma_powers import BASED, ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_k = Symbol("k", positive=True)

RULES = facts_of_moments(
    Source("chi2", "chi-squared", BASED + "chapter 18", ENTRIES),
    lambda: power_of_gamma(Chi2(_k), _k / 2, Integer(2), S.One),
)
