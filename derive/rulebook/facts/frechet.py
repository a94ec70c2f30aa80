"""Facts about the Frechet law: its power of order -k is an exponential variable."""

from __future__ import annotations

from sympy import S, Symbol

from derive.language.distributions.frechet import Frechet
from derive.rulebook.facts.gamma_powers import ENTRIES, power_of_gamma
from derive.rulebook.facts.mellin import Source, facts_of_moments

_c, _k = Symbol("c", positive=True), Symbol("k", positive=True)

RULES = facts_of_moments(
    Source(
        "frechet", "Frechet", "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 22", ENTRIES
    ),
    lambda: power_of_gamma(Frechet(_c, _k), S.One, _c, -_k),
)
