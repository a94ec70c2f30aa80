"""Jensen's inequality, strict where the function is seen not to be constant."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Gt, Mul, Ne, S, Symbol, log, sqrt

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.condition import AlmostSurely
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.gamma import Gamma
from derive.language.expectation import Expect
from derive.language.optimum import WithDensity
from derive.language.relation import Relation
from derive.language.space import Line
from derive.rulebook.algebra import expand_logs, sign
from derive.rulebook.places import facts_at
from derive.rulebook.reading.products import linear_terms
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _from_above(expr: Any, site: Site) -> Rewritten | None:
    read = _log_of_what_varies(expr, site)
    if read is None:
        return None
    inside, x, law, needed = read
    return Rewritten(log(Expect(inside, x, law)), needed)


def _from_below(expr: Any, site: Site) -> Rewritten | None:
    read = _log_of_what_varies(expr, site)
    if read is None:
        return None
    inside, x, law, needed = read
    return Rewritten(-log(Expect(1 / inside, x, law)), needed)


def _log_of_what_varies(expr: Any, site: Site) -> tuple[Expr, Any, Any, tuple[Any, ...]] | None:
    """A mean of the log of what is seen to vary: what that is, its variable, law and conditions."""
    if not isinstance(expr, Expect) or not isinstance(expr.law, Distribution):
        return None
    body, x, law = expr.open()
    inside = _product_under_logs(body)
    if inside is None or not isinstance(law.space, Line):
        return None
    known = site.also(*facts_at(expr, x, site.assumptions)).assumptions
    formula = _formula(inside)
    varies = _varying_coefficient(formula, x, known)
    if varies is None:
        return None
    positive = S.true if sign(formula, known) == "+" else AlmostSurely(Gt(inside, 0), x, law)
    return inside, x, law, tuple(c for c in (positive, Ne(varies, 0)) if c != S.true)


def _product_under_logs(body: Any) -> Expr | None:
    """What a logarithm is taken of, or the ratio where a difference of logarithms is meant."""
    factors = []
    for term in Add.make_args(body):
        sign_, rest = term.as_coeff_Mul()
        if not isinstance(rest, log) or sign_ not in (1, -1):
            return None
        factors.append(rest.args[0] ** sign_)
    return Mul(*factors)


def _formula(ratio: Any) -> Any:
    """The ratio with the formulas of its densities; other nodes are constants."""
    if isinstance(ratio, Density) and isinstance(ratio.law, Distribution):
        return ratio.law.density(ratio.point)
    if isinstance(ratio, Density) and isinstance(ratio.law, WithDensity):
        return _formula(ratio.law.open(ratio.point)[0])
    if isinstance(ratio, Node) or not ratio.args:
        return ratio
    return ratio.func(*(_formula(a) for a in ratio.args))


def _varying_coefficient(formula: Expr, x: Any, known: Assumptions) -> Expr | None:
    """The coefficient of the highest power of x, or of log x, in the log of a formula that is made
    of these alone; None for any other formula, and for a constant."""
    found: list[tuple[int, Expr]] = []
    for coefficient, function in linear_terms(expand_logs(log(formula), known), x, known):
        base, power = function.as_base_exp()
        if base == x and power.is_Integer and power > 0:
            found.append((int(power), coefficient))
        elif function == log(x):
            found.append((0, coefficient))
        elif x in function.free_symbols:
            return None
    return max(found, key=lambda item: item[0])[1] if found else None


def _statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", positive=True)
    law = Exponential(rate)
    return Statement(
        before=Expect(log(x), x, law),
        after=log(Expect(x, x, law)),
        wrong=(
            Wrong(log(Expect(x, x, law)) - 1, "a bound that is too low"),
            Wrong(log(Expect(sqrt(x), x, law)) * 2 - S.Half, "the mean of the root for the mean"),
        ),
    )


strict_jensen_for_log = Rule(
    name="mean-of-log-is-below-log-of-mean",
    title="Jensen's inequality: the mean of a log is below the log of the mean of what varies",
    reason="The logarithm is strictly concave, and what stands under it varies: a power or the log "
    "of the variable remains in its log.",
    reference="Jensen 1906; Cover and Thomas 2006, theorem 2.6.2",
    state=_statement,
    rewrite=_from_above,
    relation=Relation.LT,
)


def _statement_from_below() -> Statement:
    shape, rate = Symbol("a", positive=True), Symbol("lambda", positive=True)
    x = Symbol("x", positive=True)
    law = Gamma(shape + 1, rate)
    return Statement(
        before=Expect(log(x), x, law),
        after=-log(Expect(1 / x, x, law)),
        wrong=(
            Wrong(log(Expect(x, x, law)), "the mean for the harmonic mean"),
            Wrong(1 - log(Expect(1 / x, x, law)) + 1 / shape, "a bound that is too high"),
        ),
    )


strict_jensen_for_log_from_below = Rule(
    name="mean-of-log-is-above-log-of-harmonic-mean",
    title="Jensen's inequality: the mean of a log is above the log of the harmonic mean",
    reason="It is Jensen's inequality for the reciprocal, which varies as well.",
    reference="Hardy, Littlewood and Polya 1934, Inequalities, section 2.5",
    state=_statement_from_below,
    rewrite=_from_below,
    relation=Relation.GT,
)

RULES = (strict_jensen_for_log, strict_jensen_for_log_from_below)
