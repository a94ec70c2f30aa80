"""The quantities that an expression is a polynomial in, and the relations between them.

Every atom, prime root, logarithm, exponential and function value gets a number, a *generator*.
Expressions become polynomials in generators (with rational exponents) in which two equal
expressions usually have the same terms, because each generator reduces its own powers:

    prime p: p**1 is a coefficient         unity w = exp(i pi): w**1 = -1, w**(1/2) = i
    base P:  P**1 is multiplied out        magnitude |f|: |f|**2 = f**2
    parity (-1)**m: its square is 1
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import gcd, lcm
from typing import Any

from sympy import Add, Expr, Function, Mul, Pow

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.polynomials import (
    Monomial,
    Number,
    Polynomial,
    TooLarge,
    add,
    constant,
    merge,
    multiply,
    ratio,
    rational,
    scale,
    variable,
    whole_power,
)
from derive.rulebook.algebra.sign_sets import NEGATIVE, POSITIVE, ZERO, SignSet, opposite, product
from derive.rulebook.algebra.signs import possible_signs

Frozen = frozenset[tuple[Monomial, Number]]
HIGHEST_POWER = 24


def freeze(polynomial: Polynomial) -> Frozen:
    """The polynomial as a key."""
    return frozenset(polynomial.items())


@dataclass(frozen=True)
class Generator:
    """One quantity: what it is, the polynomials that it is made of, and how SymPy writes it."""

    kind: str
    parts: tuple[Any, ...]
    expr: Expr


class Field:
    """Generators under one set of assumptions, and the arithmetic that respects their relations."""

    def __init__(self, assumptions: Assumptions) -> None:
        self.assumptions = assumptions
        self.generators: list[Generator] = []
        self._numbers: dict[Hashable, int] = {}
        self._special: set[int] = set()
        self.used: dict[Expr, None] = {}
        self.domain: dict[Expr, None] = {}

    def generator(self, kind: str, parts: tuple[Any, ...], expr: Callable[[], Expr]) -> int:
        """The number of the generator with this kind and these parts, new where needed."""
        key = (kind, tuple(freeze(p) if isinstance(p, dict) else p for p in parts))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.generators)
            self.generators.append(Generator(kind, parts, expr()))
            if kind in _REDUCTIONS:
                self._special.add(number)
        return number

    def named(self, kind: str, *parts: Any, expr: Callable[[], Expr]) -> Polynomial:
        """The same generator as a polynomial."""
        return variable(self.generator(kind, parts, expr))

    def value(self, function: type[Function], *arguments: Polynomial) -> Polynomial:
        """The value of a function that has no other relation here."""
        return self.named(
            "value", function, *arguments, expr=lambda: function(*map(self.expr, arguments))
        )

    def unity(self, exponent: Number) -> Polynomial:
        """exp(i pi exponent)."""
        number = self.generator("unity", (), lambda: Pow(-1, 1, evaluate=False))
        return self.reduced(variable(number, exponent))

    def base(self, polynomial: Polynomial, exponent: Number) -> Polynomial:
        """A power of something that is no power itself; a single generator serves as it is."""
        if len(polynomial) == 1:
            [(monomial, coefficient)] = polynomial.items()
            if coefficient == 1 and len(monomial) == 1:
                [(number, own)] = monomial
                # exp(m)**e is exp(e*m) for real m only
                real = self.generators[number].kind != "exponential" or exponent.denominator == 1
                if own == 1 and (real or self.signs(polynomial) == POSITIVE):
                    return self.reduced(variable(number, exponent))
        number = self.generator("base", (polynomial,), lambda: self.expr(polynomial))
        return self.reduced(variable(number, exponent))

    def magnitude(self, polynomial: Polynomial, exponent: Number) -> Polynomial:
        """|f|**exponent; f itself where f is known not to be negative."""
        signs = self.signs(polynomial)
        if signs is not None and not signs & NEGATIVE:
            return self.base(polynomial, exponent)
        number = self.generator("magnitude", (polynomial,), lambda: abs(self.expr(polynomial)))
        return self.reduced(variable(number, exponent))

    def signs(self, polynomial: Polynomial) -> SignSet | None:
        """The possible signs of a polynomial in generators."""
        if len(polynomial) == 1:
            [(monomial, coefficient)] = polynomial.items()
            result: SignSet | None = POSITIVE if coefficient > 0 else NEGATIVE
            for number, exponent in monomial:
                own = possible_signs(self.generators[number].expr, self.assumptions)
                if own is None or (exponent.denominator != 1 and own & NEGATIVE):
                    return None
                if exponent.denominator == 1 and exponent % 2 == 0:
                    own = (own & ZERO) | (POSITIVE if own & ~ZERO else 0)
                result = product(result, own)
            return result
        return possible_signs(self.expr(polynomial), self.assumptions)

    def oriented(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial or its negative: the positive one, else the one with a plus first."""
        signs = self.signs(polynomial)
        if signs in (POSITIVE, POSITIVE | ZERO):
            return polynomial
        if opposite(signs) in (POSITIVE, POSITIVE | ZERO) or polynomial[leading(polynomial)] < 0:
            return scale(polynomial, -1)
        return polynomial

    def must_not_vanish(self, polynomial: Polynomial, where: dict[Expr, None]) -> None:
        """Record `polynomial != 0` in `where`, unless it is decided."""
        signs = self.signs(polynomial)
        if signs is None or signs & ZERO:
            where.setdefault(self.expr(self.oriented(polynomial)))

    def multiply(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """The product, with the relations applied."""
        return self.reduced(multiply(a, b))

    def power(self, a: Polynomial, count: int) -> Polynomial:
        """The natural power of a polynomial."""
        if count > HIGHEST_POWER and len(a) > 1:
            raise TooLarge
        if not a:
            return {} if count else constant(1)
        result = constant(1)
        for _ in range(count if len(a) > 1 else 0):
            result = self.multiply(result, a)
        if len(a) == 1:
            [(monomial, coefficient)] = a.items()
            raised = frozenset((name, e * count) for name, e in monomial)
            return self.reduced({raised: whole_power(coefficient, count)})
        return result

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial with the relations between generators applied to every term."""
        if not self._special:
            return polynomial
        result: Polynomial = {}
        for monomial, coefficient in polynomial.items():
            term = {monomial: coefficient}
            found = self._relations(monomial)
            if found is not None:
                term = {found[0]: coefficient}
                for factor in found[1]:
                    term = multiply(term, factor)
                term = self.reduced(term)
            result = add(result, term)
        return result

    def _relations(self, monomial: Monomial) -> tuple[Monomial, list[Polynomial]] | None:
        """The part of a monomial that stays, and the factors that relations make of the rest."""
        pending = [(n, e) for n, e in monomial if n in self._special]
        if not pending:
            return None
        staying, factors = dict(monomial), []
        for number, exponent in sorted(pending):
            generator = self.generators[number]
            period, replace = _REDUCTIONS[generator.kind]
            turns = exponent // period
            if turns == 0 or (generator.kind == "base" and turns < 0):
                continue
            factors.append(replace(self, generator, turns))
            staying[number] = exponent - period * turns
            if not staying[number]:
                del staying[number]
        return (frozenset(staying.items()), factors) if factors else None

    def content(self, polynomial: Polynomial) -> tuple[Number, Monomial, Polynomial]:
        """`(c, m, p)` with polynomial = c*m*p, where p has coprime integer coefficients, is
        divisible by no generator, and is positive where that is known."""
        common: dict[int, Number] | None = None
        for monomial in polynomial:
            exponents = dict(monomial)
            if common is None:
                common = exponents
                continue
            names = sorted(set(common) | set(exponents))
            lowest = {n: min(common.get(n, 0), exponents.get(n, 0)) for n in names}
            common = {n: e for n, e in lowest.items() if e}
        shared = frozenset((common or {}).items())
        inverse = frozenset((name, -e) for name, e in shared)
        numerator = gcd(*(abs(c.numerator) for c in polynomial.values()))
        factor = ratio(numerator, lcm(*(c.denominator for c in polynomial.values())))
        rest = {merge(m, inverse): ratio(c, factor) for m, c in polynomial.items()}
        if len(rest) == 1:
            [coefficient] = rest.values()
            return factor * coefficient, shared, constant(1)
        oriented = self.oriented(rest)
        return (factor if oriented is rest else -factor), shared, oriented

    def expr(self, polynomial: Polynomial) -> Expr:
        """The polynomial as SymPy writes it."""
        return Add(*(Mul(rational(c), self.monomial_expr(m)) for m, c in polynomial.items()))

    def monomial_expr(self, monomial: Monomial) -> Expr:
        """The monomial as SymPy writes it."""
        factors = []
        for number, exponent in sorted(monomial):
            generator = self.generators[number]
            if generator.kind == "unity":
                factors.append(Pow(-1, rational(exponent)))
            else:
                factors.append(Pow(generator.expr, rational(exponent)))
        return Mul(*factors)


def leading(polynomial: Polynomial) -> Monomial:
    """A fixed choice among the monomials, the same for a polynomial and its negative."""
    return max(polynomial, key=lambda monomial: sorted(monomial))


def _prime(_: Field, generator: Generator, turns: int) -> Polynomial:
    return constant(whole_power(generator.parts[0], turns))


def _unity(_: Field, __: Generator, turns: int) -> Polynomial:
    return constant(-1 if turns % 2 else 1)


def _parity(_: Field, __: Generator, ___: int) -> Polynomial:
    return constant(1)


def _base(field: Field, generator: Generator, turns: int) -> Polynomial:
    return field.power(generator.parts[0], turns)


def _magnitude(field: Field, generator: Generator, turns: int) -> Polynomial:
    return field.base(generator.parts[0], 2 * turns)


_Replace = Callable[[Field, Generator, int], Polynomial]
_REDUCTIONS: dict[str, tuple[int, _Replace]] = {
    "prime": (1, _prime),
    "unity": (1, _unity),
    "parity": (2, _parity),
    "base": (1, _base),
    "magnitude": (2, _magnitude),
}
