"""Comparing the expressions of a chain in many models."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import mpmath
from sympy import Basic, Rational, Symbol
from sympy.core.relational import Relational

from derive.errors import CannotEvaluate, DeriveError, NotConverged, OutOfDomain
from derive.language import Relation
from derive.numeric.arithmetic import Number, public
from derive.numeric.drawing import models, roles
from derive.numeric.meaning import Meaning
from derive.numeric.model import Model

FINITE_DIGITS = 30
QUADRATURE_DIGITS = 15
TOLERANCE = {FINITE_DIGITS: 30, QUADRATURE_DIGITS: 12}
TINY = mpmath.mpf(10) ** -8


@dataclass(frozen=True)
class Counterexample:
    """A model in which a relation fails, with the two values."""

    model: Model
    left: Number
    right: Number

    def __str__(self) -> str:
        numbers = ", ".join(f"{s} = {v}" for s, v in sorted(self.model.numbers.items(), key=str))
        left, right = (mpmath.nstr(v, 12) for v in (self.left, self.right))
        return f"{left} against {right}" + (f" at {numbers}" if numbers else "")

    def to_json(self) -> dict[str, Any]:
        """The model and both values."""
        values = {"left": mpmath.nstr(self.left, 30), "right": mpmath.nstr(self.right, 30)}
        return {"model": json.loads(json.dumps(self.model.to_json())), **values}


@dataclass(frozen=True)
class Comparison:
    """What came of comparing two expressions in several models.

    digits: that agreed in the worst effective trial of an equation; slack: the smallest right minus
    left of an inequality, turned so that it should not be negative; equality: in how many trials both
    sides agreed; note: why the first trial without a value had none.
    """

    method: str
    tried: int
    effective: int
    digits: int | None
    slack: Any = None
    equality: int | None = None
    counterexample: Counterexample | None = None
    note: str = ""

    def and_also(self, other: Comparison) -> Comparison:
        """This comparison, with what another one of the same two ends found."""
        both = [d for d in (self.digits, other.digits) if d is not None]
        return replace(
            self,
            digits=min(both, default=None),
            counterexample=self.counterexample or other.counterexample,
            note=self.note or other.note,
        )


class Trials:
    """The values of a chain's expressions in the same models, each computed once."""

    def __init__(self, chain: Iterable[Any], assumptions: Iterable[Any], seed: int) -> None:
        self.chain = list(chain)
        facts = list(assumptions)
        self.arbitrary = roles(self.chain, facts).arbitrary
        self.digits = FINITE_DIGITS if self.arbitrary else QUADRATURE_DIGITS
        self.failure = ""
        try:
            self.models = models(self.chain, facts, seed)
        except NotConverged as none:
            self.models, self.failure = [], str(none)
        self._values: dict[tuple[int, int], Number | str] = {}
        self._meanings = [Meaning(m, self.digits) for m in self.models]

    @property
    def method(self) -> str:
        """Where the numbers come from."""
        return "finite models" if self.arbitrary else "quadrature"

    def value(self, model: int, place: int) -> Number | str:
        """The value of an expression of the chain in a model, or the sentence why it has none."""
        key = (model, place)
        if key not in self._values:
            self._values[key] = _value(self._meanings[model], self.chain[place])
        return self._values[key]

    def compare(self, place: int, relation: Relation) -> Comparison:
        """An expression of the chain with the next one."""
        pairs = [(self.value(m, place), self.value(m, place + 1)) for m in range(len(self.models))]
        return self._judge(pairs, relation)

    def compare_ends(self) -> Comparison:
        """The first expression with the last, by another quadrature cut at other places."""
        meanings = [Meaning(m, self.digits, variant=1) for m in self.models[:2]]
        pairs = [(_value(m, self.chain[0]), _value(m, self.chain[-1])) for m in meanings]
        return self._judge(pairs, Relation.EQ)

    def _judge(self, pairs: list[tuple[Number | str, Number | str]], relation: Relation) -> Comparison:
        digits: list[int] = []
        slacks: list[Number] = []
        effective = equal = 0
        wrong, note = None, self.failure
        for model, (a, b) in zip(self.models, pairs):
            if isinstance(a, str) or isinstance(b, str):
                note = note or next(v for v in (a, b) if isinstance(v, str))
                continue
            effective += 1
            agreed = _digits(a, b, self.digits)
            same = agreed >= TOLERANCE[self.digits]
            equal += same
            if relation is Relation.EQ:
                digits.append(agreed)
            elif a != b:
                slacks.append(b - a if relation in (Relation.LE, Relation.LT) else a - b)
            if wrong is None and not _stands(relation, a, b, same):
                wrong = Counterexample(model, a, b)
        if relation is Relation.NE:
            wrong = wrong if equal == effective else None
        return Comparison(
            method=self.method,
            tried=len(pairs) or 1,
            effective=effective,
            digits=min(digits, default=None) if relation is Relation.EQ else None,
            slack=mpmath.nstr(min(slacks), 6) if slacks else None,
            equality=None if relation is Relation.EQ else equal,
            counterexample=wrong,
            note=note,
        )


def _value(meaning: Meaning, expr: Any) -> Number | str:
    try:
        return public(meaning.value(expr))
    except (OutOfDomain, CannotEvaluate, NotConverged) as none:
        return str(none)


def _digits(a: Number, b: Number, most: int) -> int:
    """How many digits of two numbers agree."""
    if a == b:
        return most
    if mpmath.isinf(a) or mpmath.isinf(b):
        return 0
    scale = max(abs(a), abs(b), TINY)
    with mpmath.workdps(most + 20):
        return max(0, min(most, math.floor(-mpmath.log10(abs(a - b) / scale))))


def _stands(relation: Relation, a: Number, b: Number, same: bool) -> bool:
    if relation is Relation.EQ:
        return same
    if relation is Relation.NE:
        return not same
    if relation in (Relation.LE, Relation.LT):
        return bool(a < b) and not same or same and relation is Relation.LE
    return bool(a > b) and not same or same and relation is Relation.GE


def value_of(
    expr: Any, values: Mapping[Symbol, Any], assumptions: Iterable[Any], digits: int = 30
) -> Number:
    """The number of an expression at given numbers for its symbols.

    Raises DeriveError where a value is no number or contradicts an assumption or the domain of a
    parameter, and NotConverged where the number cannot be found to so many digits.
    """
    numbers: dict[Basic, Rational] = {s: _rational(s, v) for s, v in values.items()}
    facts = [*assumptions, *roles([expr], []).relations]
    for fact in facts:
        if isinstance(fact, Relational) and fact.free_symbols <= set(numbers):
            if fact.xreplace(numbers) == False:  # noqa: E712  SymPy's false is not Python's
                given = ", ".join(f"{s} = {numbers[s]}" for s in sorted(fact.free_symbols, key=str))
                raise DeriveError(f"{given} is outside the domain: it must satisfy {fact}")
    return +public(Meaning(Model(0, numbers), digits).value(expr))


def _rational(symbol: Symbol, value: Any) -> Rational:
    try:
        exact = Fraction(value) if isinstance(value, (str, int, Fraction)) else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise DeriveError(f"{symbol} = {value!r} is not a number; write 2, 0.5 or 1/3") from None
    return Rational(exact.numerator, exact.denominator)
