"""Where a function of one number is real, when nobody said where it is meant."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import Expr, Ge, Lt, Piecewise, Pow, S, Symbol, fraction, log, oo, together

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide, sign
from derive.rulebook.convexity.zeros import Undecided, ascending, zeros


def natural_domain(f: Expr, u: Symbol, known: Assumptions) -> tuple[Expr, Expr] | None:
    """The ends of the interval on which a function is real and has no pole inside; None where there
    are several, or where it is not found.

    >>> u = Symbol("u", real=True)
    >>> natural_domain(u * log(u), u, Assumptions()), natural_domain(1 / u, u, Assumptions())
    ((0, oo), None)
    """
    needed = list(dict.fromkeys(_needed(f, u)))
    try:
        cuts: list[Expr] = []
        for gap, _ in needed:
            cuts += [z for z in zeros(gap, u, Line(), known) if z not in cuts]
        ends = [-oo, *ascending(cuts, known), oo]
    except Undecided:
        return None
    allowed = [(a, b) for a, b in pairwise(ends) if _holds(needed, u, a, b, known)]
    return allowed[0] if len(allowed) == 1 else None


def as_words(low: Expr, high: Expr, u: Symbol) -> str:
    """The interval as a person writes it.

    >>> as_words(S.Zero, oo, Symbol("u"))
    'u > 0'
    """
    if low == -oo and high == oo:
        return f"all {u}"
    if low == -oo:
        return str(Lt(u, high, evaluate=False))
    return f"{u} > {low}" if high == oo else f"{low} < {u} < {high}"


def _holds(
    needed: list[tuple[Expr, bool]], u: Symbol, low: Expr, high: Expr, known: Assumptions
) -> bool:
    inside = (low + high) / 2
    if low == -oo or high == oo:
        inside = S.Zero if low == -oo == -high else high - 1 if low == -oo else low + 1
    return all(
        sign(gap.xreplace({u: inside}), known) in (("+", "-") if pole else ("+",))
        for gap, pole in needed
    )


def _needed(f: Any, u: Symbol) -> list[tuple[Expr, bool]]:
    """What has to be positive, or only different from zero, for the parts of a function."""
    found: list[tuple[Expr, bool]] = []
    if not f.args or isinstance(f, Piecewise) or u not in f.free_symbols:
        return found
    if isinstance(f, log):
        found += [(part, False) for part in _product(f.args[0])]
    elif isinstance(f, Pow) and u in f.base.free_symbols:
        if not f.exp.is_Integer:
            found += [(part, False) for part in _product(f.base)]
        elif decide(Ge(f.exp, 0), Assumptions()) is not True:
            found.append((f.base, True))
    return found + [need for argument in f.args for need in _needed(argument, u)]


def _product(inside: Expr) -> list[Expr]:
    """The argument, or the numerator times the denominator of a quotient."""
    top, bottom = fraction(together(inside))
    return [inside] if bottom == 1 else [(top * bottom).expand()]


__all__ = ["as_words", "natural_domain"]
