"""Reciprocals, roots, powers, logarithms and exponentials of polynomials in generators."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from sympy import Abs, E, Expr, Integer, S, exp, gamma, log, loggamma

from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.polynomials import (
    Monomial,
    Number,
    Polynomial,
    add,
    constant,
    ratio,
    scale,
    variable,
)
from derive.rulebook.algebra.sign_sets import NEGATIVE
from derive.rulebook.algebra.splitting import split


class Undefined(Exception):
    """The expression has no value: a division by zero, the logarithm of zero, oo - oo."""


def reciprocal(field: Field, polynomial: Polynomial) -> Polynomial:
    """1/P. Records P != 0 as part of where the expression is defined."""
    if not polynomial:
        raise Undefined
    coefficient, monomial, primitive = field.content(polynomial)
    inverse = frozenset((name, -exponent) for name, exponent in monomial)
    for name, _ in sorted(monomial):
        field.must_not_vanish(variable(name), field.domain)
    result = field.reduced({inverse: ratio(1, coefficient)})
    if len(primitive) > 1:
        field.must_not_vanish(primitive, field.domain)
        result = field.multiply(result, field.base(primitive, -1))
    return result


def integer_power(field: Field, polynomial: Polynomial, count: int) -> Polynomial:
    """P**count for an integer count."""
    if count < 0:
        return field.power(reciprocal(field, polynomial), -count)
    return field.power(polynomial, count)


def rational_power(field: Field, polynomial: Polynomial, exponent: Number) -> Polynomial:
    """The principal value of P**exponent: (a*b)**e is split where a is known not to be negative."""
    if exponent.denominator == 1:
        return integer_power(field, polynomial, int(exponent))
    if not polynomial:
        if exponent < 0:
            raise Undefined
        return {}
    pieces = split(field, polynomial)
    result = constant(1)
    for prime, count in pieces.numbers:
        result = field.multiply(result, prime_power(field, prime, count * exponent))
    for factor, count in pieces.factors:
        if exponent < 0:
            field.must_not_vanish(factor, field.domain)
        result = field.multiply(result, field.magnitude(factor, count * exponent))
    if pieces.rest == constant(-1):
        return field.multiply(result, field.unity(exponent))
    if pieces.rest != constant(1):
        if exponent < 0:
            field.must_not_vanish(pieces.rest, field.domain)
        result = field.multiply(result, field.base(pieces.rest, exponent))
    return result


def magnitude_of(field: Field, polynomial: Polynomial) -> Polynomial:
    """|P| for a real P that is not 0, as the product of the |f| of its factors."""
    pieces = split(field, polynomial)
    result = constant(1)
    for prime, count in pieces.numbers:
        result = field.multiply(result, prime_power(field, prime, count))
    for factor, count in (*pieces.factors, *pieces.unknown):
        result = field.multiply(result, field.magnitude(factor, count))
    return result


def prime_power(field: Field, prime: int, exponent: Number) -> Polynomial:
    """prime**exponent with the whole part as a number."""
    number = field.generator("prime", (prime,), lambda: Integer(prime))
    return field.reduced(variable(number, exponent))


def logarithm(field: Field, polynomial: Polynomial) -> Polynomial:
    """log P, split into the logarithms of the factors whose sign is known."""
    if not polynomial:
        raise Undefined
    pieces = split(field, polynomial)
    result: Polynomial = {}
    for prime, count in pieces.numbers:
        own = field.named("log", constant(prime), expr=partial(log, prime))
        result = add(result, scale(own, count))
    for factor, count in pieces.factors:
        field.must_not_vanish(factor, field.domain)
        result = add(result, scale(_log_of_magnitude(field, factor), count))
    if pieces.rest == constant(-1):
        pi = field.named("atom", S.Pi, expr=lambda: S.Pi)
        return add(result, field.multiply(field.unity(Fraction(1, 2)), pi))
    if pieces.rest != constant(1):
        field.must_not_vanish(pieces.rest, field.domain)
        rest = pieces.rest
        opaque = field.named("complex log", rest, expr=lambda: log(field.expr(rest)))
        result = add(result, opaque)
    return result


def _log_of_magnitude(field: Field, factor: Polynomial) -> Polynomial:
    """log|f| for one factor."""
    [(monomial, coefficient), *others] = factor.items()
    if not others and coefficient == 1 and len(monomial) == 1:
        [(number, exponent)] = monomial
        generator = field.generators[number]
        part: Any = generator.parts[0] if generator.parts else None
        if exponent == 1:
            if generator.kind == "exponential":
                return {part: 1}
            if generator.kind == "gamma":
                return field.named("loggamma", part, expr=lambda: loggamma(field.expr(part)))
            if generator.kind in ("base", "magnitude"):
                return _log_of_magnitude(field, part)
            if generator.kind == "prime":
                return field.named("log", constant(part), expr=lambda: log(part))
            if generator.kind == "lambert":
                return add(logarithm(field, part), scale(factor, -1))
    return field.named("log", factor, expr=lambda: _written_log(field, factor))


def _written_log(field: Field, factor: Polynomial) -> Expr:
    signs = field.signs(factor)
    expr = field.expr(factor)
    return log(Abs(expr)) if signs is None or signs & NEGATIVE else log(expr)


def exponential(field: Field, polynomial: Polynomial) -> Polynomial:
    """exp Q as a product over the terms of Q."""
    result = constant(1)
    for monomial, coefficient in polynomial.items():
        result = field.multiply(result, _exponential_of_term(field, monomial, coefficient))
    return result


def _exponential_of_term(field: Field, monomial: Monomial, coefficient: Number) -> Polynomial:
    if len(monomial) == 1:
        [(number, exponent)] = monomial
        generator = field.generators[number]
        part: Any = generator.parts[0] if generator.parts else None
        if exponent == 1:
            if generator.kind == "log":
                if len(part) == 1 and not next(iter(part)):
                    return prime_power(field, int(next(iter(part.values()))), coefficient)
                return field.magnitude(part, coefficient)
            if generator.kind == "complex log":
                return field.base(part, coefficient)
            if generator.kind == "loggamma":
                return gamma_value(field, part, coefficient)
            if generator.kind == "lambert" and coefficient.denominator == 1:
                # the definition of W(z): W exp W = z
                over = field.multiply(part, variable(number, -1))
                field.must_not_vanish(part, field.used)
                return integer_power(field, over, int(coefficient))
    turn = _without_i_pi(field, monomial)
    if turn is not None:
        return _rotation(field, turn, coefficient)
    number = field.generator(
        "exponential", (monomial,), lambda: exp(field.monomial_expr(monomial)) if monomial else E
    )
    return variable(number, coefficient)


def _without_i_pi(field: Field, monomial: Monomial) -> Monomial | None:
    """m with monomial = i*pi*m."""
    rest = dict(monomial)
    for number, exponent in monomial:
        generator = field.generators[number]
        if (generator.kind == "unity" and exponent == Fraction(1, 2)) or (
            generator.parts == (S.Pi,) and exponent == 1
        ):
            del rest[number]
    return frozenset(rest.items()) if len(rest) == len(monomial) - 2 else None


def _rotation(field: Field, monomial: Monomial, coefficient: Number) -> Polynomial:
    """exp(i pi c m)."""
    if not monomial:
        return field.unity(coefficient)
    expr = field.monomial_expr(monomial)
    if coefficient.denominator == 1 and is_integer(expr, field.assumptions):
        number = field.generator("parity", (monomial,), lambda: S.NegativeOne**expr)
        return field.reduced(variable(number, coefficient))
    whole = field.multiply(field.unity(Fraction(1, 2)), {monomial: 1})
    whole = field.multiply(whole, field.named("atom", S.Pi, expr=lambda: S.Pi))
    [key] = whole
    number = field.generator("exponential", (key,), lambda: exp(field.monomial_expr(key)))
    return variable(number, coefficient)


def gamma_value(field: Field, part: Polynomial, exponent: Number) -> Polynomial:
    """gamma(z)**exponent, z taken as it is."""
    number = field.generator("gamma", (part,), lambda: gamma(field.expr(part)))
    return variable(number, exponent)


def symbolic_power(
    field: Field, base: Polynomial, exponent: Polynomial, whole: bool | None
) -> Polynomial:
    """b**e as exp(e log b), with e known to be an integer where `whole`. Needs b != 0."""
    if base == constant(1):
        return base
    if not base:
        raise Undefined
    field.must_not_vanish(base, field.used)
    if not whole:
        return exponential(field, field.multiply(exponent, logarithm(field, base)))
    # (a*b)**n = a**n * b**n for every integer n, whatever the signs
    coefficient, monomial, primitive = field.content(base)
    logs = logarithm(field, constant(coefficient))
    for number, count in sorted(monomial):
        if count.denominator == 1:
            logs = add(logs, scale(logarithm(field, variable(number)), count))
        else:
            logs = add(logs, logarithm(field, variable(number, count)))
    if len(primitive) > 1:
        logs = add(logs, logarithm(field, primitive))
    return exponential(field, field.multiply(exponent, logs))
