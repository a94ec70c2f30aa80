"""The value of a conjugate in the form that a table prints, and its cases put together."""

from __future__ import annotations

from collections.abc import Callable
from math import lcm
from typing import Any

from sympy import (
    Abs,
    Add,
    And,
    Dummy,
    Eq,
    Expr,
    LambertW,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    atan,
    cancel,
    exp,
    factor,
    fraction,
    log,
    oo,
    pi,
    powsimp,
    tan,
    together,
)
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide, expand_logs, sign, tidy
from derive.rulebook.algebra.cases import settled
from derive.rulebook.convexity.hyperbolic import functions_joined
from derive.rulebook.convexity.limits import value_there
from derive.rulebook.convexity.quadratic_roots import by_the_root, plain_roots
from derive.rulebook.convexity.radicals import powers_joined, rationalised, with_size
from derive.rulebook.convexity.symbolic_powers import powers_gathered

Row = tuple[Expr, Any]


def presented(value: Expr, known: Assumptions) -> Expr:
    """An equal expression with few operations: logarithms split and their coefficients cancelled.

    >>> from sympy import Symbol
    >>> v = Symbol("v", real=True)
    >>> presented(v * log(v / (1 - v)) - log(v / (1 - v) + 1), Assumptions.of(v > 0, v < 1))
    v*log(v) + (1 - v)*log(1 - v)
    """
    if value in (oo, -oo):
        return value
    value = plain_roots(value)
    plain = with_size(_positive_factors_out(settled(value, known), known))
    opened = plain_roots(powers_joined(_inside_out(plain, known), known))
    plain = rationalised(opened)
    forms = [value, opened, plain, _by_logarithms(opened), _by_logarithms(plain), _by_roots(opened)]
    forms += [powers_gathered(form, known) for form in (value, opened)]
    forms += [_as_fraction_of_lambert(form) for form in (opened, plain)]
    forms += [functions_joined(form, known) for form in (value, opened)]
    rooted = by_the_root(opened, known)
    if rooted != opened:
        # what it replaces may have no value where it has one
        return min(rooted, tidy(rooted, known), key=lambda form: (form.count_ops(), str(form)))
    forms = list(dict.fromkeys(forms))
    forms += [tidy(form, known) for form in forms]
    shortest = min(forms, key=lambda form: (form.count_ops(), str(form)))
    return by_the_root(shortest, known)


def _positive_factors_out(expr: Expr, known: Assumptions) -> Expr:
    """|c v| as c |v| and sign(c v) as sign(v), for positive c."""
    forms: dict[Expr, Expr] = {}
    for node in sorted(expr.atoms(Abs, signum), key=str):
        whole = factor(node.args[0])
        known_signs = [(part, sign(part, known)) for part in Mul.make_args(whole)]
        outside = Mul(*(part for part, own in known_signs if own == "+"))
        inside = Mul(*(part for part, own in known_signs if own != "+"))
        forms[node] = (outside if isinstance(node, Abs) else 1) * node.func(inside)
    return expr.xreplace(forms)


def _inside_out(expr: Expr, known: Assumptions) -> Expr:
    """Logarithms of quotients written as one fraction and split, from the innermost outwards."""
    if not expr.args or not isinstance(expr, Expr):
        return expr
    if isinstance(expr, Piecewise):
        return expr
    args = [_inside_out(a, known) if isinstance(a, Expr) else a for a in expr.args]
    if args != list(expr.args):
        expr = expr.func(*args)
    if isinstance(expr, Pow) and expr.exp.is_Rational and not expr.exp.is_Integer:
        return _root_of_quotient(expr, known)
    if isinstance(expr, atan) and isinstance(expr.args[0], tan):
        x = expr.args[0].args[0]
        return x if decide(x < pi / 2, known) and decide(x > -pi / 2, known) else expr
    if isinstance(expr, exp):
        return _without_lambert(expr, known)
    if isinstance(expr, log):
        inside = factor(cancel(together(rationalised(expr.args[0]))))
        product = _of_product_logarithm(inside, known)
        return _of_quotient(inside, known) if product is None else product
    return expr


def _root_of_quotient(expr: Pow, known: Assumptions) -> Expr:
    """A power of a quotient as a quotient of powers, both taken positive."""
    top, bottom = fraction(factor(cancel(together(rationalised(expr.base)))))
    if sign(bottom, known) == "-":
        top, bottom = (-top).expand(), (-bottom).expand()
    if bottom == 1 or sign(bottom, known) != "+" or sign(top, known) not in ("+", ">="):
        return expr
    return _power_of(top, expr.exp, known) / _power_of(bottom, expr.exp, known)


def _power_of(base: Expr, n: Rational, known: Assumptions) -> Expr:
    """The power of a product as a product of powers of squares and the rest."""
    found, left = S.One, S.One
    for part in Mul.make_args(factor(base)):
        inner, k = part.as_base_exp()
        if k.is_Integer and k.is_even and sign(inner, known) in ("+", "-", ">=", "<="):
            positive = sign(inner, known) in ("+", ">=")
            found *= (inner if positive else -inner) ** (k * n)
        else:
            left *= part
    return found * left.expand() ** n


