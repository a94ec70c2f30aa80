"""Expectations and integrals over finite spaces: every point is visited, with its weight."""

from __future__ import annotations

import itertools
from typing import Any

from sympy import Basic, Expr, oo

from derive.errors import NotConverged
from derive.language import Density, Lattice, Law, Power, ProductLaw, Space
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of, whole
from derive.numeric.models.expectations import integrates_over, integrates_under

MOST_POINTS = 20_000
Point = Any
"""A number, the number of a point of an arbitrary space, or a tuple of such."""


def is_finite(space: Space) -> bool:
    """Whether a space has finitely many points in every model."""
    if isinstance(space, Power):
        return is_finite(space.base)
    if isinstance(space, Lattice):
        return bool(space.low != -oo and space.high != oo)
    return space.is_arbitrary


class PointsOf(Basic):
    """The points of a finite space with their weights: kept for as long as its ends stay."""


@compiles(PointsOf)
def _points_of(node: PointsOf, compiler: Compiler) -> Run:
    (space,) = node.args
    evaluator = evaluator_of(compiler)
    arithmetic = compiler.arithmetic
    if isinstance(space, Power):
        return _sequences(space, evaluator)
    if isinstance(space, Lattice):
        low, high = compiler.child(space.low), compiler.child(space.high)

        def numbers(env: Env) -> list[tuple[Point, Number]]:
            first, last = whole(low(env), space.low), whole(high(env), space.high)
            if last - first > MOST_POINTS:
                raise NotConverged(f"a space has more than {MOST_POINTS} points")
            return [(arithmetic.rational(k, 1), arithmetic.one) for k in range(first, last + 1)]

        return numbers
    return lambda env: evaluator.model(env).points(space, arithmetic)


def _sequences(space: Power, evaluator: Evaluator) -> Run:
    base = evaluator.kept(PointsOf(space.base))
    length = evaluator.child(space.length)
    one = evaluator.arithmetic.one

    def sequences(env: Env) -> list[tuple[Point, Number]]:
        points, n = base(env), whole(length(env), space.length)
        if len(points) ** n > MOST_POINTS:
            raise NotConverged(f"a space has more than {MOST_POINTS} points")
        found = []
        for combination in itertools.product(points, repeat=n):
            weight = one
            for _, w in combination:
                weight = weight * w
            found.append((tuple(point for point, _ in combination), weight))
        return found

    return sequences


def points_of(space: Space, evaluator: Evaluator) -> Run:
    """The closure of the list of points of a finite space, each with its weight."""
    return evaluator.kept(PointsOf(space))


@integrates_over(is_finite)
def _sum_over(space: Space, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    points = points_of(space, evaluator)
    with evaluator.binding(x) as variable:
        value = evaluator.compile(body)
    zero, budget = evaluator.arithmetic.zero, evaluator.budget

    def total(env: Env) -> Number:
        found = points(env)
        budget.spend(len(found))
        result, size = zero, zero
        for point, weight in found:
            variable.assign(env, point)
            term = value(env)
            if term != 0:
                term = term * weight
                result, size = result + term, size + abs(term)
        return evaluator.checked_sum(result, size)

    return total


@integrates_under(lambda law: not isinstance(law, ProductLaw) and is_finite(law.space))
def _mean_over(law: Law, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    points = points_of(law.space, evaluator)
    with evaluator.binding(x) as variable:
        density, value = evaluator.compile(Density(law, x), body)
    zero, budget = evaluator.arithmetic.zero, evaluator.budget

    def mean(env: Env) -> Number:
        found = points(env)
        budget.spend(len(found))
        result, size = zero, zero
        for point, weight in found:
            variable.assign(env, point)
            mass = density(env)
            if mass == 0:
                continue
            term = value(env)
            if term != 0:
                term = term * weight * mass
                result, size = result + term, size + abs(term)
        return evaluator.checked_sum(result, size)

    return mean
