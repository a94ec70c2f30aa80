"""Solving h(u) = y for u on an interval on which h is strictly monotone.

Every step is an equivalence on that interval, so that what is found is the solution wherever there
is one: layers are taken off from outside, and of several roots the one is kept for which the
derivative of h has its sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from sympy import (
    Abs,
    Add,
    Dummy,
    Expr,
    Mul,
    Poly,
    Pow,
    S,
    Symbol,
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    cot,
    coth,
    erf,
    erfinv,
    exp,
    log,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide, expand_logs, sign
from derive.rulebook.convexity.polynomial_roots import root_of_polynomial
from derive.rulebook.convexity.substitution import substitutions
from derive.rulebook.convexity.transcendental_roots import root_with_lambert

MOST_LAYERS = 12
UP, DOWN = 1, -1


def inverse(
    h: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions, depth: int = MOST_LAYERS
) -> Expr | None:
    """The u at which h is y; None where it is not found.

    `known` says in which interval u lies, and what is known of y where a solution exists;
    `direction` is 1 where h increases there and -1 where it decreases.

    >>> u, v = Symbol("u", real=True), Symbol("v", real=True)
    >>> inverse(log(u) + 1, u, v, UP, Assumptions.of(u > 0))
    exp(v - 1)
    >>> inverse(1 - 1 / u**2, u, v, UP, Assumptions.of(u > 0, v < 1))
    1/sqrt(1 - v)
    """
    if h == u:
        return y
    if not depth or u not in h.free_symbols:
        return None
    layer = _outer_layer(h, u, y, direction, known)
    if layer is not None:
        return inverse(layer[0], u, layer[1], layer[2], known, depth - 1)
    if isinstance(h, Mul):
        found = _over_a_root(h, u, y, known)
        if found is not None:
            return found
    if isinstance(h, (Add, Mul, Pow)):
        found = root_of_polynomial(h, u, y, direction, known)
        if found is None:
            found = root_with_lambert(h, u, y, direction, known)
        if found is not None:
            return found
    for t, g, outer, t_known, turn in substitutions(h, u, known):
        at = inverse(outer, t, y, direction * turn, t_known, depth - 1)
        found = None if at is None else inverse(g, u, at, turn, known, depth - 1)
        if found is not None:
            return found
    if isinstance(h, Mul) and all(sign(f, known) == "+" for f in h.args):
        logs = expand_logs(log(h), known)
        return inverse(logs, u, log(y), direction, known, depth - 1) if logs != log(h) else None
    return _mirrored(h, u, y, direction, known, depth)


def _mirrored(
    h: Expr, u: Symbol, y: Expr, direction: int, known: Assumptions, depth: int
) -> Expr | None:
    """The same for -u, where u is negative."""
    if sign(u, known) not in ("-", "<="):
        return None
    w = Dummy("w", real=True)
    facts = [fact.xreplace({u: -w}) for fact in known]
    found = inverse(h.xreplace({u: -w}), w, y, -direction, Assumptions.of(*facts, w > 0), depth - 1)
    return None if found is None else -found


def _over_a_root(h: Mul, u: Symbol, y: Expr, known: Assumptions) -> Expr | None:
    """x/sqrt(a x^2 + c) = y for x = u - m: x has the sign of y, and x^2 (1 - a y^2) = c y^2."""
    roots = [
        p for p in h.args if isinstance(p, Pow) and p.exp == -S.Half and p.base.is_polynomial(u)
    ]
    if len(roots) != 1:
        return None
    line, below = h / roots[0], Poly(roots[0].base, u)
    if not line.is_polynomial(u) or Poly(line, u).degree() != 1 or below.degree() != 2:
        return None
    (r, s), (a, b, c) = Poly(line, u).all_coeffs(), below.all_coeffs()
    m = -s / r
    if (b + 2 * a * m).expand() != 0 or sign(r, known) not in ("+", "-"):
        return None
    z, rest = y / r, (c - a * m**2).expand()
    if sign(rest, known) != "+":
        return None
    return m + z * sqrt(rest) / sqrt(1 - a * z**2)


Layer = tuple[Expr, Expr, int]
"""What is left, what it equals, and whether it rises or falls."""


def _outer_layer(h: Expr, u: Symbol, y: Expr, way: int, known: Assumptions) -> Layer | None:
    if isinstance(h, Add):
        rest, inner = h.as_independent(u, as_Add=True)
        if rest != 0:
            return inner, y - rest, way
        return _one_logarithm(h, u, y, way, known)
    if isinstance(h, Mul):
        factor, inner = h.as_independent(u, as_Add=False)
        own = sign(factor, known)
        return (
            None if factor == 1 or own not in ("+", "-") else (inner, y / factor, _turn(way, own))
        )
    if isinstance(h, Pow) and u not in h.exp.free_symbols:
        return _power(h, y, way, known)
    if isinstance(h, exp):
        return h.args[0], log(y), way
    if isinstance(h, Pow) and u not in h.base.free_symbols:
        rate = log(h.base)
        own = sign(rate, known)
        return (h.exp, log(y) / rate, _turn(way, own)) if own in ("+", "-") else None
    undone = _UNDONE.get(h.func)
    if undone is not None:
        return h.args[0], undone(y), way
    return _two_sided(h, y, way, known)


def _turn(way: int, own: str | None) -> int:
    return way if own == "+" else -way


def _power(h: Pow, y: Expr, way: int, known: Assumptions) -> Layer | None:
    base, n = h.base, h.exp
    side, growth = sign(base, known), sign(n, known)
    if growth not in ("+", "-"):
        return None
    turned = _turn(way, growth)
    if side in ("+", ">="):
        return base, y ** (1 / n), turned
    if not n.is_Integer:
        return None
    if n.is_even:
        return (base, -(y ** (1 / n)), -turned) if side in ("-", "<=") else None
    if side in ("-", "<="):
        return base, -((-y) ** (1 / n)), turned
    return (base, signum(y) * Abs(y) ** (1 / n), turned) if growth == "+" else None


def _two_sided(h: Expr, y: Expr, way: int, known: Assumptions) -> Layer | None:
    """cosh on one side of zero, and waves on the branch about or beside zero."""
    x = h.args[0] if len(h.args) == 1 else h
    if isinstance(h, acos):
        return x, cos(y), -way
    if isinstance(h, coth) and sign(x, known) in ("+", "-"):
        return x, atanh(1 / y), -way
    if isinstance(h, sin) and decide(x <= pi / 2, known) and decide(x >= -pi / 2, known):
        return x, asin(y), way
    if isinstance(h, cos) and decide(x >= 0, known) and decide(x <= pi, known):
        return x, acos(y), -way
    if isinstance(h, cosh):
        side = sign(h.args[0], known)
        if side in ("+", ">="):
            return h.args[0], acosh(y), way
        return (h.args[0], -acosh(y), -way) if side in ("-", "<=") else None
    if isinstance(h, tan):
        middle = decide(x < pi / 2, known) and decide(x > -pi / 2, known)
        return (x, atan(y), way) if middle else None
    if isinstance(h, cot):
        beside = decide(x > 0, known) and decide(x < pi, known)
        return (x, pi / 2 - atan(y), -way) if beside else None
    return None


_UNDONE = {
    log: exp,
    sinh: asinh,
    asinh: sinh,
    tanh: atanh,
    atanh: tanh,
    atan: tan,
    asin: sin,
    erf: erfinv,
}


def _one_logarithm(h: Add, u: Symbol, y: Expr, way: int, known: Assumptions) -> Layer | None:
    """c log a + d log b + ... as one logarithm, where the coefficients are commensurable."""
    parts = list(_logarithms(h, u))
    if len(parts) != len(h.args):
        return None
    first = parts[0][0]
    weights = [(c / first, inner) for c, inner in parts]
    own = sign(first, known)
    if own not in ("+", "-") or any(not w.is_Rational for w, _ in weights):
        return None
    if any(sign(inner, known) != "+" for _, inner in weights):
        return None
    product = Mul(*(inner**w for w, inner in weights))
    return product, exp(y / first), _turn(way, own)


def _logarithms(h: Add, u: Symbol) -> Iterator[tuple[Expr, Expr]]:
    for term in h.args:
        c, inner = term.as_independent(u, as_Add=False)
        if isinstance(inner, log):
            yield c, inner.args[0]


__all__ = ["DOWN", "UP", "inverse"]
