"""The score, the gradient of a log density: the log-derivative trick, and its mean."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Mul, Pow, S, Symbol, log

from derive.language.binder import replace_free
from derive.language.condition import Smooth
from derive.language.density import ArbitraryMap, Density, Value
from derive.language.expectation import Expect
from derive.language.gradient import Gradient, gradient_of
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.expectations.exchanges import gradient_moves_outside
from derive.rulebook.expectations.gradients import gradient_is_linear
from derive.rulebook.laws.definitions import expectation_definition
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.rule import Reason, Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t, _a = Symbol("x"), Symbol("t", real=True), Symbol("a", real=True)
_q = arbitrary_law("q", _X, parameters=(_t,))
_Q = Density(_q, _x)
_f = ArbitraryMap("f", _X)
_REFERENCE = "Williams 1992; Mohamed, Rosca, Figurnov and Mnih 2020, section 4"


def _is_product_of_nodes(expr: Any) -> bool:
    bases = [f.base if isinstance(f, Pow) else f for f in Mul.make_args(expr)]
    return all(isinstance(b, (Density, Value)) for b in bases)


def _to_score(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    if not _is_product_of_nodes(body):
        return None
    here = replace_free(body, t, point)
    needed = Gt(here, 0)
    after = here * Gradient(log(body), t, point)
    return Rewritten(after, () if needed == S.true else (needed,))


gradient_is_density_times_score = Rule(
    name="gradient-is-value-times-gradient-of-the-log",
    title="Log-derivative trick: a gradient is the value times the gradient of its log",
    reason="The derivative of the log is the derivative divided by the value.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=gradient_of(_Q, _t),
        after=_Q * gradient_of(log(_Q), _t),
        wrong=(
            Wrong(gradient_of(log(_Q), _t), "the density left out"),
            Wrong(gradient_of(log(_Q), _t) / _Q, "divided by the density"),
        ),
        conditions=(Gt(_Q, 0),),
    ),
    rewrite=_to_score,
)


def _from_score(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Mul):
        return None
    for gradient in expr.args:
        if not isinstance(gradient, Gradient):
            continue
        body, t, point = gradient.open()
        if not isinstance(body, log):
            continue
        here = replace_free(body.args[0], t, point)
        rest = Mul(*(f for f in expr.args if f is not gradient))
        if here in Mul.make_args(rest):
            needed = Gt(here, 0)
            after = rest / here * Gradient(body.args[0], t, point)
            return Rewritten(after, () if needed == S.true else (needed,))
    return None


density_times_score_is_gradient = Rule(
    name="value-times-gradient-of-the-log-is-the-gradient",
    title="Log-derivative trick: a value times the gradient of its log is the gradient",
    reason="The derivative of the log is the derivative divided by the value.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_Q * gradient_of(log(_Q), _t),
        after=gradient_of(_Q, _t),
        wrong=(
            Wrong(gradient_of(_Q, _t) / _Q, "divided by the density once too often"),
            Wrong(gradient_of(log(_Q), _t), "the density left out"),
        ),
        conditions=(Gt(_Q, 0),),
    ),
    rewrite=_from_score,
)


def _score_mean(expr: Any, _: Site) -> Rewritten | None:
    """A mean of a multiple of the score of the law itself, at the parameter that the law has."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    inside = [f for f in Mul.make_args(body) if f.has(x)]
    if len(inside) != 1 or not isinstance(inside[0], Gradient):
        return None
    score, t, point = inside[0].open()
    if not isinstance(score, log) or replace_free(score.args[0], t, point) != Density(law, x):
        return None
    mass = Integral(score.args[0], x, law.space)
    return Rewritten(S.Zero, (Smooth(mass, t, point),))


def _score_statement() -> Statement:
    score = gradient_of(log(_Q), _t)
    return Statement(
        before=Expect(_a * score, _x, _q),
        after=S.Zero,
        wrong=(
            Wrong(_a * Expect(score**2, _x, _q), "the Fisher information"),
            Wrong(_a * Integral(score, _x, _X), "the density left out"),
        ),
        conditions=(Smooth(Integral(_Q, _x, _X), _t, _t),),
    )


score_has_mean_zero = Rule(
    name="mean-of-the-score-is-zero",
    title="The score has mean zero",
    reason="Its mean is the gradient of the integral of the density, and that is one for every "
    "parameter.",
    reference="Casella and Berger 2002, section 7.3",
    state=_score_statement,
    rewrite=_score_mean,
    prove=lambda: (
        Reason(expectation_definition),
        Reason(density_times_score_is_gradient),
        Reason(gradient_moves_outside),
        Reason(density_integrates_to_one),
        Reason(gradient_is_linear),
    ),
)

RULES = (
    gradient_is_density_times_score,
    density_times_score_is_gradient,
    score_has_mean_zero,
)
