"""Facts about the Cauchy law: the mean of the log of a quadratic, as it has no moments."""

from __future__ import annotations

from sympy import Expr, Symbol, log, sqrt

from derive.language.distributions.cauchy import Cauchy
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.rule import Statement, Wrong

_m, _s = Symbol("mu", real=True), Symbol("s", positive=True)
_x, _h, _e, _v = (Symbol(name, real=True) for name in "xhev")
_law = Cauchy(_m, _s)


def _height() -> Expr:
    """The imaginary part of the zeros of the quadratic, times the root of v."""
    return sqrt((4 * _h * _v - _e**2) / (4 * _v))


mean_of_log_of_quadratic = fact(
    "cauchy-mean-of-log-of-quadratic",
    "Mean of the log of a quadratic of a Cauchy variable",
    state=lambda: Statement(
        before=Expect(log(_h + _e * _x + _v * _x**2), _x, _law),
        after=lambda: log(_v * (_m + _e / (2 * _v)) ** 2 + (_s * sqrt(_v) + _height()) ** 2),
        wrong=lambda: (
            Wrong(log(_h + _e * _m + _v * _m**2), "the log at the median"),
            Wrong(log(_h + _e * _m + _v * (_m**2 + _s**2)), "the product of the scales left out"),
        ),
        conditions=lambda: (_v > 0, 4 * _h * _v - _e**2 >= 0),
    ),
    reason="The log of the distance to a zero is harmonic, and its mean is its value at the point "
    "above the median at the height of the scale.",
    reference="Chyzak and Nielsen 2019, A closed-form formula for the Kullback-Leibler divergence "
    "between Cauchy distributions",
    prove=by_integral("inverse-quadratic-integral-with-log-of-quadratic"),
)

RULES = (mean_of_log_of_quadratic,)
