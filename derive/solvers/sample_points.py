"""Points that meet some assumptions: the special ones first, then drawn ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from random import Random
from typing import Any

from sympy import (
    Contains,
    Expr,
    FiniteSet,
    Ge,
    Gt,
    Le,
    Lt,
    Poly,
    PolynomialError,
    Rational,
    S,
    Symbol,
    log,
)
from sympy.polys.polyerrors import CoercionFailed

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide

SEED = 20_011
MOST_SPECIAL = 120
MOST_TRIES = 600
LARGEST_NUMBER = 10**15

Point = tuple[tuple[Symbol, Expr], ...]


def sample_points(
    expressions: Sequence[Expr], symbols: Sequence[Symbol], assumptions: Assumptions
) -> Iterator[Point]:
    """Rational points that meet the assumptions, without end unless none are found.

    First come combinations of 0, 1, -1, 2, 1/2, -1/2 and of the numbers that the expressions and
    the assumptions contain (with their neighbours): there functions break, bend and meet. Then come
    points drawn with a fixed seed, small ones and large ones.
    """
    pools = {symbol: _special_values(symbol, expressions, assumptions) for symbol in symbols}
    seen: set[Point] = set()
    combinations = _by_total_rank([pools[symbol] for symbol in symbols])
    for values in islice(combinations, MOST_SPECIAL):
        point = tuple(zip(symbols, values, strict=True))
        if meets(point, assumptions):
            seen.add(point)
            yield point
    random = Random(SEED)
    failures = 0
    while failures < MOST_TRIES and symbols:
        point = tuple((s, _drawn(s, pools[s], random, assumptions)) for s in symbols)
        if point in seen or not meets(point, assumptions):
            failures += 1
            continue
        seen.add(point)
        failures = 0
        yield point


def meets(point: Point, assumptions: Assumptions) -> bool:
    """Whether the symbols may take these values."""
    values = dict(point)
    for symbol, value in point:
        if (symbol.is_integer and not value.is_integer) or (symbol.is_nonzero and value == 0):
            return False
        if (symbol.is_nonnegative and value < 0) or (symbol.is_nonpositive and value > 0):
            return False
    return all(
        decide(fact.xreplace(values), Assumptions()) is True
        for fact in assumptions
        if fact.free_symbols & set(values)
    )


def _is_whole(symbol: Symbol, assumptions: Assumptions) -> bool:
    return decide(Contains(symbol, S.Integers), assumptions) is True


def _special_values(
    symbol: Symbol, expressions: Sequence[Expr], assumptions: Assumptions
) -> list[Expr]:
    whole = _is_whole(symbol, assumptions)
    values = [S.One, S.Zero, S(2), S.NegativeOne, S.Half, -S.Half, S(3), S(-2), Rational(3, 2)]
    for fact in assumptions.about(symbol):
        if isinstance(fact, Contains) and isinstance(fact.args[1], FiniteSet):
            values += list(fact.args[1].args)
    numbers: set[Any] = set()
    for source in (*expressions, *assumptions.about(symbol)):
        numbers |= source.atoms(Rational)
    for number in sorted(numbers, key=lambda item: (abs(item), item)):
        if abs(number) < LARGEST_NUMBER:
            values += [number, number + 1, -number, number - 1, number + Rational(1, 7)]
    values += _between(symbol, assumptions)
    if whole:
        values = [value for value in values if value.is_integer]
    alone = Assumptions(tuple(f for f in assumptions.about(symbol) if f.free_symbols == {symbol}))
    met = [value for value in dict.fromkeys(values) if meets(((symbol, value),), alone)]
    return met[:24] or [S.One]


def _between(symbol: Symbol, assumptions: Assumptions) -> list[Expr]:
    """Points between the bounds that are stated of a symbol, which may be very near each other."""
    low, high = [], []
    for fact in assumptions.about(symbol):
        if isinstance(fact, (Gt, Ge, Lt, Le)) and fact.free_symbols == {symbol}:
            low += [fact.lts] if fact.gts == symbol and fact.lts.is_Rational else []
            high += [fact.gts] if fact.lts == symbol and fact.gts.is_Rational else []
    if not low or not high:
        return []
    first, last = max(low), min(high)
    return [first + (last - first) * share for share in (S.Half, Rational(1, 3), Rational(4, 5))]


def _by_total_rank(pools: list[list[Expr]]) -> Iterator[tuple[Expr, ...]]:
    """All combinations, those of early entries first."""
    if not pools:
        yield ()
        return
    longest = sum(len(pool) - 1 for pool in pools)
    for total in range(longest + 1):
        for ranks in product(*(range(min(len(pool), total + 1)) for pool in pools)):
            if sum(ranks) == total:
                yield tuple(pool[rank] for pool, rank in zip(pools, ranks, strict=True))


def _drawn(symbol: Symbol, pool: list[Expr], random: Random, assumptions: Assumptions) -> Expr:
    if _is_whole(symbol, assumptions):
        return S(random.choice([random.randint(-3, 12), random.randint(0, 60)]))
    step = Rational(random.randint(-400, 400), 127)
    centre = random.choice([S.Zero, S.Zero, random.choice(pool)])
    return random.choice([step, centre + step, centre + step / 40, 20 * step, abs(step) / 4])


def roots(expr: Expr, point: Point) -> Iterator[Point]:
    """The rational points that differ from `point` in one symbol and make `expr` zero."""
    for symbol, _ in point:
        others = {s: value for s, value in point if s != symbol}
        there = expr.xreplace(others)
        there = there.args[0] - 1 if isinstance(there, log) else there
        try:
            polynomial = Poly(there, symbol, domain="QQ")
        except (PolynomialError, CoercionFailed):
            continue
        for root in sorted(polynomial.ground_roots()):
            yield tuple((s, root if s == symbol else value) for s, value in point)
