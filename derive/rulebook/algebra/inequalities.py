"""Linear arithmetic over the rationals: do some inequalities contradict each other?

Fourier-Motzkin elimination (Schrijver, Theory of Linear and Integer Programming, section 12.2),
with a bound on the number of inequalities, so that it always ends quickly.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import gcd, lcm
from typing import Any

from derive.rulebook.algebra.polynomials import ONE, Polynomial

MOST_INEQUALITIES = 300


@dataclass(frozen=True)
class Inequality:
    """`sum of coefficients * unknowns + shift >= 0`, or `> 0` where it is strict; in coprime
    integers, which are quick to combine."""

    coefficients: tuple[tuple[Hashable, int], ...]
    shift: int
    strict: bool

    @classmethod
    def of(cls, polynomial: Polynomial, strict: bool) -> Inequality:
        """`polynomial >= 0` (or `> 0`), every monomial taken as an unknown of its own."""
        whole = lcm(*(c.denominator for c in polynomial.values()))
        terms = {m: c.numerator * (whole // c.denominator) for m, c in polynomial.items()}
        return cls._reduced(terms, terms.pop(ONE, 0), strict)

    @classmethod
    def _reduced(cls, terms: dict[Any, int], shift: int, strict: bool) -> Inequality:
        shared = gcd(shift, *terms.values()) or 1
        kept = tuple((name, c // shared) for name, c in terms.items() if c)
        return cls(kept, shift // shared, strict)

    def combined(self, lower: Inequality, unknown: Hashable) -> Inequality:
        """The positive combination with another in which `unknown`, here bounded above and there
        below, cancels."""
        a, b = dict(lower.coefficients), dict(self.coefficients)
        p, q = -b[unknown], a[unknown]
        terms = {name: p * coefficient for name, coefficient in a.items()}
        for name, coefficient in b.items():
            terms[name] = terms.get(name, 0) + q * coefficient
        shift = p * lower.shift + q * self.shift
        return self._reduced(terms, shift, lower.strict or self.strict)


def contradictory(inequalities: Sequence[Inequality]) -> bool | None:
    """Whether no real values satisfy all of them; None where the bound was met first."""
    current = list(dict.fromkeys(inequalities))
    while True:
        for item in current:
            if not item.coefficients and (item.shift < 0 or (item.shift == 0 and item.strict)):
                return True
        current = [item for item in current if item.coefficients]
        counts: dict[Hashable, list[int]] = {}
        for item in current:
            for name, coefficient in item.coefficients:
                counts.setdefault(name, [0, 0])[coefficient > 0] += 1
        if not counts:
            return False
        unknown = min(counts, key=lambda name: counts[name][0] * counts[name][1])
        below: list[Inequality] = []
        above: list[Inequality] = []
        rest: list[Inequality] = []
        for item in current:
            coefficient = dict(item.coefficients).get(unknown, 0)
            (above if coefficient < 0 else below if coefficient > 0 else rest).append(item)
        if len(rest) + len(above) * len(below) > MOST_INEQUALITIES:
            return None
        combined = [upper.combined(lower, unknown) for upper in above for lower in below]
        current = list(dict.fromkeys([*rest, *combined]))
