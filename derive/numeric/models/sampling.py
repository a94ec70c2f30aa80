"""Numbers for symbols that meet every relation between them: exact, on varied scales, from a
seed."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from sympy import Contains, Eq, FiniteSet, Integer, Interval, Ne, Rational, S, Symbol
from sympy.core.relational import Relational

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import FLOATS, precise
from derive.numeric.compiling.compile import Program, compile_expression
from derive.numeric.compiling.kinks import linear_in
from derive.numeric.models.bounds import Range, declared, linear_facts, narrowed
from derive.numeric.models.roles import Roles

TRIES = 400
LONGEST, SHORTER = 3, 2
Numbers = dict[Any, Rational]


def generator(*key: Any) -> random.Random:
    """A random generator with a seed of its own name, the same for every order of evaluation."""
    text = "/".join(str(part) for part in key)
    return random.Random(
        int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    )


class Sampler:
    """Draws numbers for the symbols of some roles, so that what is required holds."""

    def __init__(self, found: Roles) -> None:
        self.roles = found
        skip = {*found.points, *found.sequences}
        self.symbols = [s for s in found.symbols if s not in skip]
        self._facts = [*found.required, *found.hoped]
        self._strict = _Facts(self.symbols, found.required)
        self._full = _Facts(self.symbols, self._facts)

    def draw(self, *seed: Any) -> Numbers:
        """Numbers that meet everything; observations are moved out of their supports only where
        nothing else is possible. Raises NotConverged where no numbers are found."""
        for facts in (self._full, self._strict):
            for attempt in range(0 if facts.contradict else TRIES):
                numbers = self._attempt(facts, (*seed, attempt))
                if numbers is not None:
                    return numbers
        said = ", ".join(str(fact) for fact in self.roles.required)
        raise NotConverged(f"no numbers were found for which all of this holds: {said}")

    def _attempt(self, facts: _Facts, seed: tuple[Any, ...]) -> Numbers | None:
        numbers: Numbers = {}
        ranges = facts.ranges
        for symbol in facts.order:
            value = facts.solved(symbol, numbers)
            if value is None:
                low, high = ranges[symbol]
                if low > high:
                    return None
                value = self._one(symbol, (low, high), facts, generator(*seed, symbol.name))
            if value is None:
                return None
            numbers[symbol] = value
            place = float(value.p) / float(value.q)
            ranges = narrowed({**ranges, symbol: (place, place)}, facts.linear)
        return numbers if facts.hold(numbers) else None

    def _one(
        self, symbol: Symbol, bounds: Range, facts: _Facts, rng: random.Random
    ) -> Rational | None:
        choices = facts.choices.get(symbol)
        if choices is not None:
            return rng.choice(choices)
        low, high = bounds
        if symbol in self.roles.lengths:
            first = max(1, math.ceil(max(low, 1.0)))
            most = SHORTER if symbol in self.roles.crowded else LONGEST
            last = min(most + (first - 1), math.floor(min(high, 1e9)))
            return Integer(rng.randint(first, last)) if first <= last else None
        if symbol in self.roles.wholes or symbol in facts.wholes or symbol.is_integer:
            return _whole_number(low, high, rng)
        return _number(low, high, rng)


class _Facts:
    def __init__(self, symbols: list[Symbol], facts: list[Any]) -> None:
        own = set(symbols)
        self.choices: dict[Symbol, list[Rational]] = {}
        self.wholes: dict[Symbol, None] = {}
        self._equal: list[Any] = []
        self._members: list[tuple[Symbol, Any]] = []
        self._tests: list[tuple[str, Program]] = []
        self._said_of: list[set[Symbol]] = []
        relations = [f for f in facts if f.free_symbols <= own]
        for fact in relations:
            self._take(fact, symbols)
        self.linear = linear_facts(relations)
        self.ranges = narrowed({s: declared(s) for s in symbols}, self.linear)
        determined = {s for e in self._equal for s in e.free_symbols}
        # what an equation determines is drawn last, when the others are known
        self.order = sorted(symbols, key=lambda s: (s in determined, symbols.index(s)))
        self._symbols = symbols

    def _take(self, fact: Any, symbols: list[Symbol]) -> None:
        if isinstance(fact, Contains):
            symbol, members = fact.args
            if isinstance(members, FiniteSet) and isinstance(symbol, Symbol):
                self.choices[symbol] = sorted(members.args)
            elif members.is_subset(S.Integers) and isinstance(symbol, Symbol):
                self.wholes[symbol] = None
                self._members.append((symbol, members))
            elif not isinstance(members, Interval) or isinstance(symbol, Symbol):
                self._members.append((symbol, members))
            return
        if isinstance(fact, Eq):
            self._equal.append(fact.lhs - fact.rhs)
        if isinstance(fact, Relational):
            test = compile_expression(fact.lhs - fact.rhs, symbols, FLOATS)
            self._tests.append((fact.rel_op, test))
            self._said_of.append(fact.free_symbols)

    @cached_property
    def contradict(self) -> bool:
        """Whether a range is empty, or a fact is false of symbols that have one value left, as
        a > 0 and a < 0 leave zero, of which both are false."""
        if any(low > high for low, high in self.ranges.values()):
            return True
        left = {s: low for s, (low, high) in self.ranges.items() if low == high}
        values = [left.get(s, 0.0) for s in self._symbols]
        tests = zip(self._tests, self._said_of, strict=True)
        return any(said <= set(left) and not _meets(*test, values) for test, said in tests)

    def solved(self, symbol: Symbol, numbers: Numbers) -> Rational | None:
        """The value that an equation leaves for the last of its symbols."""
        for difference in self._equal:
            if difference.free_symbols - set(numbers) == {symbol}:
                slope, start = linear_in(difference.xreplace(numbers), symbol)
                if slope is not None and slope != 0 and (start / slope).is_Rational:
                    return -start / slope
        return None

    def hold(self, numbers: Numbers) -> bool:
        """Whether all facts hold, and what the symbols were declared to be."""
        if not all(suits(symbol, value) for symbol, value in numbers.items()):
            return False
        for expr, members in self._members:
            if members.contains(expr.xreplace(numbers)) != S.true:
                return False
        values = [float(numbers[s].p) / float(numbers[s].q) for s in self._symbols]
        return all(_meets(op, test, values) for op, test in self._tests)


def _meets(op: str, test: Program, values: list[float]) -> bool:
    try:
        gap = test(*values)
    except OutOfDomain:
        return False
    if op == "==":
        return bool(abs(gap) < 1e-12)
    if op == "!=":
        return bool(abs(gap) > 1e-9)
    # an end of a closed range is a point like any other, but not one that rounding decides
    if op in (">", ">="):
        return bool(gap > 0 or (op == ">=" and gap == 0))
    return bool(gap < 0 or (op == "<=" and gap == 0))


def suits(symbol: Symbol, value: Rational) -> bool:
    """Whether a number is what a symbol was declared to be."""
    declarations: Iterable[tuple[Any, bool]] = (
        (symbol.is_positive, value > 0),
        (symbol.is_negative, value < 0),
        (symbol.is_nonnegative, value >= 0),
        (symbol.is_nonpositive, value <= 0),
        (symbol.is_integer, bool(value.is_integer)),
        (symbol.is_nonzero, value != 0),
        (symbol.is_even, bool(value.is_even)),
        (symbol.is_odd, bool(value.is_odd)),
    )
    return all(truth for declared_so, truth in declarations if declared_so)


def _whole_number(low: float, high: float, rng: random.Random) -> Rational | None:
    first = math.ceil(low) if math.isfinite(low) else (math.floor(high) - 5 if high < 0 else -2)
    last = min(math.floor(high) if math.isfinite(high) else first + 6, first + 12)
    return Integer(rng.randint(first, last)) if first <= last else None


def _number(low: float, high: float, rng: random.Random) -> Rational | None:
    """A rational of few digits, from a fifth to five in size where the bounds allow it."""
    if low == high:
        return Rational(low).limit_denominator(10**6)
    if math.isfinite(low) and math.isfinite(high):
        # never one half, where what is swapped looks the same
        share = Rational(rng.randint(1, 22), 23)
        start, end = (Rational(end).limit_denominator(10**6) for end in (low, high))
        if high - low <= 20:
            return start + (end - start) * share
        low, high = low, low + 10
    size = _size(rng)
    if math.isfinite(low):
        return Rational(low).limit_denominator(10**6) + size
    if math.isfinite(high):
        return Rational(high).limit_denominator(10**6) - size
    return size if rng.random() < 0.6 else -size


def _size(rng: random.Random) -> Rational:
    """Between 1/5 and 5, all scales alike; 1 itself hides mistakes and is avoided."""
    while True:
        exact = Rational(math.exp(rng.uniform(-math.log(5), math.log(5)))).limit_denominator(13)
        if exact not in (0, 1):
            return exact


def rational_holds(fact: Any, numbers: Numbers) -> bool | None:
    """Whether a relation or membership holds at exact numbers; None where it speaks of more."""
    if not fact.free_symbols <= set(numbers):
        return None
    if isinstance(fact, Contains):
        answer = fact.args[1].contains(fact.args[0].xreplace(numbers))
        return True if answer == S.true else False if answer == S.false else None
    if isinstance(fact, Relational):
        fine = precise(40)
        try:
            gap = compile_expression((fact.lhs - fact.rhs).xreplace(numbers), [], fine)()
        except OutOfDomain:
            return None
        size = abs(gap)
        if isinstance(fact, (Eq, Ne)):
            return bool(size < fine.real(10.0**-25)) is isinstance(fact, Eq)
        return bool(gap > 0 if fact.rel_op[0] == ">" else gap < 0) or (
            "=" in fact.rel_op and bool(size < fine.real(10.0**-30))
        )
    return None
