"""Logarithms of whole numbers in a sum as one logarithm of a fraction."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd, lcm

from sympy import Expr, Rational, factorint, log

from derive.rulebook.algebra.heavy_terms import Parts

LARGEST = 1000


def with_one_numeric_log(parts: Parts) -> Parts | None:
    """The parts of a sum with one logarithm for those of whole numbers with rational coefficients:
    log(5/4) for log(5) - 2 log(2). None where there is but one, and where the fraction is long.

    >>> from sympy import S, symbols
    >>> with_one_numeric_log({log(5): S.One, log(2): -2 * S.One, S.One: symbols("m")})
    {log(5/4): 1, 1: m}
    """
    own = [heavy for heavy, light in parts.items() if _is_numeric(heavy) and light.is_Rational]
    powers: dict[int, Fraction] = {}
    for heavy in own:
        size = Fraction(int(parts[heavy].p), int(parts[heavy].q))
        inside = Rational(heavy.args[0])
        for number, sign in ((inside.p, 1), (inside.q, -1)):
            for prime, times in factorint(int(number)).items():
                powers[prime] = powers.get(prime, Fraction(0)) + sign * times * size
    powers = {prime: power for prime, power in powers.items() if power}
    if len(own) < 2 or not powers:
        return None
    below = reduce(lcm, (p.denominator for p in powers.values()))
    above = reduce(gcd, (p.numerator * (below // p.denominator) for p in powers.values()))
    unit = Fraction(above, below)
    if any(abs(power / unit) > LARGEST for power in powers.values()):
        return None
    found = Fraction(1)
    for prime, power in powers.items():
        found *= Fraction(prime) ** int(power / unit)
    if found < 1:
        found, unit = 1 / found, -unit
    if max(found.numerator, found.denominator) > LARGEST:
        return None
    kept: Parts = {log(Rational(found)): Rational(unit)}
    kept.update({heavy: light for heavy, light in parts.items() if heavy not in own})
    return kept


def _is_numeric(heavy: Expr) -> bool:
    if not isinstance(heavy, log):
        return False
    inside = heavy.args[0]
    return bool(isinstance(inside, Rational) and inside > 0 and max(inside.p, inside.q) <= LARGEST)
