"""Measures given by a density, and the one among measures with a multiplier whose mass is one."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, log

from derive.errors import NotConverged
from derive.language import Density, Expect, Integral, Line, Normalised, WithDensity
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.densities import compiles_density, log_density_of
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.expectations import integrates_under
from derive.numeric.quadrature.open_intervals import Interval

MOST_STEPS = 60


@compiles_density(WithDensity)
def _density_given(law: WithDensity, point: Basic, compiler: Compiler) -> Run:
    return _at_the_point(law, point, lambda body: body, compiler)


@log_density_of(WithDensity)
def _log_density_given(law: WithDensity, point: Basic, compiler: Compiler) -> Run:
    """Far out the density underflows, and its logarithm does not. What is integrated at every
    point is integrated once, for the density."""
    body, x, *_ = law.open()
    if any(node.has(x) for node in body.atoms(Integral, Expect)):
        density, logarithm = compiler.child(Density(law, point)), compiler.arithmetic.log
        return lambda env: logarithm(density(env))
    return _at_the_point(law, point, log, compiler)


def _at_the_point(law: WithDensity, point: Basic, of: Any, compiler: Compiler) -> Run:
    x = evaluator_of(compiler).variable_for(law.bound)
    body = of(law.open(x)[0])
    at = compiler.child(point)
    with compiler.binding(x) as variable:
        value = compiler.compile(body)

    def density(env: Env) -> Number:
        variable.assign(env, at(env))
        return value(env)

    return density


@integrates_under(lambda law: isinstance(law, WithDensity) and type(law.space) is Line)
def _under_what_is_written(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """Term by term, each of which may have the density of a law among its factors."""
    terms = Add.make_args(law.open(x)[0])
    return evaluator.compile(Add(*(Integral(term * body, x, law.space) for term in terms)))


class MultiplierOf(Basic):
    """The multiplier for which the mass is one: kept for as long as what it depends on stays."""


@compiles(MultiplierOf, binds=True)
def _multiplier_of(node: MultiplierOf, compiler: Compiler) -> Run:
    """The zero of the log of the mass, by the secant method kept inside a bracket."""
    (law,) = node.args
    evaluator = evaluator_of(compiler)
    arithmetic = compiler.arithmetic
    name = evaluator.variable_for(law.bound)
    measure = law.open(name)[0]
    x = Dummy("x", real=True)
    with compiler.binding(name) as variable:
        mass = compiler.compile(Integral(Density(measure, x), x, measure.space))
    low, high = compiler.child(law.line.low), compiler.child(law.line.high)
    free = law.line == Line()
    coarse = isinstance(arithmetic, FloatArithmetic)
    goal = arithmetic.real(10.0 ** (-9 if coarse else -(arithmetic.digits // 2)))

    def inside(env: Env, w: Number) -> Number:
        return w if free else Interval(low(env), high(env), arithmetic).place(w)

    def log_mass(env: Env, w: Number) -> Number:
        variable.assign(env, inside(env, w))
        return arithmetic.log(mass(env))

    def multiplier(env: Env) -> Number:
        one, other = arithmetic.zero, arithmetic.one / 2
        at_one, at_other = log_mass(env, one), log_mass(env, other)
        for _ in range(MOST_STEPS):
            if at_other == at_one:
                break
            step = at_other * (other - one) / (at_other - at_one)
            step = max(min(step, arithmetic.real(8)), arithmetic.real(-8))
            one, at_one = other, at_other
            other = other - step
            at_other = log_mass(env, other)
            if abs(step) < goal and abs(at_other) < goal:
                return inside(env, other)
        if abs(at_other) < goal:
            return inside(env, other)
        raise NotConverged("no multiplier was found for which the mass is one")

    return multiplier


@compiles_density(Normalised)
def _density_of_normalised(law: Normalised, point: Basic, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    multiplier = evaluator.kept(MultiplierOf(law))
    name = evaluator.variable_for(law.bound)
    measure = law.open(name)[0]
    at: Any = compiler.child(point)
    place = Dummy("x", real=True)
    with compiler.binding(name) as variable, compiler.binding(place) as here:
        density = compiler.compile(Density(measure, place))

    def normalised(env: Env) -> Number:
        variable.assign(env, multiplier(env))
        here.assign(env, at(env))
        return density(env)

    return normalised
