"""A polynomial in generators as a product: what is positive, what is a square, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Dummy, Mul, Pow, factor_list, factorint

from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.polynomials import (
    Number,
    Polynomial,
    constant,
    rational,
    read,
    variable,
)
from derive.rulebook.algebra.sign_sets import NEGATIVE

LARGEST_PRIME_TRIED = 10_000


@dataclass(frozen=True)
class Splitting:
    """`product of |f|**k, times rest`: for each (f, k), f**k is known not to be negative.

    `rest` is the product of the factors of unknown sign, listed in `unknown`, and a possible -1;
    it is 1 where all is known.
    """

    numbers: tuple[tuple[int, Number], ...]
    factors: tuple[tuple[Polynomial, Number], ...]
    rest: Polynomial
    unknown: tuple[tuple[Polynomial, Number], ...] = ()


def primes(value: Number) -> list[tuple[int, Number]]:
    """A positive rational as powers of primes."""
    found: list[tuple[int, Number]] = []
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        for prime, count in sorted(factorint(part, limit=LARGEST_PRIME_TRIED).items()):
            if prime != 1:
                found.append((int(prime), sign * int(count)))
    return found


def factorable(polynomial: Polynomial) -> bool:
    """Whether a polynomial has natural exponents and is small enough to be factored."""
    whole = all(e.denominator == 1 and 0 <= e <= 8 for m in polynomial for _, e in m)
    return whole and len({n for m in polynomial for n, _ in m}) <= 8 and len(polynomial) <= 40


def factors_of(field: Field, polynomial: Polynomial) -> tuple[int, list[tuple[Polynomial, Number]]]:
    """A sign and the irreducible factors over the rationals of a primitive polynomial; one of more
    than a fixed size counts as irreducible."""
    names = sorted({n for m in polynomial for n, _ in m})
    if not factorable(polynomial) or _irreducible(polynomial, names):
        return 1, [(polynomial, 1)]
    symbols = {n: Dummy(f"x{n}", dummy_index=910000 + n) for n in names}
    plain = sum(
        Mul(rational(c), *(Pow(symbols[n], rational(e)) for n, e in m))
        for m, c in polynomial.items()
    )
    numbers = {symbol: n for n, symbol in symbols.items()}
    leftover, found = factor_list(plain)
    sign = 1 if leftover > 0 else -1
    pieces: list[tuple[Polynomial, Number]] = []
    for factor, count in found:
        piece = read(factor, lambda symbol: variable(numbers[symbol]))
        oriented = field.oriented(piece)
        if oriented is not piece and count % 2:
            sign = -sign
        pieces.append((oriented, int(count)))
    return sign, pieces


def _irreducible(polynomial: Polynomial, names: list[int]) -> bool:
    """Enough for most sums: some generator occurs in one term only, and to the first power."""
    for name in names:
        exponents = [dict(m).get(name, 0) for m in polynomial]
        if sum(exponents) == 1:
            [alone] = [m for m in polynomial if dict(m).get(name)]
            if len(alone) == 1:
                return True
    return False


def split(field: Field, polynomial: Polynomial) -> Splitting:
    """The splitting of a polynomial that is not 0."""
    coefficient, monomial, primitive = field.content(polynomial)
    pieces = [(variable(n), e) for n, e in sorted(monomial)]
    sign = 1 if coefficient > 0 else -1
    if len(primitive) > 1:
        own_sign, found = factors_of(field, primitive)
        sign *= own_sign
        pieces += found
    rest = constant(sign)
    settled: list[tuple[Polynomial, Number]] = []
    unknown: list[tuple[Polynomial, Number]] = []
    for piece, exponent in pieces:
        signs = field.signs(piece)
        square = exponent.denominator == 1 and exponent % 2 == 0
        if signs is not None and (square or not signs & NEGATIVE):
            settled.append((piece, exponent))
        else:
            unknown.append((piece, exponent))
    for piece, exponent in unknown:
        # a generator keeps its exponent as it is: exp(m)**(1/3) may mean exp(m/3), m not real
        if len(piece) == 1:
            [[(number, _)]] = piece
            rest = field.multiply(rest, variable(number, exponent))
        else:
            rest = field.multiply(rest, field.base(piece, exponent))
    if unknown and all(field.signs(piece) is not None for piece, _ in unknown):
        signs = field.signs(rest)
        if signs is not None and not signs & NEGATIVE:
            settled += unknown
            unknown, rest = [], constant(1)
    numbers = tuple(primes(max(coefficient, -coefficient)))
    return Splitting(numbers, tuple(settled), rest, tuple(unknown))
