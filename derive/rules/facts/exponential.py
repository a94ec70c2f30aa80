"""Facts about the exponential law: powers, exponentials and logarithms of its variable."""

from __future__ import annotations

from sympy import Symbol

from derive.language.distributions.exponential import Exponential
from derive.language.expectation import Expect, Variance
from derive.rules.facts.fact import fact
from derive.rules.rule import Statement, Wrong

_rate = Symbol("lambda", positive=True)
_x, _s, _t = Symbol("x", positive=True), Symbol("s", real=True), Symbol("t", real=True)
_law = Exponential(_rate)

mean = fact(
    "exponential-mean",
    "Mean of the exponential law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=1 / _rate,
        wrong=(Wrong(_rate, "the rate taken for the mean"),),
    ),
    reason="Waiting times at rate lambda last 1/lambda on average.",
    reference="Johnson, Kotz and Balakrishnan 1994, volume 1, section 19.4",
    prove=lambda: (),
)

variance = fact(
    "exponential-variance",
    "Variance of the exponential law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=_rate**-2,
        wrong=(
            Wrong(2 / _rate**2, "the second moment for the variance"),
            Wrong(1 / _rate, "the standard deviation for the variance"),
        ),
    ),
    reason="The second moment 2/lambda^2 less the square of the mean.",
    reference="Johnson, Kotz and Balakrishnan 1994, volume 1, section 19.4",
    prove=lambda: (),
)

RULES = (mean, variance)
