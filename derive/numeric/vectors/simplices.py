"""Laws on a simplex: each number is a share of what the ones before it have left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Dummy, log

from derive.errors import CannotEvaluate
from derive.language import Density, Distribution, Simplex
from derive.language.shaped import Vector
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.quadrature.coordinates import Interval
from derive.numeric.quadrature.humps import LOGISTIC_GRID, window
from derive.numeric.quadrature.law_nodes import SPARE_DIGITS, stretched
from derive.numeric.vectors.clouds import AxisNode, Make, places_nodes, product_of


def _is_on_a_simplex(law: Any) -> bool:
    listed = isinstance(law, Distribution) and isinstance(law.space, Simplex)
    return listed and not isinstance(law.args[0], Vector)


@places_nodes(_is_on_a_simplex, 11)
def _on_a_simplex(law: Any, digits: int, evaluator: Evaluator) -> Make:
    """Points of a simplex: each number is a share of what the ones before it have left."""
    arithmetic = evaluator.arithmetic
    if not law.space.length.is_Integer:
        raise CannotEvaluate(f"the number of coordinates of {law} is open")
    size = int(law.space.length) - 1
    x = Dummy("x", real=True)
    with evaluator.binding(x) as variable:
        height = evaluator.compile(log(Density(law, x)))
    unit = Interval(0, 1, arithmetic.one)

    def make(env: Env) -> Callable[[int], Any]:
        def point(shares: tuple[Any, ...]) -> tuple[tuple[Number, ...], Number]:
            """The point, and the log of its density times the volume of the coordinates."""
            left, numbers, volume = arithmetic.one, [], arithmetic.zero
            for k, (share, rest) in enumerate(shares):
                numbers.append(left * share)
                left = left * rest
                volume = volume + (size - 1 - k) * arithmetic.log(rest)
            place = (*numbers, left)
            variable.assign(env, place)
            return place, height(env) + volume

        half = (arithmetic.one / 2, arithmetic.one / 2)

        def along(axis: int) -> Callable[[float], float]:
            def on_axis(w: float) -> float:
                _, t, log_slope = unit.place(w)
                small = arithmetic.real(t)
                share = (small, 1 - small) if w <= 0 else (1 - small, small)
                shares = tuple(share if k == axis else half for k in range(size))
                return float(point(shares)[1]) + log_slope

            return on_axis

        windows = [window(along(k), LOGISTIC_GRID, digits + SPARE_DIGITS) for k in range(size)]

        def level(n: int) -> list[tuple[Any, Number, bool]]:
            denominator = 2 << n
            rows = []
            for found in windows:
                row: list[AxisNode] = []
                first, last = round(found.first * denominator), round(found.last * denominator)
                for k in range(first, last + 1):
                    w, stretch = stretched(found, k, denominator, arithmetic)
                    _, t, slope = unit.node(w, arithmetic)
                    share = (t, 1 - t) if w <= 0 else (1 - t, t)
                    row.append((share, slope * stretch / denominator, k in (first, last)))
                rows.append(row)

            def weighted(shares: tuple[Any, ...]) -> tuple[Any, Number]:
                place, log_weight = point(shares)
                return place, arithmetic.exp(log_weight)

            return product_of(rows, weighted)

        return level

    return make
