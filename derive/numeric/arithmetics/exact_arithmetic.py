"""Exact numbers: rationals and their logarithms. What has another value is refused."""

from __future__ import annotations

from typing import Any

from sympy import E, EulerGamma, Expr, Integer, Rational, S, exp, floor, log, oo, pi

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.extended_reals import Arithmetic


class ExactArithmetic(Arithmetic):
    """Sums and products of rationals and logarithms of rationals, as SymPy numbers.

    >>> exact = ExactArithmetic()
    >>> exact.log(exact.rational(3, 4)) + exact.log(exact.rational(4, 1))
    log(3/4) + log(4)
    """

    name = "exact"
    digits = 40
    inf, ninf = oo, -oo
    zero, one = Integer(0), Integer(1)
    pi, e, euler = pi, E, EulerGamma

    def rational(self, numerator: int, denominator: int) -> Expr:
        return Rational(numerator, denominator)

    def real(self, value: Any) -> Expr:
        if isinstance(value, (Rational, int)):
            return Rational(value)
        raise OutOfDomain(f"{value} is not exact")

    def is_undefined(self, value: Expr) -> bool:
        return value is S.NaN

    def exp(self, x: Expr) -> Expr:
        found = exp(x)
        if isinstance(found, exp):
            raise OutOfDomain(f"exp({x}) is not a rational")
        return found

    def log(self, x: Expr) -> Expr:
        if x == 0:
            return -oo
        if not (x.is_Rational and x > 0):
            raise OutOfDomain(f"log({x}) is not the logarithm of a rational")
        return log(x)

    def log1p(self, x: Expr) -> Expr:
        return self.log(1 + x)

    def integer_power(self, base: Expr, n: int) -> Expr:
        if base == 0 and n < 0:
            raise OutOfDomain("a division by zero")
        return base**n

    def positive_power(self, base: Expr, exponent: Expr) -> Expr:
        return base**exponent

    def floor(self, x: Expr) -> Expr:
        return floor(x)

    def call(self, name: str, arguments: list[Expr]) -> Expr:
        raise OutOfDomain(f"{name} of {arguments} has no exact value")

    def sine(self, name: str, x: Expr) -> Expr:
        raise OutOfDomain(f"{name}({x}) has no exact value")
