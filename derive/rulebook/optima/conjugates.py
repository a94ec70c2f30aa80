"""Convex conjugates: the definition, and the supremum in it case by case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sympy import Abs, Add, Dummy, Eq, Expr, Max, Piecewise, S, Symbol, exp, log, oo
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.language.conjugate import Conjugate
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line
from derive.rulebook.algebra import decide, equal
from derive.rulebook.convexity.arcs import Arc, arcs_of, in_pieces, is_convex, pieces_of
from derive.rulebook.convexity.branches import as_cases, cases_of, solvable, value_inside
from derive.rulebook.convexity.presenting import joined, presented
from derive.rulebook.convexity.zeros import Undecided
from derive.rulebook.optima.coordinatewise import at_a_coordinate, in_each_term
from derive.rulebook.places import facts_of_case
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_u, _v = Symbol("u", real=True), Symbol("v", real=True)
_OPENED = Dummy("u", real=True)
_ROCKAFELLAR = "Rockafellar 1970, Convex Analysis"


def _definition(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Conjugate):
        return None
    return Rewritten(_written_out(expr))


def _written_out(expr: Any) -> Any:
    """The supremum, with those of conjugates within the function."""
    body, u, line, point = expr.open()
    inner = {c: _written_out(c) for c in body.atoms(Conjugate)}
    return Sup(u * point - body.xreplace(inner), u, line)


conjugate_definition = Rule(
    name="conjugate-definition",
    title="Definition of the convex conjugate",
    reason="It is the greatest amount by which a line through the origin exceeds the function.",
    reference=f"{_ROCKAFELLAR}, section 12",
    state=lambda: Statement(
        before=Conjugate(exp(_u), _u, Line(), _v),
        after=Sup(_u * _v - exp(_u), _u, Line()),
        wrong=(
            Wrong(Sup(exp(_u) - _u * _v, _u, Line(0, 1)), "a sign"),
            Wrong(Sup(_u * _v - exp(_u), _u, Line(-1, 0)) + 1, "another interval"),
        ),
        conditions=(_v > 0,),
    ),
    rewrite=_definition,
)


def gap_to_a_line(expr: Any) -> tuple[Expr, Symbol, Symbol, Line] | None:
    """f, u, v and the interval, where a supremum over u is that of u v - f(u), v being a symbol."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or not isinstance(expr.domain, Line):
        return None
    # the same letter every time, so that what is known of a function is found again
    u = _OPENED
    body = expr.open(u)[0]
    found = [
        (v, term)
        for term in Add.make_args(body)
        if isinstance(v := term / u, Symbol) and v not in (u, *(body - term).free_symbols)
    ]
    if not found:
        return None
    # where the function has a letter times u in it as well, the usual name is meant
    v, term = min(found, key=lambda pair: _as_a_slope(pair[0]))
    return term - body, u, v, expr.domain


def _as_a_slope(letter: Symbol) -> tuple[bool, int, str]:
    usual = "vtsywxz"
    place = usual.index(letter.name) if letter.name in usual else len(usual)
    return not isinstance(letter, Dummy), place, letter.name


def _pieces(expr: Any, site: Site) -> Rewritten | None:
    read = gap_to_a_line(expr)
    if read is None:
        return None
    f, u, v, line = read
    if not f.has(Abs, Max, Piecewise) and not f.has(oo):
        return None
    try:
        pieces = pieces_of(f, u, line, facts_about(f, line, site.assumptions))
    except Undecided:
        return None
    inside = Line(pieces[0].line.low, pieces[-1].line.high)
    return Rewritten(Sup(u * v - in_pieces(pieces, u), u, inside))


pieces_written_out = Rule(
    name="absolute-values-and-maxima-are-written-in-pieces",
    title="Absolute values and maxima are written out in pieces",
    reason="Between the places where they change each of them is one function, and where the "
    "function is infinite there is nothing to be gained.",
    reference=f"{_ROCKAFELLAR}, section 4",
    state=lambda: Statement(
        before=Sup(_u * _v - Abs(_u - 1), _u, Line(0, 3)),
        after=Sup(_u * _v - Piecewise((1 - _u, _u <= 1), (_u - 1, True)), _u, Line(0, 3)),
        wrong=(
            Wrong(
                Sup(_u * _v - Piecewise((_u - 1, _u <= 1), (_u - 1, True)), _u, Line(0, 3)) + 1,
                "the first piece with the sign of the second",
            ),
            Wrong(Sup(_u * _v + Abs(_u - 1), _u, Line(0, 3)), "a sign"),
        ),
    ),
    rewrite=at_a_coordinate(_pieces),
)


def facts_about(f: Expr, line: Line, known: Assumptions) -> Assumptions:
    """What is known of the letters of a function."""
    letters = f.free_symbols | line.free_symbols
    return Assumptions(tuple(c for c in known if c.free_symbols <= letters))


