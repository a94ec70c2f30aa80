"""Sums of powers of one quantity whose exponents are letters and differ by integers."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, Mul, Pow, S, Symbol, cancel, factor, together

from derive.language.assumptions import Assumptions
from derive.rulebook.convexity.bounded import is_positive


def powers_gathered(expr: Expr, known: Assumptions) -> Expr:
    """Few powers of one positive base: exponents that differ by an integer are brought to one, and
    what stands before it is written in the base as far as it can be.

    >>> p, v = Symbol("p", real=True), Symbol("v", real=True)
    >>> powers_gathered(v * v ** (1 / (p - 1)) - v ** (p / (p - 1)) / p, Assumptions.of(v > 0))
    v**(p/(p - 1))*(p - 1)/p
    """
    if not _symbolic(expr):
        return expr
    positive = {_plain(part.base) for part in _symbolic(expr) if is_positive(part.base, known)}
    expr = _plain_bases(expr, positive)
    bases = {part.base for part in _symbolic(expr)}
    if len(bases) != 1:
        return expr
    [base] = bases
    exponents = {s for part in _symbolic(expr) for s in part.exp.free_symbols}
    line = _letter_of(base, exponents)
    if line is None or base not in positive:
        return expr
    v, slope, level = line
    t = Dummy("t", positive=True)
    inner = expr.xreplace({p: t**p.exp for p in _symbolic(expr)}).xreplace({v: (t - level) / slope})
    if inner.has(v):
        return expr
    groups: dict[Expr, Expr] = {}
    for term in Add.make_args(inner.expand(power_exp=False)):
        exponent, rest = _exponent(term, t)
        key = next((k for k in groups if _plain(k - exponent).is_Integer), exponent)
        groups[key] = groups.get(key, S.Zero) + rest * t ** _plain(exponent - key)
    return Add(*(_one_power(c, t, key, base) for key, c in groups.items()))


def _one_power(rest: Expr, t: Symbol, exponent: Expr, base: Expr) -> Expr:
    """rest t^exponent for the base, with the powers of t that are factors of the rest joined."""
    whole = factor(cancel(together(rest)))
    outside, total = S.One, exponent
    for part in Mul.make_args(whole):
        own, n = part.as_base_exp()
        if own == t:
            total += n
        else:
            outside *= part
    return outside.xreplace({t: base}) * base ** factor(cancel(together(total)))


def _symbolic(expr: Expr) -> list[Pow]:
    powers = (p for p in expr.atoms(Pow) if not p.exp.is_number and p.base.free_symbols)
    return sorted(powers, key=str)


def _plain_bases(expr: Expr, positive: set[Expr]) -> Expr:
    """Bases as one fraction, and a power of a power of something positive as one power."""
    if not expr.args or not isinstance(expr, (Add, Mul, Pow)):
        return expr
    expr = expr.func(*(_plain_bases(a, positive) if isinstance(a, Expr) else a for a in expr.args))
    if not isinstance(expr, Pow) or expr.exp.is_number:
        return expr
    base, exponent = expr.args
    if isinstance(base, Pow) and _plain(base.base) in positive:
        base, exponent = base.base, base.exp * exponent
    return _plain(base) ** _plain(exponent)


def _plain(expr: Expr) -> Expr:
    return factor(cancel(together(expr)))


def _letter_of(base: Expr, others: set[Any]) -> tuple[Symbol, Expr, Expr] | None:
    """A letter in which the base is linear, with its rate and what is left: the simplest one."""
    found = []
    for v in sorted(base.free_symbols - others, key=str):
        slope = base.diff(v)
        if v not in slope.free_symbols:
            found.append((v, slope, base.xreplace({v: S.Zero})))
    return min(found, key=lambda line: (line[2] != 0, line[1].count_ops()), default=None)


def _exponent(term: Expr, t: Symbol) -> tuple[Expr, Expr]:
    total, rest = S.Zero, S.One
    for part in Mul.make_args(term):
        own, n = part.as_base_exp()
        if own == t:
            total += n
        else:
            rest *= part
    return total, rest


__all__ = ["powers_gathered"]
