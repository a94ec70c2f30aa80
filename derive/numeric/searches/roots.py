"""Roots of equations in one number, by the secant method."""

from __future__ import annotations

from sympy import oo

from derive.errors import NotConverged, OutOfDomain
from derive.language.equation import Root
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of

MOST_STEPS = 80


@compiles(Root, binds=True)
def _root(node: Root, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    arithmetic = evaluator.arithmetic
    low, high = (
        None if abs(end) == oo else evaluator.child(end)
        for end in (node.domain.low, node.domain.high)
    )
    name = evaluator.variable_for(node.bound)
    with evaluator.binding(name) as variable:
        body = evaluator.compile(node.open(name)[0])
    coarse = isinstance(arithmetic, FloatArithmetic)
    goal = arithmetic.last_place(11 if coarse else evaluator.digits + 2)

    def at(env: Env, t: Number) -> Number:
        variable.assign(env, t)
        return body(env)

    def root(env: Env) -> Number:
        one, other = arithmetic.one, 2 * arithmetic.one
        here, there = at(env, one), at(env, other)
        for _ in range(MOST_STEPS):
            if there == here:
                raise NotConverged("an equation does not change with its unknown")
            step = there * (other - one) / (there - here)
            one, here, other = other, there, other - step
            there = at(env, other)
            if there == 0 or abs(step) <= goal * abs(other):
                return inside(env, other)
        raise NotConverged("the root of an equation is not found")

    def inside(env: Env, t: Number) -> Number:
        if (low is not None and t < low(env)) or (high is not None and t > high(env)):
            raise OutOfDomain("the root of an equation lies outside the interval")
        return t

    return root
