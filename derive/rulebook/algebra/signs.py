"""The possible signs of an expression, from how it is built and from the assumptions.

A plain `Symbol("x")` is real here. An answer speaks of the points where the expression is defined.
"""

from __future__ import annotations

from functools import lru_cache, partial

from sympy import (
    Add,
    Expr,
    Function,
    Mul,
    NumberSymbol,
    Pow,
    S,
    atan,
    default_sort_key,
    erf,
    exp,
    log,
    sinh,
    tanh,
)
from sympy.core.numbers import Float, Rational

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.constants import sign_of_constant
from derive.rulebook.algebra.factors import factored
from derive.rulebook.algebra.facts import facts_of
from derive.rulebook.algebra.function_signs import function_signs
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.linear_signs import linear_signs
from derive.rulebook.algebra.polynomials import Monomial, Number, TooLarge, exact, read, variable
from derive.rulebook.algebra.sign_sets import (
    ANY,
    NEGATIVE,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    ZERO,
    SignSet,
    declared,
    product,
    total,
)

_INCREASING = (exp, log, sinh, tanh, atan, erf)


@lru_cache(maxsize=16384)
def possible_signs(expr: Expr, assumptions: Assumptions) -> SignSet | None:
    """The set of signs that `expr` can have under `assumptions`; None if not known to be real."""
    if isinstance(expr, Add):
        return _sum(expr, assumptions)
    if isinstance(expr, Mul):
        return _product(expr, assumptions)
    if isinstance(expr, Pow):
        return _both(_power(expr, assumptions), expr, assumptions)
    if expr.is_number and not expr.is_Atom:
        known = sign_of_constant(expr)
        if known is not None:
            return known
    if isinstance(expr, Function) and not expr.is_Atom:
        own = function_signs(expr, lambda item: possible_signs(item, assumptions))
        return _both(own, expr, assumptions)
    if isinstance(expr, (Rational, Float, NumberSymbol)) or expr in (S.Infinity, -S.Infinity):
        return POSITIVE if expr > 0 else NEGATIVE if expr < 0 else ZERO
    if expr in (S.NaN, S.ComplexInfinity) or expr.is_imaginary or expr.is_extended_real is False:
        return None
    return _both(declared(expr), expr, assumptions)


def _both(own: SignSet | None, expr: Expr, assumptions: Assumptions) -> SignSet | None:
    """`own` cut down by the facts in which `expr` occurs as an unknown."""
    facts = facts_of(assumptions)
    for item, values in facts.choices:
        if item == expr:
            signs = 0
            for value in values:
                signs |= possible_signs(value, assumptions) or ANY
            own = signs if own is None else own & signs
    if own in (NEGATIVE, ZERO, POSITIVE) or expr not in facts.atoms:
        return own
    by_construction = partial(monomial_signs, assumptions=Assumptions())
    found = linear_signs(variable(expr), facts, by_construction, by_construction)
    if own is None:
        return None if found == ANY else found
    return own & found or own


def monomial_signs(monomial: Monomial, assumptions: Assumptions) -> SignSet | None:
    """The signs of a product of powers, from those of its factors."""
    signs: SignSet | None = POSITIVE
    for name, exponent in monomial:
        own = possible_signs(name, assumptions)
        signs = product(signs, _rational_power(own, exponent))
    return signs


def _rational_power(base: SignSet | None, exponent: Number) -> SignSet | None:
    """The signs of x**exponent where it is defined."""
    if base is None:
        return None
    if exponent < 0:
        base &= NONZERO
    if exponent.denominator != 1:
        return base if not base & NEGATIVE else None
    if exponent % 2 == 0:
        return (base & ZERO) | (POSITIVE if base & NONZERO else 0)
    return base


def _power(expr: Pow, assumptions: Assumptions) -> SignSet | None:
    base = possible_signs(expr.base, assumptions)
    if expr.exp.is_Rational:
        return _rational_power(base, exact(expr.exp))
    exponent = possible_signs(expr.exp, assumptions)
    if base is None or exponent is None:
        return None
    if base == POSITIVE:
        return POSITIVE
    if not base & NEGATIVE:
        return base if exponent == POSITIVE else NONNEGATIVE
    if is_integer(expr.exp, assumptions):
        return NONZERO if not base & ZERO else ANY
    return None


def _product(expr: Mul, assumptions: Assumptions) -> SignSet | None:
    signs: SignSet | None = POSITIVE
    for factor in expr.args:
        signs = product(signs, possible_signs(factor, assumptions))
    return _both(signs, expr, assumptions) if signs is not None else None


