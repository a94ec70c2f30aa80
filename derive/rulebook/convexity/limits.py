"""Limits of a function of one number at the ends of an interval."""

from __future__ import annotations

from functools import lru_cache

from sympy import Abs, Dummy, Expr, Max, Min, Piecewise, Poly, S, Symbol, ceiling, floor, limit, oo
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign

_JUMPING = (Abs, Max, Min, Piecewise, signum, floor, ceiling)
_NO_VALUE = (S.NaN, S.ComplexInfinity)


@lru_cache(maxsize=4096)
def limit_at(body: Expr, u: Symbol, end: Expr, from_below: bool, known: Assumptions) -> Expr | None:
    """The limit of `body` as u tends to `end`, from below or from above; None where none is found.

    >>> from sympy import log
    >>> u = Symbol("u", real=True)
    >>> limit_at(u * log(u), u, S.Zero, False, Assumptions())
    0
    """
    if u not in body.free_symbols:
        return body
    if end.is_finite is not False and not body.has(*_JUMPING):
        there = body.xreplace({u: end})
        if not there.has(*_NO_VALUE, oo, -oo):
            return there
    if end.is_infinite and body.is_polynomial(u):
        return _of_polynomial(Poly(body, u), end == oo, known)
    letters = sorted(body.free_symbols | end.free_symbols, key=str)
    plain = {s: Dummy(s.name, **_declared(s, known)) for s in letters if s != u}
    x = Dummy("x", real=True)
    try:
        direction = "-" if from_below else "+"
        found = limit(body.xreplace({**plain, u: x}), x, end.xreplace(plain), direction)
    except (NotImplementedError, ValueError, TypeError, RecursionError):
        return None
    found = found.xreplace({d: s for s, d in plain.items()})
    if x in found.free_symbols or found.has(*_NO_VALUE) or found.is_extended_real is False:
        return None
    return found if isinstance(found, Expr) and not _is_unfinished(found) else None


def _of_polynomial(polynomial: Poly, upwards: bool, known: Assumptions) -> Expr | None:
    """The limit at an infinite end, where the sign of the leading coefficient is known."""
    own = sign(polynomial.LC(), known)
    if own not in ("+", "-"):
        return None
    turned = not upwards and polynomial.degree() % 2 == 1
    return oo if (own == "+") is not turned else -oo


def _declared(symbol: Symbol, known: Assumptions) -> dict[str, bool]:
    own = sign(symbol, known)
    return (
        {"positive": True} if own == "+" else {"negative": True} if own == "-" else {"real": True}
    )


def _is_unfinished(found: Expr) -> bool:
    """Whether SymPy gave the question back, or a range for an answer."""
    names = {type(part).__name__ for part in found.atoms(Expr)} | {type(found).__name__}
    return bool(names & {"Limit", "AccumBounds"}) or found.has(signum)
