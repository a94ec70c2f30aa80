"""Means and variances under a mixture, law by law."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from sympy import Add, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap
from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect, Variance
from derive.language.mixture import Mixture
from derive.language.space import Line
from derive.rulebook.expectations.linearity import all_but_one
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_x, _odds = Symbol("x", real=True), Symbol("o", positive=True)
_w, _v = _odds / (1 + _odds), 1 / (1 + _odds)
_m, _s = Symbol("mu", real=True), Symbol("sigma", positive=True)
_p, _q = Normal(0, 1), Normal(_m, _s)
_law = Mixture([_w, _v], [_p, _q])
_f = ArbitraryMap("f", Line())


def _by_parts(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, Mixture):
        return None
    body, x, law = expr.open_alone()
    means = [(weight, Expect(body, x, part)) for weight, part in law.parts]
    needed = all_but_one([IsFinite(mean) for _, mean in means], site)
    return Rewritten(Add(*(weight * mean for weight, mean in means)), needed)


mean_under_mixture = Rule(
    name="mean-under-a-mixture",
    title="The law of total expectation",
    reason="The density of a mixture is the mean of the densities of its laws.",
    reference="Casella and Berger 2002, theorem 4.4.3",
    state=lambda: Statement(
        before=Expect(_f(_x), _x, _law),
        after=_w * Expect(_f(_x), _x, _p) + _v * Expect(_f(_x), _x, _q),
        wrong=(
            Wrong(
                _v * Expect(_f(_x), _x, _p) + _w * Expect(_f(_x), _x, _q),
                "the weights swapped",
            ),
            Wrong(Expect(_f(_x), _x, _p) + Expect(_f(_x), _x, _q), "the weights left out"),
        ),
    ),
    rewrite=_by_parts,
)


def _total_variance(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Variance) or not isinstance(expr.law, Mixture):
        return None
    body, x, law = expr.open_alone()
    parts = [(weight, Expect(body, x, p), Variance(body, x, p)) for weight, p in law.parts]
    within = Add(*(weight * spread for weight, _, spread in parts))
    between = Add(
        *(u * v * (one - other) ** 2 for (u, one, _), (v, other, _) in combinations(parts, 2))
    )
    return Rewritten(within + between, tuple(IsFinite(spread) for _, _, spread in parts))


def _total_variance_statement() -> Statement:
    one, other = Expect(_x**2, _x, _p), Expect(_x**2, _x, _q)
    within = _w * Variance(_x**2, _x, _p) + _v * Variance(_x**2, _x, _q)

    return Statement(
        before=Variance(_x**2, _x, _law),
        after=within + _w * _v * (one - other) ** 2,
        wrong=(
            Wrong(within, "the spread of the means left out"),
            Wrong(within + (one - other) ** 2, "the means not weighted"),
        ),
    )


variance_of_mixture = Rule(
    name="variance-of-a-mixture",
    title="The law of total variance",
    reason="Each law has its own variance, and the variance of the means is the mean of their "
    "squared distances over all pairs.",
    reference="Casella and Berger 2002, theorem 4.4.7",
    state=_total_variance_statement,
    rewrite=_total_variance,
)

RULES = (mean_under_mixture, variance_of_mixture)
