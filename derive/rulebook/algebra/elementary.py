"""Exponential, logarithmic, hyperbolic and trigonometric functions as polynomials in generators."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sympy import Expr, Function, S
from sympy import functions as f

from derive.rulebook.algebra.decisions import decide
from derive.rulebook.algebra.field import Field, leading
from derive.rulebook.algebra.polynomials import Number, Polynomial, add, constant, scale
from derive.rulebook.algebra.powers import (
    exponential,
    logarithm,
    magnitude_of,
    rational_power,
    reciprocal,
)
from derive.rulebook.algebra.sign_sets import NEGATIVE, POSITIVE

Reading = Callable[[Field, Function, tuple[Polynomial, ...]], Polynomial]
HALF = Fraction(1, 2)


def _pi(field: Field) -> Polynomial:
    return field.named("atom", S.Pi, expr=lambda: S.Pi)


def _exp(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return exponential(field, values[0])


def _log(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return logarithm(field, values[0])


def _half_sum(field: Field, argument: Polynomial, sign: int) -> Polynomial:
    """(exp z + sign*exp(-z))/2."""
    down = scale(exponential(field, scale(argument, -1)), sign)
    return scale(add(exponential(field, argument), down), HALF)


def _ratio(field: Field, argument: Polynomial) -> Polynomial:
    """tanh z = (exp(2z) - 1)/(exp(2z) + 1)."""
    double = exponential(field, scale(argument, 2))
    below = reciprocal(field, add(double, constant(1)))
    return field.multiply(add(double, constant(-1)), below)


def _cosh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _half_sum(field, values[0], 1)


def _sinh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _half_sum(field, values[0], -1)


def _tanh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _ratio(field, values[0])


def _turned(field: Field, argument: Polynomial) -> Polynomial:
    return field.multiply(field.unity(HALF), argument)


def _cos(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _half_sum(field, _turned(field, values[0]), 1)


def _sin(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """sin z = -i sinh(iz)."""
    minus_i = scale(field.unity(HALF), -1)
    return field.multiply(minus_i, _half_sum(field, _turned(field, values[0]), -1))


def _tan(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    minus_i = scale(field.unity(HALF), -1)
    return field.multiply(minus_i, _ratio(field, _turned(field, values[0])))


def _inverted(of: Reading) -> Reading:
    def read(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
        return reciprocal(field, of(field, expr, values))

    return read


def _asinh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """log(z + sqrt(z**2 + 1))."""
    square = field.multiply(values[0], values[0])
    root = rational_power(field, add(square, constant(1)), HALF)
    return logarithm(field, add(values[0], root))


def _acosh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """log(z + sqrt(z - 1)*sqrt(z + 1))."""
    roots = [rational_power(field, add(values[0], constant(c)), HALF) for c in (-1, 1)]
    return logarithm(field, add(values[0], field.multiply(*roots)))


def _atanh(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """(log(1 + z) - log(1 - z))/2."""
    above = logarithm(field, add(constant(1), values[0]))
    below = logarithm(field, add(constant(1), scale(values[0], -1)))
    return scale(add(above, scale(below, -1)), HALF)


def _undoes(expr: Function, inner: type[Function], low: Expr, high: Expr, field: Field) -> bool:
    """Whether an inverse function meets its own function within its range."""
    argument = expr.args[0]
    if not isinstance(argument, inner):
        return False
    angle = argument.args[0]
    inside = [decide(low <= angle, field.assumptions), decide(angle <= high, field.assumptions)]
    return inside == [True, True]


def _asin(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _odd(field, expr.func, values[0])


def _acos(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """pi/2 - asin z."""
    return add(scale(_pi(field), HALF), scale(_odd(field, f.asin, values[0]), -1))


def _atan(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """atan z = pi/2 - atan(1/z) for z > 0: of z and 1/z the one that comes first is kept."""
    argument = values[0]
    sign = 1
    if field.signs(argument) == NEGATIVE:
        argument, sign = scale(argument, -1), -1
    if argument and field.signs(argument) == POSITIVE:
        other = reciprocal(field, argument)
        if _order(other) < _order(argument):
            turned = _odd(field, f.atan, other)
            return scale(add(scale(_pi(field), HALF), scale(turned, -1)), sign)
    return scale(_odd(field, f.atan, argument), sign)


def _order(polynomial: Polynomial) -> list[tuple[list[tuple[int, Number]], Number]]:
    return sorted((sorted(monomial), coefficient) for monomial, coefficient in polynomial.items())


def _odd(field: Field, function: type[Function], argument: Polynomial) -> Polynomial:
    """f(z) for an odd f, with z or -z as the argument that is written."""
    if not argument:
        return {}
    sign = 1
    if argument[leading(argument)] < 0:
        argument, sign = scale(argument, -1), -1
    return scale(field.value(function, argument), sign)


def _odd_function(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _odd(field, expr.func, values[0])


def _erfc(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """1 - erf z."""
    return add(constant(1), scale(_odd(field, f.erf, values[0]), -1))


def _erfcinv(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """erfinv(1 - z)."""
    return _odd(field, f.erfinv, add(constant(1), scale(values[0], -1)))


def _magnitude(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """|z| for real z, factor by factor."""
    if values[0] and field.signs(values[0]) is None:
        return field.value(f.Abs, values[0])
    return magnitude_of(field, values[0]) if values[0] else {}


def _greatest(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """max(a, b) = (a + b + |a - b|)/2, from the left; min(a, b) = (a + b - |a - b|)/2."""
    sign = 1 if isinstance(expr, f.Max) else -1
    result = values[0]
    for value in values[1:]:
        gap = _magnitude(field, expr, (add(result, scale(value, -1)),))
        result = scale(add(add(result, value), scale(gap, sign)), HALF)
    return result


ELEMENTARY: dict[type[Function], Reading] = {
    f.exp: _exp,
    f.log: _log,
    f.cosh: _cosh,
    f.sinh: _sinh,
    f.tanh: _tanh,
    f.sech: _inverted(_cosh),
    f.csch: _inverted(_sinh),
    f.coth: _inverted(_tanh),
    f.cos: _cos,
    f.sin: _sin,
    f.tan: _tan,
    f.sec: _inverted(_cos),
    f.csc: _inverted(_sin),
    f.cot: _inverted(_tan),
    f.asinh: _asinh,
    f.acosh: _acosh,
    f.atanh: _atanh,
    f.asin: _asin,
    f.acos: _acos,
    f.atan: _atan,
    f.erf: _odd_function,
    f.erfi: _odd_function,
    f.erfinv: _odd_function,
    f.erfc: _erfc,
    f.erfcinv: _erfcinv,
    f.Abs: _magnitude,
    f.Max: _greatest,
    f.Min: _greatest,
}
UNDONE: dict[type[Function], tuple[type[Function], Expr, Expr]] = {
    f.asin: (f.sin, -S.Pi / 2, S.Pi / 2),
    f.acos: (f.cos, S.Zero, S.Pi),
    f.atan: (f.tan, -S.Pi / 2, S.Pi / 2),
}


def undone(field: Field, expr: Function) -> Expr | None:
    """x where `expr` is asin(sin(x)) or the like and x lies in the range of the inverse."""
    entry = UNDONE.get(expr.func)
    return expr.args[0].args[0] if entry and _undoes(expr, *entry, field) else None