def convex_arcs(expr: Any, site: Site) -> tuple[Sequence[Arc], Symbol, Symbol] | None:
    """The arcs of f, where a supremum is that of u v - f(u) and f is convex."""
    read = gap_to_a_line(expr)
    if read is None:
        return None
    f, u, v, line = read
    try:
        known = facts_about(f, line, site.assumptions)
        arcs = arcs_of(f, u, line, known)
        return (arcs, u, v) if is_convex(arcs, known) else None
    except Undecided:
        return None


def _cases(expr: Any, site: Site) -> Rewritten | None:
    read = convex_arcs(expr, site)
    if read is None:
        return None
    arcs, u, v = read
    try:
        arcs = solvable(arcs, u, v, site.assumptions)
        cases = cases_of(arcs, u, v, site.assumptions)
    except Undecided:
        return None
    return Rewritten(as_cases(cases, v)) if len(cases) > 1 or not cases[0].value.has(Sup) else None


def _cases_statement() -> Statement:
    inside = Sup(_u * _v - _u**2, _u, Line(0, 1))
    return Statement(
        before=inside,
        after=Piecewise((0, _v <= 0), (inside, _v < 2), (_v - 1, True)),
        wrong=(
            Wrong(Piecewise((-_v, _v <= 0), (inside + 1, True)), "the values at the ends swapped"),
            Wrong(
                Piecewise((1, _v <= 0), (inside, _v < 2), (2, True)) + _v**2, "slopes for values"
            ),
        ),
    )


concave_supremum_by_cases = Rule(
    name="supremum-is-where-the-slope-is-matched-or-at-an-end",
    title="Where the supremum is, case by case",
    reason="The slope of the convex function rises: the supremum is where that slope is v, at a "
    "kink that jumps over v, or at an end where all slopes are on one side of v.",
    reference=f"{_ROCKAFELLAR}, theorem 23.5",
    state=_cases_statement,
    rewrite=at_a_coordinate(_cases),
)


def _matched(expr: Any, site: Site) -> Rewritten | None:
    read = convex_arcs(expr, site)
    if read is None or len(read[0]) != 1 or read[0][0].bend != "+":
        return None
    [arc], u, v = read
    low, high = arc.slopes
    known = site.assumptions
    if not _lies_between(low, v, high, known):
        return None
    value = value_inside(arc, u, v, known)
    return None if value is None else Rewritten(value)


def _lies_between(low: Expr, v: Expr, high: Expr, known: Assumptions) -> bool:
    above = low == -oo or decide(v > low, known)
    return bool(above and (high == oo or decide(v < high, known)))


slope_is_matched = Rule(
    name="supremum-of-a-concave-function-is-where-the-slope-is-matched",
    title="The supremum is where the slope of the function is v",
    reason="The slope of a strictly convex function takes each value between its limits once; "
    "there the derivative of the concave objective vanishes.",
    reference=f"{_ROCKAFELLAR}, theorem 26.4",
    state=lambda: Statement(
        before=Sup(_u * _v - _u * log(_u), _u, Line(0)),
        after=_v * exp(_v - 1) - (_v - 1) * exp(_v - 1),
        wrong=(
            Wrong(exp(_v), "the derivative of u log u taken to be log u"),
            Wrong(_v - 1, "the logarithm of the supremum"),
        ),
    ),
    rewrite=at_a_coordinate(_matched),
)


def _tidied(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Piecewise):
        return Rewritten(presented(expr, site.assumptions))
    known, rows = site.assumptions, []
    for value, condition in expr.args:
        if isinstance(condition, Eq) and isinstance(condition.lhs, Symbol):
            there = value.xreplace({condition.lhs: condition.rhs})
            value = value if there.has(S.NaN, S.ComplexInfinity) else there
        rows.append((presented(value, known.also(*facts_of_case(condition))), condition))
        if isinstance(condition, Relational):
            known = known.also(*facts_of_case(condition.negated))
    rows = joined(rows, partial(equal, assumptions=site.assumptions))
    return Rewritten(rows[0][0] if len(rows) == 1 else Piecewise(*rows, evaluate=False))


cases_tidied = Rule(
    name="each-case-is-brought-to-its-form",
    title="Each case in its shortest form",
    reason="Logarithms are split and fractions cancelled; in each case the condition under which "
    "it holds may be used, and a case for one number may join its neighbour.",
    reference="Davenport, Siret and Tournier 1993, Computer Algebra",
    state=lambda: Statement(
        before=Piecewise((log(exp(_v) * _v) - _v, _v > 0), (_v + _v, True)),
        after=Piecewise((log(_v), _v > 0), (2 * _v, True)),
        wrong=(Wrong(Piecewise((log(_v) - _v, _v > 0), (_v, True)), "a term lost in each"),),
    ),
    rewrite=in_each_term(_tidied),
    whole=True,
)

RULES = (
    conjugate_definition,
    pieces_written_out,
    concave_supremum_by_cases,
    slope_is_matched,
    cases_tidied,
)
