"""Differences of two numbers that are not negative, by the differences of their roots and by their
ratio."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Add, Eq, Expr, Ge, Pow, S, Symbol, log, sqrt

from derive.language.relation import Relation
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)


def _distance(expr: Any) -> tuple[Expr, Expr] | None:
    """a and b of |a - b|, the one that is added first."""
    if not isinstance(expr, Abs) or not isinstance(expr.args[0], Add):
        return None
    terms = sorted(expr.args[0].args, key=lambda t: bool(t.could_extract_minus_sign()))
    if len(terms) != 2 or terms[0].could_extract_minus_sign():
        return None
    added, taken = terms
    return (added, -taken) if taken.could_extract_minus_sign() else None


def _not_negative(*numbers: Expr) -> tuple[Any, ...]:
    return tuple(c for n in numbers if (c := Ge(n, 0)) != S.true)


def _as_roots(expr: Any, _: Site) -> Rewritten | None:
    read = _distance(expr)
    if read is None:
        return None
    a, b = read
    return Rewritten(Abs(sqrt(a) - sqrt(b)) * (sqrt(a) + sqrt(b)), _not_negative(a, b))


distance_by_roots = Rule(
    name="distance-is-that-of-the-roots-times-their-sum",
    title="A difference of squares",
    reason="a - b is the difference of the roots of a and b times their sum.",
    reference="Abramowitz and Stegun 1964, 3.1.7",
    state=lambda: Statement(
        before=Abs(_a - _b),
        after=Abs(sqrt(_a) - sqrt(_b)) * (sqrt(_a) + sqrt(_b)),
        wrong=(
            Wrong((sqrt(_a) - sqrt(_b)) ** 2, "the square of the difference"),
            Wrong(Abs(sqrt(_a) - sqrt(_b)), "the sum of the roots left out"),
        ),
        conditions=(_a > _b,),
    ),
    rewrite=_as_roots,
)


def _root_pair(expr: Any) -> tuple[Expr, Expr] | None:
    """a and b of (sqrt a - sqrt b)^2."""
    if not isinstance(expr, Pow) or expr.exp != 2 or not isinstance(expr.base, Add):
        return None
    read = _distance(Abs(expr.base, evaluate=False))
    if read is None or any(n.as_base_exp()[1] != S.Half for n in read):
        return None
    return read[0].as_base_exp()[0], read[1].as_base_exp()[0]


def _below_distance(expr: Any, _: Site) -> Rewritten | None:
    read = _root_pair(expr)
    return None if read is None else Rewritten(Abs(read[0] - read[1]), _not_negative(*read))


squared_root_distance = Rule(
    name="squared-distance-of-roots-is-at-most-the-distance",
    title="The roots are nearer than the numbers",
    reason="The difference of the roots is at most their sum, and the product of the two is the "
    "difference of the numbers.",
    reference="Le Cam 1986, Asymptotic Methods in Statistical Decision Theory, section 4.2",
    state=lambda: Statement(
        before=(sqrt(_a) - sqrt(_b)) ** 2,
        after=Abs(_a - _b),
        wrong=(Wrong((sqrt(_a) - sqrt(_b)) ** 2 / 2, "half of it"),),
        equality=(Eq(_a, _b),),
    ),
    rewrite=_below_distance,
    relation=Relation.LE,
)


def _by_ratio(expr: Any, _: Site) -> Rewritten | None:
    read = _distance(expr)
    if read is None:
        return None
    a, b = read
    after = sqrt((2 * a + 4 * b) / 3) * sqrt(a * (log(a) - log(b)) - a + b)
    return Rewritten(after, _not_negative(a, b))


distance_below_log_ratio = Rule(
    name="distance-is-bounded-by-the-log-ratio",
    title="A difference, bounded by the log ratio",
    reason="3 (u - 1)^2 is at most (2 u + 4)(u log u - u + 1) for u = a/b: both sides and their "
    "slopes agree at one, and of the gap divided by 2 u + 4 the second derivative is not negative.",
    reference="Tsybakov 2009, Introduction to Nonparametric Estimation, lemma 2.5",
    state=lambda: Statement(
        before=Abs(_a - _b),
        after=sqrt((2 * _a + 4 * _b) / 3) * sqrt(_a * (log(_a) - log(_b)) - _a + _b),
        wrong=(
            Wrong(
                sqrt((2 * _a + 4 * _b) / 6) * sqrt(_a * (log(_a) - log(_b)) - _a + _b),
                "a constant that is too small",
            ),
        ),
        equality=(Eq(_a, _b),),
    ),
    rewrite=_by_ratio,
    relation=Relation.LE,
)

RULES = (distance_by_roots, squared_root_distance, distance_below_log_ratio)
