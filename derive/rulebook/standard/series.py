"""Sums over the integers: the exponential, geometric and binomial series, with moments."""

from __future__ import annotations

from sympy import Eq, Expr, Symbol, binomial, exp, factorial

from derive.language.space import Lattice
from derive.rulebook.standard.entry import integral_statement, standard

_n = Symbol("n", positive=True, integer=True)
_x = Symbol("x", nonnegative=True, integer=True)
_t = Symbol("t", real=True)
_NATURALS = Lattice(0)


def _exponential_terms() -> Expr:
    return exp(_t * _x) / factorial(_x)


def _binomial_terms() -> Expr:
    return binomial(_n, _x) * exp(_t * _x)


exponential_series = standard(
    "exponential-series",
    "The exponential series",
    "It is the power series of the exponential function at exp(t).",
    "Abramowitz and Stegun 1964, 4.2.1",
    lambda: integral_statement(
        _exponential_terms(),
        _x,
        _NATURALS,
        exp(exp(_t)),
        ((exp(exp(_t)) - 1, "the term of index zero left out"),),
    ),
)

exponential_series_first_moment = standard(
    "exponential-series-first-moment",
    "The exponential series with a factor x",
    "The factor cancels against the factorial, and the index is shifted by one.",
    "Abramowitz and Stegun 1964, 4.2.1",
    lambda: integral_statement(
        _exponential_terms() * _x,
        _x,
        _NATURALS,
        exp(_t) * exp(exp(_t)),
        ((exp(exp(_t)), "the shift of the index forgotten"),),
    ),
)

exponential_series_second_moment = standard(
    "exponential-series-second-moment",
    "The exponential series with a factor x^2",
    "x^2 is x (x - 1) + x, and both parts cancel against the factorial.",
    "Abramowitz and Stegun 1964, 4.2.1",
    lambda: integral_statement(
        _exponential_terms() * _x**2,
        _x,
        _NATURALS,
        (exp(2 * _t) + exp(_t)) * exp(exp(_t)),
        ((exp(2 * _t) * exp(exp(_t)), "the factorial moment for the moment"),),
    ),
)

geometric_series = standard(
    "geometric-series",
    "The geometric series",
    "Multiplying by 1 - exp(t) leaves the first term.",
    "Abramowitz and Stegun 1964, 3.6.10",
    lambda: integral_statement(
        exp(_t * _x),
        _x,
        _NATURALS,
        1 / (1 - exp(_t)),
        ((exp(_t) / (1 - exp(_t)), "the term of index zero left out"),),
        (exp(_t) < 1,),
    ),
)

geometric_series_first_moment = standard(
    "geometric-series-first-moment",
    "The geometric series with a factor x",
    "It is the derivative of the geometric series in t.",
    "Gradshteyn and Ryzhik 2007, 0.231.2",
    lambda: integral_statement(
        exp(_t * _x) * _x,
        _x,
        _NATURALS,
        exp(_t) / (1 - exp(_t)) ** 2,
        ((1 / (1 - exp(_t)) ** 2, "the index shifted by one"),),
        (exp(_t) < 1,),
    ),
)

geometric_series_second_moment = standard(
    "geometric-series-second-moment",
    "The geometric series with a factor x^2",
    "It is the second derivative of the geometric series in t.",
    "Gradshteyn and Ryzhik 2007, 0.231.2",
    lambda: integral_statement(
        exp(_t * _x) * _x**2,
        _x,
        _NATURALS,
        exp(_t) * (1 + exp(_t)) / (1 - exp(_t)) ** 3,
        ((2 * exp(2 * _t) / (1 - exp(_t)) ** 3, "the factorial moment for the moment"),),
        (exp(_t) < 1,),
    ),
)

binomial_theorem = standard(
    "binomial-theorem",
    "The binomial theorem",
    "Each of the n factors 1 + exp(t) gives one of its two terms.",
    "Abramowitz and Stegun 1964, 3.1.1",
    lambda: integral_statement(
        _binomial_terms(),
        _x,
        Lattice(0, _n),
        (1 + exp(_t)) ** _n,
        ((1 + exp(_n * _t), "the power taken of each term"),),
        unless=(Eq(_n, 1),),
    ),
)

binomial_theorem_first_moment = standard(
    "binomial-theorem-first-moment",
    "The binomial theorem with a factor x",
    "It is the derivative of the binomial theorem in t.",
    "Graham, Knuth and Patashnik 1994, section 5.1",
    lambda: integral_statement(
        _binomial_terms() * _x,
        _x,
        Lattice(0, _n),
        _n * exp(_t) * (1 + exp(_t)) ** (_n - 1),
        ((_n * (1 + exp(_t)) ** (_n - 1), "the inner derivative left out"),),
    ),
)

binomial_theorem_second_moment = standard(
    "binomial-theorem-second-moment",
    "The binomial theorem with a factor x^2",
    "It is the second derivative of the binomial theorem in t.",
    "Graham, Knuth and Patashnik 1994, section 5.1",
    lambda: integral_statement(
        _binomial_terms() * _x**2,
        _x,
        Lattice(0, _n),
        _n * exp(_t) * (1 + _n * exp(_t)) * (1 + exp(_t)) ** (_n - 2),
        (
            (
                _n * (_n - 1) * exp(2 * _t) * (1 + exp(_t)) ** (_n - 2),
                "the factorial moment for the moment",
            ),
        ),
    ),
)

RULES = (
    exponential_series,
    exponential_series_first_moment,
    exponential_series_second_moment,
    geometric_series,
    geometric_series_first_moment,
    geometric_series_second_moment,
    binomial_theorem,
    binomial_theorem_first_moment,
    binomial_theorem_second_moment,
)
