"""Integrals of sums to a power, and of inverse Gaussian kernels, up to a point or beyond it."""

from __future__ import annotations

from sympy import (
    Contains,
    Eq,
    Expr,
    Ne,
    Rational,
    S,
    Symbol,
    betainc,
    erfc,
    exp,
    lowergamma,
    pi,
    sqrt,
    uppergamma,
)

from derive.language.space import Line
from derive.rulebook.standard.entry import integral_statement, standard

_x, _y = Symbol("x", positive=True), Symbol("y", real=True)
_a, _b, _c, _d, _k, _r, _s, _u, _v, _w = (Symbol(n, real=True) for n in "abcdkrsuvw")
_n = Symbol("n", real=True)
_left, _right = Symbol("left", real=True), Symbol("right", real=True)
_end, _low = Symbol("end", positive=True), Symbol("low", real=True)
_stop = Symbol("stop", real=True)
_FROM_ZERO, _BEYOND = Line(0, _end), Line(_low)


def _first_moment_at(x: Expr) -> Expr:
    at = _d + _r * x
    return (at ** (_s + 2) / (_s + 2) - _d * at ** (_s + 1) / (_s + 1)) / _r**2


first_moment_of_power_of_sum = standard(
    "first-moment-of-a-power-of-a-sum",
    "The first moment of a power of a linear function on an interval",
    "The variable is a multiple of the linear function less its constant.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        _y * (_d + _r * _y) ** _s,
        _y,
        Line(_left, _right),
        _first_moment_at(_right) - _first_moment_at(_left),
        ((_first_moment_at(_right), "the lower end left out"),),
        (_d + _r * _left > 0, _d + _r * _right > 0, Ne(_s, -1), Ne(_s, -2), Ne(_r, 0)),
    ),
)


def _mass_at(x: Expr) -> Expr:
    return (_d + _r * x) ** (_s + 1) / (_r * (_s + 1))


power_of_linear_function = standard(
    "integral-of-a-power-of-a-linear-function",
    "The integral of a power of a linear function on an interval",
    "The next power, over its exponent and the slope, has this derivative.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        (_d + _r * _y) ** _s,
        _y,
        Line(_left, _right),
        _mass_at(_right) - _mass_at(_left),
        ((_r * (_mass_at(_right) - _mass_at(_left)) + 1, "the slope left out"),),
        (_d + _r * _left > 0, _d + _r * _right > 0, Ne(_s, -1), Ne(_r, 0)),
    ),
)


natural_power_of_sum = standard(
    "integral-of-a-natural-power-of-a-sum",
    "The integral of a natural power of a shifted variable on an interval",
    "The next power over its exponent has this derivative, whatever the sign of the sum.",
    "Abramowitz and Stegun 1964, 3.3.1",
    lambda: integral_statement(
        (_y + _c) ** _n,
        _y,
        Line(_left, _right),
        ((_right + _c) ** (_n + 1) - (_left + _c) ** (_n + 1)) / (_n + 1),
        (((_right + _c) ** (_n + 1) / (_n + 1), "the lower end left out"),),
        (Contains(_n, S.Naturals0),),
        (Eq(_left + _c, 0),),
    ),
)


def _odds() -> Expr:
    return _r * _end**_k / (_d + _r * _end**_k)


def _share() -> Expr:
    s = _u / _k
    return _d ** (s - _w) * _r ** (-s) * betainc(s, _w - s, 0, _odds()) / _k


incomplete_beta_integral_on_the_half_line = standard(
    "incomplete-beta-integral-of-a-sum",
    "The beta integral on the half-line up to a point",
    "The share of the power in the sum turns it into the incomplete beta integral.",
    "Gradshteyn and Ryzhik 2007, 3.194.1",
    lambda: integral_statement(
        _x ** (_u - 1) * (_d + _r * _x**_k) ** (-_w),
        _x,
        _FROM_ZERO,
        _share(),
        ((_share() * (1 + _odds()), "a factor of the end"),),
        (_d > 0, _r > 0, _k > 0, _u > 0, _w > _u / _k),
    ),
)


def _side(direction: int) -> Expr:
    """One of the two error functions up to the point."""
    ends = sqrt(_b / _end) + direction * sqrt(_a * _end)
    return exp(2 * direction * sqrt(_a * _b)) * erfc(ends)


