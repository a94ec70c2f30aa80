"""Expectations under independent draws, one coordinate at a time where the integrand allows it.

A function of n numbers that is a sum of functions of one number each is known from its cuts through
any point a: f(x) is the sum over i of f(a with its i-th number replaced by x_i), less (n - 1) f(a);
one that is a product of such functions likewise. Whether an integrand is either is not read from
its formula but tried at points; where it is neither, it is integrated over all numbers at once.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from sympy import Basic, Expr, Tuple, oo

from derive.errors import NotConverged
from derive.language import Lattice, ProductLaw
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.laws.line_sources import NodesOf, is_law_on_a_line, source_of_law
from derive.numeric.laws.on_the_lattice import MassesOf
from derive.numeric.models.evaluator import Evaluator, whole
from derive.numeric.models.expectations import expectation, integrates_under
from derive.numeric.models.finite_spaces import is_finite
from derive.numeric.vectors.clouds import over_all_numbers

TRIED, SEVERAL = 16, 2
_LIKELY = 1e-3
"""Points are tried among the nodes that weigh at least this share of the heaviest."""

Places = Callable[[Env], list[tuple[Number, Number]]]


class Cut(Basic):
    """A sequence with the point at an index replaced by a number inside an interval."""


@compiles(Cut)
def _cut(node: Cut, compiler: Compiler) -> Run:
    """A number that is rounded to an end of the interval is moved inside by the last digit."""
    sequence, index, number, *ends = compiler.children(node)
    digits = compiler.arithmetic.digits
    last, infinite = compiler.arithmetic.last_place(digits - 1), compiler.arithmetic.inf

    def cut(env: Env) -> tuple[Number, ...]:
        points, i = list(sequence(env)), whole(index(env), node.args[1])
        x, (low, high) = number(env), (end(env) for end in ends)
        if abs(x) < infinite and not low < x < high:
            end = low if x <= low else high
            x = end + (abs(end) + 1) * (last if x <= low else -last)
        points[i - 1] = x
        return tuple(points)

    return cut


def _is_of_numbers(law: Any) -> bool:
    if not isinstance(law, ProductLaw):
        return False
    factor = law.open()[0]
    if is_finite(factor.space):
        return False
    return is_law_on_a_line(factor) or isinstance(factor.space, Lattice)


@integrates_under(_is_of_numbers)
def _under(law: ProductLaw, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    length, arithmetic = evaluator.child(law.length), evaluator.arithmetic
    point = evaluator.variable_beside(x)
    on_the_line = is_law_on_a_line(law.open()[0])
    at_once = over_all_numbers(law, body, x, evaluator) if on_the_line else None
    with evaluator.binding(x) as sequence:
        value = evaluator.compile(body)
        index = evaluator.variable_for(law.bound)
        factor = law.open(index)[0]
        with evaluator.binding(index) as place:
            places = _places(factor, evaluator)
            ends = (factor.space.low, factor.space.high) if on_the_line else (-oo, oo)
            cut = body.xreplace({x: Cut(x, index, point, *ends)})
            along = expectation(factor, cut, point, evaluator)

    def mean(env: Env) -> Number:
        axes = []
        for i in range(1, whole(length(env), law.length) + 1):
            place.assign(env, arithmetic.rational(i, 1))
            axes.append(places(env))
        through = tuple(max(axis, key=lambda node: node[1])[0] for axis in axes)

        def at(points: tuple[Number, ...]) -> Number:
            sequence.assign(env, points)
            return value(env)

        through = _finite_place(at, through, axes)
        combined = _combination(at, through, axes, arithmetic.digits)
        if combined is None:
            if at_once is None:
                raise NotConverged("an expectation over several integers is no sum over one each")
            return at_once(env)
        sequence.assign(env, through)
        centre = value(env)
        means = []
        for i in range(1, len(axes) + 1):
            place.assign(env, arithmetic.rational(i, 1))
            try:
                means.append(along(env))
            except NotConverged:
                if not _is_infinite_on_a_part(at, through, i - 1, axes[i - 1]):
                    raise
                means.append(arithmetic.inf)
        found, size = combined(means, centre)
        return evaluator.checked_sum(found, size)

    return mean


def _places(factor: Any, evaluator: Evaluator) -> Places:
    """Where one coordinate is tried: points with the weights that its law gives them."""
    if isinstance(factor.space, Lattice):
        masses: Places = evaluator.kept(MassesOf(factor))
        return masses
    source, arithmetic = source_of_law(factor, (), evaluator), evaluator.arithmetic
    made = evaluator.kept(NodesOf(factor, Tuple()))

    def places(env: Env) -> list[tuple[Number, Number]]:
        sides, anchors = source.shape.sides, source.shape.places(source.values(env), arithmetic)
        return [(sides[k].place(anchors, t), weight) for k, t, weight in made(env).coarsest()]

    return places


def _likely(nodes: list[tuple[Number, Number]]) -> list[Number]:
    """The places that are not near an end of what a law reaches."""
    least = _LIKELY * float(max(weight for _, weight in nodes))
    return [x for x, weight in nodes if float(weight) >= least]


def _is_infinite_on_a_part(
    at: Callable[[tuple[Number, ...]], Number],
    through: tuple[Number, ...],
    axis: int,
    nodes: list[tuple[Number, Number]],
) -> bool:
    """Whether a cut is +oo at several likely places and -oo at none, as where a density below a bar
    is zero."""
    cuts = [at((*through[:axis], x, *through[axis + 1 :])) for x in _likely(nodes)]
    return -math.inf not in cuts and sum(cut == math.inf for cut in cuts) >= SEVERAL


Combined = Callable[[list[Number], Number], tuple[Number, Number]]


def _finite_place(
    at: Callable[[tuple[Number, ...]], Number],
    place: tuple[Number, ...],
    axes: list[list[tuple[Number, Number]]],
) -> tuple[Number, ...]:
    """A place at which the function is finite: the one given, or one that is drawn."""
    rng = random.Random(len(axes))
    for _ in range(TRIED):
        if math.isfinite(float(at(place))):
            break
        place = tuple(rng.choice(_likely(axis)) for axis in axes)
    return place


def _combination(
    at: Callable[[tuple[Number, ...]], Number],
    through: tuple[Number, ...],
    axes: list[list[tuple[Number, Number]]],
    digits: int,
) -> Combined | None:
    """How the mean follows from those of the cuts and the value at their common point; None where
    the function is neither a sum nor a product."""
    n, centre = len(through), at(through)
    ways = [_added, _multiplied] if centre != 0 else [_added]
    rng = random.Random(n)
    likely = [_likely(axis) for axis in axes]
    for _ in range(TRIED if n > 1 else 0):
        point = tuple(rng.choice(axis) for axis in likely)
        whole_value = at(point)
        cuts = [at((*through[:i], x, *through[i + 1 :])) for i, x in enumerate(point)]
        if not math.isfinite(float(centre)) or any(math.isnan(float(c)) for c in cuts):
            return None
        kept = []
        for way in ways:
            found, size = way(cuts, centre)
            if not (math.isfinite(float(found)) and math.isfinite(float(whole_value))):
                kept += [way] if found == whole_value else []
                continue
            scale, gap = size + abs(whole_value), abs(found - whole_value)
            if gap == 0 or float(gap / scale) <= 10.0 ** (3 - digits):
                kept.append(way)
        ways = kept
    return ways[0] if ways else None


def _added(cuts: list[Number], centre: Number) -> tuple[Number, Number]:
    rest = (len(cuts) - 1) * centre
    return sum(cuts[1:], cuts[0]) - rest, sum((abs(c) for c in cuts), abs(rest))


def _multiplied(cuts: list[Number], centre: Number) -> tuple[Number, Number]:
    found = cuts[0]
    for c in cuts[1:]:
        found = found * (c / centre)
    return found, abs(found)
