"""Independent draws from intervals: the nodes of each draw's own law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.language import ProductLaw
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env
from derive.numeric.laws.line_sources import is_law_on_a_line, source_of_law
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.models.finite_spaces import is_finite
from derive.numeric.quadrature.humps import DoesNotFall
from derive.numeric.quadrature.law_nodes import LawNodes
from derive.numeric.quadrature.settle import Unsettled
from derive.numeric.vectors.clouds import AxisNode, Make, places_nodes, product_of


def _is_from_an_interval(law: Any) -> bool:
    if not isinstance(law, ProductLaw):
        return False
    factor = law.open()[0]
    return is_law_on_a_line(factor) and not is_finite(factor.space)


@places_nodes(_is_from_an_interval, 13)
def _independent(law: ProductLaw, digits: int, evaluator: Evaluator) -> Make:
    """Independent draws: the nodes of each draw's own law."""
    index = evaluator.variable_for(law.bound)
    factor = law.open(index)[0]
    length = evaluator.child(law.length)
    arithmetic = evaluator.arithmetic
    with evaluator.binding(index) as variable:
        source = source_of_law(factor, (), evaluator)
        values = source.values

    def make(env: Env) -> Callable[[int], Any]:
        axes: list[tuple[LawNodes, list[Number]]] = []
        for i in range(1, whole(length(env), law.length) + 1):
            variable.assign(env, arithmetic.rational(i, 1))
            drawn = values(env)
            try:
                nodes = LawNodes(source.shape, drawn, arithmetic, digits)
            except DoesNotFall:
                raise Unsettled("a density does not fall towards an end") from None
            axes.append((nodes, source.shape.places(drawn, arithmetic)))

        def level(n: int) -> list[tuple[Any, Number, bool]]:
            rows = [_axis_of_law(nodes, places, n) for nodes, places in axes]
            return product_of(rows, lambda point: (point, arithmetic.one))

        return level

    return make


def _axis_of_law(nodes: LawNodes, places: list[Number], n: int) -> list[AxisNode]:
    step, sides = nodes.step(n), nodes.shape.sides
    edges = {(side, t) for side, t, _ in nodes.edges()}
    return [
        (sides[side].place(places, t), weight * step, (side, t) in edges)
        for m in range(n + 1)
        for side, t, weight in nodes.level(m)
    ]
