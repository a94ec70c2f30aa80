"""Third, fourth and further moments of kernels on the line, from their cumulants or about a
centre."""

from __future__ import annotations

from sympy import (
    Abs,
    Contains,
    Expr,
    Ne,
    Rational,
    S,
    Symbol,
    binomial,
    cosh,
    exp,
    floor,
    gamma,
    log,
    pi,
    polygamma,
    sqrt,
)

from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_y = Symbol("y", real=True)
_b, _c, _d, _g, _p, _r, _u, _v, _w = (Symbol(name, real=True) for name in "bcdgpruvw")
_j, _n = Symbol("j", integer=True), Symbol("n", real=True)
_LINE = Line()


def _third(one: Expr, two: Expr, three: Expr) -> Expr:
    """The third moment of a law with these cumulants."""
    return one**3 + 3 * one * two + three


def _fourth(one: Expr, two: Expr, three: Expr, four: Expr) -> Expr:
    return one**4 + 6 * one**2 * two + 3 * two**2 + 4 * one * three + four


def _gumbel() -> Expr:
    return exp(-_v * exp(_r * _y)) * exp(_p * _y)


def _gumbel_mass() -> Expr:
    return gamma(_p / _r) / (Abs(_r) * _v ** (_p / _r))


def _gumbel_cumulant(n: int) -> Expr:
    shift = log(_v) if n == 1 else S.Zero
    return (polygamma(n - 1, _p / _r) - shift) / _r**n


_GUMBEL = (Ne(_r, 0), _p / _r > 0, _v > 0)

gumbel_third_moment = standard(
    "gumbel-third-moment",
    "The gamma integral in the exponent, with a cube",
    "The log of the integral generates the cumulants, by its derivatives in p.",
    "Gradshteyn and Ryzhik 2007, 4.358.3, after the substitution",
    lambda: integral_statement(
        _gumbel() * _y**3,
        _y,
        _LINE,
        _gumbel_mass() * _third(*map(_gumbel_cumulant, (1, 2, 3))),
        ((_gumbel_mass() * _gumbel_cumulant(1) ** 3, "the cube of the mean"),),
        _GUMBEL,
    ),
)

gumbel_fourth_moment = standard(
    "gumbel-fourth-moment",
    "The gamma integral in the exponent, with a fourth power",
    "The log of the integral generates the cumulants, by its derivatives in p.",
    "Gradshteyn and Ryzhik 2007, 4.358.4, after the substitution",
    lambda: integral_statement(
        _gumbel() * _y**4,
        _y,
        _LINE,
        _gumbel_mass() * _fourth(*map(_gumbel_cumulant, (1, 2, 3, 4))),
        ((_gumbel_mass() * _gumbel_cumulant(1) ** 4, "the fourth power of the mean"),),
        _GUMBEL,
    ),
)


def _logistic() -> Expr:
    return exp(-_p * _y) * (_d + _c * exp(-_r * _y)) ** (-_w)


def _logistic_mass() -> Expr:
    s = _p / _r
    return _c ** (-s) * _d ** (s - _w) * gamma(s) * gamma(_w - s) / (_r * gamma(_w))


def _logistic_cumulant(n: int) -> Expr:
    shift = log(_c / _d) if n == 1 else S.Zero
    other = polygamma(n - 1, _p / _r)
    return (shift + polygamma(n - 1, _w - _p / _r) + (-1) ** n * other) / _r**n


_LOGISTIC = (_c > 0, _d > 0, _r > 0, _p > 0, _w > _p / _r)

logistic_third_moment = standard(
    "logistic-third-moment",
    "The third moment of a logistic kernel",
    "The log of the integral generates the cumulants, by its derivatives in p.",
    "Gradshteyn and Ryzhik 2007, 3.194.3, differentiated",
    lambda: integral_statement(
        _logistic() * _y**3,
        _y,
        _LINE,
        _logistic_mass() * _third(*map(_logistic_cumulant, (1, 2, 3))),
        ((_logistic_mass() * _logistic_cumulant(1) ** 3, "the cube of the mean"),),
        _LOGISTIC,
    ),
)

logistic_fourth_moment = standard(
    "logistic-fourth-moment",
    "The fourth moment of a logistic kernel",
    "The log of the integral generates the cumulants, by its derivatives in p.",
    "Gradshteyn and Ryzhik 2007, 3.194.3, differentiated",
    lambda: integral_statement(
        _logistic() * _y**4,
        _y,
        _LINE,
        _logistic_mass() * _fourth(*map(_logistic_cumulant, (1, 2, 3, 4))),
        ((_logistic_mass() * _logistic_cumulant(1) ** 4, "the fourth power of the mean"),),
        _LOGISTIC,
    ),
)


def _quadratic_moment() -> Expr:
    spread = (4 * _g * _u - _b**2) / (4 * _u)
    offset = (2 * _d * _u - _b) / (2 * _u)
    half = _j + Rational(1, 2)
    even = gamma(half) * gamma(_w - half) / gamma(_w) * (spread / _u) ** _j
    term = binomial(_n, 2 * _j) * offset ** (_n - 2 * _j) * even
    return spread ** (Rational(1, 2) - _w) * sqrt(1 / _u) * FiniteSum(term, _j, 0, floor(_n / 2))


quadratic_power_moment = standard(
    "quadratic-power-moment",
    "The moments of a power of a quadratic",
    "About the centre only the even moments remain, and each side of them is a beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.241.4, on each side",
    lambda: integral_statement(
        (_y + _d) ** _n * (_g + _b * _y + _u * _y**2) ** (-_w),
        _y,
        _LINE,
        _quadratic_moment(),
        ((_quadratic_moment() * 2, "a factor two"),),
        (_u > 0, 4 * _g * _u - _b**2 > 0, 2 * _w > _n + 1, Contains(_n, S.Naturals0)),
    ),
)

hyperbolic_secant_third_moment = standard(
    "hyperbolic-secant-third-moment",
    "The third moment of the inverse hyperbolic cosine",
    "The kernel is even: of the cube the odd powers drop out.",
    "Gradshteyn and Ryzhik 2007, 3.523",
    lambda: integral_statement(
        (_y + _c) ** 3 / cosh(_r * _y),
        _y,
        _LINE,
        pi / _r * (_c**3 + 3 * _c * pi**2 / (4 * _r**2)),
        ((pi / _r * _c**3, "the spread left out"),),
        (_r > 0,),
    ),
)

hyperbolic_secant_fourth_moment = standard(
    "hyperbolic-secant-fourth-moment",
    "The fourth moment of the inverse hyperbolic cosine",
    "It is an Euler number times a power of pi.",
    "Gradshteyn and Ryzhik 2007, 3.523.6",
    lambda: integral_statement(
        _y**4 / cosh(_r * _y),
        _y,
        _LINE,
        5 * pi**5 / (16 * _r**5),
        ((3 * pi**5 / (16 * _r**5), "the fourth moment of a normal law with this variance"),),
        (_r > 0,),
    ),
)

RULES = (
    gumbel_third_moment,
    gumbel_fourth_moment,
    logistic_third_moment,
    logistic_fourth_moment,
    quadratic_power_moment,
    hyperbolic_secant_third_moment,
    hyperbolic_secant_fourth_moment,
)
