"""Bessel functions whose orders differ by integers, through their three-term recurrences.

With F = I, K, J: F_{v+1} = a F_{v-1} + b (2v/z) F_v, where (a, b) = (1, -1), (1, 1), (-1, 1)
(DLMF 10.29.1 and 10.6.1). Two neighbouring orders remain, the first in [0, 1) up to a symbol.
"""

from __future__ import annotations

from math import floor

from sympy import Function
from sympy import functions as f

from derive.rulebook.algebra.elementary import Reading
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.polynomials import ONE, Polynomial, TooLarge, add, constant, scale
from derive.rulebook.algebra.powers import reciprocal

FARTHEST_ORDER = 12


def _recurrence(a: int, b: int) -> Reading:
    def read(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
        order, argument = values
        whole = floor(order.get(ONE, 0))
        if abs(whole) > FARTHEST_ORDER:
            raise TooLarge
        if not argument:
            return field.value(expr.func, order, argument)
        start = add(order, constant(-whole))
        below, above = (
            field.value(expr.func, add(start, constant(step)), argument) for step in (0, 1)
        )
        over = scale(reciprocal(field, argument), 2 * b)
        for step in range(1, whole + 1):
            factor = field.multiply(over, add(start, constant(step)))
            below, above = above, add(scale(below, a), field.multiply(factor, above))
        for step in range(0, whole, -1):
            factor = field.multiply(over, add(start, constant(step)))
            lower = add(above, scale(field.multiply(factor, below), -1))
            below, above = scale(lower, a), below
        return below

    return read


BESSEL_FAMILY: dict[type[Function], Reading] = {
    f.besseli: _recurrence(1, -1),
    f.besselk: _recurrence(1, 1),
    f.besselj: _recurrence(-1, 1),
}
