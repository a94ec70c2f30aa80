"""Laws of a vector with one hump, such as normal ones: coordinates in which that hump is round."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from sympy import Dummy, Expr, log

from derive.language import Density, Distribution, Line, Power
from derive.language.vector_laws import GaussianVector
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.quadrature.hermite import gauss_hermite
from derive.numeric.quadrature.law_nodes import SPARE_DIGITS
from derive.numeric.vectors.clouds import AxisNode, Make, places_nodes, product_of
from derive.numeric.vectors.whitening import Whitening, whitened

_ORDERS, _OTHER_ORDERS = (3, 5, 8), (4, 6, 9)
DIGITS = 13


def is_of_a_vector(law: Any) -> bool:
    """Whether a law with a formula is one on R^D."""
    if isinstance(law, GaussianVector):
        return True
    if not isinstance(law, Distribution):
        return False
    return isinstance(law.space, Power) and isinstance(law.space.base, Line)


@places_nodes(is_of_a_vector, DIGITS)
def _vector(law: Any, digits: int, evaluator: Evaluator) -> Make:
    """A law on R^D with one hump: coordinates in which that hump is round."""
    x = Dummy("x", real=True)
    return around_hump(log(Density(law, x)), x, law.space.length, digits, evaluator)


def around_hump(logarithm: Expr, x: Dummy, count: Expr, digits: int, evaluator: Evaluator) -> Make:
    """Nodes for a positive function of so many numbers with one hump, in coordinates in which that
    hump is round; their weights hold its values."""
    arithmetic = evaluator.arithmetic
    length = evaluator.child(count)
    with evaluator.binding(x) as variable:
        height = evaluator.compile(logarithm)

    def make(env: Env) -> Callable[[int], Any]:
        def log_density(point: list[Number]) -> Number:
            variable.assign(env, tuple(point))
            return height(env)

        size = whole(length(env), count)
        found: Whitening = whitened(log_density, size, arithmetic)
        # rules that are exact for polynomials of low degree come first
        orders = _OTHER_ORDERS if evaluator.variant else _ORDERS
        reach = math.sqrt(2 * (digits + SPARE_DIGITS) * math.log(10))

        def point(u: tuple[Any, ...]) -> tuple[Any, Number]:
            place = found.place(u)
            return tuple(place), arithmetic.exp(log_density(place)) * found.volume

        def level(n: int) -> list[tuple[Any, Number, bool]]:
            if n < len(orders):
                nodes = gauss_hermite(orders[n], arithmetic)
                return product_of([[(u, weight, False) for u, weight in nodes]] * size, point)
            # steps of 1, 0.7, 0.5 and 0.35 deviations
            step = arithmetic.real(round(2 ** ((len(orders) - n) / 2), 3))
            most = math.ceil(reach / float(step))
            row: list[AxisNode] = [(k * step, step, abs(k) == most) for k in range(-most, most + 1)]
            return product_of([row] * size, point)

        return level

    return make
