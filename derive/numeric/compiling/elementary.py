"""How numbers, sums, products, powers, exponentials and trigonometric functions are computed."""

from __future__ import annotations

from typing import Any

from sympy import (
    Abs,
    Add,
    Float,
    Integer,
    Mul,
    Pow,
    Rational,
    S,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    cos,
    cosh,
    cot,
    csc,
    exp,
    sec,
    sech,
    sin,
    sinh,
    tan,
    tanh,
)
from sympy.core.numbers import (
    Catalan,
    EulerGamma,
    Exp1,
    GoldenRatio,
    Infinity,
    NegativeInfinity,
    Pi,
)

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, always, compiles
from derive.numeric.compiling.powers_of_densities import powers_by_logs

FIRST_FACTORS: set[type] = {exp}
"""Classes of nodes that are computed before the other factors of a product."""


@compiles(Rational)
def _rational(node: Rational, compiler: Compiler) -> Run:
    value = compiler.arithmetic.rational(int(node.p), int(node.q))
    return always(value)


@compiles(Float)
def _float(node: Float, compiler: Compiler) -> Run:
    value = compiler.arithmetic.decimal(node._mpf_)
    return always(value)


@compiles(Infinity, NegativeInfinity, Pi, Exp1, EulerGamma, Catalan, GoldenRatio)
def _named_constant(node: Any, compiler: Compiler) -> Run:
    arithmetic = compiler.arithmetic
    if isinstance(node, (Catalan, GoldenRatio)):
        name = "catalan" if isinstance(node, Catalan) else "phi"
        value = arithmetic.real(+getattr(arithmetic.context, name))
    else:
        value = {
            Infinity: arithmetic.inf,
            NegativeInfinity: arithmetic.ninf,
            Pi: arithmetic.pi,
            Exp1: arithmetic.e,
            EulerGamma: arithmetic.euler,
        }[type(node)]
    return always(value)


@compiles(Add)
def _add(node: Add, compiler: Compiler) -> Run:
    special = _one_minus_power(node, compiler)
    if special is not None:
        return special
    runs, is_undefined = compiler.children(node), compiler.arithmetic.is_undefined
    if len(runs) == 2:
        first, second = runs

        def add_two(env: Env) -> Number:
            value = first(env) + second(env)
            if is_undefined(value):
                raise OutOfDomain("oo - oo has no value")
            return value

        return add_two

    head, *tail = runs

    def add(env: Env) -> Number:
        value = head(env)
        for run in tail:
            value = value + run(env)
        if is_undefined(value):
            raise OutOfDomain("oo - oo has no value")
        return value

    return add


def _one_minus_power(node: Add, compiler: Compiler) -> Run | None:
    """``+-(exp(u) - 1)`` and ``+-((1 + r)**a - 1)`` without cancellation."""
    if len(node.args) != 2 or not (node.args[0] is S.One or node.args[0] is S.NegativeOne):
        return None
    unit, other = node.args
    if (unit is S.One) is not other.could_extract_minus_sign():
        return None
    sign = -int(unit)
    if sign < 0:
        other = -other
    owner = compiler.owner(node)
    arithmetic = compiler.arithmetic
    if isinstance(other, exp):
        exponent = compiler.child(other.args[0], owner)
        return lambda env: sign * arithmetic.expm1(exponent(env))
    if isinstance(other, Pow) and isinstance(other.base, Add) and 1 in other.base.args:
        rest = compiler.child(other.base - 1, owner)
        power = compiler.child(other.exp, owner)
        whole = compiler.child(other, owner)

        def difference(env: Env) -> Number:
            r = rest(env)
            if abs(r) < 0.5:
                return sign * arithmetic.expm1(power(env) * arithmetic.log1p(r))
            return sign * (whole(env) - 1)

        return difference
    return None


