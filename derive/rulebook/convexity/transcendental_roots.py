"""The root of a u + b exp(k u) = c and of (a u + b) exp(k u) = c, by Lambert's function.

w exp(w) = z has one solution w >= -1, which is LambertW(z), and one w <= -1, LambertW(z, -1). The
derivative of the left side has the sign of w + 1 times a known one, which tells them apart.
"""

from __future__ import annotations

from sympy import Expr, LambertW, Symbol, exp

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign


def root_with_lambert(
    h: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions
) -> Expr | None:
    """The u at which h is y, where h is of one of these forms and monotone near it.

    >>> u, v = Symbol("u", real=True), Symbol("v", real=True)
    >>> root_with_lambert(u + exp(u), u, v, 1, Assumptions())
    v - LambertW(exp(v))
    """
    rates = {e.args[0].diff(u) for e in h.atoms(exp) if u in e.free_symbols}
    if len(rates) != 1:
        return None
    [k] = rates
    if u in k.free_symbols:
        return None
    t = Symbol("t", positive=True)
    plain = h.xreplace({e: t * exp(e.args[0] - k * u) for e in h.atoms(exp) if e.has(u)})
    at_0, slope = plain.xreplace({t: 0 * t}), plain.diff(t)
    if t in slope.free_symbols or t in at_0.free_symbols:
        return None
    if u not in slope.free_symbols:
        return _sum(at_0, slope, k, u, y, direction, known)
    return _product(slope, k, u, y - at_0, direction, known) if u not in at_0.free_symbols else None


def _sum(
    line: Expr, b: Expr, k: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions
) -> Expr | None:
    """a u + a_0 + b exp(k u) = y: w = r exp(k u) has w exp(w) = r exp(k (y - a_0)/a), r = k b/a."""
    a = line.diff(u)
    if u in a.free_symbols:
        return None
    c, factor = y - line.xreplace({u: 0 * u}), k * b / a
    w = _solution(factor * exp(k * c / a), factor, a, direction, known)
    return None if w is None else (c / a - w / k).expand()


def _product(
    line: Expr, k: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions
) -> Expr | None:
    """(a u + b) exp(k u) = y: w = k (u + b/a) has w exp(w) = (k/a) y exp(k b/a)."""
    a = line.diff(u)
    if u in a.free_symbols:
        return None
    b = line.xreplace({u: 0 * u})
    right = k / a * y * exp(k * b / a)
    w = _solution(right, sign_hint(right, k * line / a, known), a, direction, known)
    return None if w is None else (w / k - b / a).expand()


def sign_hint(right: Expr, w: Expr, known: Assumptions) -> Expr:
    """What is known to have the sign of w exp(w): that itself, or w."""
    return right if sign(right, known) in ("+", ">=") else w


def _solution(right: Expr, hint: Expr, a: Expr, direction: int, known: Assumptions) -> Expr | None:
    """The w with w exp(w) = right; `hint` has its sign, and the derivative that of a (w + 1)."""
    if sign(hint, known) in ("+", ">="):
        return LambertW(right)
    own = sign(a, known)
    if own not in ("+", "-"):
        return None
    above = (direction > 0) is (own == "+")
    return LambertW(right) if above else LambertW(right, -1)


__all__ = ["root_with_lambert"]
