"""Where two densities cross, found by looking: places at which to split an integral of |p - q|.

They are hints for a quadrature, which tells by itself whether it settles, and no more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import Abs, Add, Basic, Dummy, Expr, Integer, Max, Pow, S, default_sort_key, log

from derive.errors import NotConverged, OutOfDomain
from derive.language import Density, Law, Node, Space, View
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.laws.line_sources import is_law_on_a_line, source_of_law
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.quadrature.settle import Unsettled

MOST_CROSSINGS = 2


class CrossingsOf(Basic):
    """The places at which two densities on one interval cross: kept for all integrals."""


class CrossingOf(Node):
    """One of these places, by its number from the left; +oo where there are fewer."""

    def __new__(cls, p: Law, q: Law, number: Any) -> Any:
        return super().__new__(cls, p, q, Integer(number))


class ExcessOf(Node):
    """max(1 - q/p, 0) at a point, for the densities q and p there."""

    def __new__(cls, q: Any, p: Any) -> Any:
        return super().__new__(cls, q, p)


@compiles(ExcessOf)
def _excess_of(node: ExcessOf, compiler: Compiler) -> Run:
    other, own = (compiler.child(log(density)) for density in node.args)
    arithmetic = compiler.arithmetic
    zero, one = arithmetic.zero, arithmetic.one

    def excess(env: Env) -> Number:
        above, below = other(env), own(env)
        if above == arithmetic.ninf:
            return one
        return zero if above >= below else -arithmetic.expm1(above - below)

    return excess


def crossing_places(p: Law, q: Law) -> tuple[CrossingOf, ...]:
    """The places at which two densities may cross."""
    return tuple(CrossingOf(p, q, k) for k in range(MOST_CROSSINGS))


def crossings_in(body: Any, x: Any, space: Any) -> tuple[CrossingOf, ...]:
    """The places at which an absolute value, a maximum or a root of a sum may turn that holds the
    densities of two arbitrary laws: as a difference of roots or of logarithms vanishes where these
    cross."""
    found: dict[CrossingOf, None] = {}
    for node in body.atoms(Abs, Max, Pow):
        if isinstance(node, Pow) and (node.exp.is_integer or not isinstance(node.base, Add)):
            continue
        densities = [d for d in node.atoms(Density) if d.point == x and isinstance(d.law, View)]
        laws = sorted({d.law for d in densities}, key=default_sort_key)
        if len(laws) == 2 and all(d.space == space and not d.has(x) for d in laws):
            found |= dict.fromkeys(crossing_places(*laws))
    return tuple(found)


@compiles(CrossingOf)
def _crossing_of(node: CrossingOf, compiler: Compiler) -> Run:
    p, q, number = node.args
    found, infinite = evaluator_of(compiler).kept(CrossingsOf(p, q)), compiler.arithmetic.inf
    k = int(number)

    def place(env: Env) -> Number:
        places = found(env)
        return places[k] if k < len(places) else infinite

    return place


@compiles(CrossingsOf)
def _crossings_of(node: CrossingsOf, compiler: Compiler) -> Run:
    evaluator, arithmetic = evaluator_of(compiler), compiler.arithmetic
    p, q = node.args
    sources = [source_of_law(law, (), evaluator) for law in (p, q)]
    anchors = [[compiler.child(anchor) for anchor in source.anchors] for source in sources]
    x = Dummy("crossing", real=True)
    with evaluator.binding(x) as variable:
        ratio = evaluator.compile(log(Density(p, x)) - log(Density(q, x)))

    def grid(env: Env) -> list[Number]:
        points = []
        for source, places in zip(sources, anchors, strict=True):
            if source.nodes is not None:
                values = [place(env) for place in places]
                nodes = source.nodes(env).coarsest()
                points += [source.shape.sides[j].place(values, t) for j, t, _ in nodes]
        return sorted(points)

    def crossings(env: Env) -> list[Number]:
        def at(place: Number) -> Number:
            variable.assign(env, place)
            try:
                return ratio(env)
            except OutOfDomain:
                return arithmetic.zero

        try:
            points = grid(env)
        except (NotConverged, Unsettled):
            return []
        values = [(place, at(place)) for place in points]
        ends = [(a, b) for (a, u), (b, v) in pairwise(values) if u * v < 0]
        goal = arithmetic.last_place(arithmetic.digits - 2)
        return [_root(at, a, b, goal) for a, b in ends][:MOST_CROSSINGS]

    return crossings


def _root(at: Any, low: Number, high: Number, goal: Number) -> Number:
    """A change of sign, by false position with the value that stays halved."""
    at_low, at_high = at(low), at(high)
    for _ in range(200):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = at(middle)
        if value == 0 or abs(high - low) <= goal * abs(middle):
            return middle
        if value * at_high < 0:
            low, at_low = high, at_high
        else:
            at_low = at_low / 2
        step = abs(middle - high)
        high, at_high = middle, value
        if step <= goal * abs(middle):
            return middle
    return high


def parts_of_distance(space: Space, body: Expr, x: Any) -> list[tuple[Any, tuple[Expr, ...], Expr]]:
    """|p - q| and max(p - q, 0) as means of what lies between 0 and 1, under p and under q, with
    the places where the densities cross; nothing for any other integrand."""
    inner = body.args[0] if isinstance(body, Abs) else Add(*body.args) if _is_excess(body) else None
    if not isinstance(inner, Add) or len(inner.args) != 2:
        return []
    above = [term for term in inner.args if isinstance(term, Density)]
    below = [-term for term in inner.args if isinstance(-term, Density)]
    if len(above) != 1 or len(below) != 1:
        return []
    [first], [second] = above, below
    if any(d.point != x or d.law.has(x) or d.law.space != space for d in (first, second)):
        return []
    if not (is_law_on_a_line(first.law) and is_law_on_a_line(second.law)):
        return []
    places = crossing_places(first.law, second.law)
    pairs = [(first, second), (second, first)] if isinstance(body, Abs) else [(first, second)]
    return [(one.law, places, ExcessOf(other, one)) for one, other in pairs]


def _is_excess(body: Expr) -> bool:
    """Whether an integrand is a positive part."""
    return isinstance(body, Max) and S.Zero in body.args
