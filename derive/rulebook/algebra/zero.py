"""Does a polynomial in generators vanish?"""

from __future__ import annotations

from math import floor, lcm

from sympy import Poly, Symbol, cyclotomic_poly

from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.polynomials import (
    Polynomial,
    add,
    constant,
    exact,
    merge,
    multiply,
    ratio,
    variable,
)


def without_denominators(field: Field, polynomial: Polynomial) -> Polynomial:
    """The polynomial times what clears its denominators: it vanishes exactly where this does."""
    for number in range(len(field.generators) - 1, -1, -1):
        if field.generators[number].kind != "base":
            continue
        exponents = [e for m in polynomial for n, e in m if n == number]
        lowest = min((floor(e) for e in exponents), default=0)
        if lowest < 0:
            raised = {merge(m, frozenset([(number, -lowest)])): c for m, c in polynomial.items()}
            polynomial = field.reduced(raised)
    return polynomial


def vanishes(field: Field, polynomial: Polynomial) -> bool:
    """Whether the relations between the generators make it 0. (False says only: not shown.)"""
    if not polynomial:
        return True
    cleared = without_denominators(field, polynomial)
    return not cleared or not modulo_roots_of_unity(field, cleared)


def modulo_roots_of_unity(field: Field, polynomial: Polynomial) -> Polynomial:
    """The remainder modulo the cyclotomic polynomial of exp(i pi/N), N the common denominator."""
    found = [n for n, g in enumerate(field.generators) if g.kind == "unity"]
    if not found:
        return polynomial
    [number] = found
    order = lcm(*(e.denominator for m in polynomial for n, e in m if n == number))
    if order in (1, 2) or order > 120:
        return polynomial
    z = Symbol("z")
    modulus = Poly(cyclotomic_poly(2 * order, z), z, domain="QQ")
    result: Polynomial = {}
    for monomial, coefficient in polynomial.items():
        rest = frozenset((n, e) for n, e in monomial if n != number)
        exponent = dict(monomial).get(number, 0)
        power = Poly(z ** int(exponent * order), z, domain="QQ").rem(modulus)
        for (degree,), value in power.terms():
            own = variable(number, ratio(degree, order)) if degree else constant(1)
            scaled = {rest: coefficient * exact(value)}
            result = add(result, multiply(scaled, own))
    return result
