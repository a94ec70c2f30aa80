"""Integrals that are sure to be infinite: read from the logarithm of a product near an end.

Where factors such as exp(a x^2) and exp(-b x^2) cancel, no number holds them far out; the sum of
their exponents says how the product grows.
"""

from __future__ import annotations

from itertools import pairwise

from sympy import Abs, Add, Expr, Mul, Symbol, exp, log, oo

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.arithmetics.precise_arithmetic import PreciseArithmetic
from derive.numeric.compiling.compile import compile_expression

_PROBES = (16, 32, 64, 128)


def infinite_sign(f: Expr, x: Symbol, low: Expr, high: Expr) -> int:
    """+1 or -1 where the integral of a product over (low, high) is +oo or -oo because towards an
    end the integrand times the distance does not fall; 0 where that is not seen.

    >>> from sympy import Symbol, exp, oo
    >>> x = Symbol("x", real=True)
    >>> infinite_sign(exp(x**2) * exp(-((x - 1) ** 2) / 2), x, -oo, oo)
    1
    """
    if isinstance(f, Add):
        return 0
    factors = [factor.as_base_exp() for factor in Mul.make_args(f)]
    powers = [power for base, power in factors if base == exp(1)]
    plain = [(base, power) for base, power in factors if base != exp(1)]
    height = Add(*powers).expand() + Add(*(power * log(Abs(base)) for base, power in plain))
    rest = Mul(*(base**power for base, power in plain))
    arithmetic = precise(60)
    signs = {
        _towards(height, rest, x, end, direction, arithmetic)
        for end, direction in ((low, 1), (high, -1))
    } - {0}
    return signs.pop() if len(signs) == 1 else 0


def _towards(
    height: Expr, rest: Expr, x: Symbol, end: Expr, direction: int, arithmetic: PreciseArithmetic
) -> int:
    """The sign with which the integrand does not fall towards an end; 0 where it does."""
    infinite = end in (oo, -oo)
    heights, signs = [], set()
    try:
        log_of = compile_expression(height, [x], arithmetic)
        rest_of = compile_expression(rest, [x], arithmetic)
        start = arithmetic.zero if infinite else compile_expression(end, [], arithmetic)()
        for probe in _PROBES:
            reach = arithmetic.exp(arithmetic.real(probe if infinite else -probe))
            at = start + (-direction if infinite else direction) * reach
            value = rest_of(at)
            signs.add(0 if value == 0 else 1 if value > 0 else -1)
            heights.append(float(log_of(at) + (probe if infinite else -probe)))
    except (CannotEvaluate, NotConverged, OutOfDomain):
        return 0
    rising = all(later >= earlier - 1e-9 for earlier, later in pairwise(heights))
    return signs.pop() if rising and len(signs) == 1 else 0
