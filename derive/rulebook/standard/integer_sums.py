"""Sums over the integers from one, and between two integers."""

from __future__ import annotations

from sympy import Eq, Expr, Ne, Symbol, exp, log

from derive.language.space import Lattice
from derive.rulebook.rule import Rule
from derive.rulebook.standard.entry import integral_statement, standard

_x = Symbol("x", positive=True, integer=True)
_k = Symbol("k", integer=True)
_low, _high = Symbol("low", integer=True), Symbol("high", integer=True)
_t = Symbol("t", real=True)
_FROM_ONE, _BETWEEN = Lattice(1), Lattice(_low, _high)
_SOURCE = "Abramowitz and Stegun 1964, 3.6.10"


def _of_geometric(name: str, title: str, order: int, value: Expr, mistake: Expr) -> Rule:
    return standard(
        name,
        title,
        "It is a derivative of the geometric series in t.",
        _SOURCE,
        lambda: integral_statement(
            exp(_t * _x) * _x**order,
            _x,
            _FROM_ONE,
            value,
            ((mistake, "the index counted from zero"),),
            (exp(_t) < 1,),
        ),
    )


_y = exp(_t)

geometric_series = _of_geometric(
    "geometric-series-from-one",
    "The geometric series from its second term",
    0,
    _y / (1 - _y),
    1 / (1 - _y),
)
first_moment = _of_geometric(
    "geometric-series-from-one-first-moment",
    "The geometric series from its second term, with a factor x",
    1,
    _y / (1 - _y) ** 2,
    1 / (1 - _y) ** 2,
)
second_moment = _of_geometric(
    "geometric-series-from-one-second-moment",
    "The geometric series from its second term, with a factor x^2",
    2,
    _y * (1 + _y) / (1 - _y) ** 3,
    (1 + _y) / (1 - _y) ** 3,
)

logarithmic_series = standard(
    "logarithmic-series",
    "The logarithmic series",
    "It is the integral of the geometric series.",
    "Abramowitz and Stegun 1964, 4.1.24",
    lambda: integral_statement(
        exp(_t * _x) / _x,
        _x,
        _FROM_ONE,
        -log(1 - _y),
        ((log(1 + _y), "the alternating series"),),
        (_y < 1,),
    ),
)


def _of_powers(name: str, title: str, order: int, up_to: Expr, mistake: str) -> Rule:
    """The sum of k^order, where `up_to` in `high` is that from one."""
    value = up_to - up_to.subs(_high, _low - 1)
    return standard(
        name,
        title,
        "The difference of the right side at high and high - 1 is the last term.",
        "Graham, Knuth and Patashnik 1994, section 6.5",
        lambda: integral_statement(
            _k**order,
            _k,
            _BETWEEN,
            value,
            ((up_to - up_to.subs(_high, _low), mistake),),
            (_low <= _high,),
            unless=(Eq(_low, 0),) if order else (),
        ),
    )


_LEFT_OUT = "the first term left out"

count = _of_powers("sum-of-ones", "How many integers there are", 0, _high, _LEFT_OUT)
sum_of_integers = _of_powers(
    "sum-of-integers", "The sum of integers", 1, _high * (_high + 1) / 2, _LEFT_OUT
)
sum_of_squares = _of_powers(
    "sum-of-squares",
    "The sum of squares of integers",
    2,
    _high * (_high + 1) * (2 * _high + 1) / 6,
    _LEFT_OUT,
)
sum_of_cubes = _of_powers(
    "sum-of-cubes",
    "The sum of cubes of integers",
    3,
    _high**2 * (_high + 1) ** 2 / 4,
    _LEFT_OUT,
)

geometric_sum = standard(
    "geometric-sum",
    "The sum of a geometric progression",
    "Multiplying by 1 - exp(t) leaves the first term and the one after the last.",
    "Abramowitz and Stegun 1964, 3.1.10",
    lambda: integral_statement(
        exp(_t * _k),
        _k,
        _BETWEEN,
        (exp(_t * (_high + 1)) - exp(_t * _low)) / (exp(_t) - 1),
        (((exp(_t * _high) - exp(_t * _low)) / (exp(_t) - 1), "the last term left out"),),
        (_low <= _high, Ne(_t, 0)),
    ),
)

RULES = (
    geometric_series,
    first_moment,
    second_moment,
    logarithmic_series,
    count,
    sum_of_integers,
    sum_of_squares,
    sum_of_cubes,
    geometric_sum,
)
