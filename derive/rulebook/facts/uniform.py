"""Facts about the uniform law: a mean is an integral over the interval, divided by its length."""

from __future__ import annotations

from sympy import Contains, Eq, Expr, Ne, S, Symbol, exp, log

from derive.language.distributions.uniform import Uniform
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_low, _high = Symbol("low", real=True), Symbol("high", real=True)
_c, _n, _s, _t = (Symbol(name, real=True) for name in "cnst")
_x = Symbol("x", real=True)
_law = Uniform(_low, _high)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 26"


def _power_mean(order: Expr) -> Expr:
    return (_high ** (order + 1) - _low ** (order + 1)) / ((order + 1) * (_high - _low))


def _weighted_log(u: Expr) -> Expr:
    return u * log(u)


mean = fact(
    "uniform-mean",
    "Mean of the uniform law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: (_low + _high) / 2,
        wrong=lambda: (
            Wrong((_high - _low) / 2, "half the length for the middle"),
            Wrong(_low + _high, "a factor of one half lost"),
        ),
    ),
    reason="The density is symmetric about the middle.",
    reference=_SOURCE,
    prove=by_integral("monomial-integral"),
)

variance = fact(
    "uniform-variance",
    "Variance of the uniform law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: (_high - _low) ** 2 / 12,
        wrong=lambda: (
            Wrong((_high - _low) / 12, "the length not squared"),
            Wrong((_low**2 + _low * _high + _high**2) / 3, "the second moment for the variance"),
        ),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("monomial-integral"),
)

mean_of_log_from_its_end = fact(
    "uniform-mean-of-log-of-distance-to-low",
    "Mean log distance of a uniform variable to its lower end",
    state=lambda: Statement(
        before=Expect(log(_x - _low), _x, _law),
        after=lambda: log(_high - _low) - 1,
        wrong=lambda: (
            Wrong(log((_high - _low) / 2), "the log of the mean for the mean of the log"),
        ),
    ),
    reason="The distance is uniform from zero, and u log u goes to zero with u.",
    reference=_SOURCE,
    prove=by_integral("log-integral-from-low"),
)

mean_of_log_to_its_end = fact(
    "uniform-mean-of-log-of-distance-to-high",
    "Mean log distance of a uniform variable to its upper end",
    state=lambda: Statement(
        before=Expect(log(_high - _x), _x, _law),
        after=lambda: log(_high - _low) - 1,
        wrong=lambda: (
            Wrong(log((_high - _low) / 2), "the log of the mean for the mean of the log"),
        ),
    ),
    reason="The distance is uniform from zero, and u log u goes to zero with u.",
    reference=_SOURCE,
    prove=by_integral("log-integral-to-high"),
)

mean_of_log = fact(
    "uniform-mean-of-log",
    "Mean of the logarithm of a uniform variable",
    state=lambda: Statement(
        before=Expect(log(_x + _c), _x, _law),
        after=lambda: (_weighted_log(_high + _c) - _weighted_log(_low + _c)) / (_high - _low) - 1,
        wrong=lambda: (
            Wrong(
                (_weighted_log(_high + _c) - _weighted_log(_low + _c)) / (_high - _low),
                "the linear term lost",
            ),
            Wrong(log((_low + _high) / 2 + _c), "the log of the mean for the mean of the log"),
        ),
        conditions=lambda: (_low + _c > 0,),
    ),
    reason="u log u - u has the derivative log u.",
    reference=_SOURCE,
    prove=by_integral("log-integral"),
)

mean_of_log_of_complement = fact(
    "uniform-mean-of-log-of-complement",
    "Mean of the log distance of a uniform variable to a point above",
    state=lambda: Statement(
        before=Expect(log(_c - _x), _x, _law),
        after=lambda: (_weighted_log(_c - _low) - _weighted_log(_c - _high)) / (_high - _low) - 1,
        wrong=lambda: (
            Wrong(
                (_weighted_log(_c - _low) - _weighted_log(_c - _high)) / (_high - _low),
                "the linear term lost",
            ),
            Wrong(log(_c - (_low + _high) / 2), "the log of the mean for the mean of the log"),
        ),
        conditions=lambda: (_c > _high,),
    ),
    reason="u log u - u has the derivative log u.",
    reference=_SOURCE,
    prove=by_integral("log-integral-of-complement"),
)

monomial = fact(
    "uniform-mean-of-monomial",
    "Mean of a natural power of a uniform variable",
    state=lambda: Statement(
        before=Expect(_x**_n, _x, _law),
        after=lambda: _power_mean(_n),
        wrong=lambda: (
            Wrong(_power_mean(_n) * (_n + 1), "the denominator left out"),
            Wrong(((_low + _high) / 2) ** _n, "the power of the mean"),
        ),
        conditions=lambda: (Contains(_n, S.Naturals0),),
        unless=(Eq(_n, 0), Eq(_n, 1)),
    ),
    reason="x^(n + 1)/(n + 1) has the derivative x^n.",
    reference=_SOURCE,
    prove=by_integral("monomial-integral"),
)

power = fact(
    "uniform-mean-of-power",
    "Mean of a power of a positive uniform variable",
    state=lambda: Statement(
        before=Expect(_x**_s, _x, _law),
        after=lambda: _power_mean(_s),
        wrong=lambda: (
            Wrong(_power_mean(_s) * (_s + 1), "the denominator left out"),
            Wrong(((_low + _high) / 2) ** _s, "the power of the mean"),
        ),
        conditions=lambda: (_low > 0, Ne(_s, -1)),
    ),
    reason="x^(s + 1)/(s + 1) has the derivative x^s.",
    reference=_SOURCE,
    prove=by_integral("power-integral"),
)

exponential = fact(
    "uniform-mean-of-exponential",
    "Mean of an exponential of a uniform variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: (exp(_t * _high) - exp(_t * _low)) / (_t * (_high - _low)),
        wrong=lambda: (
            Wrong((exp(_t * _high) - exp(_t * _low)) / (_high - _low), "the factor t lost"),
            Wrong(exp(_t * (_low + _high) / 2), "the exponential of the mean"),
        ),
        conditions=lambda: (Ne(_t, 0),),
    ),
    reason="exp(t x)/t has the derivative exp(t x).",
    reference=_SOURCE,
    prove=by_integral("exponential-integral"),
)

RULES = (
    mean,
    variance,
    mean_of_log_from_its_end,
    mean_of_log_to_its_end,
    mean_of_log,
    mean_of_log_of_complement,
    monomial,
    power,
    exponential,
)
