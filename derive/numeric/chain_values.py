"""The values of several expressions in several models, each computed once, at two precisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import mpmath

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, precise, public
from derive.numeric.arithmetics.decimal_arithmetic import decimals
from derive.numeric.comparison import Known
from derive.numeric.compiling.compile import Env, Run
from derive.numeric.compiling.demands import has_integrals, loses_digits, searches
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.model import Model

EXACT_DIGITS, QUADRATURE_DIGITS = 30, 15
FINEST_DIGITS = 400
ENOUGH_TRIES = 3
ROUNDING = 8
ROUGHLY = 1e-7
"""How well floats must confirm a precise value."""
SECOND_NOISE = 1e-14

Outcome = Known | str


class _Column:
    """The compiled expressions in one arithmetic, and their environments by model."""

    def __init__(
        self,
        chain: Sequence[Any],
        symbols: Sequence[Any],
        arithmetic: Arithmetic,
        digits: int,
        planned_digits: int,
        variant: int = 0,
    ) -> None:
        self.arithmetic, self.digits = arithmetic, digits
        self._options = (symbols, variant, planned_digits)
        self._chain = chain
        self._failed: dict[int, str] = {}
        self._envs: dict[int, Env] = {}
        self._long: set[int] = set()
        self._sizes: dict[int, tuple[float, float]] = {}
        self._evaluator: Evaluator | None
        self._runs: dict[int, Run]
        # a second opinion is asked of the two ends alone
        self._places = sorted({0, len(chain) - 1}) if variant else list(range(len(chain)))
        try:
            self._evaluator, self._runs = self._compiled(self._places)
        except CannotEvaluate:
            self._without_the_impossible()

    def _compiled(self, places: list[int]) -> tuple[Evaluator, dict[int, Run]]:
        symbols, variant, planned_digits = self._options
        evaluator = Evaluator(
            self.arithmetic, self.digits, symbols, variant, planned_digits=planned_digits
        )
        with self.arithmetic.working():
            runs = evaluator.compile(*(self._chain[i] for i in places))
        return evaluator, dict(zip(places, (runs,) if len(places) == 1 else runs, strict=True))

    def _without_the_impossible(self) -> None:
        possible = []
        for i in self._places:
            try:
                self._compiled([i])
                possible.append(i)
            except CannotEvaluate as failure:
                self._failed[i] = str(failure)
        self._evaluator, self._runs = self._compiled(possible) if possible else (None, {})

    def value(self, model: Model, number: int, place: int) -> Known | str:
        """The value of an expression in a model, as far as this arithmetic knows it, or why it has
        none."""
        if place in self._failed or self._evaluator is None:
            return self._failed[place]
        evaluator = self._evaluator
        try:
            with self.arithmetic.working():
                if number not in self._envs:
                    self._envs[number] = evaluator.start(model)
                evaluator.budget.renew()
                evaluator.magnitude, evaluator.noise = self._sizes.get(number, (0.0, 0.0))
                value = public(self._runs[place](self._envs[number]))
            self._sizes[number] = evaluator.magnitude, evaluator.noise
            return Known(value, evaluator.magnitude, evaluator.noise)
        except (CannotEvaluate, NotConverged, OutOfDomain) as failure:
            if evaluator.budget.left < 0:
                self._long.add(place)
            return str(failure)

    def took_too_long(self, place: int) -> bool:
        """Whether the value of an expression has ever taken more evaluations than it may."""
        return place in self._long


class ChainValues:
    """Values of expressions in models: precise ones, each confirmed by floats or a second
    precision."""

    def __init__(self, chain: Sequence[Any], symbols: Sequence[Any], models: list[Model]) -> None:
        self.chain, self.models = list(chain), models
        self._symbols = list(symbols)
        self.is_exact = not has_integrals(self.chain)
        seeks = any(searches(e) for e in self.chain)
        differentiates = any(loses_digits(e) for e in self.chain)
        self.digits = EXACT_DIGITS if self.is_exact else QUADRATURE_DIGITS
        # differences lose digits, which are therefore computed in the first place
        if self.is_exact:
            self._goal, dps = 36, 80 if seeks else 60 if differentiates else 45
        else:
            self._goal, dps = (20, 40) if differentiates else (16, 25)
        self._roughly = ROUGHLY if not differentiates else 1e-4
        self._fine = decimals(dps)
        self._columns: dict[str, _Column] = {}
        self._known: dict[tuple[int, int], Outcome] = {}
        self._too_long: dict[int, list[str]] = {}

    def _column(self, name: str) -> _Column:
        if name not in self._columns:
            arithmetic, goal, variant = {
                "fine": (self._fine, self._goal, 0),
                "floats": (FLOATS, 11, 0),
                "finer": (precise(self._fine.digits + 12), self._goal + 3, 0),
                "finest": (precise(FINEST_DIGITS), self._goal, 0),
                "second": (FLOATS, 10, 1),
            }[name]
            self._columns[name] = _Column(
                self.chain, self._symbols, arithmetic, goal, self.digits, variant
            )
        return self._columns[name]

    def known(self, model: int, place: int) -> Outcome:
        """The value of an expression in a model, or the sentence that says why it has none."""
        key = (model, place)
        if key not in self._known:
            given_up = self._too_long.get(place, [])
            # what took too long in some models is not tried in the others
            self._known[key] = (
                given_up[0] if len(given_up) >= ENOUGH_TRIES else self._confirmed(model, place)
            )
        return self._known[key]

    def _confirmed(self, model: int, place: int) -> Outcome:
        found = self._column("fine").value(self.models[model], model, place)
        if isinstance(found, str):
            if self._column("fine").took_too_long(place):
                self._too_long.setdefault(place, []).append(found)
            return found
        hidden = self._hidden(found, model, place)
        if hidden is not None:
            return hidden
        size = max(abs(found.value), found.size)
        for name, tolerance in (("floats", self._roughly), ("finer", 10.0**-self.digits)):
            other = self._column(name).value(self.models[model], model, place)
            if isinstance(other, str):
                continue
            if found.value == other.value:
                return found
            gap = abs(found.value - other.value)
            if gap <= tolerance * size:
                # what rounding does to a rough value it does, scaled, to a precise one
                rounding = gap * 1e-12 if name == "floats" else gap
                return replace(found, error=max(10 * found.error, min(rounding, 1e-14 * size)))
            # terms of order one that cancel leave what rounding makes of them, which no two
            # precisions share
            rounding = 10.0 ** (ROUNDING - self._fine.digits)
            if name == "finer" and max(abs(found.value), abs(other.value)) < rounding:
                return replace(found, error=max(10 * found.error, rounding))
        return "two precisions give different values"

    def _hidden(self, found: Known, model: int, place: int) -> Known | None:
        """The number that was lost where terms cancelled to the last digit, and zero or infinity
        was left of a formula without integrals."""
        lost = found.value == 0 or mpmath.isinf(found.value)
        if self.is_exact or not lost or has_integrals([self.chain[place]]):
            return None
        other = self._column("finest").value(self.models[model], model, place)
        if isinstance(other, str) or mpmath.isinf(other.value):
            return None
        return other if abs(other.value) > mpmath.mpf(10) ** (ROUNDING - FINEST_DIGITS) else None

    def second_opinion(self, model: int, place: int) -> Outcome:
        """The value by another quadrature with other split points, in floats. Where there is
        nothing to integrate, or the value is not stable, it is the value itself."""
        first = self.known(model, place)
        if isinstance(first, str) or not has_integrals([self.chain[place]]):
            return first
        found = self._column("second").value(self.models[model], model, place)
        if isinstance(found, str):
            return found
        # terms of order one that cancel leave what rounding makes of them
        return replace(found, error=max(found.error, SECOND_NOISE))


def both_known(
    sides: Sequence[Any], symbols: Sequence[Any], model: Model
) -> tuple[Known, Known] | None:
    """The values of two expressions in one model; None where one has none."""
    values = ChainValues(sides, symbols, [model])
    left, right = values.known(0, 0), values.known(0, 1)
    return None if isinstance(left, str) or isinstance(right, str) else (left, right)
