"""The mean curvature of the log density is minus the Fisher information."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Gt, S, Symbol, log

from derive.language.binder import replace_free
from derive.language.condition import AlmostSurely, Smooth
from derive.language.density import Density
from derive.language.expectation import Expect
from derive.language.gradient import Gradient, gradient_of
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.space import Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t = Symbol("x"), Symbol("t", real=True)
_q = arbitrary_law("q", _X, parameters=(_t,))
_Q = Density(_q, _x)


def _log_twice_differentiated(expr: Any) -> tuple[Any, Any, Any] | None:
    """The density, the parameter and the point of a second derivative of a log density."""
    if not isinstance(expr, Gradient):
        return None
    inner, t, point = expr.open()
    if not isinstance(inner, Gradient) or inner.point != t:
        return None
    body, u, _t = inner.open()
    if not isinstance(body, log) or body.has(t):
        return None
    return body.args[0], u, point


def _identity(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    constant, inside = split_constant(body, x)
    read = _log_twice_differentiated(inside)
    if read is None:
        return None
    density, u, point = read
    if replace_free(density, u, point) != Density(law, x):
        return None
    score = Gradient(log(density), u, point)
    mass = Integral(density, x, law.space)
    t = Dummy("t", real=True)
    slope = Integral(Gradient(density, u, t), x, law.space)
    positive = Gt(Density(law, x), 0)
    needed = (Smooth(mass, u, point), Smooth(slope, t, point))
    sure = () if positive == S.true else (AlmostSurely(positive, x, law),)
    return Rewritten(-constant * Expect(score**2, x, law), (*needed, *sure))


def _statement() -> Statement:
    curvature = gradient_of(gradient_of(log(_Q), _t), _t)
    score = gradient_of(log(_Q), _t)
    mass = Integral(_Q, _x, _X)
    slope = Integral(gradient_of(_Q, _t), _x, _X)
    return Statement(
        before=Expect(curvature, _x, _q),
        after=-Expect(score**2, _x, _q),
        wrong=(
            Wrong(Expect(score**2, _x, _q), "a sign"),
            Wrong(-(Expect(score, _x, _q) ** 2), "the square of the mean, which is zero"),
        ),
        conditions=(Smooth(mass, _t, _t), Smooth(slope, _t, _t)),
    )


information_identity = Rule(
    name="mean-curvature-of-the-log-density-is-minus-the-fisher-information",
    title="The mean curvature of the log density is minus the Fisher information",
    reason="The second derivative of log q is q''/q less the square of the score, and q'' "
    "integrates to zero because q integrates to one for every parameter.",
    reference="Casella and Berger 2002, lemma 7.3.11",
    state=_statement,
    rewrite=_identity,
)

RULES = (information_identity,)
