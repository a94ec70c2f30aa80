"""Facts about the hyperbolic secant law."""

from __future__ import annotations

from sympy import Integer, S, Symbol, cosh, log, pi

from derive.language.distributions.hyperbolicsecant import HyperbolicSecant
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_x = Symbol("x", real=True)
_law = HyperbolicSecant()
_SOURCE = "Johnson, Kotz and Balakrishnan 1995, volume 2, section 23.11"

mean = fact(
    "hyperbolicsecant-mean",
    "Mean of the hyperbolic secant law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: S.Zero,
        wrong=lambda: (Wrong(Integer(1), "the standard deviation for the mean"),),
    ),
    reason="The density is even.",
    reference=_SOURCE,
    prove=by_integral("hyperbolic-secant-first-moment"),
)

variance = fact(
    "hyperbolicsecant-variance",
    "Variance of the hyperbolic secant law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: S.One,
        wrong=lambda: (Wrong(pi**2 / 4, "the unit of the argument left out"),),
    ),
    reason="An Euler number.",
    reference=_SOURCE,
    prove=variance_by_integral("hyperbolic-secant-second-moment", "hyperbolic-secant-first-moment"),
)

mean_of_log = fact(
    "hyperbolicsecant-mean-of-log-of-cosh",
    "Mean of log cosh(pi x/2) under the hyperbolic secant law",
    state=lambda: Statement(
        before=Expect(log(cosh(pi * _x / 2)), _x, _law),
        after=lambda: log(2),
        wrong=lambda: (Wrong(log(2) / 2, "one side only"),),
    ),
    reason="In the Gudermannian it is minus the mean of log cos over a quarter of a turn.",
    reference=_SOURCE,
    prove=by_integral("hyperbolic-secant-integral-with-log"),
)

RULES = (mean, variance, mean_of_log)
