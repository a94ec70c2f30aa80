"""Samples of independent draws: variances of sums and multiples, and variables that are 0 or 1."""

from __future__ import annotations

from typing import Any

from sympy import Add, Contains, FiniteSet, Pow, S, Symbol

from derive.language.assumptions import Assumptions
from derive.language.condition import Everywhere, IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Variance
from derive.language.integral import Integral
from derive.language.law import ProductLaw, arbitrary_law
from derive.language.sequence import Element, FiniteSum
from derive.language.space import Lattice, Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.reading.terms import split_constant, terms_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_X = Space("X")
_x, _s, _i = Symbol("x"), Symbol("s"), Symbol("i")
_n = Symbol("n", integer=True, positive=True)
_a, _b = Symbol("a", real=True), Symbol("b", real=True)
_f, _h = ArbitraryMap("f", _X), ArbitraryMap("h", Lattice(1))
_member = arbitrary_law("p", _X, index=(_i,))
_p, _one = ProductLaw(_member, _i, _n), arbitrary_law("p", _X)
_REFERENCE = "Casella and Berger 2002, theorems 2.3.4 and 4.6.8"


def _of_a_sum(expr: Any, _: Site) -> Rewritten | None:
    """Each term depends on the points through the one with its own index."""
    if not isinstance(expr, Variance) or not isinstance(expr.law, ProductLaw):
        return None
    body, points, law = expr.open_alone()
    if not is_sum(body):
        return None
    term, i, low, high = body.open()
    own = Element(points, i)
    if term.xreplace({own: S.Zero}).has(points):
        return None
    each = Variance(term, points, law)
    return Rewritten(
        FiniteSum(each, i, low, high), (Everywhere(IsFinite(each), i, Lattice(low, high)),)
    )


def _of_a_sum_statement() -> Statement:
    term = _h(_i) * _f(Element(_s, _i))
    each = Variance(term, _s, _p)
    return Statement(
        before=Variance(FiniteSum(term, _i, 1, _n), _s, _p),
        after=FiniteSum(each, _i, 1, _n),
        wrong=(
            Wrong(_n * FiniteSum(each, _i, 1, _n), "the draws taken to be the same draw"),
            Wrong(FiniteSum(each, _i, 1, _n) / _n, "the mean of the variances"),
        ),
        conditions=(_n >= 2,),
    )


variance_of_independent_sum = Rule(
    name="variance-of-an-independent-sum-is-the-sum-of-variances",
    title="The variance of a sum of independent terms is the sum of their variances",
    reason="Independent terms have no covariance.",
    reference=_REFERENCE,
    state=_of_a_sum_statement,
    rewrite=_of_a_sum,
)


def _scaled(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Variance):
        return None
    body, x, law = expr.open_alone()
    random = Add(*(c * f for c, f in terms_in(body, x) if f != 1))
    constant, inside = split_constant(random, x)
    if random == 0:
        return Rewritten(S.Zero)
    if inside == body:
        return None
    return Rewritten(constant**2 * Variance(inside, x, law), mass_conditions(law))


variance_scales = Rule(
    name="variance-scales-with-the-square",
    title="A constant factor comes out of a variance squared, a constant term vanishes",
    reason="Deviations from the mean scale with the factor, and a shift moves the mean along.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Variance(_a * _f(_x) + _b, _x, _one),
        after=_a**2 * Variance(_f(_x), _x, _one),
        wrong=(
            Wrong(_a * Variance(_f(_x), _x, _one), "the factor not squared"),
            Wrong(_a**2 * Variance(_f(_x), _x, _one) + _b**2, "the shift taken to vary"),
        ),
    ),
    rewrite=_scaled,
)


def _of_one_point(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Variance) or not isinstance(expr.law, ProductLaw):
        return None
    body, points, law = expr.open_alone()
    used = [e for e in body.atoms(Element) if e.sequence == points]
    if len(used) != 1:
        return None
    x = Symbol("x", real=True)
    alone = body.xreplace({used[0]: x})
    if alone.has(points):
        return None
    inside = (used[0].index >= 1, used[0].index <= law.length)
    needed = tuple(c for c in inside if holds(c, site.assumptions) is not True)
    return Rewritten(Variance(alone, x, law.at(used[0].index)), needed)


def _of_one_point_statement() -> Statement:
    k = Symbol("k", integer=True, positive=True)
    own, following = (arbitrary_law("p", _X, index=(j,)) for j in (k, k + 1))
    return Statement(
        before=Variance(_f(Element(_s, k)), _s, _p),
        after=Variance(_f(_x), _x, own),
        wrong=(
            Wrong(Variance(_f(_x), _x, following), "the law of the next point"),
            Wrong(Variance(_f(_x), _x, own) / _n, "the variance of a mean of such points"),
        ),
        conditions=(k <= _n, _n >= 2),
    )


variance_over_one_point = Rule(
    name="variance-of-a-function-of-one-point-is-under-its-own-law",
    title="The variance of a function of one of several independent points",
    reason="The other points integrate to one.",
    reference=_REFERENCE,
    state=_of_one_point_statement,
    rewrite=_of_one_point,
)


def _zero_or_one(base: Any, known: Assumptions) -> bool:
    if Contains(base, FiniteSet(0, 1)) in known.facts:
        return True
    conditions = (base >= 0, base <= 1, Contains(base, S.Integers))
    return all(holds(c, known) is True for c in conditions)


def _idempotent(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Pow) or not (expr.exp.is_Integer and expr.exp > 1):
        return None
    if not isinstance(expr.base, Symbol) or not _zero_or_one(expr.base, site.assumptions):
        return None
    return Rewritten(expr.base)


def _idempotent_statement() -> Statement:
    z = Symbol("z", integer=True)
    pair = Lattice(0, 1)
    f = ArbitraryMap("f", pair)
    return Statement(
        before=Integral(f(z) * z**2, z, pair),
        after=Integral(f(z) * z, z, pair),
        wrong=(
            Wrong(Integral(f(z), z, pair), "the variable taken to be one"),
            Wrong(2 * Integral(f(z) * z, z, pair), "the square taken for the double"),
        ),
    )


zero_one_is_idempotent = Rule(
    name="square-of-zero-or-one-is-itself",
    title="A variable that is 0 or 1 equals its powers",
    reason="0 and 1 are the numbers that equal their squares.",
    reference="Boole 1854, An Investigation of the Laws of Thought, chapter III",
    state=_idempotent_statement,
    rewrite=_idempotent,
)

RULES = (
    variance_of_independent_sum,
    variance_scales,
    variance_over_one_point,
    zero_one_is_idempotent,
)
