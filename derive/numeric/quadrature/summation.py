"""How the terms of one series are added up in one arithmetic; see ``series``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise

from sympy import Add, Expr, Rational, Symbol, oo

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import STRICT, Arithmetic, Number, precise
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import compile_expression
from derive.numeric.compiling.logscale import log_size
from derive.numeric.quadrature.alternating import alternating_sum
from derive.numeric.quadrature.quadrature import estimate_integral

MOST_TERMS = 60_000
_FIRST_DIRECT = 150
_LN10 = math.log(10)
Sum = tuple[Number, Number, Number]


class Infinite(Exception):
    """The series diverges to an infinity of this sign."""

    def __init__(self, sign: int) -> None:
        super().__init__(sign)
        self.sign = sign


def sum_of_terms(
    terms: tuple[Expr, Expr],
    symbols: tuple[Symbol, Symbol],
    lo: float,
    hi: float,
    arithmetic: Arithmetic,
    digits: int,
) -> Sum:
    """Value, sum of absolute values and error; the terms are given in an integer and a real."""
    term = compile_expression(terms[0], [symbols[0]], arithmetic)

    def at(n: int) -> Number:
        return term(arithmetic.rational(n, 1))

    first = math.ceil(lo)
    if math.isfinite(hi):
        return _finite(at, first, math.floor(hi), arithmetic, digits)
    size = _size_of(terms[0], symbols[0])
    tail = _Tail(terms[0], symbols[0])
    if tail.falls_fast:
        return _direct(at, size, first, arithmetic, digits)
    if tail.alternates:
        if not tail.vanishes:
            raise NotConverged("its terms do not go to zero")
        start = sum((at(n) for n in range(first, first + 10)), arithmetic.zero)
        rest, error = alternating_sum(lambda k: at(first + 10 + k), arithmetic, digits)
        return start + rest, abs(start) + abs(rest), error
    if tail.sign == 0:
        raise NotConverged("its terms change sign without pattern and fall too slowly")
    if tail.grows:
        raise Infinite(tail.sign)
    return _gregory(terms[1], symbols[1], at, first, arithmetic, digits)


class _Tail:
    """What the terms do far out, read from the terms at powers of two.

    Whether terms of one sign that go to zero slowly have a sum is left to their integral.
    """

    def __init__(self, f: Expr, n: Symbol) -> None:
        sizes: list[float] = []
        signs: list[tuple[int, int]] = []
        for k in range(12, 40, 3):
            arithmetic = precise(40 + k)
            term = compile_expression(f, [n], arithmetic)
            pair = []
            for offset in (0, 1):
                value = term(arithmetic.rational(2**k + offset, 1))
                pair.append(0 if value == 0 else (1 if value > 0 else -1))
                if offset == 0:
                    infinite = abs(value) == arithmetic.inf
                    sizes.append(
                        math.inf
                        if infinite
                        else float(arithmetic.log(abs(value)))
                        if value
                        else -math.inf
                    )
            signs.append((pair[0], pair[1]))
        step = 3 * math.log(2)
        # d log|a| / d log n between probes
        self.slopes = [(b - a) / step if a > -math.inf else -math.inf for a, b in pairwise(sizes)]
        flat = {sign for pair in signs for sign in pair}
        self.sign = flat.pop() if len(flat) == 1 else 0
        self.alternates = all(a * b < 0 for a, b in signs)
        self.falls_fast = (
            all(
                later < earlier * 1.5 or later == -math.inf
                for earlier, later in pairwise(self.slopes)
            )
            and self.slopes[-1] < -50
        )
        self.vanishes = self.slopes[-1] < -0.02 and self.slopes[-2] < -0.02
        self.grows = self.slopes[-1] >= 0


def _size_of(f: Expr, n: Symbol) -> Callable[[float], float]:
    envelope = log_size(f, n)
    programs = [compile_expression(envelope, [n], arithmetic) for arithmetic in STRICT]

    def size(value: float) -> float:
        for program in programs:
            try:
                return float(program(program.arithmetic.real(value)))
            except OutOfDomain:
                continue
        return math.nan

    return size


def _finite(
    at: Callable[[int], Number], first: int, last: int, arithmetic: Arithmetic, digits: int
) -> Sum:
    if last - first > MOST_TERMS:
        raise NotConverged(f"it has more than {MOST_TERMS} terms")
    return _added((at(n) for n in range(first, last + 1)), arithmetic, digits)


def _added(values: Iterable[Number], arithmetic: Arithmetic, digits: int) -> Sum:
    total, size = arithmetic.zero, arithmetic.zero
    for value in values:
        total += value
        size += abs(value)
    if abs(total) == arithmetic.inf:
        # in floats it may be a factor that overflows
        if isinstance(arithmetic, FloatArithmetic):
            raise NotConverged("its terms are too large for floats")
        raise Infinite(1 if total > 0 else -1)
    if total != total:
        raise NotConverged("it has infinite terms of both signs")
    return total, size, size * arithmetic.real(10.0 ** -(digits + 2))


def _direct(
    at: Callable[[int], Number],
    size: Callable[[float], float],
    first: int,
    arithmetic: Arithmetic,
    digits: int,
) -> Sum:
    """Terms that fall faster than any power: from the first that counts to the last."""
    offsets = sorted({*range(64), *(int(64 * 1.05**k) for k in range(480))})
    heights = [(size(float(first + d)), d) for d in offsets]
    top = max((pair for pair in heights if not math.isnan(pair[0])), default=(-math.inf, 0))
    peak = _highest(size, first, top[1], offsets)
    height = max(top[0], size(float(first + peak)))
    drop = (digits + 4) * _LN10
    begin, end = _edges(size, first, peak, height - drop)
    if end - begin > MOST_TERMS:
        raise NotConverged(f"more than {MOST_TERMS} of its terms count")
    total, absolute, error = _added(
        (at(n) for n in range(first + begin, first + end + 1)), arithmetic, digits
    )
    last, after = abs(at(first + end)), abs(at(first + end + 1))
    if last != 0:
        ratio = after / last
        if ratio >= 1:
            raise NotConverged("its terms do not fall where they should")
        error += last * ratio / (1 - ratio)
    if begin:
        # log-concave on this side of the hump: at most the terms left out, each below the first
        error += begin * abs(at(first + begin))
    return total, absolute, error


def _highest(size: Callable[[float], float], first: int, near: int, offsets: list[int]) -> int:
    place = offsets.index(near)
    low = offsets[max(place - 1, 0)]
    high = offsets[min(place + 1, len(offsets) - 1)]
    while high - low > 2:
        one, two = low + (high - low) // 3, high - (high - low) // 3
        if size(float(first + one)) < size(float(first + two)):
            low = one
        else:
            high = two
    return max(range(low, high + 1), key=lambda d: size(float(first + d)))


def _edges(size: Callable[[float], float], first: int, peak: int, floor: float) -> tuple[int, int]:
    """The last places, to the left and right of the hump, at which the terms still count."""

    def counts(offset: int) -> bool:
        # what cannot be told counts
        return not size(float(first + offset)) <= floor

    step = 1
    while counts(peak + step):
        step *= 2
        if step > 10**12:
            raise NotConverged("its terms fall too slowly to be added one by one")
    end = peak + step
    low = peak + step // 2
    while end - low > 1:
        middle = (low + end) // 2
        low, end = (middle, end) if counts(middle) else (low, middle)
    begin = 0
    if peak > 64 and not counts(0):
        low, high = 0, peak
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if counts(middle) else (middle, high)
        begin = low
    return begin, end


def _gregory(
    f: Expr,
    x: Symbol,
    at: Callable[[int], Number],
    first: int,
    arithmetic: Arithmetic,
    digits: int,
) -> Sum:
    """``sum f = sum_{n<N} f(n) + int_N^oo f + sum_k G_k (difference of order k-1)(N)``."""
    if isinstance(arithmetic, FloatArithmetic):
        raise NotConverged("slow tails are not summed in floats")
    order = digits + 6
    results = []
    for border in (max(first, 0) + _FIRST_DIRECT, max(first, 0) + 2 * _FIRST_DIRECT):
        head = [at(n) for n in range(first, border)]
        tail = estimate_integral(f, x, Rational(border), oo, digits=digits)
        if tail.verdict == "infinite":
            raise Infinite(1 if tail.value > 0 else -1)
        if tail.verdict != "converged":
            raise NotConverged(tail.reason)
        differences = _differences([at(border + k) for k in range(order)])
        ends = [
            difference * arithmetic.rational(int(g.p), int(g.q))
            for difference, g in zip(differences, _gregory_numbers(order), strict=True)
        ]
        total = (
            sum(head, arithmetic.zero) + arithmetic.real(tail.value) + sum(ends, arithmetic.zero)
        )
        size = sum((abs(value) for value in head), arithmetic.zero) + abs(tail.value)
        results.append((total, size, arithmetic.real(tail.error) + abs(ends[-1])))
    (one, _, _), (other, size, error) = results
    return other, size, error + abs(one - other)


def _differences(values: list[Number]) -> list[Number]:
    found = []
    while values:
        found.append(values[0])
        values = [b - a for a, b in pairwise(values)]
    return found


@lru_cache(maxsize=8)
def _gregory_numbers(count: int) -> tuple[Rational, ...]:
    """``G_1 .. G_count``: the series of ``z / log(1 + z)`` after its constant term."""
    found = [Rational(1)]
    for n in range(1, count + 1):
        found.append(-Add(*[Rational((-1) ** (n - k), n - k + 1) * found[k] for k in range(n)]))
    return tuple(found[1:])
