"""Deciding that a function of one number is convex: known, a sum of such, or read off its arcs."""

from __future__ import annotations

from typing import Any

from sympy import Add, Symbol

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.condition import Convex
from derive.rulebook.algebra import sign
from derive.rulebook.convexity.arcs import arcs_of, is_convex
from derive.rulebook.convexity.zeros import Undecided

_OPENED = Symbol("u", real=True)


def is_known_convex(condition: Convex, known: Assumptions) -> bool | None:
    """Whether the body of a condition is convex on its interval; None where it is not known.

    >>> u = Symbol("u", real=True)
    >>> from sympy import log
    >>> from derive.language import Line
    >>> is_known_convex(Convex(u * log(u), u, Line(0)), Assumptions())
    True
    """
    if condition in known.facts:
        return True
    # the same letter every time, so that what is known of a function is found again
    body, u, line = condition.open(_OPENED)
    terms = Add.make_args(body)
    if len(terms) > 1 and body.atoms(Node):
        parts = [_is_convex_term(term, u, line, known) for term in terms]
        return True if all(parts) else None
    if body.atoms(Node):
        return _is_convex_term(body, u, line, known)
    letters = body.free_symbols | line.free_symbols
    try:
        about = Assumptions(tuple(c for c in known if c.free_symbols <= letters))
        return is_convex(arcs_of(body, u, line, about), about)
    except Undecided:
        return None


def _is_convex_term(term: Any, u: Symbol, line: Any, known: Assumptions) -> bool | None:
    scale, rest = term.as_independent(u, as_Add=False)
    if rest in (1, u):
        return True
    if rest.atoms(Node) and Convex(rest, u, line) not in known.facts:
        return None
    if sign(scale, known) not in ("+", ">=", "0"):
        return None
    return is_known_convex(Convex(rest, u, line), known)