@compiles(Mul)
def _mul(node: Mul, compiler: Compiler) -> Run:
    by_logs = powers_by_logs(node, compiler)
    if by_logs is not None:
        return by_logs
    owner = compiler.owner(node)
    # first the factors that reach 0, such as exponentials: nothing else is then computed
    ordered = sorted(node.args, key=lambda factor: type(factor) not in FIRST_FACTORS)
    runs = [compiler.child(factor, owner) for factor in ordered]
    infinite = compiler.arithmetic.inf

    # what can be infinite without overflow: a logarithm of 0, and 0 to a negative power
    bases = {
        k: compiler.child(factor.base, owner)
        for k, factor in enumerate(ordered)
        if isinstance(factor, Pow)
    }

    def nought(env: Env, zero: Number) -> Number:
        """The product when a factor is 0: an infinite one beside it must not be an overflow."""
        for k, run in enumerate(runs):
            value = run(env)
            if value == 0:
                break
            if abs(value) == infinite and (
                isinstance(ordered[k], exp) or (k in bases and bases[k](env) != 0)
            ):
                raise OutOfDomain("a number too large to hold meets 0 in a product")
        return zero

    if len(runs) == 2:
        first, second = runs

        def mul_two(env: Env) -> Number:
            value = first(env)
            if not value:
                return value
            other = second(env)
            if not other:
                return other if abs(value) != infinite else nought(env, other)
            return value * other

        return mul_two
    head, *tail = runs

    def mul(env: Env) -> Number:
        value = head(env)
        for run in tail:
            if not value:
                return value
            other = run(env)
            if not other:
                return other if abs(value) != infinite else nought(env, other)
            value = value * other
        return value

    return mul


@compiles(Pow)
def _pow(node: Pow, compiler: Compiler) -> Run:
    by_logs = powers_by_logs(node, compiler)
    if by_logs is not None:
        return by_logs
    owner = compiler.owner(node)
    arithmetic = compiler.arithmetic
    base = compiler.child(node.base, owner)
    if isinstance(node.exp, Integer) and abs(node.exp) <= 1000:
        n = int(node.exp)
        integer_power = arithmetic.integer_power
        if n == 2 and not arithmetic.strict:

            def square(env: Env) -> Number:
                value = base(env)
                return value * value

            return square
        return lambda env: integer_power(base(env), n)
    exponent = compiler.child(node.exp, owner)
    power = arithmetic.power
    return lambda env: power(base(env), exponent(env))


@compiles(exp)
def _exp(node: exp, compiler: Compiler) -> Run:
    exponent = compiler.child(node.args[0], compiler.owner(node))
    function = compiler.arithmetic.exp
    return lambda env: function(exponent(env))


@compiles(Abs)
def _abs(node: Abs, compiler: Compiler) -> Run:
    argument = compiler.child(node.args[0], compiler.owner(node))
    return lambda env: abs(argument(env))


@compiles(sin, cos, tan)
def _sine(node: Any, compiler: Compiler) -> Run:
    argument = compiler.child(node.args[0], compiler.owner(node))
    sine, name = compiler.arithmetic.sine, type(node).__name__
    return lambda env: sine(name, argument(env))


@compiles(sec, csc, cot)
def _reciprocal_sine(node: Any, compiler: Compiler) -> Run:
    argument = compiler.child(node.args[0], compiler.owner(node))
    sine, name = compiler.arithmetic.sine, {"sec": "cos", "csc": "sin", "cot": "tan"}
    inverse = name[type(node).__name__]
    integer_power = compiler.arithmetic.integer_power
    return lambda env: integer_power(sine(inverse, argument(env)), -1)


@compiles(sech)
def _sech(node: sech, compiler: Compiler) -> Run:
    argument = compiler.child(node.args[0], compiler.owner(node))
    exponential = compiler.arithmetic.exp

    def value(env: Env) -> Number:
        small = exponential(-abs(argument(env)))
        return 2 * small / (1 + small * small)

    return value


@compiles(sinh, cosh, tanh, asinh, acosh, atanh, asin, acos, atan, atan2)
def _by_name(node: Any, compiler: Compiler) -> Run:
    arguments = compiler.children(node)
    call, name = compiler.arithmetic.call, type(node).__name__
    return lambda env: call(name, [argument(env) for argument in arguments])
