"""Derivatives of functions of one number, written so that their shape can be read."""

from __future__ import annotations

from functools import lru_cache

from sympy import (
    Add,
    Expr,
    Function,
    Mul,
    Pow,
    Symbol,
    cancel,
    collect,
    cos,
    cosh,
    cot,
    coth,
    factor,
    log,
    powsimp,
    sin,
    sinh,
    tan,
    tanh,
)


@lru_cache(maxsize=1024)
def slope(body: Expr, u: Symbol) -> Expr:
    """The derivative, its rational part cancelled and its logarithms collected.

    >>> u = Symbol("u", real=True)
    >>> slope(u * log(u) - (u + 1) * log(u + 1), u)
    log(u) - log(u + 1)
    """
    raw = _with_tanh(_roots_opened(body, u).diff(u))
    logs = [e for e in sorted(raw.atoms(log), key=str) if u in e.free_symbols]
    if logs:
        opened = collect(
            raw.expand(log=False, power_base=False, power_exp=False), logs, evaluate=False
        )
        parts = [(key, _cancelled(c, u)) for key, c in opened.items()]
        return Add(*(key * c for key, c in parts))
    return _cancelled(raw, u)


def _roots_opened(body: Expr, u: Symbol) -> Expr:
    """Roots of products of polynomials as roots of one: their derivatives are shorter."""
    products = [
        p
        for p in body.atoms(Pow)
        if isinstance(p.base, Mul) and p.exp.is_Rational and p.base.is_polynomial(u)
    ]
    opened = {p: Pow(p.base.expand(), p.exp) for p in products if u in p.free_symbols}
    return body.xreplace(opened)


def _with_tanh(expr: Expr) -> Expr:
    """tanh, coth, tan and cot in place of quotients of sinh and cosh, and of sin and cos."""
    below = [p.base for p in expr.atoms(Pow) if p.exp == -1]
    forms: dict[Expr, Expr] = {}
    for base in sorted(below, key=str):
        for under, over, quotient in _QUOTIENTS:
            if isinstance(base, under):
                x = base.args[0]
                forms[over(x)] = quotient(x) * base
    return expr.xreplace(forms)


_QUOTIENTS = ((cosh, sinh, tanh), (sinh, cosh, coth), (cos, sin, tan), (sin, cos, cot))


def _cancelled(expr: Expr, u: Symbol) -> Expr:
    if u not in expr.free_symbols:
        return expr
    if expr.is_rational_function(u):
        return _constant_apart(cancel(expr), u)
    if any(isinstance(p, Pow) and not p.exp.is_number for p in expr.atoms(Pow)):
        expr = powsimp(expr)
    if expr.has(Function) or not isinstance(expr, (Add, Mul)):
        return expr
    opened = expr.expand()
    if len(Add.make_args(opened)) > len(Add.make_args(expr)) + 2:
        return expr
    parts = [term.as_independent(u, as_Add=False) for term in Add.make_args(opened)]
    moving: dict[Expr, Expr] = {}
    for c, inner in parts:
        moving[inner] = moving.get(inner, 0) + c
    return _over_one_root(moving, u) or Add(*(factor(c) * inner for inner, c in moving.items()))


def _over_one_root(moving: dict[Expr, Expr], u: Symbol) -> Expr | None:
    """A polynomial times a power of one root, where every term has an odd power of that."""
    powers = [[p for p in Mul.make_args(inner) if _is_of_a_root(p, u)] for inner in moving]
    if len(moving) < 2 or any(len(found) != 1 for found in powers):
        return None
    if len({p.base for [p] in powers}) != 1:
        return None
    lowest = min((p for [p] in powers), key=lambda p: p.exp)
    whole = factor(Add(*(c * inner / lowest for inner, c in moving.items())).expand())
    return whole * lowest if whole.is_polynomial(u) else None


def _is_of_a_root(part: Expr, u: Symbol) -> bool:
    if not isinstance(part, Pow) or not part.exp.is_Rational or part.exp.q != 2:
        return False
    return u in part.base.free_symbols and part.base.is_polynomial(u)


def _constant_apart(expr: Expr, u: Symbol) -> Expr:
    """A quotient with constant numerator is written as such, beside what it is added to."""
    opened = expr.expand()
    terms = Add.make_args(opened)
    moving = [t for t in terms if u in t.free_symbols]
    return opened if len(moving) == 1 else expr
