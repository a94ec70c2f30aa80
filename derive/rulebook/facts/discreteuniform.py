"""Facts about the discrete uniform law: sums of powers between two integers."""

from __future__ import annotations

from sympy import Eq, Expr, Ne, Symbol, exp

from derive.language.distributions.discreteuniform import DiscreteUniform
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_low, _high = Symbol("low", integer=True), Symbol("high", integer=True)
_x, _t = Symbol("x", integer=True), Symbol("t", real=True)
_law = DiscreteUniform(_low, _high)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, section 6.10"


def _count() -> Expr:
    return _high - _low + 1


mean = fact(
    "discreteuniform-mean",
    "Mean of the discrete uniform law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: (_low + _high) / 2,
        wrong=lambda: (Wrong((_low + _high + 1) / 2, "one more at the end"),),
    ),
    reason="The masses are symmetric about the middle.",
    reference=_SOURCE,
    prove=by_integral("sum-of-integers"),
)

variance = fact(
    "discreteuniform-variance",
    "Variance of the discrete uniform law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: (_count() ** 2 - 1) / 12,
        wrong=lambda: (Wrong((_high - _low) ** 2 / 12, "the variance of the law on the interval"),),
        unless=(Eq(_low, _high),),
    ),
    reason="The second moment less the square of the mean.",
    reference=_SOURCE,
    prove=variance_by_integral("sum-of-squares", "sum-of-integers"),
)

exponential = fact(
    "discreteuniform-mean-of-exponential",
    "Mean of an exponential of a discrete uniform variable",
    state=lambda: Statement(
        before=Expect(exp(_t * _x), _x, _law),
        after=lambda: (exp(_t * (_high + 1)) - exp(_t * _low)) / ((exp(_t) - 1) * _count()),
        wrong=lambda: (
            Wrong(
                (exp(_t * _high) - exp(_t * _low)) / ((exp(_t) - 1) * _count()),
                "the last term left out",
            ),
        ),
        conditions=lambda: (Ne(_t, 0),),
    ),
    reason="It is a geometric progression.",
    reference=_SOURCE,
    prove=by_integral("geometric-sum"),
)

RULES = (mean, variance, exponential)
