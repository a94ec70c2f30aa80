"""Facts about Student's law: its moments, as far as they exist, and its log density."""

from __future__ import annotations

from sympy import Symbol, log, polygamma

from derive.language.distributions.studentt import StudentT
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_n, _s = Symbol("nu", positive=True), Symbol("s", positive=True)
_m, _x = Symbol("mu", real=True), Symbol("x", real=True)
_law = StudentT(_n, _m, _s)
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, chapter 28"

mean = fact(
    "studentt-mean",
    "Mean of Student's law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _m,
        wrong=lambda: (Wrong(_m + _s, "the scale added to the mean"),),
        conditions=lambda: (_n > 1,),
    ),
    reason="The density is symmetric about its location.",
    reference=_SOURCE,
    prove=by_integral("quadratic-power-first-moment"),
)

variance = fact(
    "studentt-variance",
    "Variance of Student's law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _s**2 * _n / (_n - 2),
        wrong=lambda: (
            Wrong(_s**2, "the squared scale"),
            Wrong(_s**2 * _n / (_n - 1), "one degree of freedom for two"),
        ),
        conditions=lambda: (_n > 2,),
    ),
    reason="A beta integral with its exponents changed by one.",
    reference=_SOURCE,
    prove=variance_by_integral("quadratic-power-second-moment", "quadratic-power-first-moment"),
)

mean_of_log_of_sum = fact(
    "studentt-mean-of-log-of-sum",
    "Mean of the log of one plus the scaled square under Student's law",
    state=lambda: Statement(
        before=Expect(log(1 + ((_x - _m) / _s) ** 2 / _n), _x, _law),
        after=lambda: polygamma(0, (_n + 1) / 2) - polygamma(0, _n / 2),
        wrong=lambda: (
            Wrong(polygamma(0, (_n + 1) / 2) + polygamma(0, _n / 2), "a sign"),
            Wrong(polygamma(0, _n / 2 + 1) - polygamma(0, _n / 2), "one half for one"),
        ),
    ),
    reason="The reciprocal of the sum is a beta variable.",
    reference=_SOURCE,
    prove=by_integral("quadratic-power-integral-with-log"),
)

RULES = (mean, variance, mean_of_log_of_sum)
