"""Integrals over an interval inside which the support of some density ends."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from sympy import Add, Eq, Expr, Rational, S, Symbol, exp, log, oo

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.distributions.uniform import Uniform
from derive.language.integral import Integral
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import decide
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


class _NoOrder(Exception):
    """It is not known which of two points is the larger."""


def _compare(a: Expr, b: Expr, known: Assumptions) -> int:
    if a == b:
        return 0
    if a == -oo or b == oo:
        return -1
    if a == oo or b == -oo:
        return 1
    if decide(Eq(a, b), known):
        return 0
    if decide(a < b, known):
        return -1
    if decide(a > b, known):
        return 1
    raise _NoOrder


def _densities(body: Expr, x: Any, kind: type) -> list[Density]:
    found = [
        d
        for d in body.atoms(Density)
        if d.point == x and isinstance(d.law, Distribution) and type(d.law.space) is kind
    ]
    return sorted(found, key=str)


def _split(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Integral) or type(expr.space) not in (Line, Lattice):
        return None
    body, x, space = expr.open()
    kind, known = type(space), site.assumptions
    step = _step(kind)
    densities = _densities(body, x, kind)
    known = known.also(*(c for d in densities for c in d.law.conditions))
    # each piece is from one cut up to, and on a lattice without, the next
    cuts = [space.low, space.high + step]
    for density in densities:
        cuts += [density.law.space.low, density.law.space.high + step]
    try:
        order = _in_order(cuts, known)
        order = [
            c
            for c in order
            if _compare(space.low, c, known) <= 0 and _compare(c, space.high + step, known) <= 0
        ]
        pieces = list(pairwise(order))
        parts = [_on_piece(body, densities, a, b, known) for a, b in pieces]
    except _NoOrder:
        return None
    if parts in ([], [body]) or any(part.has(S.NaN, S.ComplexInfinity) for part in parts):
        return None
    terms = [
        Integral(part, x, kind(a, b - step))
        for part, (a, b) in zip(parts, pieces, strict=True)
        if part != 0
    ]
    return Rewritten(Add(*terms))


def _step(kind: type) -> int:
    """From the last point of a piece to the first of the next one."""
    return 1 if kind is Lattice else 0


def _in_order(cuts: list[Expr], known: Assumptions) -> list[Expr]:
    distinct: list[Expr] = []
    for cut in sorted(cuts, key=cmp_to_key(lambda a, b: _compare(a, b, known))):
        if not distinct or _compare(distinct[-1], cut, known) != 0:
            distinct.append(cut)
    return distinct


def _on_piece(body: Expr, densities: list[Density], a: Expr, b: Expr, known: Assumptions) -> Expr:
    """The body with the densities that vanish between two neighbouring cuts left out."""
    gone = {
        d: S.Zero
        for d in densities
        if _compare(b, d.law.space.low, known) <= 0
        or _compare(d.law.space.high + _step(type(d.law.space)), a, known) <= 0
    }
    found: Expr = body.xreplace(gone)
    return found


def _split_statement() -> Statement:
    x, a = Symbol("x", positive=True), Symbol("a", positive=True)
    inside = Density(Uniform(0, a), x)

    def over(body: Expr, low: Expr, high: Expr) -> Expr:
        return Integral(body * exp(-x), x, Line(low, high))

    return Statement(
        before=over(log(1 + inside), S.Zero, oo) + over(exp(-inside), S.Zero, oo),
        after=over(log(1 + inside), S.Zero, a) + over(exp(-inside), S.Zero, a) + over(S.One, a, oo),
        wrong=(
            Wrong(
                over(log(1 + inside), S.Zero, a) + over(exp(-inside), S.Zero, a),
                "the part beyond the end left out",
            ),
        ),
    )


integral_splits_at_support_ends = Rule(
    name="integral-splits-where-supports-end",
    title="An integral splits where the support of a density ends",
    reason="The integral over an interval is the sum of those over its parts, and off its support "
    "a density is zero.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 6.12",
    state=_split_statement,
    rewrite=_split,
)


def _nothing(expr: Any, _: Site) -> Rewritten | None:
    inner = expr.args[0] if isinstance(expr, log) else expr
    if not isinstance(inner, Integral):
        return None
    space = inner.space
    empty = isinstance(space, Line) and space.low == space.high
    empty = empty or (isinstance(space, Lattice) and space.high == space.low - 1)
    empty = empty or inner.args[0] == 0
    if not empty:
        return None
    return Rewritten(-oo if isinstance(expr, log) else S.Zero)


def _nothing_statement() -> Statement:
    x, a = Symbol("x", real=True), Symbol("a", real=True)
    return Statement(
        before=Rational(1, 2) + Integral(exp(x), x, Line(a, a)),
        after=Rational(1, 2),
        wrong=(Wrong(Rational(1, 2) + exp(a), "the value at the point for the integral"),),
    )


integral_over_nothing = Rule(
    name="integral-over-a-point-is-zero",
    title="An integral of zero, or over an interval without length, is zero",
    reason="The function or the interval has no size, and nothing is added up.",
    reference="Rudin 1976, Principles of Mathematical Analysis, definition 6.1",
    state=_nothing_statement,
    rewrite=_nothing,
)

RULES = (integral_splits_at_support_ends, integral_over_nothing)
