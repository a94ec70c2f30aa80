"""Integrals of exp of a quadratic, in a variable or in its logarithm."""

from __future__ import annotations

from sympy import Contains, Expr, S, Symbol, binomial, erf, exp, factorial, floor, log, pi, sqrt

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_u, _b = Symbol("u", real=True), Symbol("b", real=True)
_c, _n = Symbol("c", real=True), Symbol("n", real=True)
_j = Symbol("j", nonnegative=True, integer=True)
_HALF_LINE, _LINE = Line(0), Line()


def _gauss() -> Expr:
    return sqrt(pi / _u) * exp(_b**2 / (4 * _u))


def _gauss_integrand() -> Expr:
    return exp(-_u * _y**2 + _b * _y)


def _moment() -> Expr:
    pairings = factorial(2 * _j) / (2**_j * factorial(_j))
    power = (2 * _u) ** (-_j) * ((_b + 2 * _c * _u) / (2 * _u)) ** (_n - 2 * _j)
    return FiniteSum(binomial(_n, 2 * _j) * pairings * power, _j, 0, floor(_n / 2))


gaussian_integral = standard(
    "gaussian-integral",
    "The Gaussian integral",
    "Completing the square leaves the integral of exp(-y^2), which is the root of pi.",
    "Gradshteyn and Ryzhik 2007, 3.323.2",
    lambda: integral_statement(
        _gauss_integrand(),
        _y,
        _LINE,
        _gauss(),
        (
            (sqrt(pi / _u) * exp(-(_b**2) / (4 * _u)), "a sign"),
            (sqrt(2 * pi / _u) * exp(_b**2 / (4 * _u)), "a factor two for the variance"),
        ),
        (_u > 0,),
    ),
)

gaussian_first_moment = standard(
    "gaussian-first-moment",
    "The first moment of a Gaussian kernel",
    "It is the derivative of the Gaussian integral in the coefficient of y.",
    "Gradshteyn and Ryzhik 2007, 3.462.6",
    lambda: integral_statement(
        _gauss_integrand() * _y,
        _y,
        _LINE,
        _gauss() * _b / (2 * _u),
        ((_gauss() * _b / _u, "a factor of one half lost"),),
        (_u > 0,),
    ),
)

gaussian_second_moment = standard(
    "gaussian-second-moment",
    "The second moment of a Gaussian kernel",
    "It is minus the derivative of the Gaussian integral in the coefficient of y^2.",
    "Gradshteyn and Ryzhik 2007, 3.462.8",
    lambda: integral_statement(
        _gauss_integrand() * _y**2,
        _y,
        _LINE,
        _gauss() * (1 / (2 * _u) + _b**2 / (4 * _u**2)),
        ((_gauss() * _b**2 / (4 * _u**2), "the spread left out"),),
        (_u > 0,),
    ),
)

gaussian_moment = standard(
    "gaussian-moment",
    "The moments of a Gaussian kernel",
    "The deviation from the centre has only even moments, as many as there are pairings.",
    "Gradshteyn and Ryzhik 2007, 3.462.8",
    lambda: integral_statement(
        _gauss_integrand() * (_y + _c) ** _n,
        _y,
        _LINE,
        _gauss() * _moment(),
        ((_gauss() * (_b / (2 * _u) + _c) ** (_n + 1), "a power of the centre, one too many"),),
        (_u > 0, Contains(_n, S.Naturals0)),
    ),
)

gaussian_integral_on_a_half_line = standard(
    "gaussian-integral-on-a-half-line",
    "The Gaussian integral from zero",
    "Completing the square leaves a tail of exp(-y^2), which is the error function.",
    "Abramowitz and Stegun 1964, 7.4.2",
    lambda: integral_statement(
        exp(-_u * _x**2 + _b * _x),
        _x,
        _HALF_LINE,
        _gauss() * (1 + erf(_b / (2 * sqrt(_u)))) / 2,
        (
            (_gauss() * (1 - erf(_b / (2 * sqrt(_u)))) / 2, "the other tail"),
            (_gauss() / 2, "half of the whole line, whatever the centre"),
        ),
        (_u > 0,),
    ),
)

log_gaussian_integral = standard(
    "log-gaussian-integral",
    "The Gaussian integral in the logarithm",
    "Substituting x = exp(y) turns it into the Gaussian integral.",
    "Gradshteyn and Ryzhik 2007, 3.323.2, after the substitution",
    lambda: integral_statement(
        _x ** (_b - 1) * exp(-_u * log(_x) ** 2),
        _x,
        _HALF_LINE,
        _gauss(),
        (
            (
                sqrt(pi / _u) * exp((_b - 1) ** 2 / (4 * _u)),
                "the derivative of the substitution lost",
            ),
        ),
        (_u > 0,),
    ),
)

log_gaussian_first_moment = standard(
    "log-gaussian-first-moment",
    "The first moment of a Gaussian kernel in the logarithm",
    "Substituting x = exp(y) turns it into the first moment of a Gaussian kernel.",
    "Gradshteyn and Ryzhik 2007, 3.462.6, after the substitution",
    lambda: integral_statement(
        _x ** (_b - 1) * exp(-_u * log(_x) ** 2) * log(_x),
        _x,
        _HALF_LINE,
        _gauss() * _b / (2 * _u),
        ((_gauss() * (_b - 1) / (2 * _u), "the derivative of the substitution lost"),),
        (_u > 0,),
    ),
)

log_gaussian_second_moment = standard(
    "log-gaussian-second-moment",
    "The second moment of a Gaussian kernel in the logarithm",
    "Substituting x = exp(y) turns it into the second moment of a Gaussian kernel.",
    "Gradshteyn and Ryzhik 2007, 3.462.8, after the substitution",
    lambda: integral_statement(
        _x ** (_b - 1) * exp(-_u * log(_x) ** 2) * log(_x) ** 2,
        _x,
        _HALF_LINE,
        _gauss() * (1 / (2 * _u) + _b**2 / (4 * _u**2)),
        ((_gauss() * _b**2 / (4 * _u**2), "the spread left out"),),
        (_u > 0,),
    ),
)

RULES = (
    gaussian_integral,
    gaussian_first_moment,
    gaussian_second_moment,
    gaussian_moment,
    gaussian_integral_on_a_half_line,
    log_gaussian_integral,
    log_gaussian_first_moment,
    log_gaussian_second_moment,
)
