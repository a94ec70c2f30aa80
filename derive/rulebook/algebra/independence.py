"""When a normal form that is not 0 shows that the two sides are different functions.

Symbols that range over an open set, exponentials of different monomials in them and logarithms of
different irreducible polynomials in them are algebraically independent (Ax 1971, On Schanuel's
conjectures); roots of primes are independent over the rationals (Besicovitch 1940), and so are the
powers of a root of unity below the degree of its cyclotomic polynomial. Where anything else occurs,
nothing is concluded.
"""

from __future__ import annotations

from typing import Any

from sympy import Symbol

from derive.rulebook.algebra.facts import facts_of
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.linear_signs import open_domain
from derive.rulebook.algebra.polynomials import ONE, Polynomial
from derive.rulebook.algebra.splitting import factorable
from derive.rulebook.algebra.zero import modulo_roots_of_unity, without_denominators


def shown_different(field: Field, difference: Polynomial) -> bool:
    """Whether `difference`, whose normal form is not 0, is surely not the zero function."""
    cleared = without_denominators(field, difference)
    if not cleared:
        return False
    if not modulo_roots_of_unity(field, cleared):
        return False
    if set(cleared) == {ONE}:
        return True
    used = sorted({number for monomial in cleared for number, _ in monomial})
    kinds = {field.generators[number].kind for number in used}
    if kinds == {"unity"}:
        return True
    constants = 0
    symbols: set[Symbol] = set()
    for number in used:
        generator = field.generators[number]
        if generator.kind == "prime":
            continue
        part = generator.parts[0] if generator.parts else None
        if generator.kind == "atom" and generator.expr.is_NumberSymbol:
            constants += 1 if generator.expr.is_irrational else 2
        elif generator.kind in ("exponential", "log") and _is_constant(part):
            constants += 1
        elif _plain(field, number):
            symbols |= generator.expr.free_symbols
        else:
            return False
    if constants > 1:
        return False
    facts = facts_of(field.assumptions)
    if facts.choices or any(is_integer(symbol, field.assumptions) for symbol in symbols):
        return False
    return open_domain(facts)


def _is_constant(part: Any) -> bool:
    return part == ONE if isinstance(part, frozenset) else set(part) == {ONE}


def _plain(field: Field, number: int) -> bool:
    """Whether a generator is a symbol, or the exponential or logarithm of symbols."""
    generator = field.generators[number]
    if generator.kind == "atom":
        return isinstance(generator.expr, Symbol) or isinstance(-generator.expr, Symbol)
    if generator.kind == "exponential":
        inner = [n for n, _ in generator.parts[0]]
    elif generator.kind == "log":
        if not factorable(generator.parts[0]):
            return False
        inner = [n for monomial in generator.parts[0] for n, _ in monomial]
    else:
        return False
    return all(field.generators[n].kind == "atom" and _plain(field, n) for n in inner)
