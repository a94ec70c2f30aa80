"""Conditions on laws and functions as questions to a model: true, false, or None where it cannot
tell."""

from __future__ import annotations

import itertools
import math
from typing import Any

from sympy import Dummy, Not

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import (
    AlmostSurely,
    Condition,
    Convex,
    Density,
    Differ,
    Disjoint,
    Distribution,
    Dominates,
    Everywhere,
    IsFinite,
    Lattice,
    Law,
    Line,
    Smooth,
    Space,
)
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.compiling.compile import Compiler, Env, Run, always, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.finite_spaces import is_finite, points_of
from derive.numeric.models.model import Model

SAME = 1e-12
PLACES = (-37.0, -5.0, -2.0, -0.9, -0.3, -0.01, 0.02, 0.4, 0.7, 0.99, 1.3, 2.6, 7.0, 40.0)
"""Where a statement about every point of a line is tried: it may be found false, never true."""

Answer = bool | None


@compiles(Condition)
def _unknown(_node: Condition, _compiler: Compiler) -> Run:
    return always(None)


@compiles(Smooth, binds=True)
def _smooth(_node: Smooth, _compiler: Compiler) -> Run:
    return always(None)


@compiles(IsFinite)
def _is_finite(node: IsFinite, compiler: Compiler) -> Run:
    value, infinite = compiler.child(node.args[0]), compiler.arithmetic.inf
    return lambda env: bool(abs(value(env)) < infinite)


@compiles(Convex, binds=True)
def _convex(node: Convex, compiler: Compiler) -> Run:
    """A chord below the graph shows that a function is not convex; that it is none shows."""
    evaluator = evaluator_of(compiler)
    x = evaluator.variable_for(node.bound)
    places = _places(node.domain, evaluator)
    if places is None:
        return always(None)
    with evaluator.binding(x) as variable:
        run = evaluator.compile(node.open(x)[0])

    def value(env: Env, place: Any) -> Any:
        variable.assign(env, place)
        return run(env)

    def answer(env: Env) -> Answer:
        for left, right in itertools.pairwise(places(env)):
            ends = [value(env, place) for place in (left, right)]
            above = value(env, (left + right) / 2) - sum(ends) / 2
            if above > SAME * sum(abs(end) for end in ends):
                return False
        return None

    return answer


@compiles(Everywhere, binds=True)
def _everywhere(node: Everywhere, compiler: Compiler) -> Run:
    return _at_points(node, node.args[2], None, evaluator_of(compiler))


@compiles(AlmostSurely, binds=True)
def _almost_surely(node: AlmostSurely, compiler: Compiler) -> Run:
    return _at_points(node, node.law.space, node.law, evaluator_of(compiler))


def _at_points(node: Any, space: Space, law: Law | None, evaluator: Evaluator) -> Run:
    x = evaluator.variable_for(node.bound)
    condition = node.open(x)[0]
    places = _places(space, evaluator)
    if places is None:
        return always(None)
    with evaluator.binding(x) as variable:
        holds = evaluator.compile(condition)
        density = None if law is None else evaluator.compile(Density(law, x))
    exhaustive = is_finite(space)

    def answer(env: Env) -> Answer:
        answers: list[Answer] = []
        for point in places(env):
            variable.assign(env, point)
            try:
                if density is None or density(env) > 0:
                    answers.append(holds(env))
            except (OutOfDomain, NotConverged):
                answers.append(None)
            if False in answers:
                return False
        return None if None in answers or not exhaustive else True

    return answer


def _places(space: Space, evaluator: Evaluator) -> Run | None:
    if is_finite(space):
        points = points_of(space, evaluator)
        return lambda env: [point for point, _ in points(env)]
    if not isinstance(space, (Line, Lattice)):
        return None
    low, high = evaluator.child(space.low), evaluator.child(space.high)
    real = evaluator.arithmetic.real
    is_whole = isinstance(space, Lattice)

    def places(env: Env) -> list[Any]:
        first, last = float(low(env)), float(high(env))
        found = [math.floor(p) if is_whole else p for p in PLACES]
        if math.isfinite(first) and math.isfinite(last) and not is_whole:
            found = [first + (last - first) * k / 16 for k in range(1, 16)]
        return [real(p) for p in found if first < p < last]

    return places


@compiles(Dominates, Disjoint, Differ, binds=True)
def _of_two_laws(node: Any, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    first, second = node.args
    if isinstance(first, Distribution) and isinstance(second, Distribution):
        return _of_families(node, evaluator)
    if first.space != second.space or not is_finite(first.space):
        return always(None)
    points = points_of(first.space, evaluator)
    x = Dummy("x", real=True)
    with evaluator.binding(x) as variable:
        densities = evaluator.compile(Density(first, x), Density(second, x))

    def answer(env: Env) -> Answer:
        pairs = []
        for point, _ in points(env):
            variable.assign(env, point)
            pairs.append(tuple(density(env) for density in densities))
        if isinstance(node, Dominates):
            return all(a > 0 for a, b in pairs if b > 0)
        if isinstance(node, Disjoint):
            return not any(a > 0 and b > 0 for a, b in pairs)
        # two normalisations of equal densities differ by what rounding makes of them
        return any(abs(a - b) > SAME * max(a, b) for a, b in pairs)

    return answer


def _of_families(node: Any, evaluator: Evaluator) -> Run:
    """Of two families with a formula the supports are compared, which are intervals or lattices."""
    first, second = (law.space for law in node.args)
    if type(first) is not type(second) or not isinstance(first, (Line, Lattice)):
        return always(None)
    if not isinstance(node, Dominates):
        return always(None)
    runs = [evaluator.child(end) for end in (first.low, first.high, second.low, second.high)]

    def answer(env: Env) -> Answer:
        low, high, inner_low, inner_high = (run(env) for run in runs)
        return bool(low <= inner_low and inner_high <= high)

    return answer


@compiles(Not)
def _not(node: Not, compiler: Compiler) -> Run:
    (run,) = compiler.children(node)

    def negated(env: Env) -> Answer:
        answer = run(env)
        return None if answer is None else not answer

    return negated


def answer_in(run: Run, env: Env) -> Answer:
    """The answer of a compiled condition; None where something in it has no value."""
    try:
        found = run(env)
    except (CannotEvaluate, NotConverged, OutOfDomain):
        return None
    return None if found is None else bool(found)


def holds_in(condition: Any, model: Model) -> Answer:
    """Whether a condition holds in a model; None where the model cannot tell.

    Raises CannotEvaluate where it speaks of something that has no numeric meaning.
    """
    symbols = sorted(condition.free_symbols, key=lambda symbol: symbol.name)
    evaluator = Evaluator(precise(30), 12, symbols)
    return answer_in(evaluator.compile(condition), evaluator.start(model))
