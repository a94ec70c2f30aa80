"""Jensen's inequality for powers."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Expr, Ge, Gt, Le, Mul, S, Symbol, cancel

from derive.language.condition import AlmostSurely, IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Line, Space
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _c = Symbol("x"), Symbol("c", positive=True)
_p = arbitrary_law("p", _X)
_f = ArbitraryMap("f", _X, codomain=Line(0))(_x)
_a, _r = Symbol("a", positive=True), Symbol("r", positive=True)
_CONSTANT = (AlmostSurely(Eq(_f, _c), _x, _p),)
_REFERENCE = "Hardy, Littlewood and Polya 1934, Inequalities, section 2.9"


def as_power(body: Expr, x: Any) -> tuple[Expr, Expr] | None:
    """Base and exponent of a power, or of a product of powers whose exponents differ by a number.

    >>> from sympy.abc import a, b, x
    >>> as_power(x**(1 - a) * b**(a - 1), x)
    (x/b, 1 - a)
    """
    factors = [f.as_base_exp() for f in Mul.make_args(body)]
    exponent = next((e for base, e in factors if base.has(x)), S.One)
    found = []
    for base, power in factors:
        ratio = cancel(power / exponent)
        if not ratio.is_Rational:
            return None
        found.append(base**ratio)
    return None if exponent == 1 else (Mul(*found), exponent)


def _raised(expr: Any) -> tuple[Expr, Expr, Any, tuple[Any, ...]] | None:
    """A mean of a power: the power of the mean, the exponent, the law and what has to hold."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    read = as_power(body, x)
    if read is None:
        return None
    base, exponent = read
    sign = Ge(base, 0)
    known = () if sign == S.true else (AlmostSurely(sign, x, law),)
    return Expect(base, x, law) ** exponent, exponent, law, (*known, *mass_conditions(law))


def _concave(expr: Any, _: Site) -> Rewritten | None:
    read = _raised(expr)
    if read is None or (read[1].is_Rational and not 0 <= read[1] <= 1):
        return None
    after, exponent, _law, known = read
    between = (Ge(exponent, 0), Le(exponent, 1))
    return Rewritten(after, (*(c for c in between if c != S.true), *known))


def _convex(expr: Any, _: Site) -> Rewritten | None:
    read = _raised(expr)
    if read is None or (read[1].is_Rational and read[1] < 1):
        return None
    after, exponent, _law, known = read
    beyond = Ge(exponent, 1)
    return Rewritten(after, (*(() if beyond == S.true else (beyond,)), *known))


mean_of_concave_power = Rule(
    name="mean-of-a-power-is-at-most-the-power-of-the-mean",
    title="Jensen's inequality for a power between zero and one",
    reason="Such a power is concave, so that a chord of its graph lies below the graph.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Expect(_f**_a, _x, _p),
        after=Expect(_f, _x, _p) ** _a,
        wrong=(
            Wrong(1 / Expect(_f ** (-_a), _x, _p), "the harmonic mean, which lies below"),
            Wrong(Expect(_f ** (_a / 2), _x, _p) ** 2, "the mean of a smaller power"),
        ),
        conditions=(_a < 1,),
        equality=_CONSTANT,
    ),
    rewrite=_concave,
    relation=Relation.LE,
)

mean_of_convex_power = Rule(
    name="mean-of-a-power-is-at-least-the-power-of-the-mean",
    title="Jensen's inequality for a power above one",
    reason="Such a power is convex, so that a chord of its graph lies above the graph.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Expect(_f**_a, _x, _p),
        after=Expect(_f, _x, _p) ** _a,
        wrong=(Wrong(Expect(_f ** (2 * _a), _x, _p) ** S.Half, "the mean of a greater power"),),
        conditions=(_a > 1, IsFinite(Expect(_f, _x, _p))),
        equality=_CONSTANT,
    ),
    rewrite=_convex,
    relation=Relation.GE,
)


def _greater(expr: Any, site: Site) -> Rewritten | None:
    """The author names the smaller power."""
    if not isinstance(expr, Expect) or len(site.arguments) != 1:
        return None
    smaller: Any = site.arguments[0]
    body, x, law = expr.open()
    base, exponent = as_power(body, x) or (body, S.One)
    sign = Ge(base, 0)
    known = () if sign == S.true else (AlmostSurely(sign, x, law),)
    after = Expect(base**smaller, x, law) ** (exponent / smaller)
    order = (Gt(smaller, 0), Le(smaller, exponent))
    return Rewritten(after, (*(c for c in order if c != S.true), *known, *mass_conditions(law)))


means_of_powers_grow = Rule(
    name="mean-of-a-greater-power-is-at-least-a-power-of-that-of-a-smaller-one",
    title="Lyapunov's inequality: the means of powers grow with the power",
    reason="A power s is the power s/r, which is convex, of a power r: Jensen's inequality for the "
    "former.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Expect(_f**_a, _x, _p),
        after=Expect(_f**_r, _x, _p) ** (_a / _r),
        wrong=(
            Wrong(2 * Expect(_f**_a, _x, _p) - Expect(_f**_r, _x, _p) ** (_a / _r), "a sign"),
            Wrong(Expect(_f ** (2 * _a), _x, _p) ** S.Half, "the mean of a greater power"),
        ),
        conditions=(_r < _a,),
        arguments=(_r,),
        equality=_CONSTANT,
    ),
    rewrite=_greater,
    relation=Relation.GE,
)

RULES = (mean_of_concave_power, mean_of_convex_power, means_of_powers_grow)
