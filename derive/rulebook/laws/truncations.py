"""Means under a law that is restricted to an interval, and integrals over a part of a range."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, S, Symbol, exp, oo

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.language.space import Lattice, Line
from derive.language.truncated import Truncated
from derive.rulebook.algebra import decide
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.standard import standard_integrals_over
from derive.rulebook.sums.finite_sums import sum_over_finitely_many_points

MOST_MOMENTS = 8
_x = Symbol("x", real=True)
_a, _b = Symbol("a", positive=True), Symbol("b", positive=True)
_rate = Symbol("lambda", positive=True)


def _restricted(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, Truncated):
        return None
    body, x, law = expr.open()
    return Rewritten(Integral(Density(law.law, x) * body, x, law.space) / law.mass)


def _restricted_statement() -> Statement:
    law = Truncated(Exponential(_rate), _a, _a + _b)
    f = ArbitraryMap("f", Line())

    def over(body: Any) -> Integral:
        return Integral(Density(law.law, _x) * body, _x, law.space)

    return Statement(
        before=Expect(f(_x), _x, law),
        after=over(f(_x)) / over(S.One),
        wrong=(
            Wrong(over(f(_x)), "not divided by the probability of the interval"),
            Wrong(Expect(f(_x), _x, law.law), "the mean under the law that is not restricted"),
        ),
    )


mean_under_truncated_law = Rule(
    name="mean-under-a-truncated-law",
    title="A mean under a law that is restricted to an interval",
    reason="The density is that of the law, divided by the probability of the interval.",
    reference="Johnson, Kotz and Balakrishnan 1994, volume 1, section 10.1",
    state=_restricted_statement,
    rewrite=_restricted,
)


def _normal_moments(law: Truncated, most: int) -> list[Expr]:
    """E[(x - m)^k] for k = 0, ..., most, by parts: each from the one two before."""
    normal, mass = law.law, law.mass
    centre, square = normal.loc, normal.scale**2
    ends = [
        (sign, end) for sign, end in ((1, law.low), (-1, law.high)) if end.is_finite is not False
    ]
    found: list[Expr] = [S.One]
    for k in range(1, most + 1):
        edge = Add(*(sign * (e - centre) ** (k - 1) * normal.density(e) for sign, e in ends))
        before = (k - 1) * found[k - 2] if k > 1 else S.Zero
        found.append(square * (before + edge / mass))
    return found


def _polynomial(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, (Expect, Variance)) or not isinstance(expr.law, Truncated):
        return None
    body, x, law = expr.open_alone()
    if not isinstance(law.law, Normal):
        return None
    if isinstance(expr, Variance):
        if body != x:
            return None
        _, first, second = _normal_moments(law, 2)
        return Rewritten(second - first**2)
    about = body.xreplace({x: x + law.law.loc}).as_poly(x) if body.has(x) else None
    if about is None or about.degree() > MOST_MOMENTS:
        return None
    moments = _normal_moments(law, about.degree())
    return Rewritten(Add(*(c * moments[k] for (k,), c in about.terms())))


def _polynomial_statement() -> Statement:
    m, a = Symbol("mu", real=True), Symbol("c", real=True)
    scale, b = Symbol("sigma", positive=True), a + _b
    normal = Normal(m, scale)
    law = Truncated(normal, a, b)

    def mean(edge: Any) -> Expr:
        return m + scale**2 * edge / law.mass

    return Statement(
        before=Expect(_x, _x, law),
        after=mean(normal.density(a) - normal.density(b)),
        wrong=(
            Wrong(mean(normal.density(b) - normal.density(a)), "the ends swapped"),
            Wrong(m, "the mean of the law that is not restricted"),
        ),
    )


polynomial_of_truncated_normal = Rule(
    name="polynomial-of-a-truncated-normal-variable",
    title="Moments of a normal law that is restricted to an interval",
    reason="By parts: the scale squared times the density has the derivative (m - x) p(x), which "
    "leaves the ends and lower moments.",
    reference="Johnson, Kotz and Balakrishnan 1994, volume 1, section 10.1",
    state=_polynomial_statement,
    rewrite=_polynomial,
)


def _difference(expr: Any, site: Site) -> Rewritten | None:
    """An integral from inside the range on which the tables have the integrand."""
    if not isinstance(expr, Integral) or not isinstance(expr.space, (Line, Lattice)):
        return None
    body, x, space = expr.open_alone()
    if space.low == -oo:
        return None
    counts = isinstance(space, Lattice)
    before = space.low - 1 if counts else space.low
    for start in (-oo, S.Zero):
        if start == space.low or not (start == -oo or decide(space.low >= 0, site.assumptions)):
            continue
        parts = [Integral(body, x, type(space)(start, end)) for end in (space.high, before)]
        if all(_has_entry(part, site) for part in parts):
            return Rewritten(parts[0] - parts[1], tuple(IsFinite(part) for part in parts))
    return None


def _has_entry(integral: Integral, site: Site) -> bool:
    for rule in (*standard_integrals_over(integral.space), sum_over_finitely_many_points):
        made = rule.tried(integral, site)
        if made is not None and all(
            holds(c, site.assumptions) is not False for c in made.conditions
        ):
            return True
    return False


def _difference_statement() -> Statement:
    def over(low: Any, high: Any) -> Integral:
        return Integral(_x**_rate * exp(-_x), _x, Line(low, high))

    return Statement(
        before=over(_a, oo),
        after=over(0, oo) - over(0, _a),
        wrong=(
            Wrong(over(0, oo), "the part before the interval not taken away"),
            Wrong(over(0, oo) + over(0, _a), "the part before the interval added"),
        ),
    )


interval_as_difference = Rule(
    name="integral-over-an-interval-is-a-difference",
    title="An integral over an interval, as a difference of two",
    reason="The integral up to the upper end is that up to the lower end and that between them.",
    reference="Rudin 1987, Real and Complex Analysis, theorem 1.29",
    state=_difference_statement,
    rewrite=_difference,
)

RULES = (mean_under_truncated_law, polynomial_of_truncated_normal, interval_as_difference)
