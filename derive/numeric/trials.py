"""Comparing the expressions of a chain in many models; the value of one expression at given
numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import mpmath
from sympy import Rational, Symbol

from derive.errors import CannotEvaluate, DeriveError, NotConverged
from derive.language import Lattice, Relation
from derive.numeric.arithmetics.arithmetic import Number, precise, public
from derive.numeric.chain_values import ChainValues, Outcome
from derive.numeric.comparison import (
    Comparison,
    Counterexample,
    agree,
    digits_of_agreement,
    stands,
)
from derive.numeric.compiling.demands import has_integrals, loses_digits
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.line_models import LineChain, on_the_line
from derive.numeric.models.model import Model
from derive.numeric.models.roles import roles
from derive.numeric.models.sampling import rational_holds, suits
from derive.numeric.models.truths import holds_in
from derive.numeric.models.worlds import REDRAWN, Worlds
from derive.numeric.rare_failures import rare_failure

TOLERANCE = {30: 1e-29, 15: 1e-12}
SECOND_TOLERANCE = 1e-8
SECOND_OPINIONS = 2
LINE_MODELS, FEW_REDRAWN = 2, 6
MOST_SPARE = 8
FIRST_SPARE = 100
"""The number of the first model that is drawn in the place of another, so that it is no other."""


class Trials:
    """The expressions of a chain in the same models: twenty of them, or four points where only
    numbers are left open. Every expression is evaluated once in each, whatever it is compared with.
    Where densities on the line may stand for arbitrary ones, they do so in two further models.

    count: how many models, if not so many; redrawn: how often one is drawn anew in which not all
    holds that is assumed.
    """

    def __init__(
        self,
        chain: Iterable[Any],
        assumptions: Iterable[Any],
        seed: int,
        count: int = 0,
        redrawn: int = REDRAWN,
    ) -> None:
        self.chain, assumptions, self._seed = list(chain), list(assumptions), seed
        self.failure = ""
        self.models: list[Model] = []
        self.method = "direct"
        self._worlds: Worlds | None = None
        try:
            worlds = Worlds(self.chain, assumptions, redrawn)
            self.method = _method(worlds.is_arbitrary, self.chain)
            self.models = worlds.draw(seed, count)
            self._worlds = None if count else worlds
            symbols = worlds.roles.symbols
        except NotConverged as none:
            self.failure, symbols = str(none), []
        self._wanted = len(self.models)
        self._values = ChainValues(self.chain, symbols, self.models)
        ways = [] if count else on_the_line(self.chain, assumptions)
        self._lines = [_OnTheLine(way, seed) for way in ways]

    def known(self, model: int, place: int) -> Outcome:
        """The value of an expression of the chain in a model, or the sentence why it has none."""
        return self._values.known(model, place)

    def compare(self, place: int, relation: Relation) -> Comparison:
        """An expression of the chain with the next one."""
        pairs = self._pairs(place)
        found = self._judged(pairs, relation, TOLERANCE[self._values.digits])
        for line in self._lines:
            there = line.compare(place, relation) if found.lines < LINE_MODELS else None
            if there is not None:
                refuted = found.counterexample or there.counterexample
                most = max(found.lines, there.effective)
                found = replace(found, lines=most, counterexample=refuted)
        may_be_rare = self.method == "finite models" and relation not in (Relation.EQ, Relation.NE)
        if may_be_rare and self._worlds is not None and found.counterexample is None:
            sides = self.chain[place : place + 2]
            rare = rare_failure(sides, relation, self._worlds, self._seed)
            found = replace(found, counterexample=rare)
        return found

    def _pairs(self, place: int) -> list[tuple[Outcome, Outcome]]:
        """The values of both sides of a step; where they have none in a few models, as a law has
        none that is conditioned on what has no mass, further ones are drawn in their place."""
        pairs = [self._pair(m, place) for m in range(self._wanted)]
        lacking = sum(map(_lacks, pairs))
        in_vain = 0
        while 0 < lacking <= MOST_SPARE and in_vain < 2 and self._has(len(pairs)):
            pairs.append(self._pair(len(pairs), place))
            in_vain += _lacks(pairs[-1])
            lacking -= not _lacks(pairs[-1])
        return pairs

    def _pair(self, model: int, place: int) -> tuple[Outcome, Outcome]:
        return self.known(model, place), self.known(model, place + 1)

    def _has(self, number: int) -> bool:
        """Whether there is a model of this number, which is drawn now if it is the next."""
        worlds = self._worlds
        if number == len(self.models) and worlds is not None and worlds.is_arbitrary:
            with suppress(NotConverged):
                self.models.append(worlds.model(self._seed, FIRST_SPARE + number))
        return number < len(self.models)

    def compare_ends(self) -> Comparison:
        """The first expression with the last, by another quadrature cut at other places."""
        value, last = self._values.second_opinion, len(self.chain) - 1
        pairs = [(value(m, 0), value(m, last)) for m in range(len(self.models))[:SECOND_OPINIONS]]
        return self._judged(pairs, Relation.EQ, SECOND_TOLERANCE)

    def _judged(
        self, pairs: list[tuple[Outcome, Outcome]], relation: Relation, tolerance: float
    ) -> Comparison:
        digits: list[int] = []
        slacks: list[Number] = []
        effective = equal = 0
        wrong, note = None, self.failure
        for model, (a, b) in zip(self.models, pairs, strict=False):
            if isinstance(a, str) or isinstance(b, str):
                note = note or (a if isinstance(a, str) else str(b))
                continue
            effective += 1
            same = agree(a, b, tolerance)
            equal += same
            digits.append(digits_of_agreement(a, b, self._values.digits))
            if not same and relation is not Relation.EQ:
                below = relation in (Relation.LE, Relation.LT)
                slacks.append(b.value - a.value if below else a.value - b.value)
            if wrong is None and not stands(relation, a, b, same):
                wrong = Counterexample(model, a.value, b.value)
        if relation is Relation.NE and equal < effective:
            # it says that the two sides differ somewhere
            wrong = None
        slack = min(slacks, default=None)
        return Comparison(
            method=self.method,
            tried=len(pairs) or 1,
            effective=effective,
            digits=min(digits, default=None) if relation is Relation.EQ else None,
            slack=None if slack is None or relation is Relation.NE else mpmath.nstr(slack, 6),
            equality=None if relation is Relation.EQ else equal,
            counterexample=wrong,
            note=note,
        )


def _lacks(pair: tuple[Outcome, Outcome]) -> bool:
    """Whether a side of a step has no value."""
    return any(isinstance(side, str) for side in pair)


class _OnTheLine:
    """A way of moving a chain to the line, in models that are drawn when the first is asked for."""

    def __init__(self, way: LineChain, seed: int) -> None:
        self._way, self._seed = way, seed
        self._places = {
            i: k for k, i in enumerate(i for i, e in enumerate(way.chain) if e is not None)
        }

    @cached_property
    def _trials(self) -> Trials:
        chain = [self._way.chain[i] for i in self._places]
        return Trials(chain, self._way.facts, self._seed, LINE_MODELS, FEW_REDRAWN)

    def compare(self, place: int, relation: Relation) -> Comparison | None:
        """An expression of the chain with the next one; None where one of them is not moved."""
        if place not in self._way.steps:
            return None
        return self._trials.compare(self._places[place], relation)


def _method(is_arbitrary: bool, chain: list[Any]) -> str:
    if has_integrals(chain):
        return "quadrature"
    if is_arbitrary:
        return "finite models"
    sums = any(e.atoms(Lattice) or hasattr(n, "law") for e in chain for n in [e, *e.args])
    return "summation" if sums else "direct"


def value_of(
    expr: Any, values: Mapping[Symbol, Any], assumptions: Iterable[Any], digits: int = 30
) -> Number:
    """The number of an expression at given numbers for its symbols, to so many digits.

    values: numbers, or text such as "1/3" or "0.25". Raises DeriveError where a value is no number
    or contradicts an assumption or the domain of a parameter, NotConverged where the number cannot
    be found to so many digits.

    >>> from sympy import Symbol, log
    >>> x = Symbol("x", positive=True)
    >>> mpmath.nstr(value_of(log(x), {x: "1/2"}, (), 10), 10)
    '-0.6931471806'
    """
    numbers = {symbol: _rational(symbol, value) for symbol, value in values.items()}
    found = roles([expr], assumptions)
    for symbol, number in numbers.items():
        if not suits(symbol, number):
            raise DeriveError(f"{symbol} = {number} is outside what {symbol} was declared to be")
    for fact in found.required:
        if rational_holds(fact, numbers) is False:
            given = ", ".join(f"{s} = {numbers[s]}" for s in sorted(fact.free_symbols, key=str))
            raise DeriveError(f"{given} is outside the domain: it must satisfy {fact}")
    model = Model((0,), numbers)
    results: list[Any] = []
    # a search or a difference loses two digits in three
    lossy = loses_digits(expr)
    for spare in (12, 20, 60, 80):  # the last two where terms cancel
        if len(results) == 2 and _agree(results[0], results[1], digits):
            break
        del results[:-1]
        working = precise((3 * digits if lossy else digits) + spare)
        wanted = digits + spare // 4 + 6 * lossy
        evaluator = Evaluator(working, wanted, list(numbers), planned_digits=digits)
        run = evaluator.compile(expr)
        results.append(public(run(evaluator.start(model))))
    one, other = results
    if not _agree(one, other, digits):
        raise NotConverged(f"two precisions give different values for {expr}")
    with mpmath.workdps(digits):
        return +other


def _agree(one: Number, other: Number, digits: int) -> bool:
    return bool(one == other or abs(one - other) <= mpmath.mpf(10) ** (1 - digits) * abs(other))


def is_met_at(condition: Any, values: Mapping[Symbol, Any]) -> bool | None:
    """Whether a condition holds at given numbers; None where that cannot be told.

    >>> from sympy import Symbol
    >>> x = Symbol("x")
    >>> is_met_at(x > 1, {x: "1/2"})
    False
    """
    numbers = {symbol: _rational(symbol, value) for symbol, value in values.items()}
    if not condition.free_symbols <= set(numbers):
        return None
    try:
        return holds_in(condition, Model((0,), numbers))
    except CannotEvaluate:
        return None


def _rational(symbol: Symbol, value: Any) -> Rational:
    try:
        exact = Fraction(value) if isinstance(value, (str, int, Fraction)) else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise DeriveError(f"{symbol} = {value!r} is not a number; write 2, 0.5 or 1/3") from None
    return Rational(exact.numerator, exact.denominator)
