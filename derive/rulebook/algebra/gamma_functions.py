"""Gamma functions and their relatives, with arguments that differ by integers brought together.

z is written as r + n, r a representative of z up to integers, and the recurrence is used n times
(DLMF 5.5.1, 5.5.2, 5.15.5, 8.8.2).
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial, floor

from sympy import Function, S, gamma, polygamma
from sympy import functions as f

from derive.rulebook.algebra.elementary import Reading
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.polynomials import ONE, Polynomial, TooLarge, add, constant, scale
from derive.rulebook.algebra.powers import (
    exponential,
    gamma_value,
    integer_power,
    logarithm,
    reciprocal,
    symbolic_power,
)
from derive.rulebook.algebra.sign_sets import POSITIVE

FARTHEST_SHIFT = 24


def representative(field: Field, argument: Polynomial) -> tuple[Polynomial, int]:
    """`(r, n)` with argument = r + n: r has its constant in [0, 1), or the first larger one that is
    known to make it positive."""
    shift = floor(argument.get(ONE, 0))
    start = add(argument, constant(-shift))
    for step in range(4):
        candidate = add(start, constant(step))
        if candidate and field.signs(candidate) == POSITIVE:
            return candidate, shift - step
    return start, shift


def _steps(argument: Polynomial, count: int) -> list[Polynomial]:
    """r, r + 1, ..., r + n - 1; for negative n the arguments r - 1, ..., r + n."""
    if abs(count) > FARTHEST_SHIFT:
        raise TooLarge
    shifts = range(count) if count > 0 else range(-1, count - 1, -1)
    return [add(argument, constant(shift)) for shift in shifts]


def gamma_of(field: Field, argument: Polynomial) -> Polynomial:
    """gamma(r + n) = r (r + 1) ... (r + n - 1) gamma(r)."""
    start, count = representative(field, argument)
    if start == constant(1) and count >= 0:
        return constant(factorial(count))
    if field.signs(argument) != POSITIVE:
        expr = field.expr(argument)
        field.domain.setdefault(1 / gamma(expr))
    result = _gamma_at(field, start)
    for factor in _steps(start, count):
        field.must_not_vanish(factor, field.used)
        if count > 0:
            result = field.multiply(result, factor)
        else:
            result = field.multiply(result, reciprocal(field, factor))
    return result


def _gamma_at(field: Field, start: Polynomial) -> Polynomial:
    if start == constant(Fraction(1, 2)):
        return field.base(field.named("atom", S.Pi, expr=lambda: S.Pi), Fraction(1, 2))
    return gamma_value(field, start, 1)


def _gamma(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return gamma_of(field, values[0])


def _loggamma(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    if field.signs(values[0]) != POSITIVE:
        return field.value(expr.func, values[0])
    return logarithm(field, gamma_of(field, values[0]))


def psi_of(field: Field, order: int, argument: Polynomial) -> Polynomial:
    """psi_m(r + n) = psi_m(r) + (-1)**m m! (r**(-m-1) + ... + (r + n - 1)**(-m-1))."""
    start, count = representative(field, argument)
    if field.signs(argument) != POSITIVE:
        field.domain.setdefault(1 / gamma(field.expr(argument)))
    result = _psi_at(field, order, start)
    factor = (-1) ** order * factorial(order) * (1 if count > 0 else -1)
    for step in _steps(start, count):
        field.must_not_vanish(step, field.used)
        result = add(result, scale(integer_power(field, step, -order - 1), factor))
    return result


def _psi_at(field: Field, order: int, start: Polynomial) -> Polynomial:
    if order == 0 and start in (constant(1), constant(Fraction(1, 2))):
        euler = field.named("atom", S.EulerGamma, expr=lambda: S.EulerGamma)
        result = scale(euler, -1)
        if start != constant(1):
            result = add(result, scale(logarithm(field, constant(2)), -2))
        return result
    return field.named("psi", order, start, expr=lambda: polygamma(order, field.expr(start)))


def _polygamma(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    order = expr.args[0]
    if order.is_Integer and 0 <= order <= 8:
        return psi_of(field, int(order), values[1])
    return field.value(expr.func, *values)


def _digamma(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return psi_of(field, 0, values[0])


def _trigamma(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return psi_of(field, 1, values[0])


def _factorial(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return gamma_of(field, add(values[0], constant(1)))


def _quotient(field: Field, above: list[Polynomial], below: list[Polynomial]) -> Polynomial:
    result = constant(1)
    for argument in above:
        result = field.multiply(result, gamma_of(field, argument))
    for argument in below:
        result = field.multiply(result, reciprocal(field, gamma_of(field, argument)))
    return result


def _binomial(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    n, k = (add(value, constant(1)) for value in values)
    return _quotient(field, [n], [k, add(n, scale(values[1], -1))])


def _beta(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    a, b = values if len(values) == 2 else (values[0], values[0])
    return _quotient(field, [a, b], [add(a, b)])


def _rising(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return _quotient(field, [add(values[0], values[1])], [values[0]])


def _falling(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    above = add(values[0], constant(1))
    return _quotient(field, [above], [add(above, scale(values[1], -1))])


def _harmonic(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    """H_n = psi(n + 1) + gamma."""
    if len(values) > 1 and values[1] != constant(1):
        return field.value(expr.func, *values)
    euler = field.named("atom", S.EulerGamma, expr=lambda: S.EulerGamma)
    return add(psi_of(field, 0, add(values[0], constant(1))), euler)


def upper_gamma(field: Field, a: Polynomial, x: Polynomial) -> Polynomial:
    """Gamma(a + 1, x) = a Gamma(a, x) + x**a exp(-x), for x > 0 and upwards."""
    start, count = representative(field, a)
    if count < 0 or field.signs(x) != POSITIVE:
        return field.value(f.uppergamma, a, x)
    decay = exponential(field, scale(x, -1))
    result = decay if start == constant(1) else field.value(f.uppergamma, start, x)
    for step in _steps(start, count):
        power = symbolic_power(field, x, step, None)
        result = add(field.multiply(step, result), field.multiply(power, decay))
    return result


def _uppergamma(field: Field, _: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    return upper_gamma(field, *values)


def _lowergamma(field: Field, expr: Function, values: tuple[Polynomial, ...]) -> Polynomial:
    if field.signs(values[0]) != POSITIVE or field.signs(values[1]) != POSITIVE:
        return field.value(expr.func, *values)
    return add(gamma_of(field, values[0]), scale(upper_gamma(field, *values), -1))


GAMMA_FAMILY: dict[type[Function], Reading] = {
    f.gamma: _gamma,
    f.loggamma: _loggamma,
    f.polygamma: _polygamma,
    f.digamma: _digamma,
    f.trigamma: _trigamma,
    f.factorial: _factorial,
    f.binomial: _binomial,
    f.beta: _beta,
    f.RisingFactorial: _rising,
    f.FallingFactorial: _falling,
    f.harmonic: _harmonic,
    f.uppergamma: _uppergamma,
    f.lowergamma: _lowergamma,
}
