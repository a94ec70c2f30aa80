"""Sums of rational coefficients times products of powers: the arithmetic under the normal form.

A polynomial is a dict from monomial to coefficient; a monomial is a frozenset of (variable,
exponent) pairs. Exponents are any rationals, so `x**-1` and `sqrt(x)` are monomials as well.
Variables are anything hashable: the sign rules use SymPy atoms, the normal form uses numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import Any

from sympy import Add, Expr, Mul, Pow, Rational
from sympy.core.numbers import Float

Number = Fraction | int
"""A rational. Most are integers, and arithmetic with those is many times as fast; the quotient of
two is their `ratio`, since `/` would make a float of it."""

Monomial = frozenset[tuple[Any, Number]]
Polynomial = dict[Monomial, Number]

ONE: Monomial = frozenset()
LARGEST = 1500


class TooLarge(Exception):
    """An intermediate result would exceed the fixed bound: the question stays undecided."""


def constant(value: Number) -> Polynomial:
    return {ONE: value} if value else {}


def variable(name: Hashable, exponent: Number = 1) -> Polynomial:
    return {frozenset([(name, exponent)]): 1}


def add(a: Polynomial, b: Polynomial) -> Polynomial:
    result = dict(a)
    for monomial, coefficient in b.items():
        total = result.get(monomial, 0) + coefficient
        if total:
            result[monomial] = total
        else:
            result.pop(monomial, None)
    return result


def scale(a: Polynomial, factor: Number) -> Polynomial:
    return {m: c * factor for m, c in a.items()} if factor else {}


def merge(a: Monomial, b: Monomial) -> Monomial:
    """The product of two monomials."""
    if not a:
        return b
    if not b:
        return a
    exponents = dict(a)
    for name, exponent in b:
        total = exponents.get(name, 0) + exponent
        if total:
            exponents[name] = total
        else:
            del exponents[name]
    return frozenset(exponents.items())


def multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    if len(a) * len(b) > LARGEST:
        raise TooLarge
    result: Polynomial = {}
    for m, c in a.items():
        for n, d in b.items():
            monomial = merge(m, n)
            total = result.get(monomial, 0) + c * d
            if total:
                result[monomial] = total
            else:
                del result[monomial]
    return result


def exact(number: Expr) -> Number:
    """The rational that a SymPy Rational or Float is exactly: 0.5 is 1/2, 0.1 is not 1/10."""
    rational = Rational(number)
    return ratio(int(rational.p), int(rational.q))


def ratio(above: Number, below: Number) -> Number:
    """The quotient of two rationals."""
    quotient = Fraction(above) / below
    return quotient.numerator if quotient.denominator == 1 else quotient


def whole_power(number: Number, count: int) -> Number:
    """The whole power of a rational."""
    return number**count if count >= 0 else ratio(1, number**-count)


def rational(value: Number) -> Rational:
    """`value` as SymPy writes it."""
    return Rational(value.numerator, value.denominator)


def read(expr: Expr, atom: Callable[[Expr], Polynomial] = variable) -> Polynomial:
    """`expr` multiplied out; whatever is not a sum, product or natural power is an atom.

    Raises TooLarge where more than LARGEST products of terms would be needed.
    """
    if isinstance(expr, (Rational, Float)):
        return constant(exact(expr))
    if isinstance(expr, Add):
        total: Polynomial = {}
        for term in expr.args:
            total = add(total, read(term, atom))
        return total
    if isinstance(expr, Mul):
        product = constant(1)
        for factor in expr.args:
            product = multiply(product, read(factor, atom))
        return product
    if isinstance(expr, Pow) and expr.exp.is_Integer:
        count = int(expr.exp)
        if isinstance(expr.base, Add):
            if 0 < count <= 12:
                base, power = read(expr.base, atom), constant(1)
                for _ in range(count):
                    power = multiply(power, base)
                return power
        elif not isinstance(expr.base, Mul):
            base = atom(expr.base)
            if len(base) == 1:
                [(monomial, coefficient)] = base.items()
                raised = frozenset((name, e * count) for name, e in monomial)
                return {raised: whole_power(coefficient, count)}
    return atom(expr)
