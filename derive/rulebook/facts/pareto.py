"""Facts about the Pareto law: the log of its variable is exponential beyond that of its scale."""

from __future__ import annotations

from sympy import Symbol, log

from derive.language.distributions.pareto import Pareto
from derive.rulebook.facts.mellin import Moments, Source, facts_of_moments

_c, _a = Symbol("c", positive=True), Symbol("a", positive=True)


def _moments() -> Moments:
    return Moments(
        Pareto(_c, _a),
        moment=lambda s: _a * _c**s / (_a - s),
        log_mean=lambda s: log(_c) + 1 / (_a - s),
        log_variance=lambda s: 1 / (_a - s) ** 2,
        exists=lambda s: (_a - s > 0,),
    )


RULES = facts_of_moments(
    Source(
        "pareto",
        "Pareto",
        "Johnson, Kotz and Balakrishnan 1994, volume 1, chapter 20",
        ("power-tail", "power-tail-with-log", "power-tail-with-squared-log"),
    ),
    _moments,
)