def _of_quotient(inside: Expr, known: Assumptions) -> Expr:
    """The logarithm of a quotient as a difference, numerator and denominator taken positive."""
    top, bottom = fraction(inside)
    if sign(bottom, known) == "-":
        top, bottom = (-top).expand(), (-bottom).expand()
    if bottom == 1 or sign(bottom, known) != "+":
        return expand_logs(log(inside), known)
    return expand_logs(log(top), known) - expand_logs(log(bottom), known)


def _without_lambert(expr: Expr, known: Assumptions) -> Expr:
    """exp(a + k W) as exp(a) (z/W)^k for W = LambertW(z)."""
    for term in Add.make_args(expr.args[0]):
        k, w = term.as_coeff_Mul()
        if isinstance(w, LambertW) and k.is_Integer and sign(w.args[0], known) in ("+", "-"):
            return exp(expr.args[0] - term) * (w.args[0] / w) ** k
    return expr


def _of_product_logarithm(inside: Expr, known: Assumptions) -> Expr | None:
    """log(c W) as log(c z) - W for W = LambertW(z): W exp(W) is z."""
    found = sorted(inside.atoms(LambertW), key=str)
    if len(found) != 1:
        return None
    [w] = found
    c, z = inside / w, w.args[0]
    w = LambertW(powsimp(z))
    if c.has(LambertW) or sign(c * z, known) != "+":
        return None
    return expand_logs(log(c * z), known) - w


def _as_fraction_of_lambert(expr: Expr) -> Expr:
    """Cancelled as a rational function of a value of LambertW."""
    found = sorted(expr.atoms(LambertW), key=str)
    if len(found) != 1:
        return expr
    t = Dummy("t")
    plain = expr.xreplace({found[0]: t})
    return factor(cancel(together(plain))).xreplace({t: found[0]}) if plain.has(t) else expr


def _by_roots(expr: Expr) -> Expr:
    """As a rational function of a root of something linear, where it is one."""
    roots = [p for p in expr.atoms(Pow) if p.exp.is_Rational and not p.exp.is_Integer]
    bases = {p.base for p in roots if p.base.free_symbols}
    if len(bases) != 1:
        return expr
    [base] = bases
    names = sorted(base.free_symbols, key=str)
    v = next((s for s in names if s not in base.diff(s).free_symbols), None)
    if v is None or any(
        p.base.free_symbols & {v} for p in expr.atoms(Pow) if p.base not in (v, base)
    ):
        return expr
    n = lcm(*(int(p.exp.q) for p in roots if p.base == base))
    t = Dummy("t", positive=True)
    powers = {p: t ** (p.exp * n) for p in expr.atoms(Pow) if p.base == base}
    inner = expr.xreplace(powers).xreplace({v: (t**n - base.xreplace({v: S.Zero})) / base.diff(v)})
    if not inner.is_rational_function(t):
        return expr
    return cancel(inner).expand().xreplace({t: base ** Rational(1, n)})


def _by_logarithms(expr: Expr) -> Expr:
    """The coefficient of each logarithm, and the rest, as one fraction each."""
    terms = Add.make_args(expr.expand(log=False, power_base=False, power_exp=False))
    parts: dict[Expr, list[Expr]] = {}
    for term in terms:
        logs = [f for f in Mul.make_args(term) if f.has(log) and isinstance(f, (log, Pow))]
        key = Mul(*logs)
        parts.setdefault(key, []).append(term / key)
    return Add(*(key * _one_fraction(Add(*own)) for key, own in parts.items()))


def _one_fraction(expr: Expr) -> Expr:
    whole = factor(cancel(together(expr)))
    return whole if whole.count_ops() <= expr.count_ops() or not expr.has(exp) else expr


def joined(rows: list[Row], equal_there: Callable[[Expr, Expr], bool | None]) -> list[Row]:
    """Cases for a single number put together with the neighbour whose value they have there."""
    found: list[Row] = []
    for value, condition in rows:
        if found and found[-1][1] == condition:
            continue
        if found and condition == S.true and found[-1][0] == value:
            found.pop()
        if found and isinstance(condition, Eq):
            wider = _closed(found[-1], value, condition, equal_there)
            if wider is not None:
                found[-1] = wider
                continue
        if found and isinstance(found[-1][1], Eq):
            wider = _closed((value, condition), found[-1][0], found[-1][1], equal_there)
            if wider is not None:
                found[-1] = wider
                continue
        found.append((value, condition))
    return found


def _closed(
    row: Row, single: Expr, at: Eq, equal_there: Callable[[Expr, Expr], bool | None]
) -> Row | None:
    """The row with its bound at a number included, where its value there is the single one."""
    value, condition = row
    v, c = at.lhs, at.rhs
    if value in (oo, -oo) or single in (oo, -oo):
        return None
    if isinstance(condition, Eq):
        return None
    there = value_there(value, v, c)
    if there is None or not equal_there(there, single.xreplace({v: c})):
        return None
    parts = list(condition.args) if isinstance(condition, And) else [condition]
    for i, part in enumerate(parts):
        if getattr(part, "args", ())[:2] in ((v, c), (c, v)):
            wide = part.weak if hasattr(part, "weak") else part
            rest = [*parts[:i], wide, *parts[i + 1 :]]
            return value, (And(*rest, evaluate=False) if len(rest) > 1 else wide)
    return (value, condition) if condition is S.true else None
