"""Moments of the exponential, geometric, binomial and negative binomial series, of any order.

A power is a sum of falling factorials with Stirling numbers of the second kind, and a falling
factorial cancels against the factorials of the series.
"""

from __future__ import annotations

from sympy import (
    Contains,
    Eq,
    Expr,
    FallingFactorial,
    RisingFactorial,
    S,
    Symbol,
    binomial,
    exp,
    factorial,
    gamma,
    log,
)

from derive.language.sequence import FiniteSum
from derive.language.space import Lattice
from derive.rulebook.rule import Rule
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", nonnegative=True, integer=True)
_m = Symbol("m", positive=True, integer=True)
_n, _r, _t = Symbol("n", real=True), Symbol("r", real=True), Symbol("t", real=True)
_i, _j = (Symbol(name, nonnegative=True, integer=True) for name in "ij")
_NATURALS = Lattice(0)
_SOURCE = "Graham, Knuth and Patashnik 1994, section 6.1"
_CONVERGES = (exp(_t) < 1,)


def power_as_falling_factorials(order: Expr, of: Expr, index: Symbol) -> Expr:
    """The sum over j = 1, ..., order of the Stirling number of the second kind S(order, j) times
    `of`, a function of the index j.

    >>> from sympy import Integer, Symbol
    >>> j = Symbol("j", nonnegative=True, integer=True)
    >>> power_as_falling_factorials(Integer(2), j, j).high
    2
    """
    term = (-1) ** (index - _i) * _i**order / (factorial(_i) * factorial(index - _i))
    return FiniteSum(of * FiniteSum(term, _i, 1, index), index, 1, order)


def _moments(
    name: str,
    title: str,
    terms: Expr,
    space: Lattice,
    mass: Expr,
    of: Expr,
    conditions: tuple[Expr, ...] = (),
) -> Rule:
    """The sum of x^n times the terms of a series, where mass is that of the terms and `of` the mean
    of x (x - 1) ... (x - j + 1) under the law that they make."""
    return standard(
        name,
        title,
        "The power is a sum of falling factorials, which cancel against the terms.",
        _SOURCE,
        lambda: integral_statement(
            terms * _x**_n,
            _x,
            space,
            mass * power_as_falling_factorials(_n, of, _j),
            ((mass * of.subs(_j, _n), "the falling factorial for the power"),),
            (Contains(_n, S.Naturals), *conditions),
            unless=(Eq(_n, 1),),
        ),
    )


exponential_series_moment = _moments(
    "exponential-series-moment",
    "The exponential series with a power of the index",
    exp(_t * _x) / factorial(_x),
    _NATURALS,
    exp(exp(_t)),
    exp(_j * _t),
)
geometric_series_moment = _moments(
    "geometric-series-moment",
    "The geometric series with a power of the index",
    exp(_t * _x),
    _NATURALS,
    1 / (1 - exp(_t)),
    factorial(_j) * exp(_j * _t) * (1 - exp(_t)) ** (-_j),
    _CONVERGES,
)
binomial_theorem_moment = _moments(
    "binomial-theorem-moment",
    "The binomial theorem with a power of the index",
    binomial(_m, _x) * exp(_t * _x),
    Lattice(0, _m),
    (1 + exp(_t)) ** _m,
    FallingFactorial(_m, _j) * exp(_j * _t) * (1 + exp(_t)) ** (-_j),
)


def _negative_binomial_terms() -> Expr:
    return gamma(_x + _r) / gamma(_x + 1) * exp(_t * _x)


def _negative_binomial_mass() -> Expr:
    return gamma(_r) * (1 - exp(_t)) ** (-_r)


negative_binomial_series = standard(
    "negative-binomial-series",
    "The binomial series of a negative power",
    "It is the power series of (1 - y)^(-r) at y = exp(t).",
    "Abramowitz and Stegun 1964, 3.6.9",
    lambda: integral_statement(
        _negative_binomial_terms(),
        _x,
        _NATURALS,
        _negative_binomial_mass(),
        ((gamma(_r) * (1 - exp(_t)) ** _r, "the sign of the power"),),
        (_r > 0, *_CONVERGES),
    ),
)

negative_binomial_series_moment = _moments(
    "negative-binomial-series-moment",
    "The binomial series of a negative power, with a power of the index",
    _negative_binomial_terms(),
    _NATURALS,
    _negative_binomial_mass(),
    RisingFactorial(_r, _j) * exp(_j * _t) * (1 - exp(_t)) ** (-_j),
    (_r > 0, *_CONVERGES),
)


exponential_series_over_index = standard(
    "exponential-series-over-the-next-index",
    "The exponential series divided by x + 1",
    "The divisor completes the factorial, and the first term is missing.",
    "Abramowitz and Stegun 1964, 4.2.1",
    lambda: integral_statement(
        exp(_t * _x) / (factorial(_x) * (_x + 1)),
        _x,
        _NATURALS,
        (exp(exp(_t)) - 1) * exp(-_t),
        ((exp(exp(_t)) * exp(-_t), "the missing term counted"),),
    ),
)

geometric_series_over_index = standard(
    "geometric-series-over-the-next-index",
    "The geometric series divided by x + 1",
    "It is the integral of the geometric series.",
    "Abramowitz and Stegun 1964, 4.1.24",
    lambda: integral_statement(
        exp(_t * _x) / (_x + 1),
        _x,
        _NATURALS,
        -log(1 - exp(_t)) * exp(-_t),
        ((-log(1 - exp(_t)), "the shift of the index forgotten"),),
        _CONVERGES,
    ),
)

binomial_theorem_over_index = standard(
    "binomial-theorem-over-the-next-index",
    "The binomial theorem divided by x + 1",
    "The divisor is absorbed by the binomial coefficient of the next order.",
    "Graham, Knuth and Patashnik 1994, equation 5.6",
    lambda: integral_statement(
        binomial(_m, _x) * exp(_t * _x) / (_x + 1),
        _x,
        Lattice(0, _m),
        ((1 + exp(_t)) ** (_m + 1) - 1) * exp(-_t) / (_m + 1),
        (((1 + exp(_t)) ** (_m + 1) * exp(-_t) / (_m + 1), "the missing term counted"),),
    ),
)

RULES = (
    exponential_series_moment,
    geometric_series_moment,
    binomial_theorem_moment,
    negative_binomial_series,
    negative_binomial_series_moment,
    exponential_series_over_index,
    geometric_series_over_index,
    binomial_theorem_over_index,
)
