"""Facts about the binomial law, from the binomial theorem."""

from __future__ import annotations

from sympy import Eq, Symbol, exp

from derive.language.distributions.binomial import Binomial
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_n, _p = Symbol("n", positive=True, integer=True), Symbol("p", positive=True)
_x, _t = Symbol("x", nonnegative=True, integer=True), Symbol("t", real=True)
_law = Binomial(_n, _p)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, chapter 3"

mean = fact(
    "binomial-mean",
    "Mean of the binomial law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _n * _p,
        wrong=lambda: (
            Wrong(_n * (1 - _p), "failures counted for successes"),
            Wrong(_p, "the number of trials left out"),
        ),
        unless=(Eq(_n, 1),),
    ),
    reason="Each of the n trials succeeds with probability p.",
    reference=_SOURCE,
    prove=by_integral("binomial-theorem-first-moment"),
)

variance = fact(
    "binomial-variance",
    "Variance of the binomial law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _n * _p * (1 - _p),
        wrong=lambda: (
            Wrong(_n * _p, "the mean for the variance"),
            Wrong(_n**2 * _p * (1 - _p), "the trials taken to be all the same one"),
        ),
        unless=(Eq(_n, 1),),
    ),
    reason="The trials are independent, and each has the variance p (1 - p).",
    reference=_SOURCE,
    prove=variance_by_integral("binomial-theorem-second-moment", "binomial-theorem-first-moment"),
)

exponential = fact(
    "binomial-mean-of-exponential",
    "Mean of an exponential of a binomial variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: (1 - _p + _p * exp(_t)) ** _n,
        wrong=lambda: (
            Wrong((1 + _p * exp(_t)) ** _n, "the chance of failure left out"),
            Wrong(exp(_n * _p * _t), "the exponential of the mean"),
        ),
    ),
    reason="Each trial contributes the factor 1 - p + p exp(t).",
    reference=_SOURCE,
    prove=by_integral("binomial-theorem"),
)

RULES = (mean, variance, exponential)
