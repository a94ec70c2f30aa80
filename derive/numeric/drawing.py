"""Drawing models: exact numbers for the free symbols of some expressions, so that what is assumed holds."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Contains, FiniteSet, Not, Rational, S, Symbol
from sympy.core.relational import Relational

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import (
    Binding,
    Density,
    Disjoint,
    Distribution,
    Dominates,
    Everywhere,
    Family,
    FiniteSum,
    Lattice,
    Law,
    Line,
    MapFamily,
    Node,
    Power,
    ProductLaw,
    Space,
    Value,
    View,
)
from derive.numeric.arithmetic import FLOATS
from derive.numeric.compile import Program, compile_expression
from derive.numeric.meaning import Meaning
from derive.numeric.model import Model
from derive.numeric.stated import holds_in, is_about_nodes

TRIES = 4000
REDRAWN = 40


@dataclass
class Roles:
    """What the free symbols of some expressions stand for."""

    symbols: list[Symbol] = field(default_factory=list)
    lengths: set[Symbol] = field(default_factory=set)
    points: dict[Symbol, Space] = field(default_factory=dict)
    arbitrary: bool = False
    relations: list[Any] = field(default_factory=list)


def roles(expressions: Iterable[Any], assumptions: Iterable[Any]) -> Roles:
    """Read off which symbols are lengths and points, and what the laws ask of their parameters."""
    found = Roles()
    expressions, facts = list(expressions), list(assumptions)
    for e in expressions:
        _read(e, found, set())
    for f in facts:
        if isinstance(f, (Relational, Contains)):
            found.relations.append(f)
        else:
            _read(f, found, set())
    names = {s for e in [*expressions, *facts] for s in e.free_symbols if isinstance(s, Symbol)}
    found.symbols = sorted(names, key=lambda s: (s.name, str(s.assumptions0)))
    found.relations = list(dict.fromkeys(found.relations))
    return found


def _read(expr: Any, found: Roles, bound: set[Basic]) -> None:
    inner = bound | ({expr.bound} if isinstance(expr, Binding) else set())
    if isinstance(expr, Family) and not _on_a_line(expr):
        found.arbitrary = True
    if isinstance(expr, FiniteSum):
        found.lengths |= {*expr.low.free_symbols, *expr.high.free_symbols}
        found.arbitrary = found.arbitrary or bool(expr.high.free_symbols)
    if isinstance(expr, (ProductLaw, Power)):
        found.lengths |= expr.length.free_symbols
        found.arbitrary = found.arbitrary or bool(expr.length.free_symbols)
    if isinstance(expr, Distribution):
        own = [c for c in expr.conditions if not c.free_symbols & bound and not _opened(c)]
        found.relations += own
    if isinstance(expr, View):
        pairs = [(expr.family.coordinates[i], v) for i, v in expr.given.items()]
        _points([*pairs, *zip(expr.family.context, expr.context)], found)
    if isinstance(expr, Value):
        at = tuple(expr.point) if len(expr.family.domain) > 1 else (expr.point,)
        _points(list(zip(expr.family.domain, at)), found)
    if isinstance(expr, Density):
        _read_density(expr, found)
    for a in expr.args:
        _read(a, found, inner)


def _on_a_line(family: Family) -> bool:
    """Whether a family is a map of real numbers, which has a formula in each model."""
    return isinstance(family, MapFamily) and all(isinstance(d, Line) for d in family.domain)


def _opened(condition: Basic) -> bool:
    return any(s.name.startswith("_") for s in condition.atoms(Symbol))


def _read_density(expr: Density, found: Roles) -> None:
    law: Law = expr.law
    if isinstance(law, View):
        at = tuple(expr.point) if len(law.positions) > 1 else (expr.point,)
        _points(list(zip(law.coordinates, at)), found)
    elif isinstance(law, Distribution) and isinstance(expr.point, Symbol):
        _points([(law.space, expr.point)], found)


def _points(pairs: list[tuple[Space, Any]], found: Roles) -> None:
    for space, value in pairs:
        if isinstance(value, Symbol) and not value.name.startswith("_"):
            found.points.setdefault(value, space)


class Drawer:
    """Draws numbers for symbols until every relation between them holds."""

    def __init__(self, found: Roles) -> None:
        self.roles = found
        symbols = found.symbols
        self._tests: list[tuple[str, Program]] = []
        self._members: list[Any] = []
        for r in [*found.relations, *self._supports()]:
            if isinstance(r, Contains):
                self._members.append(r)
            elif r.free_symbols <= set(symbols) and isinstance(r, Relational) and not r.has(Node):
                self._tests.append((r.rel_op, compile_expression(r.lhs - r.rhs, symbols, FLOATS)))

    def _supports(self) -> Iterator[Any]:
        """An observed number lies in the support of its law, where that has numbers for ends."""
        for symbol, space in self.roles.points.items():
            if isinstance(space, (Line, Lattice)):
                strict = isinstance(space, Line)
                yield symbol > space.low if strict else symbol >= space.low
                yield symbol < space.high if strict else symbol <= space.high

    def draw(self, seed: int, sizes: tuple[int, ...]) -> dict[Basic, Rational]:
        """Numbers for all symbols. Raises NotConverged where none are found that satisfy everything."""
        rng = random.Random(seed)
        for attempt in range(TRIES):
            numbers = {s: self._one(s, rng, attempt) for s in self.roles.symbols}
            if self._holds(numbers):
                return numbers
        said = ", ".join(str(r) for r in self.roles.relations)
        raise NotConverged(f"no numbers were found for which all of this holds: {said}")

    def _one(self, symbol: Symbol, rng: random.Random, attempt: int) -> Rational:
        for m in self._members:
            if m.args[0] == symbol and isinstance(m.args[1], FiniteSet):
                return Rational(rng.choice(sorted(m.args[1].args)))
        space = self.roles.points.get(symbol)
        if space is not None and space.is_arbitrary:
            return Rational(rng.randrange(2))
        if symbol in self.roles.lengths:
            return Rational(rng.randint(1, 3))
        whole = any(m.args[0] == symbol and m.args[1].is_subset(S.Integers) for m in self._members)
        if whole or symbol.is_integer or isinstance(space, Lattice):
            return Rational(rng.randint(0 if attempt % 2 else 1, 5))
        kind = rng.randrange(3)
        if kind == 0 or symbol.is_positive and kind == 1:
            return Rational(rng.randint(1, 19), 20)
        if symbol.is_positive or kind == 1:
            return Rational(rng.randint(6, 36), 10)
        return Rational(rng.randint(-25, 25), 10)

    def _holds(self, numbers: dict[Basic, Rational]) -> bool:
        values = [float(numbers[s]) for s in self.roles.symbols]
        if any(s.is_positive and numbers[s] <= 0 for s in self.roles.symbols):
            return False
        for op, program in self._tests:
            try:
                gap = program(*values)
            except (OutOfDomain, CannotEvaluate):
                return False
            fine = {
                ">": gap > 0, ">=": gap >= 0, "<": gap < 0, "<=": gap <= 0,
                "==": abs(gap) < 1e-12, "!=": abs(gap) > 1e-12,
            }[op]  # fmt: skip
            if not fine:
                return False
        return True


def models(
    expressions: Iterable[Any], assumptions: Iterable[Any], seed: int, count: int | None = None
) -> list[Model]:
    """Models in which the assumptions hold: twenty where something is arbitrary, otherwise four.

    Every third model of an arbitrary law has empty cells; a law that must dominate another has none,
    and laws that must be disjoint stand on different points. Whatever is assumed of laws and maps is
    asked of each model, and one in which it fails is drawn anew.
    """
    facts = list(assumptions)
    found = roles(list(expressions), facts)
    drawer = Drawer(found)
    count = count or (20 if found.arbitrary else 4)
    return [_drawn(drawer, facts, seed * 1009 + k, k % 3 == 2) for k in range(count)]


def _drawn(drawer: Drawer, facts: list[Any], seed: int, sparse: bool) -> Model:
    """A model with this seed, or with another where something assumed fails in it."""
    full = {f.label for d in facts for law in _dominating(d) for f in _families(law)}
    lacking = any(isinstance(d, Not) and isinstance(d.args[0], Dominates) for d in facts)
    separate: dict[str, int] = {}
    for d in facts:
        if isinstance(d, Disjoint):
            for side, law in enumerate(d.args):
                separate.update({f.label: side for f in _families(law)})
    asked = [f for f in facts if is_about_nodes(f)]
    for attempt in range(REDRAWN):
        own = seed + 10007 * attempt
        empty = lacking or (sparse and attempt < REDRAWN // 2)
        model = Model(own, drawer.draw(own, ()), empty, frozenset(full), separate)
        if all(holds_in(Meaning(model), f) is not False for f in asked):
            return model
    said = ", ".join(str(f) for f in asked)
    raise NotConverged(f"no model was found in which all of this holds: {said}")


def _dominating(fact: Any) -> list[Law]:
    """The laws that a fact says to have mass wherever others have."""
    if isinstance(fact, Dominates):
        return [fact.args[0]]
    return _dominating(fact.args[0]) if isinstance(fact, Everywhere) else []


def _families(law: Basic) -> list[Family]:
    return sorted(law.atoms(Family) | ({law.family} if isinstance(law, View) else set()), key=str)
