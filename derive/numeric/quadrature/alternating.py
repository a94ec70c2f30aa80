"""Sums of alternating terms that fall slowly to zero (Cohen, Rodriguez Villegas and Zagier)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number


def alternating_sum(
    term: Callable[[int], Number], arithmetic: Arithmetic, digits: int
) -> tuple[Number, Number]:
    """The sum of ``term(0), term(1), ...`` and its error: the difference of two different starts.

    Experimental Mathematics 9 (2000), algorithm 1. Whoever calls has seen that the terms go to
    zero; ``NotConverged`` if their signs do not alternate.
    """
    count = int(1.31 * digits) + 8
    shift = 3
    terms = [term(k) for k in range(count + shift)]
    if any(a * b > 0 for a, b in pairwise(terms)):
        raise NotConverged("its signs follow no simple pattern")
    head = sum(terms[:shift], arithmetic.zero)
    one = head + _accelerated(terms[shift:], count, arithmetic)
    other = _accelerated(terms, count, arithmetic)
    return one, abs(one - other) + abs(terms[0]) * arithmetic.real(10.0**-digits)


def _accelerated(terms: list[Number], count: int, arithmetic: Arithmetic) -> Number:
    root = arithmetic.power(arithmetic.rational(8, 1), arithmetic.rational(1, 2))
    d = (3 + root) ** count
    d = (d + 1 / d) / 2
    b, c = -arithmetic.one, -d
    total = arithmetic.zero
    for k in range(count):
        c = b - c
        total = total + c * (terms[k] if k % 2 == 0 else -terms[k])
        b = b * (k + count) * (k - count) / ((k + arithmetic.one / 2) * (k + 1))
    return total / d
