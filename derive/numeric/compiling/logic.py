"""Conditions, pieces and the functions that jump or bend: what is true is a Python bool."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq
from typing import Any

from sympy import (
    And,
    Contains,
    Eq,
    Ge,
    Gt,
    Heaviside,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    S,
    ceiling,
    floor,
    frac,
    sign,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue, Xor

from derive.errors import CannotEvaluate, OutOfDomain
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, always, compiles

_SPARE = 2
"""Digits that may be lost in computing a boundary."""


@compiles(BooleanTrue, BooleanFalse)
def _truth(node: Any, _compiler: Compiler) -> Run:
    return always(isinstance(node, BooleanTrue))


@compiles(Eq, Ne, Lt, Le, Gt, Ge)
def _relation(node: Relational, compiler: Compiler) -> Run:
    left, right = compiler.children(node)
    same = _same_number(node, compiler)
    name = type(node).__name__
    if name == "Equality":
        return lambda env: same(left(env), right(env))
    if name == "Unequality":
        return lambda env: not same(left(env), right(env))
    if name in ("StrictGreaterThan", "GreaterThan"):
        left, right = right, left
    if name in ("StrictLessThan", "StrictGreaterThan"):
        return lambda env: (x := left(env)) < (y := right(env)) and not same(x, y)
    return lambda env: (x := left(env)) <= (y := right(env)) or same(x, y)


def _same_number(node: Relational, compiler: Compiler) -> Callable[[Number, Number], bool]:
    """Whether two numbers are one, but for the rounding of what was computed on either side: a
    model may stand on the boundary between two cases."""
    if all(side.is_Atom for side in node.args):
        return eq
    digits = compiler.arithmetic.digits
    tiny = compiler.arithmetic.real(10.0 ** (_SPARE - digits))
    return lambda x, y: x == y or abs(x - y) < tiny * abs(y)


@compiles(Contains)
def _whole(node: Contains, compiler: Compiler) -> Run:
    """Whether a number is an integer."""
    number, members = node.args
    if members != S.Integers:
        raise CannotEvaluate(f"it is not computed whether a number lies in {members}")
    value, floor_of = compiler.child(number), compiler.arithmetic.floor
    return lambda env: bool(value(env) == floor_of(value(env)))


@compiles(And)
def _and(node: And, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: all(run(env) for run in runs)


@compiles(Or)
def _or(node: Or, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: any(run(env) for run in runs)


@compiles(Xor)
def _xor(node: Xor, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: sum(bool(run(env)) for run in runs) % 2 == 1


@compiles(Not)
def _not(node: Not, compiler: Compiler) -> Run:
    (run,) = compiler.children(node)
    return lambda env: not run(env)


@compiles(Piecewise)
def _piecewise(node: Piecewise, compiler: Compiler) -> Run:
    owner = compiler.owner(node)
    pieces = [
        (compiler.child(piece.expr, owner), compiler.child(piece.cond, owner))
        for piece in node.args
    ]

    def piecewise(env: Env) -> Number:
        for value, condition in pieces:
            if condition(env):
                return value(env)
        raise OutOfDomain("no piece of a Piecewise holds here")

    return piecewise


@compiles(Max)
def _max(node: Max, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: max(run(env) for run in runs)


@compiles(Min)
def _min(node: Min, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: min(run(env) for run in runs)


@compiles(sign)
def _sign(node: sign, compiler: Compiler) -> Run:
    (argument,) = compiler.children(node)
    one, zero = compiler.arithmetic.one, compiler.arithmetic.zero

    def value(env: Env) -> Number:
        x = argument(env)
        return zero if x == 0 else (one if x > 0 else -one)

    return value


@compiles(Heaviside)
def _heaviside(node: Heaviside, compiler: Compiler) -> Run:
    argument, at_zero = compiler.children(node)
    one, zero = compiler.arithmetic.one, compiler.arithmetic.zero

    def value(env: Env) -> Number:
        x = argument(env)
        return at_zero(env) if x == 0 else (one if x > 0 else zero)

    return value


@compiles(floor)
def _floor(node: floor, compiler: Compiler) -> Run:
    (argument,) = compiler.children(node)
    whole = compiler.arithmetic.floor
    return lambda env: whole(argument(env))


@compiles(ceiling)
def _ceiling(node: ceiling, compiler: Compiler) -> Run:
    (argument,) = compiler.children(node)
    whole = compiler.arithmetic.floor
    return lambda env: -whole(-argument(env))


@compiles(frac)
def _frac(node: frac, compiler: Compiler) -> Run:
    (argument,) = compiler.children(node)
    whole = compiler.arithmetic.floor

    def value(env: Env) -> Number:
        x = argument(env)
        return x - whole(x)

    return value
