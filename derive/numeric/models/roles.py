"""What the free symbols of some expressions stand for: numbers, lengths, points of spaces,
sequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Contains, Expr, Ge, Gt, Integer, Le, Lt, S, Symbol, floor, oo
from sympy.core.relational import Relational

from derive.language import (
    Binding,
    Bound,
    Density,
    Distribution,
    Element,
    Family,
    FiniteSum,
    Lattice,
    Line,
    MapFamily,
    Node,
    Power,
    ProductLaw,
    Simplex,
    Space,
    Value,
    View,
)
from derive.language.covariance import PositiveMatrix
from derive.language.definite import PositivePoint, SymmetricMatrix
from derive.language.masked import ReceptiveField
from derive.language.matrix import Identity, Jacobian, NamedMatrix
from derive.language.shaped import Matrix
from derive.language.truncated import Truncated
from derive.language.vector import Coordinates, NamedVector, Tabulated
from derive.language.vector_laws import ImageLaw
from derive.numeric.models.separable import is_separable
from derive.numeric.models.truncations import holds_some_mass

SEQUENCE_LENGTH = 6
"""How many points of a sequence are drawn."""


@dataclass
class Roles:
    """The free symbols in a fixed order, and what the places where they stand say of them.

    short: lengths of sequences of numbers from an interval, which cost many nodes; crowded: those
    of them over which means are taken at once, which cost the square;
    required: relations and memberships that must hold; hoped: that observations lie in the supports
    of their laws; conditions: what must hold of laws and maps; families: the free ones;
    weighs: whether there is a network, whose weights are open.
    """

    symbols: list[Symbol] = field(default_factory=list)
    lengths: dict[Symbol, None] = field(default_factory=dict)
    short: dict[Symbol, None] = field(default_factory=dict)
    crowded: dict[Symbol, None] = field(default_factory=dict)
    wholes: dict[Symbol, None] = field(default_factory=dict)
    points: dict[Symbol, Space] = field(default_factory=dict)
    sequences: dict[Symbol, Space] = field(default_factory=dict)
    required: list[Any] = field(default_factory=list)
    hoped: list[Any] = field(default_factory=list)
    conditions: list[Any] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    weighs: bool = False

    @property
    def is_arbitrary(self) -> bool:
        """Whether a law, a map or a length is left open, so that models and not points are
        drawn."""
        return bool(self.families or self.lengths or self.weighs)


def roles(expressions: Iterable[Any], assumptions: Iterable[Any]) -> Roles:
    """Read the roles off expressions and assumptions together."""
    found = Roles()
    reader = _Reader(found)
    everything = [*expressions]
    for fact in assumptions:
        everything.append(fact)
        if isinstance(fact, (Relational, Contains)) and not fact.atoms(Family, Node):
            found.required.append(fact)
        else:
            found.conditions.append(fact)
    for expression in everything:
        reader.read(expression, frozenset())
    for sequence in reader.indexed:
        # what nothing says a space of is a sequence of numbers
        found.sequences.setdefault(sequence, Line())
    names = {s for e in everything for s in e.free_symbols if isinstance(s, Symbol)}
    found.symbols = sorted(names, key=lambda s: (s.name, sorted(s.assumptions0.items())))
    found.required = list(dict.fromkeys(found.required))
    found.hoped = [h for h in dict.fromkeys(found.hoped) if h not in found.required]
    return found


def _is_curve(family: Family) -> bool:
    """Whether a family is a map of numbers, which a few points try as well as many models do."""
    return isinstance(family, MapFamily) and all(isinstance(d, Line) for d in family.domain)


class _Reader:
    def __init__(self, found: Roles) -> None:
        self.found = found
        self.indexed: list[Symbol] = []
        self._seen: set[tuple[Basic, frozenset[Basic]]] = set()
        self._families: set[Basic] = set()

    def read(self, node: Any, bound: frozenset[Basic]) -> None:
        if (node, bound) in self._seen:
            return
        self._seen.add((node, bound))
        inner = bound
        if isinstance(node, Binding):
            inner = bound | {node.bound}
        if isinstance(node, Family):
            self._family(node, bound)
        elif isinstance(node, FiniteSum):
            self._lengths(node.low, node.high)
        elif isinstance(node, (ProductLaw, Power, Simplex)):
            self._lengths(node.length)
        elif isinstance(node, (Line, Lattice)):
            if isinstance(node, Lattice):
                self._whole(node.low, node.high)
            order = Lt(node.low, node.high)
            if order not in (S.true, S.false) and _is_free(order):
                self.found.hoped.append(order)
        elif isinstance(node, Distribution):
            self._distribution(node)
            if isinstance(node, Truncated):
                self.found.hoped += [f for f in holds_some_mass(node) if _is_free(f)]
        elif isinstance(node, View):
            self._at([*((node.family.coordinates[i], v) for i, v in node.given.items())])
            self._at(list(zip(node.family.context, node.context, strict=True)))
            self._whole(*node.index)
        elif isinstance(node, Value):
            point = tuple(node.point) if len(node.family.domain) > 1 else (node.point,)
            self._at(list(zip(node.family.domain, point, strict=True)))
        elif isinstance(node, Density):
            self._density(node)
        elif isinstance(node, Element):
            self._whole(node.index)
            if isinstance(node.index, Symbol) and _is_free(node.index):
                self.found.hoped.append(Le(node.index, SEQUENCE_LENGTH))
            if isinstance(node.sequence, Symbol) and _is_free(node.sequence):
                self.indexed.append(node.sequence)
        elif isinstance(
            node,
            (
                Coordinates,
                Identity,
                Jacobian,
                NamedMatrix,
                NamedVector,
                PositiveMatrix,
                PositivePoint,
                SymmetricMatrix,
                Tabulated,
            ),
        ):
            self._array(node)
        elif isinstance(node, ReceptiveField):
            self.found.weighs = True
        if not isinstance(node, (Density, ImageLaw)):
            self._integrated(node)
        for argument in node.args:
            self.read(argument, inner)

    def _integrated(self, node: Any) -> None:
        """Under a law of numbers of which a node takes more than the density the lengths are
        short."""
        for law in node.args:
            if isinstance(law, ProductLaw) and _is_on_a_line(law.args[0]):
                lengths = dict.fromkeys(sorted(law.length.free_symbols, key=str))
                self.found.short |= lengths
                if not is_separable(node):
                    self.found.crowded |= lengths

    def _array(self, node: Any) -> None:
        """Vectors and matrices: their sizes are lengths, what has coordinates is a sequence."""
        at = getattr(node, "sequence", getattr(node, "point", None))
        if isinstance(at, Symbol) and _is_free(at):
            self.found.sequences.setdefault(at, Line())
        sizes = (node.rows, node.columns) if isinstance(node, Matrix) else (node.length,)
        self._lengths(*sizes)

    def _family(self, family: Family, bound: frozenset[Basic]) -> None:
        if _is_curve(family):
            return
        if family not in bound and family not in self._families:
            self._families.add(family)
            self.found.families.append(family)

    def _lengths(self, *ends: Expr) -> None:
        for end in ends:
            for symbol in sorted(_unrounded(end).free_symbols, key=str):
                self.found.lengths[symbol] = None

    def _whole(self, *numbers: Any) -> None:
        for number in numbers:
            for symbol in sorted(_unrounded(number).free_symbols, key=str):
                self.found.wholes[symbol] = None

    def _distribution(self, law: Distribution) -> None:
        self.found.required += [c for c in law.conditions if _is_free(c)]
        domains = type(law).parameters.values()
        for value, domain in zip(law.args, domains, strict=False):
            if domain in ("natural", "integer") and isinstance(value, Symbol) and _is_free(value):
                self._whole(value)
        space = law.space
        if isinstance(space, Lattice):
            return
        if isinstance(space, (Power, Simplex)):
            self.read(space, frozenset())
            # an integral over several numbers at once is short
            lengths = dict.fromkeys(sorted(space.length.free_symbols, key=str))
            self.found.short |= lengths
            self.found.crowded |= lengths

    def _density(self, node: Density) -> None:
        law, point = node.args
        if isinstance(law, View):
            at = tuple(point) if len(law.positions) > 1 else (point,)
            self._at(list(zip(law.coordinates, at, strict=True)))
        elif not isinstance(law, View):
            self._at([(law.space, point)])

    def _at(self, places: list[tuple[Space, Any]]) -> None:
        for space, value in places:
            if isinstance(value, Element) and _is_free(value.sequence):
                self.found.sequences.setdefault(value.sequence, space)
            elif isinstance(value, Symbol) and _is_free(value):
                if isinstance(space, Power):
                    self.found.sequences.setdefault(value, space.base)
                elif isinstance(space, (Line, Lattice)):
                    self.found.hoped += [f for f in in_space(space, value) if _is_free(f)]
                else:
                    self.found.points.setdefault(value, space)


def _is_on_a_line(law: Any) -> bool:
    if isinstance(law, View) and len(law.positions) != 1:
        return False
    return isinstance(law, (View, Distribution)) and isinstance(law.space, Line)


def _is_free(expr: Any) -> bool:
    return not any(isinstance(s, Bound) for s in expr.atoms(Symbol))


def _unrounded(number: Any) -> Any:
    """A number without what is rounded in it, which need not be whole."""
    return number.xreplace({node: Integer(0) for node in number.atoms(floor)})


def in_space(space: Line | Lattice, x: Any) -> list[Any]:
    """What lying in an interval or a lattice says of a number."""
    found: list[Any] = []
    whole = isinstance(space, Lattice)
    if space.low != -oo:
        found.append(Ge(x, space.low) if whole else Gt(x, space.low))
    if space.high != oo:
        found.append(Le(x, space.high) if whole else Lt(x, space.high))
    if whole:
        found.append(Contains(x, S.Integers))
    return [f for f in found if f not in (S.true, S.false)]
