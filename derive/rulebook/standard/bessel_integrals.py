"""Integrals of exp(-a x - b/x) and powers: the kernel of the inverse Gaussian law."""

from __future__ import annotations

from sympy import Expr, Integer, Rational, Symbol, besselk, exp, expint, log, pi, sqrt

from derive.language.space import Line
from derive.rulebook.rule import Rule
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True)
_a, _b, _p = (Symbol(name, real=True) for name in "abp")
_HALF_LINE = Line(0)
_CONDITIONS = (_a > 0, _b > 0)
_SOURCE = "Gradshteyn and Ryzhik 2007, 3.471.9"


def _kernel() -> Expr:
    return exp(-_a * _x - _b / _x)


def _fall() -> Expr:
    return exp(-2 * sqrt(_a * _b))


def _of_half_order(name: str, title: str, doubled: int, value: Expr, mistake: Expr) -> Rule:
    """The integral of x^(doubled/2) times the kernel, which is elementary."""
    return standard(
        name,
        title,
        "The Bessel function of half an odd order is elementary.",
        _SOURCE + " with 8.468",
        lambda: integral_statement(
            _x ** Rational(doubled, 2) * _kernel(),
            _x,
            _HALF_LINE,
            value * _fall(),
            ((mistake * _fall(), "the order off by one"),),
            _CONDITIONS,
        ),
    )


_below, _above = sqrt(pi / _b), sqrt(pi / _a)

inverse_gaussian_integral = _of_half_order(
    "inverse-gaussian-integral",
    "The inverse Gaussian integral",
    -3,
    _below,
    _below * (1 + sqrt(_a / _b)),
)
inverse_gaussian_first_moment = _of_half_order(
    "inverse-gaussian-first-moment",
    "The inverse Gaussian integral with a factor",
    -1,
    _above,
    _above * (1 + sqrt(_b / _a)),
)
inverse_gaussian_second_moment = _of_half_order(
    "inverse-gaussian-second-moment",
    "The inverse Gaussian integral with a square",
    1,
    _above * (sqrt(_b / _a) + 1 / (2 * _a)),
    _above * sqrt(_b / _a),
)
inverse_gaussian_inverse_moment = _of_half_order(
    "inverse-gaussian-inverse-moment",
    "The inverse Gaussian integral with a divisor",
    -5,
    _below * (sqrt(_a / _b) + 1 / (2 * _b)),
    _below * sqrt(_a / _b),
)


def _log_mean() -> Expr:
    root = 4 * sqrt(_a * _b)
    return log(_b / _a) / 2 - exp(root) * expint(Integer(1), root)


inverse_gaussian_integral_with_log = standard(
    "inverse-gaussian-integral-with-log",
    "The inverse Gaussian integral with a logarithm",
    "It is the derivative of the Bessel function in its order, at one half.",
    "Gradshteyn and Ryzhik 2007, 8.486(1).20",
    lambda: integral_statement(
        _x ** Rational(-3, 2) * log(_x) * _kernel(),
        _x,
        _HALF_LINE,
        _below * _fall() * _log_mean(),
        ((_below * _fall() * log(_b / _a) / 2, "the spread left out"),),
        _CONDITIONS,
    ),
)


def _bessel() -> Expr:
    return 2 * (_b / _a) ** (_p / 2) * besselk(_p, 2 * sqrt(_a * _b))


bessel_integral = standard(
    "bessel-integral",
    "The integral of a power and the exponential of x and 1/x",
    "It is a definition of the modified Bessel function of the second kind.",
    _SOURCE,
    lambda: integral_statement(
        _x ** (_p - 1) * _kernel(),
        _x,
        _HALF_LINE,
        _bessel(),
        ((_bessel() / 2, "a factor two lost"),),
        _CONDITIONS,
    ),
)

RULES = (
    inverse_gaussian_integral,
    inverse_gaussian_first_moment,
    inverse_gaussian_second_moment,
    inverse_gaussian_inverse_moment,
    inverse_gaussian_integral_with_log,
    bessel_integral,
)
