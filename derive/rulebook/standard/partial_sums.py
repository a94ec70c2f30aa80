"""The exponential series and the binomial theorem, up to an index."""

from __future__ import annotations

from sympy import Expr, Symbol, binomial, exp, factorial, uppergamma
from sympy.functions.special.beta_functions import betainc_regularized

from derive.language.space import Lattice
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", nonnegative=True, integer=True)
_m = Symbol("m", integer=True)
_n = Symbol("n", positive=True, integer=True)
_t = Symbol("t", real=True)


def _exponential(m: Expr) -> Expr:
    return exp(exp(_t)) * uppergamma(m + 1, exp(_t)) / factorial(m)


exponential_sum = standard(
    "exponential-series-up-to-an-index",
    "The exponential series up to an index",
    "By parts, the incomplete gamma function of an integer is such a sum.",
    "Abramowitz and Stegun 1964, 6.5.13",
    lambda: integral_statement(
        exp(_t * _x) / factorial(_x),
        _x,
        Lattice(0, _m),
        _exponential(_m),
        ((_exponential(_m + 1), "one term too many"),),
        (_m >= 0,),
    ),
)


def _binomial(m: Expr) -> Expr:
    share = 1 / (1 + exp(_t))
    return (1 + exp(_t)) ** _n * betainc_regularized(_n - m, m + 1, 0, share)


binomial_sum = standard(
    "binomial-theorem-up-to-an-index",
    "The binomial theorem up to an index",
    "By parts, the incomplete beta function of integers is such a sum.",
    "Abramowitz and Stegun 1964, 26.5.24",
    lambda: integral_statement(
        binomial(_n, _x) * exp(_t * _x),
        _x,
        Lattice(0, _m),
        _binomial(_m),
        (((1 + exp(_t)) ** _n - _binomial(_m), "the terms beyond the index"),),
        (_m >= 0, _m <= _n - 1),
    ),
)

RULES = (exponential_sum, binomial_sum)
