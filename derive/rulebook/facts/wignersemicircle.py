"""Facts about the Wigner semicircle law: a beta law, stretched over the diameter."""

from __future__ import annotations

from sympy import Rational, S, Symbol, log

from derive.language.distributions.wignersemicircle import WignerSemicircle
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Statement, Wrong

_r, _x = Symbol("R", positive=True), Symbol("x", real=True)
_law = WignerSemicircle(_r)
_SOURCE = "Forbes, Evans, Hastings and Peacock 2011, Statistical Distributions"

mean = fact(
    "wignersemicircle-mean",
    "Mean of the Wigner semicircle law",
    state=lambda: Statement(
        before=Expect(_x, _x, _law),
        after=lambda: S.Zero,
        wrong=lambda: (Wrong(_r / 2, "the mean of one half of the circle"),),
    ),
    reason="The density is symmetric about zero.",
    reference=_SOURCE,
    prove=by_integral("stretched-beta-first-moment"),
)

variance = fact(
    "wignersemicircle-variance",
    "Variance of the Wigner semicircle law",
    state=lambda: Statement(
        before=Variance(_x, _x, _law),
        after=lambda: _r**2 / 4,
        wrong=lambda: (Wrong(_r**2 / 2, "the radius taken for the diameter"),),
    ),
    reason="The second moment of a beta law about its middle, stretched.",
    reference=_SOURCE,
    prove=variance_by_integral("stretched-beta-second-moment", "stretched-beta-first-moment"),
)

mean_of_log_below = fact(
    "wignersemicircle-mean-of-log-of-distance-to-low",
    "Mean log distance to the lower end under the Wigner semicircle law",
    state=lambda: Statement(
        before=Expect(log(_r + _x), _x, _law),
        after=lambda: log(_r / 2) + Rational(1, 2),
        wrong=lambda: (Wrong(log(_r), "the log distance of the mean"),),
    ),
    reason="It is the log of a beta variable, stretched by the diameter.",
    reference=_SOURCE,
    prove=by_integral("stretched-beta-integral-with-log-of-distance-to-low"),
)

mean_of_log_above = fact(
    "wignersemicircle-mean-of-log-of-distance-to-high",
    "Mean log distance to the upper end under the Wigner semicircle law",
    state=lambda: Statement(
        before=Expect(log(_r - _x), _x, _law),
        after=lambda: log(_r / 2) + Rational(1, 2),
        wrong=lambda: (Wrong(log(_r), "the log distance of the mean"),),
    ),
    reason="It is the log of a beta variable, stretched by the diameter.",
    reference=_SOURCE,
    prove=by_integral("stretched-beta-integral-with-log-of-distance-to-high"),
)

RULES = (mean, variance, mean_of_log_below, mean_of_log_above)
