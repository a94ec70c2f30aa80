"""A sum in which terms are given by cases, case by case."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Piecewise, Symbol, oo
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra.cases import settled
from derive.rulebook.convexity.arcs import pieces_of
from derive.rulebook.convexity.branches import Case, as_cases
from derive.rulebook.convexity.zeros import Undecided
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_x, _y = Symbol("x", real=True), Symbol("y", real=True)


def _entered(expr: Any, site: Site) -> Rewritten | None:
    nodes = sorted(expr.atoms(Piecewise), key=str) if isinstance(expr, Add) else []
    if not nodes:
        return None
    if len(nodes) > 1:
        return _added(expr, nodes, site)
    c = expr.coeff(nodes[0], 1)
    if c.has(Piecewise) or (rest := expr - c * nodes[0]).has(Piecewise):
        return None
    rows = [(c * value + rest, condition) for value, condition in nodes[0].args]
    return Rewritten(Piecewise(*rows, evaluate=False))


def _added(expr: Expr, nodes: list[Any], site: Site) -> Rewritten | None:
    """Several terms by cases of one number: its values between the places where one changes, and at
    those places."""
    asked = [part for node in nodes for _, c in node.args for part in c.atoms(Relational)]
    letters = set.intersection(*(set(part.free_symbols) for part in asked))
    if len(letters) != 1:
        return None
    [v] = letters
    known = Assumptions(tuple(c for c in site.assumptions if v not in c.free_symbols))
    try:
        pieces = pieces_of(expr, v, Line(), known)
    except Undecided:
        return None
    cases: list[Case] = []
    for piece in pieces:
        low, high = piece.line.low, piece.line.high
        if low != -oo:
            cases.append(Case(settled(expr.xreplace({v: low}), known), low, True, low, True))
        cases.append(Case(piece.body, low, False, high, False))
    end = pieces[-1].line.high
    if end != oo:
        cases.append(Case(settled(expr.xreplace({v: end}), known), end, True, end, True))
        cases.append(Case(oo, end, False, oo, False))
    if pieces[0].line.low != -oo:
        cases.insert(0, Case(oo, -oo, False, pieces[0].line.low, False))
    return Rewritten(as_cases(cases, v))


def _statement() -> Statement:
    cases = Piecewise((_x, _x > 1), (_x**2, True))
    return Statement(
        before=_y - 2 * cases,
        after=Piecewise((_y - 2 * _x, _x > 1), (_y - 2 * _x**2, True)),
        wrong=(
            Wrong(Piecewise((_y - 2 * _x, _x > 1), (-2 * _x**2, True)) + 1, "one case left out"),
            Wrong(Piecewise((_y + 2 * _x, _x > 1), (_y + 2 * _x**2, True)), "a sign"),
        ),
    )


terms_enter_the_cases = Rule(
    name="terms-beside-cases-are-terms-of-each-case",
    title="What stands beside the cases belongs to each of them",
    reason="In each case the sum is that of the terms that hold in it.",
    reference="Davenport, Siret and Tournier 1993, Computer Algebra",
    state=_statement,
    rewrite=_entered,
    whole=True,
)

RULES = (terms_enter_the_cases,)
