"""Limits of a function of one number at the ends of an interval."""

from __future__ import annotations

from functools import lru_cache

from sympy import (
    Abs,
    AccumBounds,
    Add,
    Dummy,
    Expr,
    Max,
    Min,
    Mul,
    Piecewise,
    Poly,
    Pow,
    S,
    Symbol,
    asinh,
    atan,
    cancel,
    ceiling,
    cosh,
    erf,
    exp,
    floor,
    fraction,
    limit,
    log,
    oo,
    pi,
    sinh,
    tanh,
    together,
)
from sympy import sign as signum

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide, expand_logs, sign
from derive.rulebook.convexity.bounded import is_positive
from derive.rulebook.places import facts_in

_JUMPING = (Abs, Max, Min, Piecewise, signum, floor, ceiling)
_NO_VALUE = (S.NaN, S.ComplexInfinity, AccumBounds)
_AT_INFINITY = {
    exp: (S.Zero, oo),
    log: (None, oo),
    sinh: (-oo, oo),
    cosh: (oo, oo),
    tanh: (-S.One, S.One),
    asinh: (-oo, oo),
    atan: (-pi / 2, pi / 2),
    erf: (-S.One, S.One),
}
"""The limits of functions at -oo and at +oo."""


@lru_cache(maxsize=4096)
def limit_at(body: Expr, u: Symbol, end: Expr, from_below: bool, known: Assumptions) -> Expr | None:
    """The limit of `body` as u tends to `end`, from below or from above; None where none is found.

    >>> u = Symbol("u", real=True)
    >>> limit_at(u * log(u), u, S.Zero, False, Assumptions())
    0
    """
    body = _without_cancelling(body, u)
    if u not in body.free_symbols:
        return body
    if end.is_infinite is not True and not body.has(*_JUMPING):
        there = value_there(body, u, end)
        if there is not None:
            return there
    near = Line(-oo, end) if from_below else Line(end, oo)
    if end.is_infinite:
        near = Line(0, oo) if from_below else Line(-oo, 0)
    found = _by_parts(body, u, end, known.also(*facts_in(near, u)))
    return found if found is not None else _by_series(body, u, end, from_below, known)


def value_there(body: Expr, u: Symbol, point: Expr) -> Expr | None:
    """The expression at a number; None where a part of it has no value there: SymPy makes zero of
    0 * log(a/0)."""
    for part in sorted(body.atoms(Pow, log), key=str):
        inner = _plainer(part.args[0].xreplace({u: point}))
        vanishes = inner == 0 or inner.has(*_NO_VALUE, oo, -oo)
        if vanishes and not (isinstance(part, Pow) and part.exp.is_positive and inner == 0):
            return None
    there = body.xreplace({u: point})
    return None if there.has(*_NO_VALUE, oo, -oo) else there


def _without_cancelling(body: Expr, u: Symbol) -> Expr:
    """Equal terms gone, and logarithms with opposite coefficients as one."""
    if not isinstance(body, Add):
        return body
    opened = body.expand(log=False, power_base=False, power_exp=False)
    logs: dict[Expr, list[Expr]] = {}
    rest: list[Expr] = []
    for term in Add.make_args(opened):
        c, inner = term.as_independent(u, as_Add=False)
        if isinstance(inner, log):
            key = -c if -c in logs else c
            logs.setdefault(key, []).append(inner.args[0] if key == c else 1 / inner.args[0])
        else:
            rest.append(term)
    joined = [c * log(together(Mul(*inside))) for c, inside in logs.items()]
    return Add(*rest, *joined)


def _by_parts(body: Expr, u: Symbol, end: Expr, near: Assumptions) -> Expr | None:
    """From the limits of the parts, where these determine it; `near` tells where u comes from."""
    if u not in body.free_symbols:
        return body
    if body == u:
        return end
    if body.is_rational_function(u) and end.is_infinite:
        return _of_quotient(body, u, end == oo, near)
    parts = [_by_parts(a, u, end, near) for a in body.args]
    found: list[Expr] = [p for p in parts if p is not None]
    if len(found) < len(parts):
        return None
    if isinstance(body, Add):
        infinite = {p for p in found if p in (oo, -oo)}
        return (
            _no_value_is_none(_plainer(Add(*found)))
            if not infinite
            else (infinite.pop() if len(infinite) == 1 else None)
        )
    if isinstance(body, Mul):
        return _product(found, near)
    if isinstance(body, Pow):
        side = "+" if found[0] == 0 and is_positive(body.base, near) else sign(body.base, near)
        return _power(found[0], found[1], near, side)
    if len(found) == 1:
        return _of_function(body, found[0], near)
    return None


def _plainer(expr: Expr) -> Expr:
    """As one fraction, where letters may cancel."""
    return cancel(expr) if expr.free_symbols and expr.is_rational_function() else expr