inverse_gaussian_integral_up_to_a_point = standard(
    "inverse-gaussian-integral-up-to-a-point",
    "The inverse Gaussian integral up to a point",
    "Each of sqrt(b/x) - sqrt(a x) and sqrt(b/x) + sqrt(a x) makes a Gaussian integral of a part.",
    "Chhikara and Folks 1989, section 2.3",
    lambda: integral_statement(
        _x ** Rational(-3, 2) * exp(-_a * _x - _b / _x),
        _x,
        _FROM_ZERO,
        sqrt(pi) / (2 * sqrt(_b)) * (_side(-1) + _side(1)),
        ((sqrt(pi) / (2 * sqrt(_b)) * _side(-1), "one of the two parts left out"),),
        (_a > 0, _b > 0),
    ),
)

inverse_gaussian_first_moment_up_to_a_point = standard(
    "inverse-gaussian-first-moment-up-to-a-point",
    "The first moment of the inverse Gaussian kernel up to a point",
    "It is minus the derivative of the integral in a.",
    "Chhikara and Folks 1989, section 2.3, differentiated",
    lambda: integral_statement(
        exp(-_a * _x - _b / _x) / sqrt(_x),
        _x,
        _FROM_ZERO,
        sqrt(pi) / (2 * sqrt(_a)) * (_side(-1) - _side(1)),
        ((sqrt(pi) / (2 * sqrt(_a)) * (_side(-1) + _side(1)), "a sign"),),
        (_a > 0, _b > 0),
    ),
)


def _between() -> Expr:
    s = _u / _k
    ends = lowergamma(s, _v * _stop**_k) - lowergamma(s, _v * _low**_k)
    return _v ** (-s) / _k * ends


gamma_integral_on_an_interval = standard(
    "gamma-integral-on-an-interval",
    "The gamma integral on an interval",
    "Substituting v x^k turns it into a difference of incomplete gamma functions.",
    "Gradshteyn and Ryzhik 2007, 3.381.8",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k),
        _x,
        Line(_low, _stop),
        _between(),
        ((_between() * (1 + _low), "a factor of the end"),),
        (_v > 0, _k > 0, _u > 0, _low >= 0, _stop >= 0),
    ),
)


def _between_inverses() -> Expr:
    s = _u / _k
    ends = uppergamma(s, _v * _low**_k) - uppergamma(s, _v * _end**_k)
    return _v ** (-s) / _k * ends


gamma_integral_of_inverses_on_an_interval = standard(
    "gamma-integral-of-inverses-on-an-interval",
    "The gamma integral in the inverse variable on an interval",
    "Substituting v x^k turns it into a difference of incomplete gamma functions.",
    "Gradshteyn and Ryzhik 2007, 3.381.8",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k),
        _x,
        Line(_low, _end),
        _between_inverses(),
        ((-_between_inverses(), "a sign"),),
        (_v > 0, _k < 0, _low > 0),
    ),
)


def _beyond() -> Expr:
    return _v ** (-_u / _k) * uppergamma(_u / _k, _v * _low**_k) / _k


gamma_integral_beyond_a_point = standard(
    "gamma-integral-beyond-a-point",
    "The gamma integral beyond a point",
    "Substituting v x^k turns it into the upper incomplete gamma function.",
    "Gradshteyn and Ryzhik 2007, 3.381.9",
    lambda: integral_statement(
        _x ** (_u - 1) * exp(-_v * _x**_k),
        _x,
        _BEYOND,
        _beyond(),
        ((_beyond() * _k * 2, "the power of the substitution left out"),),
        (_v > 0, _k > 0, _low > 0),
        (Eq(_k, Rational(1, 2)),),
    ),
)

RULES = (
    natural_power_of_sum,
    power_of_linear_function,
    first_moment_of_power_of_sum,
    incomplete_beta_integral_on_the_half_line,
    inverse_gaussian_integral_up_to_a_point,
    inverse_gaussian_first_moment_up_to_a_point,
    gamma_integral_beyond_a_point,
    gamma_integral_on_an_interval,
    gamma_integral_of_inverses_on_an_interval,
)
