"""Names for what a sheet leaves arbitrary: families of laws and maps.

A family is a name with the spaces it speaks of. It has no numbers: a model gives it a table.
A bound family (the q in "sup over q") has a level in the place of its name.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Integer, Symbol, Tuple
from sympy.core.symbol import Str

from derive.language.space import Space


class Family(Basic):
    """What laws and maps have in common: a name in the first place, bound or free."""

    @property
    def name(self) -> Any:
        """A `Str` where it is free, an `Integer` level where bound, a `Dummy` where opened."""
        return self.args[0]

    @property
    def label(self) -> str:
        """The name as text."""
        return str(self.name)

    def named(self, name: Basic) -> Any:
        """The same family under another name."""
        return self.func(name, *self.args[1:])

    @property
    def free_symbols(self) -> set[Basic]:
        return {s for a in self.args[1:] for s in a.free_symbols}


def as_name(name: str | Basic) -> Basic:
    if isinstance(name, (Str, Integer, Dummy)):
        return name
    if isinstance(name, Symbol):
        return Str(name.name)
    if isinstance(name, str):
        return Str(name)
    raise TypeError(f"a name is a string, not {name!r}")


class LawFamily(Family):
    """An arbitrary joint law of named coordinates, given nothing or a context.

    `LawFamily("p", (X, Z))` is one joint law of a point of X and a point of Z; its marginals and
    conditionals are views of it. `LawFamily("q", (Z,), (X,))` is a kernel: a law on Z for every
    point of X, which has no law of its own.
    """

    def __new__(
        cls,
        name: str | Basic,
        coordinates: tuple[Space, ...] | Tuple,
        context: tuple[Space, ...] | Tuple = (),
    ) -> LawFamily:
        return super().__new__(cls, as_name(name), Tuple(*coordinates), Tuple(*context))

    @property
    def coordinates(self) -> tuple[Space, ...]:
        return tuple(self.args[1])

    @property
    def context(self) -> tuple[Space, ...]:
        return tuple(self.args[2])


class MapFamily(Family):
    """An arbitrary function from a product of spaces to the line (or to another space)."""

    def __new__(
        cls,
        name: str | Basic,
        domain: tuple[Space, ...] | Tuple,
        codomain: Space | None = None,
    ) -> MapFamily:
        from derive.language.space import Line

        return super().__new__(cls, as_name(name), Tuple(*domain), codomain or Line())

    @property
    def domain(self) -> tuple[Space, ...]:
        return tuple(self.args[1])

    @property
    def codomain(self) -> Space:
        space: Space = self.args[2]
        return space
