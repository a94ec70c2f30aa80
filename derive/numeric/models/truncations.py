"""Where laws are drawn that are restricted to an interval."""

from __future__ import annotations

from typing import Any

from sympy import Add, Gt, Integer, Rational

from derive.language.space import Lattice
from derive.language.truncated import Truncated


def holds_some_mass(law: Truncated) -> list[Any]:
    """That an interval holds some of the mass of a law: far out, what is left of it cancels."""
    if isinstance(law.space, Lattice):
        return []
    low, high, size = law.low, law.high, law.high - law.low
    if size.is_finite is not False:
        places = [low + size * Rational(k, 4) for k in (1, 2, 3)]
    elif low.is_finite is not False:
        places, size = [low + 1, low + 4], Integer(1)
    else:
        places, size = [high - 1, high - 4], Integer(1)
    return [Gt(size * Add(*(law.law.density(place) for place in places)), Rational(1, 1000))]
