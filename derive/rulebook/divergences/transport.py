"""Wasserstein distances on the line, by the coupling that keeps the order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import Abs, Add, Dummy, Expr, Lambda, Mul, Ne, Pow, S, Symbol

from derive.language.assumptions import Assumptions
from derive.language.condition import IsFinite
from derive.language.density import Density
from derive.language.discrepancy import Wasserstein
from derive.language.distribution import Distribution
from derive.language.distributions.bernoulli import Bernoulli
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.normal import Normal
from derive.language.expectation import Expect
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import decide, sign, tidy
from derive.rulebook.divergences.crossings import is_monotone, log_ratio
from derive.rulebook.expectations.change_of_variables import image_of, inverse_of
from derive.rulebook.laws.recognition import is_density, same_space
from derive.rulebook.places import facts_in
from derive.rulebook.reading.products import linear_terms
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.finite_sums import points_of


def slope_of_carrying(
    map_: Lambda, base: Distribution, law: Distribution, known: Assumptions
) -> int:
    """+1 or -1 for the slope of a bijection of the one support onto the other under which the base
    density at the inverse, times the slope of the inverse, is the density of the law; 0 where the
    map is not known to be such."""
    image, inverse = image_of(map_, base.space, known), inverse_of(map_, base.space, known)
    if image is None or inverse is None or not same_space(image[0], law.space, known):
        return 0
    z = Dummy("z", real=True)
    pulled = base.density(inverse(z)) * image[1] * inverse(z).diff(z)
    return image[1] if is_density(pulled, law, z, known) else 0


def distance_power(difference: Expr, z: Any, order: Expr, known: Assumptions) -> Expr:
    """|difference|^order, what is free of z and what has a known sign taken out of the absolute
    value."""
    terms = linear_terms(difference, z, known)
    collected = Add(*(tidy(c, known) * f for c, f in terms))
    found = S.One
    for factor in Mul.make_args(collected):
        if order.is_even:
            found *= Pow(factor, order)
            continue
        direction = sign(factor, known)
        size = factor if direction == "+" else -factor if direction == "-" else Abs(factor)
        found *= Pow(size, order)
    return found


def _coupled(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Wasserstein) or len(site.arguments) != 3:
        return None
    p, q, order = expr.args
    base, one, other = site.arguments
    if not isinstance(base, Distribution) or type(base.space) is not Line:
        return None
    known = site.assumptions.also(*base.conditions)
    if not (isinstance(one, Lambda) and isinstance(other, Lambda)):
        return None
    slope = slope_of_carrying(one, base, p, known)
    if slope == 0 or slope_of_carrying(other, base, q, known) != slope:
        return None
    z = Dummy("z", real=True)
    inside = known.also(*facts_in(base.space, z))
    power = distance_power(one(z) - other(z), z, order, inside)
    return Rewritten(Pow(Expect(power, z, base), 1 / order))


def _coupled_statement() -> Statement:
    a, b = Symbol("a", positive=True), Symbol("b", real=True)
    z = Symbol("z", real=True)
    base = Normal(0, 1)

    def root(mean: Expr) -> Expr:
        return Pow(mean, S.Half)

    return Statement(
        before=Wasserstein(Normal(b, a), Normal(0, 2), 2),
        after=root(Expect((b + (a - 2) * z) ** 2, z, base)),
        wrong=(
            Wrong(root(Expect((b + (a + 2) * z) ** 2, z, base)), "the order turned round"),
            Wrong(Expect((b + (a - 2) * z) ** 2, z, base), "the root left out"),
        ),
        conditions=(Ne(a, 2),),
        arguments=(base, Lambda(z, b + a * z), Lambda(z, 2 * z)),
    )


order_preserving_coupling = Rule(
    name="wasserstein-distance-by-the-order-preserving-coupling",
    title="The Wasserstein distance on the line, by monotone maps of one variable",
    reason="Two maps of one variable that both increase, or both fall, match points of equal "
    "chance, and no joint law has a smaller mean of a convex function of the difference.",
    reference="Villani 2003, Topics in Optimal Transportation, theorem 2.18",
    state=_coupled_statement,
    rewrite=_coupled,
)


def _is_ordered(p: Any, q: Any, known: Assumptions) -> bool:
    """Whether the ratio of the densities is monotone, so that one distribution function is nowhere
    below the other."""
    known = known.also(*p.conditions, *q.conditions)
    coefficients, _, x = log_ratio(p, q, known)
    if len(coefficients) == 1:
        [(function, _)] = coefficients.items()
        return is_monotone(function, x, p.space, known)
    inside = known.also(*facts_in(Line(p.space.low, p.space.high), x))
    slope = Add(*(c * f for f, c in coefficients.items())).diff(x)
    return sign(slope, inside) in ("+", "-", ">=", "<=")


def _by_means(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Wasserstein) or expr.order != 1:
        return None
    p, q, _ = expr.args
    if not (isinstance(p, Distribution) and isinstance(q, Distribution)):
        return None
    known = site.assumptions
    if not isinstance(p.space, (Line, Lattice)) or not same_space(p.space, q.space, known):
        return None
    if not _is_ordered(p, q, known):
        return None
    x = Dummy("x", real=True)
    means = Expect(x, x, p), Expect(x, x, q)
    return Rewritten(Abs(means[0] - means[1]), tuple(IsFinite(m) for m in means))


def _by_means_statement() -> Statement:
    x = Symbol("x", positive=True)
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    p, q = Exponential(a), Exponential(b)
    means = Expect(x, x, p), Expect(x, x, q)
    return Statement(
        before=Wasserstein(p, q, 1),
        after=Abs(means[0] - means[1]),
        wrong=(
            Wrong(Abs(means[0] - means[1]) / 2, "a factor one half, as in the total variation"),
            Wrong(means[0] + means[1], "a sum for the difference"),
        ),
        conditions=(Ne(a, b),),
    )


distance_of_ordered_laws = Rule(
    name="wasserstein-distance-of-ordered-laws",
    title="The Wasserstein distance of order one of two laws of which one lies above the other",
    reason="The ratio of the densities is monotone, so that points of equal chance lie on one side "
    "of each other throughout, and the mean distance is the distance of the means.",
    reference="Shaked and Shanthikumar 2007, theorem 1.C.1; Vallender 1974",
    state=_by_means_statement,
    rewrite=_by_means,
)


def _by_distribution_functions(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Wasserstein) or expr.order != 1:
        return None
    p, q, _order = expr.args
    if not all(isinstance(law.space, Lattice) for law in (p, q)):
        return None
    points = sorted({*points_of(p.space), *points_of(q.space)})
    if not (list(points_of(p.space)) and list(points_of(q.space))):
        return None
    total, gap = S.Zero, S.Zero
    for here, following in pairwise(points):
        gap += _mass(p, here) - _mass(q, here)
        total += Abs(gap) * (following - here)
    return Rewritten(total)


def _mass(law: Any, k: Expr) -> Expr:
    space = law.space
    return Density(law, k) if space.low <= k <= space.high else S.Zero


def _by_distribution_functions_statement() -> Statement:
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    p, q = Bernoulli(a), Bernoulli(b)

    def gap(k: Expr) -> Expr:
        return Abs(Density(p, k) - Density(q, k))

    return Statement(
        before=Wasserstein(p, q, 1),
        after=gap(S.Zero),
        wrong=(
            Wrong(gap(S.Zero) / 2, "a factor one half"),
            Wrong(gap(S.Zero) + gap(S.One), "the last point counted as well"),
        ),
        conditions=(a < 1, b < 1, Ne(a, b)),
    )


distance_by_distribution_functions = Rule(
    name="wasserstein-distance-by-distribution-functions",
    title="The Wasserstein distance of order one on finitely many integers",
    reason="Between neighbouring points as much mass has to pass as the distribution functions "
    "differ there.",
    reference="Vallender 1974",
    state=_by_distribution_functions_statement,
    rewrite=_by_distribution_functions,
)


def _two_points(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Wasserstein) or expr.order == 1:
        return None
    p, q, order = expr.args
    ends = [(law.space.low, law.space.high) for law in (p, q) if isinstance(law.space, Lattice)]
    if ends != [(0, 1), (0, 1)] or not decide(order >= 1, site.assumptions):
        return None
    return Rewritten(Pow(Wasserstein(p, q, 1), 1 / order))


def _two_points_statement() -> Statement:
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    p, q = Bernoulli(a), Bernoulli(b)
    return Statement(
        before=Wasserstein(p, q, 2),
        after=Pow(Wasserstein(p, q, 1), S.Half),
        wrong=(Wrong(Wasserstein(p, q, 1), "the root left out"),),
        conditions=(a < 1, b < 1, Ne(a, b)),
    )


distance_on_two_points = Rule(
    name="wasserstein-distance-on-zero-and-one",
    title="Wasserstein distances on zero and one",
    reason="A distance that is zero or one is the same as its powers.",
    reference="Villani 2003, Topics in Optimal Transportation, section 7.1",
    state=_two_points_statement,
    rewrite=_two_points,
)

RULES = (
    order_preserving_coupling,
    distance_of_ordered_laws,
    distance_by_distribution_functions,
    distance_on_two_points,
)