def _sum(expr: Add, assumptions: Assumptions) -> SignSet | None:
    signs: SignSet | None = ZERO
    for term in expr.args:
        own = possible_signs(term, assumptions)
        if own is None:
            return None
        signs = total(signs, own)
    if signs in (NEGATIVE, ZERO, POSITIVE):
        return signs
    if expr.is_number:
        known = sign_of_constant(expr)
        if known is not None:
            return known
    try:
        polynomial = read(expr)
        found = linear_signs(
            polynomial,
            facts_of(assumptions),
            partial(monomial_signs, assumptions=assumptions),
            partial(monomial_signs, assumptions=Assumptions()),
        )
    except TooLarge:
        found = ANY
    signs = found if signs is None else signs & found
    if signs in (NEGATIVE, ZERO, POSITIVE):
        return signs
    steady = _difference_of_increasing(expr, assumptions)
    if steady is not None:
        signs &= steady
    product_form = factored(expr)
    if not product_form.is_Add:
        whole = possible_signs(product_form, assumptions)
        signs &= ANY if whole is None else whole
    elif signs & NEGATIVE and signs & POSITIVE:
        signs &= _quadratic(expr, assumptions)
    return signs


def _quadratic(expr: Add, assumptions: Assumptions) -> SignSet:
    """a*x**2 + b*x + c keeps the sign of a where b**2 - 4*a*c is negative."""
    squares = [
        power.base
        for term in expr.args
        for power in term.atoms(Pow)
        if power.exp == 2 and power.base.is_Symbol
    ]
    for x in sorted(set(squares), key=default_sort_key):
        by_degree: dict[int, list[Expr]] = {0: [], 1: [], 2: []}
        for term in expr.args:
            rest, power = term.as_independent(x, as_Add=False)
            degree = {S.One: 0, x: 1, x**2: 2}.get(power)
            if degree is None:
                break
            by_degree[degree].append(rest)
        else:
            c, b, a = (Add(*by_degree[degree]) for degree in (0, 1, 2))
            discriminant = possible_signs((b**2 - 4 * a * c).expand(), assumptions)
            direction = possible_signs(a, assumptions)
            if direction in (NEGATIVE, POSITIVE) and discriminant is not None:
                if discriminant == NEGATIVE:
                    return direction
                if not discriminant & POSITIVE:
                    return direction | ZERO
    return ANY


def _difference_of_increasing(expr: Add, assumptions: Assumptions) -> SignSet | None:
    """f(u) - f(v) has the sign of u - v where f increases, and the opposite where it decreases."""
    if len(expr.args) != 2:
        return None
    (c, first), (d, second) = (term.as_coeff_Mul() for term in expr.args)
    if first is S.One:
        return _beside_number(second, d, -c / d, assumptions)
    if c != -d:
        return None
    if c < 0:
        first, second = second, first
    if first.func is second.func and isinstance(first, _INCREASING):
        return possible_signs(first.args[0] - second.args[0], assumptions)
    if isinstance(first, Pow) and isinstance(second, Pow):
        return _difference_of_powers(first, second, assumptions)
    return None


def _beside_number(
    term: Expr, coefficient: Expr, level: Expr, assumptions: Assumptions
) -> SignSet | None:
    """The signs of coefficient*(f(u) - level), for f = exp, log or a positive power."""
    if isinstance(term, Pow) and level == 1 and not term.exp.is_Rational:
        powers = _difference_of_powers(term, Pow(term.base, 0, evaluate=False), assumptions)
        return (
            None if powers is None else product(powers, POSITIVE if coefficient > 0 else NEGATIVE)
        )
    if isinstance(term, exp) and level > 0:
        gap = term.args[0] - log(level)
    elif isinstance(term, log):
        gap = term.args[0] - exp(level)
    elif isinstance(term, Pow) and term.exp.is_Rational and term.exp > 0 and level > 0:
        base = possible_signs(term.base, assumptions)
        if base is None or base & NEGATIVE:
            return None
        gap = term.base - level ** (1 / term.exp)
    else:
        return None
    direction = POSITIVE if coefficient > 0 else NEGATIVE
    return product(possible_signs(gap, assumptions), direction)


def _difference_of_powers(first: Pow, second: Pow, assumptions: Assumptions) -> SignSet | None:
    bases = [possible_signs(power.base, assumptions) for power in (first, second)]
    if first.exp == second.exp and bases == [POSITIVE, POSITIVE]:
        difference = possible_signs(first.base - second.base, assumptions)
        return product(difference, possible_signs(first.exp, assumptions))
    if first.base == second.base and bases == [POSITIVE, POSITIVE]:
        difference = possible_signs(first.exp - second.exp, assumptions)
        return product(difference, possible_signs(first.base - 1, assumptions))
    return None
