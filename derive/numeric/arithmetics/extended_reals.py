"""The extended real line, and what the compiler needs of an arithmetic on it.

A value is a real number, ``+oo`` or ``-oo``; never a complex number and never ``nan``. The
conventions are those of measure theory and stand here, once:

* ``0 * (+-oo) = 0``, hence ``0 * log(0) = 0``;
* ``log(0) = -oo``, ``exp(-oo) = 0``, ``1/oo = 0``, ``0**(-s) = +oo`` for ``s > 0`` unless ``s`` is
  odd (where the sign is not known);
* ``oo - oo``, the logarithm of a negative number and a broken power of one have no value:
  ``OutOfDomain``.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from derive.errors import OutOfDomain

Number = Any
"""A Python float, a Decimal or an mpf of one context; these are never mixed in one program."""


class Arithmetic:
    """What the compiler needs of a number system; see the module docstring for the conventions."""

    name: str
    digits: int
    inf: Number
    ninf: Number
    zero: Number
    one: Number
    pi: Number
    e: Number
    euler: Number
    context: Any
    strict: bool = False

    def working(self) -> AbstractContextManager[object]:
        """Whatever is computed in this arithmetic runs within this."""
        return nullcontext()

    def rational(self, numerator: int, denominator: int) -> Number:
        raise NotImplementedError

    def last_place(self, digits: int) -> Number:
        """Ten to the power of minus so many digits."""
        return self.rational(1, 10**digits)

    def decimal(self, raw: tuple[int, int, int, int]) -> Number:
        """The number of an mpmath raw tuple, such as a SymPy Float carries."""
        raise NotImplementedError

    def real(self, value: Number) -> Number:
        """Take a number of any other arithmetic into this one."""
        raise NotImplementedError

    def is_undefined(self, value: Number) -> bool:
        """Whether a result is no number, as oo - oo is."""
        raise NotImplementedError

    def exp(self, x: Number) -> Number:
        raise NotImplementedError

    def expm1(self, x: Number) -> Number:
        raise NotImplementedError

    def log(self, x: Number) -> Number:
        raise NotImplementedError

    def log1p(self, x: Number) -> Number:
        raise NotImplementedError

    def integer_power(self, base: Number, n: int) -> Number:
        raise NotImplementedError

    def positive_power(self, base: Number, exponent: Number) -> Number:
        """``base**exponent`` for finite ``base > 0`` and finite ``exponent``."""
        raise NotImplementedError

    def call(self, name: str, arguments: list[Number]) -> Number:
        """The mpmath function ``name``; ``OutOfDomain`` unless its value is real."""
        raise NotImplementedError

    def sqrt(self, x: Number) -> Number:
        raise NotImplementedError

    def floor(self, x: Number) -> Number:
        raise NotImplementedError

    def sine(self, name: str, x: Number) -> Number:
        """``sin``, ``cos`` or ``tan``."""
        raise NotImplementedError

    def softplus(self, u: Number) -> Number:
        """``log(1 + exp(u))`` without overflow or cancellation."""
        if u > 0:
            return u + self.log1p(self.exp(-u))
        return self.log1p(self.exp(u))

    def log_sum_exp(self, logs: list[Number]) -> Number:
        """``log(sum(exp(l)))`` with the largest term taken out."""
        top = max(logs)
        if top == self.inf or top == self.ninf:
            return top
        rest = self.zero
        for value in logs:
            rest += self.exp(value - top)
        return top + self.log(rest)

    def power(self, base: Number, exponent: Number) -> Number:
        """``base**exponent`` on the extended reals."""
        if exponent == 0:
            return self.one
        if base > 0:
            if base == self.inf:
                return self.inf if exponent > 0 else self.zero
            if exponent == self.inf or exponent == self.ninf:
                if base == 1:
                    raise OutOfDomain("1**oo has no value")
                return self.inf if (base > 1) == (exponent > 0) else self.zero
            return self.positive_power(base, exponent)
        whole = abs(exponent) < 1e15 and exponent == int(exponent)
        if base == 0:
            if exponent > 0:
                return self.zero
            if whole and int(exponent) % 2:
                raise OutOfDomain("0 to a negative odd power has no sign")
            return self.inf
        if not whole:
            raise OutOfDomain("a power with a negative base and a broken exponent is not real")
        n = int(exponent)
        if base == self.ninf:
            if n < 0:
                return self.zero
            return self.ninf if n % 2 else self.inf
        size = self.positive_power(-base, exponent)
        return -size if n % 2 else size
