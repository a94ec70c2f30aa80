"""Sums and products of symbolic length, elements of sequences, and laws of independent draws."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Expr

from derive.errors import CannotEvaluate, NotConverged
from derive.language import (
    Density,
    Element,
    FiniteProduct,
    FiniteSum,
    LeftOut,
    Listed,
    ProductLaw,
)
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.compiling.elementary import FIRST_FACTORS
from derive.numeric.models.densities import compiles_density
from derive.numeric.models.evaluator import Evaluator, evaluator_of, whole
from derive.numeric.models.expectations import integrates_under
from derive.numeric.models.finite_spaces import MOST_POINTS, is_finite, points_of

FIRST_FACTORS.add(FiniteProduct)
LONGEST_SUM = 100_000


@compiles(Element)
def _element(node: Element, compiler: Compiler) -> Run:
    sequence, index = compiler.child(node.sequence), compiler.child(node.index)

    def element(env: Env) -> Any:
        points, i = sequence(env), whole(index(env), node.index)
        if not 1 <= i <= len(points):
            raise CannotEvaluate(f"a sequence of {len(points)} points has no point {i}")
        return points[i - 1]

    return element


@compiles(LeftOut)
def _left_out(node: LeftOut, compiler: Compiler) -> Run:
    sequence, index = compiler.child(node.sequence), compiler.child(node.index)

    def left_out(env: Env) -> Any:
        points, i = sequence(env), whole(index(env), node.index)
        if not 1 <= i <= len(points):
            raise CannotEvaluate(f"a sequence of {len(points)} points has no point {i}")
        return points[: i - 1] + points[i:]

    return left_out


@compiles(Listed)
def _listed(node: Listed, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: tuple(run(env) for run in runs)


@compiles(FiniteSum, binds=True)
def _finite_sum(node: FiniteSum, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    indices = _indices(node, evaluator)
    variable_name = evaluator.variable_for(node.bound)
    body = node.open(variable_name)[0]
    with compiler.binding(variable_name) as variable:
        value = compiler.compile(body)
    is_product = isinstance(node, FiniteProduct)
    start = compiler.arithmetic.one if is_product else compiler.arithmetic.zero

    def combined(env: Env) -> Number:
        total = start
        for index in indices(env):
            variable.assign(env, index)
            if is_product:
                if total == 0:
                    break
                total = total * value(env)
            else:
                total = total + value(env)
        return evaluator.checked_sum(total, abs(total))

    return combined


def _indices(node: FiniteSum, evaluator: Evaluator) -> Run:
    low, high = evaluator.child(node.low), evaluator.child(node.high)
    rational = evaluator.arithmetic.rational

    def indices(env: Env) -> list[Number]:
        first, last = whole(low(env), node.low), whole(high(env), node.high)
        if last - first > LONGEST_SUM:
            raise NotConverged(f"a finite sum has more than {LONGEST_SUM} terms")
        return [rational(k, 1) for k in range(first, last + 1)]

    return indices


@compiles_density(ProductLaw)
def _density_of_product(law: ProductLaw, point: Basic, compiler: Compiler) -> Run:
    index = Dummy("i", integer=True)
    factor = law.open(index)[0]
    return compiler.child(
        FiniteProduct(Density(factor, Element(point, index)), index, 1, law.length)
    )


@integrates_under(lambda law: isinstance(law, ProductLaw) and is_finite(law.open()[0].space))
def _under_finite_product(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """Every sequence is visited, those without mass left out as soon as a point shows it."""
    index = evaluator.variable_for(law.bound)
    factor = law.open(index)[0]
    length = evaluator.child(law.length)
    point = evaluator.variable_beside(x)
    with evaluator.binding(index) as place:
        points = points_of(factor.space, evaluator)
        with evaluator.binding(point) as drawn:
            density = evaluator.compile(Density(factor, point))
    with evaluator.binding(x) as sequence:
        value = evaluator.compile(body)
    arithmetic, budget = evaluator.arithmetic, evaluator.budget

    def rows(env: Env) -> list[list[tuple[Any, Number]]]:
        found = []
        for i in range(1, whole(length(env), law.length) + 1):
            place.assign(env, arithmetic.rational(i, 1))
            row = []
            for p, weight in points(env):
                drawn.assign(env, p)
                mass = density(env)
                if mass != 0:
                    row.append((p, mass * weight))
            found.append(row)
        return found

    def mean(env: Env) -> Number:
        partial: list[tuple[tuple[Any, ...], Number]] = [((), arithmetic.one)]
        for row in rows(env):
            if len(partial) * len(row) > MOST_POINTS:
                raise NotConverged(f"there are more than {MOST_POINTS} sequences to visit")
            partial = [((*s, p), mass * m) for s, mass in partial for p, m in row]
        budget.spend(len(partial))
        total, size = arithmetic.zero, arithmetic.zero
        for points_drawn, mass in partial:
            sequence.assign(env, points_drawn)
            term = value(env)
            if term != 0:
                term = term * mass
                total, size = total + term, size + abs(term)
        return evaluator.checked_sum(total, size)

    return mean
