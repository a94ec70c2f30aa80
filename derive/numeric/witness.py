"""The smallest model found in which two expressions differ: two points, small fractions as
masses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Integer, Rational, expand_log, log, oo

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import Gradient, Line, MapFamily, Maximiser, Normalised, Space, Sup
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.exact_arithmetic import ExactArithmetic
from derive.numeric.chain_values import both_known
from derive.numeric.comparison import Counterexample, agree
from derive.numeric.compiling.demands import has_integrals
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.model import Model
from derive.numeric.models.sampling import generator
from derive.numeric.models.tables import Key
from derive.numeric.models.worlds import Worlds

POINTS = 2
LARGEST_MASSES = (2, 3, 5)
TRIES = 12
TOLERANCE = 1e-12


@dataclass(frozen=True)
class Mass:
    """A cell of a table with a whole number as its share, or a value that is the logarithm of one:
    the same for all parameters."""

    share: int

    def lifted(self, arithmetic: Arithmetic) -> tuple[Number, list[tuple[Number, Number]]]:
        """The logarithm of the share, and no slopes: it is the same for all parameters."""
        return self.at((), arithmetic), []

    def at(self, _parameters: Any, arithmetic: Arithmetic) -> Number:
        """The logarithm of the share."""
        return arithmetic.log(arithmetic.rational(self.share, 1))

    def to_json(self) -> dict[str, Any]:
        """The share, as a text."""
        return {"share": str(self.share)}


@dataclass
class SmallModel(Model):
    """Spaces of two points that are counted, and laws whose probabilities are small fractions."""

    largest: int = 2
    codomains: dict[str, Space] = field(default_factory=dict)
    _shares: dict[Key, dict[Key, Mass]] = field(default_factory=dict)
    _values: dict[Key, Mass] = field(default_factory=dict)

    def weights(self, space: Space) -> tuple[Rational, ...]:
        """Every point has the weight one."""
        return self._spaces.setdefault(space.name, (Integer(1),) * POINTS)

    def law(
        self, name: str, index: Key, context: Key, cells: list[Key], parameters: int
    ) -> dict[Key, Any]:
        """Every allowed cell with a share from one to `largest`."""
        where = (name, index, context)
        if where not in self._shares:
            rng = generator(*self.seed, "law", *where, parameters)
            self._shares[where] = {
                cell: Mass(rng.randint(1, self.largest))
                for cell in cells
                if self._is_own(name, cell)
            }
        return self._shares[where]

    def map(
        self, name: str, point: Key, parameters: int, size: int = 0, _unbounded: int = 0
    ) -> Any:
        """The logarithm of a small whole number, so that its exponential is one."""
        if size:
            return super().map(name, point, parameters, size)
        rng = generator(*self.seed, "map", name, point, parameters)
        drawn = rng.randint(1, self.largest)
        return self._values.setdefault((name, point), Mass(drawn))

    def to_json(self) -> dict[str, Any]:
        """The layout of a model, but that a cell has a share in the place of a logit."""
        laws = [
            {
                "name": name,
                "index": [str(i) for i in index],
                "context": [str(c) for c in context],
                "cells": [{"point": list(c), **m.to_json()} for c, m in sorted(cells.items())],
            }
            for (name, index, context), cells in sorted(self._shares.items(), key=str)
        ]
        maps = [
            {"name": name, "point": [str(p) for p in point], **mass.to_json()}
            for (name, point), mass in sorted(self._values.items(), key=str)
        ]
        return {**super().to_json(), "laws": laws, "maps": maps}

    def __str__(self) -> str:
        said = [f"{symbol} = {place}" for symbol, place in self._places()]
        for (name, index, context), cells in sorted(self._shares.items(), key=str):
            own = "".join(f"_{i}" for i in index)
            said += _row(name + own, ", ".join(map(str, context)), cells)
        for (name, point), mass in sorted(self._values.items(), key=str):
            value = _inside(self.codomains.get(name), mass.share)
            said.append(f"{name}({', '.join(map(str, point))}) = {value}")
        return ", ".join(said)

    def _places(self) -> Iterator[tuple[str, Any]]:
        for (symbol, i), point in sorted(self._points.items(), key=str):
            if not i:
                yield symbol.name, point


def _inside(codomain: Space | None, share: int) -> Expr:
    """The value of a map that is drawn as log(share): as it stands, or moved into an interval."""
    if not isinstance(codomain, Line) or codomain == Line():
        return log(share)
    if codomain.high == oo:
        return codomain.low + share
    if codomain.low == -oo:
        return codomain.high - share
    return codomain.low + (codomain.high - codomain.low) * Rational(share, 1 + share)


def _row(name: str, given: str, cells: dict[Key, Mass]) -> list[str]:
    """The probabilities of a law, those of several coordinates each with its point."""
    total = sum(mass.share for mass in cells.values())
    known = f" | {given}" if given else ""
    shares = [(cell, Rational(mass.share, total)) for cell, mass in sorted(cells.items())]
    if any(len(cell) > 1 for cell in cells):
        return [f"{name}({', '.join(map(str, cell))}{known}) = {share}" for cell, share in shares]
    of = f"( . {known})" if known else ""
    return [f"{name}{of} = ({', '.join(str(share) for _, share in shares)})"]


def witness(
    before: Any, after: Any, assumptions: Iterable[Any], seed: int
) -> Counterexample | None:
    """A model in which everything assumed holds and two expressions have different values: a small
    one where there is one, otherwise any; None where none is found."""
    try:
        worlds = Worlds([before, after], assumptions)
    except NotConverged:
        return None
    for model in _candidates(worlds, seed):
        found = both_known([before, after], worlds.roles.symbols, model)
        if found is not None and not agree(*found, TOLERANCE):
            exact = exact_values([before, after], worlds.roles.symbols, model)
            return Counterexample(model, found[0].value, found[1].value, exact)
    return None


def exact_values(sides: list[Any], symbols: list[Any], model: Model) -> tuple[Expr, Expr] | None:
    """Two values as rationals and logarithms of primes; None where they are not all such, or where
    something is searched for or integrated by quadrature."""
    if not isinstance(model, SmallModel) or has_integrals(sides):
        return None
    if any(side.atoms(Gradient, Sup, Maximiser, Normalised) for side in sides):
        return None
    try:
        evaluator = Evaluator(ExactArithmetic(), ExactArithmetic.digits, symbols)
        runs = evaluator.compile(*sides)
        env = evaluator.start(model)
        left, right = (expand_log(run(env)) for run in runs)
    except (CannotEvaluate, NotConverged, OutOfDomain):
        return None
    return left, right


def _candidates(worlds: Worlds, seed: int) -> Iterator[Model]:
    maps = [f for f in worlds.roles.families if isinstance(f, MapFamily)]
    codomains = {f.label: f.codomain for f in maps}
    for largest in LARGEST_MASSES if worlds.is_arbitrary else ():
        for k in range(TRIES):
            model = worlds.model(seed, k)
            small = SmallModel(
                (seed, "small", largest, k),
                model.numbers,
                model.places,
                model.sequences,
                apart=model.apart,
                bent=model.bent,
                largest=largest,
                codomains=codomains,
            )
            if worlds.suits(small):
                yield small
    yield from worlds.draw(seed)
