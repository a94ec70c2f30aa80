"""Writing a function of u as one of t = g(u), where u occurs through g alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from math import gcd, lcm

from sympy import (
    Dummy,
    Expr,
    Ge,
    Gt,
    Le,
    Lt,
    Pow,
    Rational,
    S,
    Symbol,
    cancel,
    cos,
    cosh,
    cot,
    coth,
    default_sort_key,
    exp,
    fraction,
    log,
    sin,
    sinh,
    tan,
    tanh,
    together,
)

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import sign
from derive.rulebook.convexity.limits import limit_at

Substitution = tuple[Dummy, Expr, Expr, Assumptions, int]
"""The new variable, what it stands for, the function of it, what is known of it, and whether it
rises (1) or falls (-1) with u."""

_HYPERBOLIC = (sinh, cosh, tanh, coth)


def substitutions(h: Expr, u: Symbol, known: Assumptions) -> Iterator[Substitution]:
    """The ways in which h is a function of something simpler than u, the simplest first."""
    plain = h.rewrite(exp).expand() if h.has(*_HYPERBOLIC) else h
    ways = (_of_exponential, _of_logarithm, _of_quotient, _of_power)
    found = (
        *_of_tangent(h, u),
        *in_one_wave(h, u),
        *(one for way in ways for one in way(plain, u)),
    )
    for t, g, outer in found:
        if u in outer.free_symbols or outer == h.xreplace({u: t}):
            continue
        rises = sign(g.diff(u), known)
        if rises not in ("+", "-"):
            continue
        turn = 1 if rises == "+" else -1
        bounds = [c for c in _range(t, g, u, turn, known) if c != S.true]
        if S.false not in bounds:
            yield t, g, outer, known.also(*bounds), turn


def _range(t: Symbol, g: Expr, u: Symbol, turn: int, known: Assumptions) -> Iterator[Expr]:
    """Between which limits t lies."""
    low, high = interval_of(u, known)
    ends = [limit_at(g, u, low, False, known), limit_at(g, u, high, True, known)]
    if turn < 0:
        ends.reverse()
    if any(end is not None and end.is_extended_real is False for end in ends):
        return
    if ends[0] is not None and ends[0] != -S.Infinity:
        yield t > ends[0]
        if sign(ends[0], known) in ("+", ">="):
            yield t > 0
    if ends[1] is not None and ends[1] != S.Infinity:
        yield t < ends[1]


def interval_of(u: Symbol, known: Assumptions) -> tuple[Expr, Expr]:
    """The last bounds that are known of u itself."""
    low, high = S.Zero if u.is_positive else -S.Infinity, S.Infinity
    for fact in known.about(u):
        if not isinstance(fact, (Ge, Gt, Le, Lt)):
            continue
        if fact.gts == u and u not in fact.lts.free_symbols:
            low = fact.lts
        elif fact.lts == u and u not in fact.gts.free_symbols:
            high = fact.gts
    return low, high


def _of_exponential(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    """exp(r u) as a new variable, r dividing all rates."""
    t = Dummy("t", positive=True)
    rates: dict[Expr, Expr] = {}
    for e in sorted(h.atoms(exp), key=default_sort_key):
        if u in e.free_symbols:
            slope = e.args[0].diff(u)
            if u in slope.free_symbols:
                return
            rates[e] = slope
    if not rates:
        return
    first = next(iter(rates.values()))
    ratios = [r / first for r in rates.values()]
    if any(not r.is_Rational for r in ratios):
        return
    unit = first * _common_measure(ratios)
    if unit.could_extract_minus_sign():
        unit = -unit
    forms = {e: t ** (r / unit) * exp(e.args[0] - r * u) for e, r in rates.items()}
    outer = h.xreplace(forms)
    yield t, exp(unit * u), outer.xreplace({u: log(t) / unit}) if u in outer.free_symbols else outer


def _of_logarithm(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    t = Dummy("t", real=True)
    logs = {e for e in h.atoms(log) if u in e.free_symbols}
    if len(logs) == 1:
        [own] = logs
        inside = own.args[0]
        slope = inside.diff(u)
        outer = h.xreplace({own: t})
        if u not in slope.free_symbols:
            outer = outer.xreplace({u: (exp(t) - inside.xreplace({u: S.Zero})) / slope})
            outer = outer.expand()
        yield t, own, outer


def _of_quotient(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    """(a u + b)/(c u + d) as a new variable, where its logarithm occurs, or c log of the one less c
    log of the other, beside something rational."""
    logs = sorted((e for e in h.atoms(log) if u in e.free_symbols), key=default_sort_key)
    ways = [(one, one.args[0], log(1)) for one in logs] if len(logs) == 1 else []
    if len(logs) == 2:
        ways = [(one, one.args[0] / two.args[0], two) for one, two in (logs, logs[::-1])]
    for one, ratio, two in ways:
        top, bottom = fraction(together(ratio))
        c = h.coeff(one, 1)
        rest = (h - c * (one - two)).expand()
        if {True} != {part.is_polynomial(u) and not part.diff(u).has(u) for part in (top, bottom)}:
            continue
        if rest.has(log) or u not in bottom.free_symbols:
            continue
        t = Dummy("t", positive=True)
        levels = [part.xreplace({u: S.Zero}) for part in (top, bottom)]
        at = (t * levels[1] - levels[0]) / (top.diff(u) - t * bottom.diff(u))
        yield t, ratio, c * log(t) + cancel(rest.xreplace({u: at}))
        return


def _of_tangent(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    """tanh(x) as a new variable, where nothing else of u occurs."""
    found = sorted((e for e in h.atoms(tanh) if u in e.free_symbols), key=default_sort_key)
    if len(found) == 1:
        t = Dummy("t", real=True)
        yield t, found[0], h.xreplace({found[0]: t})


def in_one_wave(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    """sin(x) or cos(x) as a new variable, where the other occurs in even powers.

    >>> u = Symbol("u", real=True)
    >>> [wave for _, wave, _ in in_one_wave(sin(u) / cos(u) ** 2, u)]
    [sin(u)]
    """
    plain = h.replace(tan, lambda x: sin(x) / cos(x)).replace(cot, lambda x: cos(x) / sin(x))
    for wave, other in ((sin, cos), (cos, sin)):
        waves = sorted((e for e in plain.atoms(sin, cos) if u in e.free_symbols), key=str)
        if len({e.args[0] for e in waves}) != 1:
            return
        x, t = waves[0].args[0], Dummy("t", real=True)
        even = {
            p: (1 - t**2) ** (p.exp / 2)
            for p in plain.atoms(Pow)
            if p.base == other(x) and p.exp.is_Integer and p.exp.is_even
        }
        outer = plain.xreplace(even).xreplace({wave(x): t})
        if not outer.has(other(x)):
            yield t, wave(x), outer


def _of_power(h: Expr, u: Symbol) -> Iterator[tuple[Dummy, Expr, Expr]]:
    t = Dummy("t", real=True)
    exponents = [
        p.exp
        for p in sorted(h.atoms(Pow), key=default_sort_key)
        if p.base == u and p.exp.is_Rational
    ]
    bare = h.xreplace({Pow(u, e, evaluate=False): S.One for e in exponents}).has(u)
    if exponents:
        unit = _common_measure([*exponents, *([S.One] if bare and _stands_alone(h, u) else [])])
        if unit != 1:
            forms = {u**e: t ** (e / unit) for e in exponents}
            outer = h.xreplace(forms)
            yield t, u**unit, outer.xreplace({u: t ** (1 / unit)}) if outer.has(u) else outer
    inner = {p.base for p in h.atoms(Pow) if p.base.has(u) and p.base != u and p.exp.is_Rational}
    for base in sorted(inner, key=default_sort_key):
        outer = h.subs(base, t)
        rate = base.diff(u)
        if u in outer.free_symbols and u not in rate.free_symbols:
            outer = outer.xreplace({u: (t - base.xreplace({u: S.Zero})) / rate}).expand()
        if u not in outer.free_symbols:
            yield t, base, outer


def _stands_alone(h: Expr, u: Symbol) -> bool:
    """Whether u occurs outside of its own powers."""
    if h == u:
        return True
    if isinstance(h, Pow) and h.base == u:
        return False
    return any(_stands_alone(a, u) for a in h.args)


def _common_measure(numbers: list[Rational]) -> Rational:
    """The greatest rational of which all are multiples."""
    bottom = lcm(*(int(n.q) for n in numbers))
    return Rational(reduce(gcd, (abs(int(n * bottom)) for n in numbers)), bottom)
