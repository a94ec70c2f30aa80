"""Intervals for symbols, narrowed by linear relations until nothing changes: so p + q < 1 or a < c
< b is met by drawing between bounds and not by luck."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sympy import Add, Contains, Eq, Ge, Gt, Interval, Le, Lt, Rational, Symbol

from derive.numeric.compiling.kinks import linear_in

ROUNDS = 5
Range = tuple[float, float]


@dataclass(frozen=True)
class Linear:
    """The sum of coefficient times symbol, plus a start, is not negative."""

    terms: tuple[tuple[Symbol, float], ...]
    start: float


def linear_facts(facts: Iterable[Any]) -> list[Linear]:
    """The facts that are linear in all their symbols with rational coefficients."""
    found: list[Linear] = []
    for fact in facts:
        for expr in _not_negative(fact):
            read = _read(expr)
            if read is not None:
                found.append(read)
    return found


def _not_negative(fact: Any) -> list[Any]:
    if isinstance(fact, (Gt, Ge)):
        return [fact.lhs - fact.rhs]
    if isinstance(fact, (Lt, Le)):
        return [fact.rhs - fact.lhs]
    if isinstance(fact, Eq):
        return [fact.lhs - fact.rhs, fact.rhs - fact.lhs]
    if isinstance(fact, Contains) and isinstance(fact.args[1], Interval):
        x, interval = fact.args
        ends = [(x - interval.start), (interval.end - x)]
        return [e for e in ends if e.is_finite is not False]
    return []


def _read(expr: Any) -> Linear | None:
    terms = []
    rest = expr
    for symbol in sorted(expr.free_symbols, key=str):
        slope, start = linear_in(rest, symbol)
        if slope is None or not isinstance(slope, Rational):
            return None
        terms.append((symbol, float(slope.p) / float(slope.q)))
        rest = start
    rest = Add(rest)
    if not isinstance(rest, Rational):
        return None
    return Linear(tuple(terms), float(rest.p) / float(rest.q))


def declared(symbol: Symbol) -> Range:
    """The bounds that a symbol was declared with."""
    low, high = -math.inf, math.inf
    if symbol.is_nonnegative:
        low = 0.0
    if symbol.is_nonpositive:
        high = 0.0
    return low, high


def narrowed(ranges: dict[Symbol, Range], facts: Iterable[Linear]) -> dict[Symbol, Range]:
    """The ranges after each fact has bounded each of its symbols by the ranges of the others."""
    found = dict(ranges)
    facts = list(facts)
    for _ in range(ROUNDS):
        before = dict(found)
        for fact in facts:
            for symbol, slope in fact.terms:
                if symbol not in found:
                    continue
                rest = fact.start
                for other, coefficient in fact.terms:
                    if other != symbol:
                        low, high = found.get(other, (-math.inf, math.inf))
                        rest += coefficient * (high if coefficient > 0 else low)
                if math.isfinite(rest):
                    low, high = found[symbol]
                    limit = -rest / slope
                    found[symbol] = (
                        (max(low, limit), high) if slope > 0 else (low, min(high, limit))
                    )
        if found == before:
            break
    return found
