"""Linear arithmetic over the rationals: do some inequalities contradict each other?

Fourier-Motzkin elimination (Schrijver, Theory of Linear and Integer Programming, section 12.2),
with a bound on the number of inequalities, so that it always ends quickly.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from derive.rulebook.algebra.polynomials import ONE, Polynomial

MOST_INEQUALITIES = 300


@dataclass(frozen=True)
class Inequality:
    """`sum of coefficients * unknowns + shift >= 0`, or `> 0` where it is strict."""

    coefficients: tuple[tuple[Hashable, Fraction], ...]
    shift: Fraction
    strict: bool

    @classmethod
    def of(cls, polynomial: Polynomial, strict: bool) -> Inequality:
        """`polynomial >= 0` (or `> 0`), every monomial taken as an unknown of its own."""
        terms = tuple((m, c) for m, c in polynomial.items() if m != ONE)
        return cls(terms, polynomial.get(ONE, Fraction(0)), strict)


def _combine(upper: Inequality, lower: Inequality, unknown: Hashable) -> Inequality:
    """The positive combination of the two in which `unknown` cancels."""
    a, b = dict(lower.coefficients), dict(upper.coefficients)
    p, q = -b[unknown], a[unknown]
    terms: dict[Hashable, Fraction] = {}
    for source, factor in ((a, p), (b, q)):
        for name, coefficient in source.items():
            terms[name] = terms.get(name, Fraction(0)) + factor * coefficient
    largest = max((abs(c) for c in terms.values() if c), default=Fraction(1))
    kept = tuple((name, c / largest) for name, c in terms.items() if c)
    shift = (p * lower.shift + q * upper.shift) / largest
    return Inequality(kept, shift, lower.strict or upper.strict)


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
            coefficient = dict(item.coefficients).get(unknown, Fraction(0))
            (above if coefficient < 0 else below if coefficient > 0 else rest).append(item)
        if len(rest) + len(above) * len(below) > MOST_INEQUALITIES:
            return None
        combined = [_combine(upper, lower, unknown) for upper in above for lower in below]
        current = list(dict.fromkeys([*rest, *combined]))
