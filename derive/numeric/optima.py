"""Suprema over intervals, and the laws and measures that maximise a functional: all by search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, oo

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import ArgMax, Line, Maximiser, Measures, Normalised, Sup, WithDensity
from derive.numeric.arithmetic import Number
from derive.numeric.ascent import ascend
from derive.numeric.compile import Compiler, Env, Run, compiles
from derive.numeric.densities import compiles_density
from derive.numeric.evaluator import Evaluator, evaluator_of
from derive.numeric.finite_spaces import is_finite, points_of
from derive.numeric.tables import key_of
from derive.numeric.views import point_run

Table = dict[Any, Number]
"""The densities of a measure at the points of a finite space."""


@compiles(Sup, binds=True)
def _sup(node: Sup, compiler: Compiler) -> Run:
    if not isinstance(node.domain, Line):
        raise CannotEvaluate(f"no supremum is sought over {type(node.domain).__name__}")
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(node.bound)
    body = node.open(name)[0]
    inside = _coordinate(node.domain, evaluator)
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    arithmetic = compiler.arithmetic
    is_place = isinstance(node, ArgMax)

    def supremum(env: Env) -> Number:
        def height(u: list[Number]) -> Number:
            variable.assign(env, inside(env, u[0]))
            return value(env)

        found = ascend(height, [arithmetic.zero], arithmetic)
        return inside(env, found[0]) if is_place else height(found)

    return supremum


def _coordinate(line: Line, evaluator: Evaluator) -> Callable[[Env, Number], Number]:
    """The smooth bijection of the line onto an interval."""
    arithmetic = evaluator.arithmetic
    if line.low == -oo and line.high == oo:
        return lambda _env, u: u
    low, high = evaluator.child(line.low), evaluator.child(line.high)
    if line.high == oo:
        return lambda env, u: low(env) + arithmetic.exp(u)
    if line.low == -oo:
        return lambda env, u: high(env) - arithmetic.exp(u)
    return lambda env, u: low(env) + (high(env) - low(env)) / (1 + arithmetic.exp(-u))


class TableOf(Basic):
    """The densities of a measure at all points: kept for as long as what they depend on stays."""


@compiles(TableOf, binds=True)
def _table_of(node: TableOf, compiler: Compiler) -> Run:
    (measure,) = node.args
    evaluator = evaluator_of(compiler)
    if not is_finite(measure.space):
        raise CannotEvaluate(f"no maximiser is sought over laws on {measure.space}")
    points = points_of(measure.space, evaluator)
    if isinstance(measure, Maximiser):
        return _maximising(measure, points, evaluator)
    if isinstance(measure, Normalised):
        return _of_mass_one(measure, points, evaluator)
    return _by_formula(measure, points, evaluator)


@compiles_density(Maximiser, Normalised, WithDensity)
def _density(law: Any, point: Basic, compiler: Compiler) -> Run:
    table = evaluator_of(compiler).kept(TableOf(law))
    at = point_run(point, compiler)
    return lambda env: table(env)[key_of(at(env))]


def _by_formula(measure: WithDensity, points: Run, evaluator: Evaluator) -> Run:
    name = evaluator.variable_for(measure.bound)
    with evaluator.binding(name) as variable:
        value = evaluator.compile(measure.open(name)[0])

    def table(env: Env) -> Table:
        found: Table = {}
        for point, _ in points(env):
            variable.assign(env, point)
            found[key_of(point)] = value(env)
        return found

    return table


def _maximising(measure: Maximiser, points: Run, evaluator: Evaluator) -> Run:
    """Densities are exponentials, so that they are positive; those of laws are divided by the mass."""
    family = evaluator.variable_for(measure.bound)
    body, _, domain = measure.open(family)
    with evaluator.binding(family) as variable:
        value = evaluator.compile(body)
    arithmetic, free = evaluator.arithmetic, isinstance(domain, Measures)

    def table(env: Env) -> Table:
        places = points(env)
        zero = arithmetic.zero

        def densities(u: list[Number]) -> Table:
            sizes = [arithmetic.exp(v) for v in (u if free else [zero, *u])]
            pairs = list(zip(places, sizes, strict=True))
            mass = arithmetic.one if free else sum((s * w for (_, w), s in pairs), zero)
            return {key_of(point): s / mass for (point, _), s in pairs}

        def height(u: list[Number]) -> Number:
            cells = {(key,): density for key, density in densities(u).items()}
            variable.assign(env, {((), ()): cells})
            return value(env)

        return densities(ascend(height, [zero] * (len(places) - (not free)), arithmetic))

    return table


FIRST_MULTIPLIERS = (0.0, -1.0, 1.0, -0.25, -3.0, 3.0)
MOST_SECANTS = 60


def _of_mass_one(law: Normalised, points: Run, evaluator: Evaluator) -> Run:
    name = evaluator.variable_for(law.bound)
    with evaluator.binding(name) as multiplier:
        measure = evaluator.compile(TableOf(law.open(name)[0]))
    arithmetic = evaluator.arithmetic

    def table(env: Env) -> Table:
        def log_mass(m: Number) -> Number:
            multiplier.assign(env, m)
            found = measure(env)
            if any(density < 0 for density in found.values()):
                raise OutOfDomain("a density is negative")
            total = sum((w * found[key_of(p)] for p, w in points(env)), arithmetic.zero)
            return arithmetic.log(total)

        root = _root(log_mass, [arithmetic.real(m) for m in FIRST_MULTIPLIERS], arithmetic.digits)
        multiplier.assign(env, root)
        found: Table = measure(env)
        return found

    return table


def _root(f: Callable[[Number], Number], starts: list[Number], digits: int) -> Number:
    """A root by secants, which are shortened where they leave the domain."""
    x, fx = _first(f, starts)
    y, fy = _first(f, [x - 0.125, x + 0.0625])
    goal = 10.0 ** (-0.7 * digits)
    for _ in range(MOST_SECANTS):
        if abs(float(fy)) <= goal:
            return y
        if fx == fy:
            break
        step = -fy * (y - x) / (fy - fx)
        x, fx = y, fy
        y, fy = _first(f, [y + step / 2**k for k in range(20)])
    raise NotConverged("no multiplier makes the mass one")


def _first(f: Callable[[Number], Number], places: list[Number]) -> tuple[Number, Number]:
    """The first of the places at which a function has a finite value, with that value."""
    for place in places:
        try:
            value = f(place)
        except (OutOfDomain, NotConverged):
            continue
        if abs(float(value)) < float("inf"):
            return place, value
    raise NotConverged("no multiplier was found for which the measure exists")
