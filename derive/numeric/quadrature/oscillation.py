"""Conditionally convergent tails: one sine or cosine, summed half-period by half-period."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from sympy import Expr, Poly, Symbol, cos, pi, sin

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import compile_expression
from derive.numeric.quadrature.alternating import alternating_sum
from derive.numeric.quadrature.legendre import gauss_legendre
from derive.numeric.quadrature.trapezoid import Totals

_FIRST = 4

_FALLING = 0.93
"""The size of the half-periods must fall by this each time that their number grows tenfold."""


def oscillating_tail(
    f: Expr, t: Symbol, arithmetic: Arithmetic, digits: int
) -> tuple[Totals, Expr]:
    """The integral of ``f`` over (b, oo) for a ``b`` that is returned with it.

    ``f`` must change its sign with one frequency, so that its half-periods form an alternating
    series. Half-periods that do not fall in size (those of ``sin``)
    have no sum, and are not given one.
    """
    zero_at, border = _zeros(f, t, arithmetic)
    function = compile_expression(f, [t], arithmetic)
    nodes = _nodes(arithmetic)

    def half_period(n: int) -> Number:
        left, right = zero_at(n), zero_at(n + 1)
        width = right - left
        return width * sum(
            (weight * function(left + width * node) for node, weight in nodes), arithmetic.zero
        )

    sizes = [abs(half_period(n)) for n in (100, 1000, 10000, 100000)]
    if any(later > _FALLING * size for size, later in pairwise(sizes)):
        raise NotConverged("it oscillates towards the end of the range and does not settle")
    total, error = alternating_sum(lambda k: half_period(_FIRST + k), arithmetic, digits)
    return Totals([total], [abs(half_period(_FIRST)) + abs(total)], [error]), border


def has_fixed_period(wave: Expr, t: Symbol) -> bool:
    """Whether a sine or cosine is one of a linear function of ``t``."""
    argument = wave.args[0]
    return argument.is_polynomial(t) and Poly(argument, t).degree() == 1


def _zeros(f: Expr, t: Symbol, arithmetic: Arithmetic) -> tuple[Callable[[int], Number], Expr]:
    """The zeros of the wave, counted from the first after 0, and the exact zero to start from."""
    waves = sorted(f.atoms(sin, cos), key=lambda wave: wave.sort_key())
    waves = [wave for wave in waves if wave.has(t)]
    if not waves:
        raise NotConverged("the integrand does not fall towards the end of the range")
    wave = waves[0]
    argument = wave.args[0]
    if not has_fixed_period(wave, t):
        raise NotConverged("it oscillates towards the end of the range with no fixed period")
    slope, start = Poly(argument, t).all_coeffs()
    shift = pi / 2 if isinstance(wave, cos) else 0
    period = pi / abs(slope)
    some = (shift - start) / slope
    period_value = compile_expression(period, [], arithmetic)()
    some_value = compile_expression(some, [], arithmetic)()
    whole = int(arithmetic.floor(some_value / period_value))
    first = some_value - whole * period_value
    return lambda n: first + n * period_value, some + (_FIRST - whole) * period


def _nodes(arithmetic: Arithmetic) -> list[tuple[Number, Number]]:
    """Nodes and weights on (0, 1): a half-period beyond the first few is far from where the
    integrand is not analytic, so that few suffice."""
    rule = gauss_legendre(arithmetic.digits // 2 + 6, arithmetic)
    return [((1 + place) / 2, weight / 2) for place, weight in rule]
