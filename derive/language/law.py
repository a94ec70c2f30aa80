"""Laws: probability laws as values.

A law stands on a space and has a density with respect to the space's measure. Distributions with a
formula (`derive.language.distributions`), views of an arbitrary joint law (`View`) and products of
laws (`ProductLaw`) are laws; so are the maximisers in `derive.language.optimum`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from sympy import Basic, Integer, Symbol, Tuple

from derive.errors import DeriveError
from derive.language.binder import Binding
from derive.language.exact import exact
from derive.language.family import LawFamily
from derive.language.space import Power, Space

if TYPE_CHECKING:
    from derive.language.stated import Stated


class Law(Basic):
    """A probability law on `space`. `stated` is what was written beside it, no part of the law."""

    stated: Stated | None = None

    def _subs(self, old: Any, new: Any, **hints: Any) -> Any:
        """With nothing beside the outcome: what was stated spoke of other symbols, and SymPy's
        cache may answer with an equal law of another call."""
        found = super()._subs(old, new, **hints)
        stated = isinstance(found, Law) and found.stated is not None
        return found.func(*found.args) if stated else found

    @property
    def space(self) -> Space:
        raise DeriveError(f"{type(self).__name__} does not say on which space it stands")

    def _sympystr(self, printer: Any) -> str:
        """Head and arguments: SymPy knows some of these names as its own."""
        return f"{type(self).__name__}({', '.join(printer._print(a) for a in self.args)})"


class View(Law):
    """What an arbitrary family says of some of its coordinates, given others.

    `positions` are the coordinates spoken of, `given` pairs (position, value) of those known,
    `context` the values of the family's context and `parameters` whatever it depends on smoothly.
    `index` tells members of a family of unrelated laws apart (q_1, q_2, ...).
    """

    def __new__(
        cls,
        family: LawFamily,
        positions: Any = None,
        given: Any = (),
        context: Any = (),
        parameters: Any = (),
        index: Any = (),
    ) -> View:
        n = len(family.coordinates)
        positions = range(n) if positions is None else positions
        given = Tuple(*(Tuple(Integer(i), value) for i, value in given))
        positions = Tuple(*(Integer(i) for i in positions))
        context = Tuple(*(exact(c) if not isinstance(c, Basic) else c for c in context))
        if len(context) != len(family.context):
            raise DeriveError(
                f"{family.label} is given {len(family.context)} value(s), not {len(context)}"
            )
        if {int(i) for i in positions} & {int(i) for i, _ in given}:
            raise DeriveError(f"{family.label}: a coordinate cannot be spoken of and given at once")
        parameters = Tuple(*(exact(p) for p in parameters))
        return super().__new__(
            cls, family, positions, given, context, parameters, Tuple(*(exact(i) for i in index))
        )

    @property
    def family(self) -> LawFamily:
        return self.args[0]

    @property
    def positions(self) -> tuple[int, ...]:
        return tuple(int(i) for i in self.args[1])

    @property
    def given(self) -> dict[int, Basic]:
        return {int(i): value for i, value in self.args[2]}

    @property
    def context(self) -> tuple[Basic, ...]:
        return tuple(self.args[3])

    @property
    def parameters(self) -> tuple[Basic, ...]:
        return tuple(self.args[4])

    @property
    def index(self) -> tuple[Basic, ...]:
        return tuple(self.args[5])

    @property
    def coordinates(self) -> tuple[Space, ...]:
        """The spaces of the coordinates spoken of."""
        return tuple(self.family.coordinates[i] for i in self.positions)

    @property
    def space(self) -> Space:
        if len(self.positions) != 1:
            raise DeriveError(
                f"{self.family.label} speaks of {len(self.positions)} coordinates here; "
                "an expectation is over one at a time"
            )
        return self.coordinates[0]

    def position(self, space: Space) -> int:
        """The place of a space among the family's coordinates."""
        places = [i for i, s in enumerate(self.family.coordinates) if s == space]
        if len(places) != 1:
            raise DeriveError(f"{self.family.label} has {len(places)} coordinates on {space.name}")
        return places[0]

    def marginal(self, *spaces: Space) -> View:
        """The law of some of the coordinates spoken of.

        >>> from derive.language import Space, joint_law
        >>> X, Z = Space("X"), Space("Z")
        >>> joint_law("p", X, Z).marginal(X).coordinates == (X,)
        True
        """
        return self.view([self.position(s) for s in spaces], self.given)

    def given_that(self, known: Mapping[Space, Basic]) -> View:
        """The conditional law of the remaining coordinates, given values of some."""
        extra = {self.position(s): v for s, v in known.items()}
        rest = [i for i in self.positions if i not in extra]
        return self.view(rest, {**self.given, **extra})

    def view(self, positions: Sequence[int], given: Mapping[int, Basic]) -> View:
        """What the same family says of the coordinates in these places, given values of others."""
        pairs = sorted(given.items())
        return View(self.family, positions, pairs, self.context, self.parameters, self.index)


class ProductLaw(Binding, Law):
    """The law of independent points s_1, ..., s_n, the i-th with the law `law`; i may occur in it.

    Where i does not occur the points are identically distributed: `iid(law, n)`.
    """

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, law: Law, index: Basic, length: Any) -> Any:
        return super().__new__(cls, law, index, exact(length))

    @property
    def length(self) -> Basic:
        return self.args[2]

    @property
    def is_iid(self) -> bool:
        """Whether the index does not occur in the law of one point."""
        return not self.args[0].has(self.args[1])

    def at(self, index: Basic) -> Any:
        """The law of the point with this index."""
        return self.open(index)[0] if isinstance(index, Symbol) else self._at(index)

    def _at(self, index: Basic) -> Any:
        law, variable, _ = self.open()
        return law.xreplace({variable: index})

    @property
    def space(self) -> Space:
        return Power(self.args[0].space, self.length)


def iid(law: Law, length: Any) -> ProductLaw:
    """The law of `length` independent points, each with the given law.

    >>> from sympy import Symbol
    >>> from derive.language import Space, arbitrary_law
    >>> iid(arbitrary_law("q", Space("H")), Symbol("K")).is_iid
    True
    """
    return ProductLaw(law, Symbol("i"), length)


def joint_law(name: str, *spaces: Space, parameters: Any = ()) -> View:
    """An arbitrary joint law of points of several spaces."""
    return View(LawFamily(name, spaces), parameters=parameters)


def arbitrary_law(name: str, space: Space, parameters: Any = (), index: Any = ()) -> View:
    """An arbitrary law on one space."""
    return View(LawFamily(name, (space,)), parameters=parameters, index=index)


class Kernel:
    """An arbitrary law on one space for every point of others: `Kernel("q", Z, X)(x)` is one."""

    def __init__(self, name: str, space: Space, *context: Space, parameters: Any = ()) -> None:
        self.family = LawFamily(name, (space,), context)
        self.parameters = parameters

    def __call__(self, *values: Any) -> View:
        return View(self.family, context=values, parameters=self.parameters)
