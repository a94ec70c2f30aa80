"""Drawing models in which everything assumed holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sympy import Not

from derive.errors import NotConverged
from derive.language import (
    AlmostSurely,
    Convex,
    Disjoint,
    Dominates,
    Everywhere,
    Family,
    Line,
    Value,
    View,
)
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.compiling.compile import Run
from derive.numeric.compiling.demands import has_integrals, searches
from derive.numeric.models.branches import cases_in, holds_at
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.finite_spaces import is_finite
from derive.numeric.models.model import Model
from derive.numeric.models.roles import Roles, roles
from derive.numeric.models.sampling import Sampler
from derive.numeric.models.truths import answer_in

MODELS, POINTS, SLOW_MODELS = 20, 4, 6
REDRAWN = 60
MOST_CASES = 6
SPARSE_EVERY = 3


class Worlds:
    """The models of some expressions under assumptions: finite ones where something is
    arbitrary."""

    def __init__(
        self, expressions: Iterable[Any], assumptions: Iterable[Any], redrawn: int = REDRAWN
    ) -> None:
        facts, expressions = list(assumptions), list(expressions)
        self.roles: Roles = roles(expressions, facts)
        self._cases = cases_in(expressions)
        self._redrawn = redrawn
        self.is_arbitrary = self.roles.is_arbitrary
        costly = has_integrals(expressions) or any(map(searches, expressions))
        self._usual = MODELS if self.is_arbitrary or not costly else POINTS
        _require_names_of_their_own(self.roles.families)
        self._sampler = Sampler(self.roles)
        self._facts = self.roles.conditions
        self._runs: list[Run] = []
        self._evaluator = Evaluator(precise(30), 10, self.roles.symbols)
        for fact in self._facts:
            self._runs.append(self._evaluator.compile(fact))
        self._full = frozenset(v.family.label for f in self._facts for v in _dominating(f))
        self._apart = _apart(self._facts)
        self._bent = dict(_bent(self._facts))

    def draw(self, seed: int, count: int = 0) -> list[Model]:
        """So many models (twenty; four points where only numbers are open and something is
        integrated or searched; six where sequences of numbers are drawn from an interval, each of
        which takes the square of the nodes).
        NotConverged where none is found in which everything assumed holds."""
        wanted = count or (SLOW_MODELS if self.roles.short else self._usual)
        models = [self.model(seed, k) for k in range(wanted)]
        return models if count or self.is_arbitrary else [*models, *self._in_cases(models, seed)]

    def _in_cases(self, models: list[Model], seed: int) -> Iterator[Model]:
        """A model in each case of the expressions in which none of these lies, if there is one."""
        own = set(self._sampler.symbols)
        seen = [m.numbers for m in models]
        for k, case in enumerate(self._cases):
            if len(seen) - len(models) == MOST_CASES:
                return
            letters = {s for relation in case for s in relation.free_symbols}
            if not letters or not letters <= own or any(holds_at(case, n) for n in seen):
                continue
            within = replace(self.roles, required=[*self.roles.required, *case])
            try:
                numbers = Sampler(within).draw(seed, "case", k)
            except NotConverged:
                continue
            seen.append(numbers)
            yield Model(
                (seed, "case", k),
                numbers,
                dict(self.roles.points),
                dict(self.roles.sequences),
                bent=dict(self._bent),
            )

    def model(self, seed: int, k: int) -> Model:
        """The k-th model; every third one has empty cells."""
        lacking = any(isinstance(f, Not) and isinstance(f.args[0], Dominates) for f in self._facts)
        for attempt in range(self._redrawn):
            model = Model(
                (seed, k, attempt),
                self._sampler.draw(seed, k, attempt),
                dict(self.roles.points),
                dict(self.roles.sequences),
                sparse=lacking
                or (k % SPARSE_EVERY == SPARSE_EVERY - 1 and attempt < self._redrawn // 2),
                full=self._full if attempt >= self._redrawn // 6 else frozenset(),
                apart=self._apart,
                bent=dict(self._bent),
            )
            if self.suits(model):
                return model
        said = ", ".join(str(fact) for fact in self._facts)
        raise NotConverged(f"no model was found in which all of this holds: {said}")

    def suits(self, model: Model) -> bool:
        """Whether nothing that is assumed is found false in a model."""
        if not self._runs:
            return True
        env = self._evaluator.start(model)
        return all(answer_in(run, env) is not False for run in self._runs)


def _require_names_of_their_own(families: Iterable[Family]) -> None:
    """NotConverged where one name stands for two laws or two maps: a model knows them by name."""
    seen: dict[tuple[type, str], Family] = {}
    for family in families:
        other = seen.setdefault((type(family), family.label), family)
        if other != family:
            raise NotConverged(
                f"{family.label} is the name of two different things: {other}, {family}"
            )


def _dominating(fact: Any) -> list[View]:
    """The arbitrary laws that a fact says to have mass wherever others have."""
    if isinstance(fact, Dominates):
        return [fact.args[0]] if isinstance(fact.args[0], View) else []
    if isinstance(fact, (Everywhere, AlmostSurely)):
        return _dominating(fact.args[0])
    return []


def _apart(facts: list[Any]) -> dict[str, tuple[tuple[int, ...], int]]:
    found: dict[str, tuple[tuple[int, ...], int]] = {}
    for fact in facts:
        if isinstance(fact, Disjoint):
            for rank, law in enumerate(fact.args):
                # laws on intervals are apart by where these lie
                if isinstance(law, View) and all(is_finite(s) for s in law.coordinates):
                    found[law.family.label] = (law.positions, rank)
    return found


def _bent(facts: list[Any]) -> Iterator[tuple[str, int]]:
    """The maps that are said to be convex, or concave, in the first number that they are taken
    at."""
    for fact in facts:
        if not isinstance(fact, Convex):
            continue
        body, variable, _ = fact.open()
        sign, value = body.as_coeff_Mul()
        if isinstance(value, Value) and sign in (1, -1):
            at = value.point if len(value.family.domain) > 1 else (value.point,)
            lines = [p for p, d in zip(at, value.family.domain, strict=True) if isinstance(d, Line)]
            if lines and lines[0] == variable:
                yield value.family.label, int(sign)
