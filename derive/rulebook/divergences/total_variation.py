"""Integrals of the distance of two densities, by where the densities cross."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Dummy, Expr, Max, Min, Ne, Piecewise, S, Symbol, floor, log, oo

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.discrepancy import TotalVariation
from derive.language.distribution import Distribution
from derive.language.distributions.exponential import Exponential
from derive.language.distributions.normal import Normal
from derive.language.distributions.uniform import Uniform
from derive.language.integral import Integral
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import equal, sign
from derive.rulebook.conditions.common_support import shared_space
from derive.rulebook.divergences.crossing_points import Crossing
from derive.rulebook.divergences.crossings import crossing
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def _two_densities(expr: Any) -> tuple[Any, Any, Any] | None:
    """The integral of |p - q| over a space: p, q and the space."""
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    if not isinstance(body, Abs) or len(body.args[0].args) != 2:
        return None
    first, second = body.args[0].as_ordered_terms()
    if isinstance(-first, Density):
        first, second = second, first
    if not (isinstance(first, Density) and isinstance(-second, Density)):
        return None
    p, q = first.law, (-second).law
    if first.point != x or (-second).point != x or p.has(x) or q.has(x):
        return None
    return p, q, space


def _difference(p: Any, q: Any, space: Any) -> Expr:
    """P(space) - Q(space)."""
    x = Dummy("x", real=True)
    return Integral(Density(p, x), x, space) - Integral(Density(q, x), x, space)


def _where_they_cross(expr: Any, site: Site) -> Rewritten | None:
    read = _two_densities(expr)
    if read is None or read[0].space != read[2]:
        return None
    p, q, space = read
    found = crossing(p, q, site.assumptions)
    if found is None:
        return None
    parts = _parts(p, q, space, found)
    if parts is None:
        return None
    if found.other is None:
        return Rewritten(parts, found.conditions)
    others = _parts(p, q, space, found.other)
    return Rewritten(Piecewise((parts, found.case), (others, True)), found.conditions)


def _parts(p: Any, q: Any, space: Any, found: Crossing) -> Expr | None:
    """The integral of |p - q|, by a part on which p - q keeps its sign."""
    if found.centre is not None:
        half = Line(found.centre, found.points[-1])
        return 4 * Abs(_difference(p, q, half))
    if type(space) is Line:
        low = found.points[0] if len(found.points) == 2 else space.low
        part: Any = Line(low, found.points[-1])
    elif len(found.points) == 1:
        part = Lattice(space.low, _held_inside(space, floor(found.points[0])))
    else:
        return None
    if found.between is not None:
        return 2 * found.between * _difference(p, q, part)
    return 2 * Abs(_difference(p, q, part))


def _held_inside(space: Lattice, point: Expr) -> Expr:
    """A point that lies inside a lattice, written so that it is plain that it does."""
    held = Max(space.low, point)
    return held if space.high == oo else Min(space.high - 1, held)


def _crossing_statement() -> Statement:
    x = Symbol("x", positive=True)
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    p, q = Exponential(a), Exponential(b)

    def below(c: Expr) -> Expr:
        part = Line(0, c)
        return Integral(Density(p, x), x, part) - Integral(Density(q, x), x, part)

    point = log(b / a) / (-a + b)
    return Statement(
        before=Integral(Abs(Density(p, x) - Density(q, x)), x, Line(0)),
        after=2 * Abs(below(point)),
        wrong=(
            Wrong(Abs(below(point)), "the part beyond the crossing left out"),
            Wrong(2 * Abs(below(2 / (a + b))), "another point taken for the crossing"),
        ),
        conditions=(Ne(a, b),),
    )


distance_by_where_densities_cross = Rule(
    name="distance-of-densities-by-where-they-cross",
    title="The integral of the distance of two densities, by where they cross",
    reason="Between the points where the densities cross their difference keeps its sign, and the "
    "parts where it is positive and where it is negative weigh the same.",
    reference="Scheffe 1947; Tsybakov 2009, lemma 2.1",
    state=_crossing_statement,
    rewrite=_where_they_cross,
)


def _is_symmetric_hump(law: Any, known: Assumptions) -> bool:
    """Whether the log density is even about the location and falls away from it."""
    t = Dummy("t", positive=True)
    known = known.also(*law.conditions)
    right, left = law.log_density(law.loc + t), law.log_density(law.loc - t)
    even = bool(equal(right.expand(), left.expand(), known))
    return even and sign(right.expand().diff(t), known.also(t > 0)) in ("-", "<=")


def _shifted(expr: Any, site: Site) -> Rewritten | None:
    read = _two_densities(expr)
    if read is None:
        return None
    p, q, space = read
    if type(p) is not type(q) or not isinstance(p, Distribution) or space != Line():
        return None
    if "loc" not in type(p).parameters:
        return None
    place = list(type(p).parameters).index("loc")
    if any(a != b for i, (a, b) in enumerate(zip(p.args, q.args, strict=True)) if i != place):
        return None
    if not _is_symmetric_hump(p, site.assumptions):
        return None
    centred = type(p)(*(S.Zero if i == place else a for i, a in enumerate(p.args)))
    t = Dummy("t", real=True)
    return Rewritten(4 * Integral(Density(centred, t), t, Line(0, Abs(p.loc - q.loc) / 2)))


def _shifted_statement() -> Statement:
    x = Symbol("x", real=True)
    a, b = Symbol("a", real=True), Symbol("b", real=True)
    p, q = Normal(a, 1), Normal(b, 1)

    def up_to(end: Expr) -> Expr:
        return 4 * Integral(Density(Normal(0, 1), x), x, Line(0, end))

    return Statement(
        before=Integral(Abs(Density(p, x) - Density(q, x)), x, Line()),
        after=up_to(Abs(a - b) / 2),
        wrong=(
            Wrong(up_to(Abs(a - b)), "the whole distance of the centres for half of it"),
            Wrong(up_to(Abs(a - b) / 2) / 2, "one of the two sides left out"),
        ),
    )


distance_of_a_shifted_density = Rule(
    name="distance-of-a-symmetric-density-from-its-shift",
    title="The integral of the distance of a symmetric density from its shift",
    reason="A density that falls on both sides of its centre alike crosses its shift half-way, and "
    "each exceeds the other by its mass within half the distance of the centres.",
    reference="Tsybakov 2009, lemma 2.1",
    state=_shifted_statement,
    rewrite=_shifted,
)


def _shared(expr: Any, site: Site) -> Rewritten | None:
    """Where one density is a multiple of the other, wherever both are positive."""
    if not isinstance(expr, TotalVariation):
        return None
    p, q = expr.args
    if not (isinstance(p, Distribution) and isinstance(q, Distribution) and p != q):
        return None
    if not all(isinstance(law.space, (Line, Lattice)) for law in (p, q)):
        return None
    x = Dummy("x", real=True)
    if x in p.density(x).free_symbols or x in q.density(x).free_symbols:
        return None
    space = shared_space(p, q, site.assumptions)
    return Rewritten(1 - Integral(Min(Density(p, x), Density(q, x)), x, space))


def _shared_statement() -> Statement:
    x = Symbol("x", positive=True)
    a, b = Symbol("a", positive=True), Symbol("b", positive=True)
    p, q = Uniform(0, a), Uniform(0, b)
    space = Line(0, Min(a, b))
    shared = Integral(Min(Density(p, x), Density(q, x)), x, space)
    product = Integral(Density(p, x) * Density(q, x), x, space)
    return Statement(
        before=TotalVariation(p, q),
        after=1 - shared,
        wrong=(
            Wrong(shared, "the mass that they share for that which they do not"),
            Wrong(1 - product, "the product for the smaller one"),
        ),
        conditions=(Ne(a, b),),
    )


total_variation_by_shared_mass = Rule(
    name="total-variation-by-the-mass-shared",
    title="The total variation distance of laws with constant densities",
    reason="Half the distance of two numbers is half their sum less the smaller of them, and the "
    "masses are one.",
    reference="Tsybakov 2009, lemma 2.1",
    state=_shared_statement,
    rewrite=_shared,
)

RULES = (
    distance_by_where_densities_cross,
    distance_of_a_shifted_density,
    total_variation_by_shared_mass,
)
