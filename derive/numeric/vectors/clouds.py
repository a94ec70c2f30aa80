"""Expectations under laws of several numbers: nodes are products of nodes on the axes of
coordinates in which the law is smooth. Which coordinates these are is registered by kind of law."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr

from derive.errors import NotConverged
from derive.language import ProductLaw
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.expectations import integrates_under
from derive.numeric.quadrature.settle import digits_after
from derive.numeric.vectors.shares import product_expectation

MOST_NODES = 25_000
LEVELS = (1, 2, 3, 4, 5)
AxisNode = tuple[Any, Number, bool]
"""What a node of an axis contributes, its weight, and whether it is the outermost."""


@dataclass
class Cloud:
    """Points with weights, in levels of which each has finer steps; `nodes(n)` makes a level."""

    nodes: Callable[[int], list[tuple[Any, Number, bool]]]
    arithmetic: Arithmetic
    digits: int

    def __post_init__(self) -> None:
        self._levels: dict[int, list[tuple[Any, Number, bool]]] = {}

    def level(self, n: int) -> list[tuple[Any, Number, bool]]:
        """The points of a level, their weights, and whether they lie at the outside."""
        if n not in self._levels:
            self._levels[n] = self.nodes(n)
        return self._levels[n]

    def require_mass_one(self) -> None:
        """NotConverged unless the weights of some level add up to one."""
        for n in LEVELS:
            total = sum((w for _, w, _ in self.level(n)), self.arithmetic.zero)
            if abs(total - 1) < 10.0 ** (1 - self.digits):
                return
        raise NotConverged("a density has not mass one on the nodes that it was given")


Make = Callable[[Env], Callable[[int], list[tuple[Any, Number, bool]]]]
"""The closure of the levels of a cloud."""

Place = Callable[[Any, int, Evaluator], Make]
"""How nodes are placed for a law: place(law, digits, evaluator)."""

_KINDS: list[tuple[Callable[[Any], bool], int, Place]] = []


def places_nodes(test: Callable[[Any], bool], digits: int) -> Callable[[Place], Place]:
    """Register how nodes are placed for laws that pass a test, and how many digits are asked for:
    more would take too many nodes."""

    def register(place: Place) -> Place:
        _KINDS.append((test, digits, place))
        return place

    return register


class CloudOf(Basic):
    """The nodes of a law of several numbers: kept between expectations under it."""


def _is_of_several_numbers(law: Any) -> bool:
    return not isinstance(law, ProductLaw) and any(test(law) for test, _, _ in _KINDS)


@integrates_under(_is_of_several_numbers)
def over_all_numbers(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """The closure of an expectation under a law whose nodes are registered here."""
    by_products = product_expectation(law, body, x, evaluator)
    if by_products is not None:
        return by_products
    cloud = evaluator.kept(CloudOf(law))
    with evaluator.binding(x) as variable:
        value = evaluator.compile(body)

    def mean(env: Env) -> Number:
        nodes = cloud(env)
        found, size = _settled(nodes, variable, value, evaluator, env)
        evaluator.note_rounding(size, nodes.digits)
        return found

    return mean


def _settled(
    cloud: Cloud, variable: Variable, value: Run, evaluator: Evaluator, env: Env
) -> tuple[Number, Number]:
    zero, digits = evaluator.arithmetic.zero, cloud.digits
    goal = 10.0**-digits
    before: Number = None
    last_change = 1.0
    for n in (0, *LEVELS):
        level = cloud.level(n)
        evaluator.budget.spend(len(level))
        total, size, outside = zero, zero, zero
        for point, weight, is_outside in level:
            if weight == 0:
                continue
            variable.assign(env, point)
            term = value(env) * weight
            total, size = total + term, size + abs(term)
            if is_outside:
                outside = outside + abs(term)
        total = evaluator.checked_sum(total, size)
        if size == evaluator.arithmetic.inf:
            return total, size
        if before is not None:
            change = float(abs(total - before) / size) if size != 0 else 0.0
            if change < goal or digits_after(change, last_change) > digits + 1:
                if outside > size * evaluator.arithmetic.last_place(digits):
                    raise NotConverged("an integrand has not fallen at the outermost nodes")
                return total, size
            last_change = change
        before = total
    raise NotConverged("an expectation under a law of several numbers does not settle")


@compiles(CloudOf, binds=True)
def _cloud_of(node: CloudOf, compiler: Compiler) -> Run:
    (law,) = node.args
    evaluator = evaluator_of(compiler)
    most, place = next((most, place) for test, most, place in _KINDS if test(law))
    digits = min(evaluator.digits, most)
    make = place(law, digits, evaluator)

    def cloud(env: Env) -> Cloud:
        found = Cloud(make(env), evaluator.arithmetic, digits)
        found.require_mass_one()
        return found

    return cloud


def product_of(
    axes: list[list[AxisNode]], point: Callable[[tuple[Any, ...]], tuple[Any, Number]]
) -> list[tuple[Any, Number, bool]]:
    if math.prod(len(axis) for axis in axes) > MOST_NODES:
        raise NotConverged(f"an expectation over {len(axes)} numbers takes too many nodes")
    found = []
    for nodes in itertools.product(*axes):
        place, weight = point(tuple(node[0] for node in nodes))
        for _, w, _ in nodes:
            weight = weight * w
        found.append((place, weight, any(edge for _, _, edge in nodes)))
    return found
