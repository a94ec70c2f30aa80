"""Expressions with one square root, and with the sign and the size of one letter."""

from __future__ import annotations

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Function,
    Mul,
    Piecewise,
    Poly,
    PolynomialError,
    Pow,
    S,
    Symbol,
    cancel,
    factor,
    fraction,
    sqrt,
    together,
)
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign

MOST_TERMS = 24


def rationalised(expr: Expr) -> Expr:
    """p + q sqrt(b) with rational p and q, where the expression is rational in one square root.

    >>> from sympy import Symbol
    >>> v = Symbol("v", real=True)
    >>> rationalised(v**2 / sqrt(1 - v**2) - sqrt(1 - v**2) - 1 / sqrt(1 - v**2))
    -2*sqrt(1 - v**2)
    """
    roots = {p.base for p in expr.atoms(Pow) if p.exp.is_Rational and not p.exp.is_Integer}
    halves = [p for p in expr.atoms(Pow) if p.exp.is_Rational and p.exp.q == 2]
    bases = {p.base for p in halves if p.base.free_symbols}
    if len(bases) != 1 or not roots:
        return expr
    [base] = bases
    t = Dummy("t", positive=True)
    inner = expr.xreplace({p: t ** (2 * p.exp) for p in halves if p.base == base})
    held = {f: Dummy("f") for f in sorted(inner.atoms(Function), key=str)}
    plain = inner.xreplace(held)
    try:
        top, bottom = (Poly(part, t) for part in fraction(together(plain)))
    except PolynomialError:
        return expr
    if len(top.terms()) + len(bottom.terms()) > MOST_TERMS or base.has(Function):
        return expr
    (a, b), (c, d) = _reduced(top, base), _reduced(bottom, base)
    whole = (c**2 - d**2 * base).expand()
    if whole == 0:
        return expr
    p, q = factor(cancel((a * c - b * d * base) / whole)), factor(cancel((b * c - a * d) / whole))
    functions = {letter: f.xreplace({t: sqrt(base)}) for f, letter in held.items()}
    return (p + q * sqrt(base)).xreplace(functions)


def _reduced(polynomial: Poly, base: Expr) -> tuple[Expr, Expr]:
    """p and q of p + q t, where the square of t is the base."""
    parts = [S.Zero, S.Zero]
    for (n,), c in polynomial.terms():
        parts[n % 2] += c * base ** (n // 2)
    return parts[0].expand(), parts[1].expand()


def powers_joined(expr: Expr, known: Assumptions) -> Expr:
    """Powers of powers of something positive as one power, and equal bases in a product as one.

    >>> from sympy.abc import p, v
    >>> powers_joined(v * v ** (1 / (p - 1)), Assumptions.of(v > 0, p > 1))
    v**(p/(p - 1))
    """
    if all(e.exp.is_number for e in expr.atoms(Pow)) or isinstance(expr, Piecewise):
        return expr
    args = [powers_joined(a, known) if isinstance(a, Expr) else a for a in expr.args]
    expr = expr.func(*args) if args != list(expr.args) else expr
    if isinstance(expr, Pow) and isinstance(expr.base, Pow) and sign(expr.base.base, known) == "+":
        return expr.base.base ** factor(together(expr.base.exp * expr.exp))
    if isinstance(expr, Pow) and isinstance(expr.base, Mul) and not expr.exp.is_number:
        whole = factor(expr.base)
        if all(sign(part, known) == "+" for part in Mul.make_args(whole)):
            return powers_joined(Mul(*(part**expr.exp for part in Mul.make_args(whole))), known)
    if isinstance(expr, Mul):
        found: dict[Expr, Expr] = {}
        for part in expr.args:
            base, n = _split(part, known)
            found[base] = found.get(base, S.Zero) + n
        return Mul(*(b ** (n if n.is_number else factor(together(n))) for b, n in found.items()))
    if isinstance(expr, Add):
        shared: dict[Expr, Expr] = {}
        for term in expr.args:
            powers = [f for f in Mul.make_args(term) if isinstance(f, Pow) and not f.exp.is_number]
            key = Mul(*powers)
            shared[key] = shared.get(key, S.Zero) + term / key
        return Add(*(factor(together(c)) * key for key, c in shared.items()))
    return expr


def _split(part: Expr, known: Assumptions) -> tuple[Expr, Expr]:
    base, n = part.as_base_exp()
    if n.is_number and not n.is_Rational:
        return part, S.One
    if base.is_Rational or (base.could_extract_minus_sign() and sign(base, known) != "+"):
        return part, S.One
    return base, n


def with_size(expr: Expr) -> Expr:
    """In |v| alone, where v and sign(v) occur as an even function of v.

    >>> from sympy import Rational, Symbol
    >>> v = Symbol("v", real=True)
    >>> with_size(v * Abs(v) ** Rational(1, 3) * signum(v))
    Abs(v)**(4/3)
    """
    letters = sorted((f.args[0] for f in expr.atoms(signum)), key=str)
    if len(letters) != 1:
        return expr
    [v] = letters
    if not isinstance(v, Symbol):
        # in a letter less a number
        w = Dummy("w", real=True)
        names = [s for s in sorted(v.free_symbols, key=str) if v.diff(s) == 1]
        moved = expr.xreplace({names[0]: w - v + names[0]}) if names else expr
        if w not in moved.free_symbols or names[0] in moved.free_symbols:
            return expr
        return with_size(moved).xreplace({w: v})
    size, side = Dummy("a", positive=True), Dummy("s", real=True)
    plain = expr.xreplace({signum(v): side, Abs(v): size}).xreplace({v: side * size})
    opened = Add.make_args(plain.expand())
    even = [_without_squares(term, side) for term in opened]
    # v itself is its sign times its size
    whole = Add(*(t * v / (side * size) if t.as_powers_dict().get(side) == 1 else t for t in even))
    return whole.xreplace({size: Abs(v)}) if side not in whole.free_symbols else expr


def _without_squares(term: Expr, side: Symbol) -> Expr:
    power = term.as_powers_dict().get(side, S.Zero)
    return term / side**power * side ** (power % 2) if power.is_Integer else term
