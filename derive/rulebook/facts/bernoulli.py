"""Facts about the Bernoulli law: its variable is 0 or 1."""

from __future__ import annotations

from sympy import Symbol

from derive.language.distributions.bernoulli import Bernoulli
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_p, _x = Symbol("p", positive=True), Symbol("x", nonnegative=True, integer=True)
_law = Bernoulli(_p)
_SOURCE = "Johnson, Kemp and Kotz 2005, Univariate Discrete Distributions, section 3.2"

mean = fact(
    "bernoulli-mean",
    "Mean of the Bernoulli law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: _p,
        wrong=lambda: (Wrong(1 - _p, "the chance of zero for that of one"),),
    ),
    reason="The variable is 1 with probability p and 0 otherwise.",
    reference=_SOURCE,
    prove=by_integral("sum-over-finitely-many-points"),
)

variance = fact(
    "bernoulli-variance",
    "Variance of the Bernoulli law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _p * (1 - _p),
        wrong=lambda: (
            Wrong(_p, "the second moment for the variance"),
            Wrong(_p**2, "the square of the mean for the variance"),
        ),
    ),
    reason="The square of the variable is the variable.",
    reference=_SOURCE,
    prove=variance_by_integral("sum-over-finitely-many-points"),
)

RULES = (mean, variance)
