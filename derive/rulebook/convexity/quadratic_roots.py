"""Values with the root s of a polynomial q(v), without a denominator that vanishes where they do
not: 1 - v^2/(s + 1)^2 is 2/(s + 1) for s^2 = 1 + v^2, and (s - 1)/v^2 is 1/(s + 1)."""

from __future__ import annotations

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    Poly,
    Pow,
    S,
    Symbol,
    cancel,
    factor,
    fraction,
    log,
    sqrt,
    together,
)

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign


def by_the_root(expr: Expr, known: Assumptions) -> Expr:
    """Logarithms with one coefficient as one, and each of their arguments and the rest as p + q s
    or as (p + q s)/r over a polynomial or under one, whichever is shorter.

    >>> v = Symbol("v", real=True)
    >>> s = sqrt(v**2 + 1)
    >>> by_the_root(v**2 / (s + 1) - log(1 - v**2 / (s + 1) ** 2), Assumptions())
    sqrt(v**2 + 1) + log(sqrt(v**2 + 1)/2 + 1/2) - 1
    """
    bases = {p.base for p in expr.atoms(Pow) if p.exp.is_Rational and p.exp.q == 2}
    found = [b for b in bases if b.free_symbols and b.is_polynomial(*b.free_symbols)]
    if len(found) != 1 or len(bases) != 1 or not expr.has(log):
        return expr
    [base] = found
    groups: dict[Expr, Expr] = {}
    rest = S.Zero
    for term in Add.make_args(expr.expand(log=False, power_base=False, power_exp=False)):
        logs = [f for f in Mul.make_args(term) if isinstance(f, log)]
        if len(logs) != 1:
            rest += term
            continue
        c = term / logs[0]
        key, inside = (-c, 1 / logs[0].args[0]) if -c in groups else (c, logs[0].args[0])
        groups[key] = groups.get(key, S.One) * inside
    parts = []
    for c, inside in groups.items():
        whole, turned = _shortest(inside, base, known), _shortest(1 / inside, base, known)
        if whole is None or turned is None:
            return expr
        both = (_logarithm(c, whole), _logarithm(-c, turned))
        parts.append(min(both, key=lambda form: (form.count_ops(), str(form))))
    short = _shortest(rest, base, known)
    return expr if short is None else Add(short, *parts)


def plain_roots(expr: Expr) -> Expr:
    """Square roots of polynomials expanded, without a square in front: equal ones look equal.

    >>> v = Symbol("v", real=True)
    >>> plain_roots(sqrt(4 * v**2 + 4) + sqrt((1 - v) * (1 + v)))
    sqrt(1 - v**2) + 2*sqrt(v**2 + 1)
    """
    found: dict[Expr, Expr] = {}
    for p in expr.atoms(Pow):
        if p.exp.is_Rational and p.exp.q == 2 and p.base.is_polynomial(*p.base.free_symbols):
            content, base = p.base.expand().primitive()
            found[p] = sqrt(content) ** (2 * p.exp) * base**p.exp
    return expr.xreplace(found) if found else expr


def _logarithm(c: Expr, inside: Expr) -> Expr:
    top, bottom = fraction(together(inside))
    if bottom.has(Pow) and not top.has(Pow):
        return -c * log((bottom / top).expand())
    return c * log(inside)


def _shortest(expr: Expr, base: Expr, known: Assumptions) -> Expr | None:
    t = Dummy("t", positive=True)
    plain = expr.xreplace(
        {p: t ** (2 * p.exp) for p in expr.atoms(Pow) if p.base == base and not p.exp.is_Integer}
    )
    letters = sorted(plain.free_symbols - {t}, key=str)
    if not plain.is_rational_function(t, *letters):
        return None
    (a, b), (c, d) = (_reduced(part, t, base) for part in fraction(together(plain)))
    norm = (c**2 - d**2 * base).expand()
    if norm == 0:
        return None
    p, q = cancel((a * c - b * d * base) / norm), cancel((b * c - a * d) / norm)
    return min(_forms(p, q, base, known), key=lambda form: (form.count_ops(), str(form)))


def _forms(p: Expr, q: Expr, base: Expr, known: Assumptions) -> list[Expr]:
    """p + q s, and the quotient with p - q s below, each unless it may have a pole; the quotient
    where there is no other."""
    root = sqrt(base)
    below = fraction(together(p + q * Dummy("s")))[1]
    straight = factor(p) + factor(q) * root
    if q == 0 or below.is_number:
        return [straight]
    top, bottom = fraction(factor(cancel((p**2 - q**2 * base) * below)))
    turned = top / (cancel(p * below) * bottom - cancel(q * below) * bottom * root)
    if sign(below, known) not in ("+", "-"):
        return [turned]
    apart = {sign(p, known), sign(q, known)} == {"+", "-"}
    return [turned, straight] if apart else [straight]


def _reduced(expr: Expr, t: Symbol, base: Expr) -> tuple[Expr, Expr]:
    parts = [S.Zero, S.Zero]
    for (n,), c in Poly(expr, t).terms():
        parts[n % 2] += c * base ** (n // 2)
    return parts[0].expand(), parts[1].expand()


__all__ = ["by_the_root"]