def _no_value_is_none(expr: Expr) -> Expr | None:
    return None if expr.has(*_NO_VALUE) or (expr.has(oo, -oo) and not expr.is_infinite) else expr


def _product(parts: list[Expr], near: Assumptions) -> Expr | None:
    infinite = [p for p in parts if p in (oo, -oo)]
    if not infinite:
        return Mul(*parts)
    signs = [sign(p, near) if p not in (oo, -oo) else "+" if p == oo else "-" for p in parts]
    if any(s not in ("+", "-") for s in signs):
        return None
    return oo if signs.count("-") % 2 == 0 else -oo


def _power(base: Expr, exponent: Expr, near: Assumptions, side: str | None) -> Expr | None:
    way = sign(exponent, near) if exponent not in (oo, -oo) else None
    if base == oo and way in ("+", "-"):
        return oo if way == "+" else S.Zero
    if base == 0 and way in ("+", "-"):
        if way == "+":
            return S.Zero
        return oo if side in ("+", ">=") or (exponent.is_Integer and exponent.is_even) else None
    if base == -oo and exponent.is_Integer:
        if way == "-":
            return S.Zero
        return oo if exponent.is_even else -oo
    if exponent in (oo, -oo) or base in (oo, -oo):
        return None
    return _no_value_is_none(base**exponent)


def _of_function(body: Expr, at: Expr, near: Assumptions) -> Expr | None:
    if at in (oo, -oo):
        limits = _AT_INFINITY.get(body.func)
        return None if limits is None else limits[0 if at == -oo else 1]
    if isinstance(body, log) and at == 0:
        return -oo if sign(body.args[0], near) == "+" else None
    if isinstance(body, _JUMPING) or body.func not in _AT_INFINITY:
        return None
    return _no_value_is_none(body.func(at))


def _of_quotient(body: Expr, u: Symbol, upwards: bool, known: Assumptions) -> Expr | None:
    """The limit of a rational function at an infinite end, from its leading coefficients."""
    top, bottom = (Poly(part, u) for part in fraction(together(body)))
    excess = top.degree() - bottom.degree()
    lead = top.LC() / bottom.LC()
    if excess <= 0:
        return lead if excess == 0 else S.Zero
    own = sign(lead, known)
    if own not in ("+", "-"):
        return None
    turned = not upwards and excess % 2 == 1
    return oo if (own == "+") is not turned else -oo


def _by_series(
    body: Expr, u: Symbol, end: Expr, from_below: bool, known: Assumptions
) -> Expr | None:
    """SymPy's limit, with letters that are declared as what is known of them, or written so that
    they are between two numbers."""
    letters = [s for s in sorted(body.free_symbols | end.free_symbols, key=str) if s != u]
    plain = {s: Dummy(s.name, **_declared(s, known)) for s in letters}
    found = _sympy_limit(body, u, end, from_below, dict(plain))
    if found is not None:
        return found.xreplace({d: s for s, d in plain.items()})
    bounded: dict[Symbol, Expr] = {}
    back: dict[Expr, Expr] = {}
    for s in letters:
        d = Dummy(s.name, positive=True)
        if decide(s > 0, known) and decide(s < 1, known):
            bounded[s], back[d] = 1 / (1 + d), 1 / s - 1
        elif decide(s > 1, known):
            bounded[s], back[d] = 1 + d, s - 1
    if not bounded:
        return None
    found = _sympy_limit(expand_logs(body, known), u, end, from_below, {**plain, **bounded})
    return None if found is None else found.xreplace({**back, **{d: s for s, d in plain.items()}})


def _sympy_limit(
    body: Expr, u: Symbol, end: Expr, from_below: bool, letters: dict[Symbol, Expr]
) -> Expr | None:
    x = Dummy("x", real=True)
    if body.has(sinh, cosh, tanh):
        body = body.rewrite(exp)
    at = end.xreplace(letters)
    try:
        direction = "-" if from_below else "+"
        function = body.xreplace({**letters, u: x})
        found = limit(function, x, at, direction)
    except (NotImplementedError, ValueError, TypeError, RecursionError):
        return None
    if x in found.free_symbols or found.has(*_NO_VALUE) or found.is_extended_real is False:
        return None
    if not isinstance(found, Expr) or _is_unfinished(found):
        return None
    return found if found.free_symbols <= function.free_symbols | at.free_symbols else None


def _declared(symbol: Symbol, known: Assumptions) -> dict[str, bool]:
    known_sign = sign(symbol, known) or ""
    return {{"+": "positive", "-": "negative"}.get(known_sign, "real"): True}


def _is_unfinished(found: Expr) -> bool:
    """Whether SymPy gave the question back, or a range for an answer."""
    names = {type(part).__name__ for part in found.atoms(Expr)} | {type(found).__name__}
    return bool(names & {"Limit", "AccumBounds"}) or found.has(signum)
