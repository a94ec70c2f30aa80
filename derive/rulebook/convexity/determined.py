"""Whether one formula is the limit for all numbers that the letters may stand for."""

from __future__ import annotations

from sympy import Expr, Pow, S, Symbol, cos, exp, log, sin
from sympy.core.function import Function

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign

_ENTIRE = (exp, sin, cos)
_MOST_SLOPES = 4


def is_determined(body: Expr, u: Symbol, end: Expr, known: Assumptions) -> bool:
    """Whether no part of `body` behaves differently near an end for some of its letters.

    A limit in letters is computed as if no coefficient vanished: u/(u + a) tends to zero where a is
    not zero, and to one where it is. So each base, each argument of a logarithm and each exponent
    that grows must have a leading coefficient whose sign is known.

    >>> u, a = Symbol("u"), Symbol("a")
    >>> is_determined(u / (u + a), u, S.Zero, Assumptions.of(a > 0))
    True
    >>> is_determined(u / (u + a), u, S.Zero, Assumptions.of(a >= 0))
    False
    """
    if end.is_infinite:
        body, end = body.xreplace({u: 1 / u if end == S.Infinity else -1 / u}), S.Zero
    parts = [p for p in body.atoms(Pow, Function) if p.has(u) and len(p.free_symbols) > 1]
    return all(_is_tame(part, u, end, known) for part in parts)


def _is_tame(part: Expr, u: Symbol, end: Expr, known: Assumptions) -> bool:
    if isinstance(part, Pow):
        base, exponent = part.args
        if exponent.is_Integer and exponent.is_nonnegative:
            return True
        side = _leading_sign(base, u, end, known)
        if exponent.is_number:
            return side in ("+", "-")
        steady = not exponent.has(u) or _has_value(exponent, u, end)
        leans = _sign(_at(exponent, u, end), known) in ("+", "-")
        return side == "+" and steady and (leans or _sign(_at(base, u, end), known) == "+")
    (argument,) = part.args if len(part.args) == 1 else (S.NaN,)
    if isinstance(part, _ENTIRE):
        grows = not _has_value(argument, u, end)
        return not grows or _leading_sign(1 / argument, u, end, known) in ("+", "-")
    if isinstance(part, log):
        return _leading_sign(argument, u, end, known) == "+"
    return _sign(_at(argument, u, end), known) == "+"


def _at(expr: Expr, u: Symbol, end: Expr) -> Expr:
    return expr.xreplace({u: end})


def _has_value(expr: Expr, u: Symbol, end: Expr) -> bool:
    there = _at(expr, u, end)
    return not there.has(S.NaN, S.ComplexInfinity, S.Infinity, S.NegativeInfinity)


def _sign(expr: Expr, known: Assumptions) -> str | None:
    return sign(expr, known) if _is_number(expr) else None


def _is_number(expr: Expr) -> bool:
    return not expr.has(S.NaN, S.ComplexInfinity, S.Infinity, S.NegativeInfinity)


def _leading_sign(expr: Expr, u: Symbol, end: Expr, known: Assumptions) -> str | None:
    """The sign of a quotient near the end, from the first coefficients above and below that are
    not zero for all letters."""
    signs = []
    for part in expr.together().as_numer_denom():
        lead = _leading_coefficient(part, u, end)
        found = None if lead is None else sign(lead, known)
        if found not in ("+", "-"):
            return None
        signs.append(found)
    return "+" if signs[0] == signs[1] else "-"


def _leading_coefficient(part: Expr, u: Symbol, end: Expr) -> Expr | None:
    slope = part
    for _ in range(_MOST_SLOPES):
        there = _at(slope, u, end).expand()
        if there != 0:
            return there if _is_number(there) else None
        slope = slope.diff(u)
    return None
