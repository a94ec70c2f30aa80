"""Expectations under a family on infinitely many integers: its masses, from the mode outwards."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sympy import Basic, Dummy, Expr, oo

from derive.errors import NotConverged
from derive.language import Distribution, Lattice, Law, Space
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, Number
from derive.numeric.compiling.compile import (
    Compiler,
    Env,
    Program,
    Run,
    compile_expression,
    compiles,
)
from derive.numeric.laws.law_forms import numbers_in, with_masses_named, with_numbers_named
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.expectations import integrates_over, integrates_under
from derive.numeric.quadrature.planned import planned_integral, planned_plain_integral

SPARE_DIGITS = 6
MOST_MASSES = 6000
_LN10 = math.log(10)


class MassesOf(Basic):
    """The masses of a law on the integers: kept between expectations under it."""


_LOG_MASSES: dict[tuple[Law, Arithmetic], Program] = {}


def _log_mass(form: Distribution, arithmetic: Arithmetic) -> Program:
    """The logarithm of a mass as a function of the numbers in a law, the masses that its formula
    speaks of (`Truncated`), and the point; made once."""
    key = (form, arithmetic)
    if key not in _LOG_MASSES:
        k = Dummy("k", integer=True)
        formula, masses = with_masses_named(form.log_density(k))
        letters = [*numbers_in(form), *masses.values(), k]
        _LOG_MASSES[key] = compile_expression(formula, letters, arithmetic)
    return _LOG_MASSES[key]


def _numbers_of(law: Distribution) -> list[Expr]:
    """What a law has in the places of the letters of its form."""
    form, own = with_numbers_named(law), numbers_in(law)
    actual = dict(zip(numbers_in(form), own, strict=True))
    _, masses = with_masses_named(form.log_density(Dummy("k", integer=True)))
    return [*own, *(mass.xreplace(actual) for mass in masses)]


@compiles(MassesOf)
def _masses_of(node: MassesOf, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    (law,) = node.args
    runs = [compiler.child(value) for value in _numbers_of(law)]
    ends = [compiler.child(end) for end in (law.space.low, law.space.high)]
    form, arithmetic, digits = with_numbers_named(law), compiler.arithmetic, evaluator.digits

    def masses(env: Env) -> list[tuple[Number, Number]]:
        values = [run(env) for run in runs]
        low, high = (float(end(env)) for end in ends)
        height = _log_mass(form, FLOATS).at(*(float(v) for v in values))
        first, last = _range(height, low, high, digits + SPARE_DIGITS)
        log_mass = _log_mass(form, arithmetic).at(*values)
        numbers = (arithmetic.rational(k, 1) for k in range(first, last + 1))
        found = [(k, arithmetic.exp(log_mass(k))) for k in numbers]
        if abs(sum((m for _, m in found), arithmetic.zero) - 1) > 10.0 ** (1 - digits):
            raise NotConverged("the masses of a law do not add up to one")
        return found

    return masses


def _range(height: Any, low: float, high: float, digits: float) -> tuple[int, int]:
    """The integers between which the masses are more than ``10**-digits`` of the largest."""
    start = low if math.isfinite(low) else (high if math.isfinite(high) else 0.0)
    mode = max(_candidates(start, low, high), key=height)
    for step in (1 << k for k in range(20, -1, -1)):
        for direction in (-1, 1):
            while low <= mode + direction * step <= high and height(
                mode + direction * step
            ) > height(mode):
                mode += direction * step
    floor = height(mode) - digits * _LN10
    ends = []
    for direction in (-1, 1):
        k = mode
        while low <= k + direction <= high and height(k + direction) > floor:
            k += direction
            if abs(k - mode) > MOST_MASSES:
                raise NotConverged("the masses of a law fall too slowly to be added one by one")
        ends.append(int(k))
    return ends[0], ends[1]


def _candidates(start: float, low: float, high: float) -> Iterator[float]:
    for k in range(14):
        for place in (start + 2.0**k - 1, start - 2.0**k + 1):
            if low <= place <= high:
                yield place


def _is_infinite_lattice(space: Space) -> bool:
    return isinstance(space, Lattice) and oo in (space.high, -space.low)


@integrates_under(
    lambda law: isinstance(law, Distribution) and _is_infinite_lattice(law.space),
)
def _under(law: Law, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    masses = evaluator.kept(MassesOf(law))
    with evaluator.binding(x) as variable:
        value = evaluator.compile(body)
    anew = planned_integral(law, body, x, evaluator)
    zero, budget = evaluator.arithmetic.zero, evaluator.budget
    goal = evaluator.arithmetic.last_place(evaluator.digits)

    def mean(env: Env) -> Number:
        try:
            found = masses(env)
        except NotConverged:
            return anew.run(env)
        budget.spend(len(found))
        result, size, term = zero, zero, zero
        for k, mass in found:
            variable.assign(env, k)
            term = value(env) * mass
            result, size = result + term, size + abs(term)
        if size < evaluator.arithmetic.inf and abs(term) > goal * size:
            return anew.run(env)
        return evaluator.checked_sum(result, size)

    return mean


@integrates_over(_is_infinite_lattice)
def _over(space: Space, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    return planned_plain_integral(space, body, x, evaluator).run
