"""Derivatives of functions of one number, written so that their shape can be read."""

from __future__ import annotations

from functools import lru_cache

from sympy import Add, Expr, Function, Mul, Pow, Symbol, cancel, collect, log, powsimp


@lru_cache(maxsize=1024)
def slope(body: Expr, u: Symbol) -> Expr:
    """The derivative, its rational part cancelled and its logarithms collected.

    >>> u = Symbol("u", real=True)
    >>> slope(u * log(u) - (u + 1) * log(u + 1), u)
    log(u) - log(u + 1)
    """
    raw = body.diff(u)
    logs = [e for e in sorted(raw.atoms(log), key=str) if u in e.free_symbols]
    if logs:
        opened = collect(
            raw.expand(log=False, power_base=False, power_exp=False), logs, evaluate=False
        )
        parts = [(key, _cancelled(c, u)) for key, c in opened.items()]
        return Add(*(key * c for key, c in parts))
    return _cancelled(raw, u)


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
    return opened if len(Add.make_args(opened)) <= len(Add.make_args(expr)) + 2 else expr


def _constant_apart(expr: Expr, u: Symbol) -> Expr:
    """A quotient with constant numerator is written as such, beside what it is added to."""
    opened = expr.expand()
    terms = Add.make_args(opened)
    moving = [t for t in terms if u in t.free_symbols]
    return opened if len(moving) == 1 else expr
