"""A sheet of problems. A problem states givens, goal and the names of reasons; the engine does the rest."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from derive.errors import DeriveError


class NotAProblem(DeriveError):
    """A problem of a pack is declared in a way that cannot be used."""


@dataclass(frozen=True)
class Problem:
    """One part of a sheet. `also` are further addresses of the same statement; `source` says where
    it was declared; `build` makes its derivation."""

    name: str
    sheet: str
    part: str
    title: str
    statement: str
    also: tuple[str, ...]
    source: str
    build: Callable[[], Any] = field(repr=False)

    @property
    def address(self) -> str:
        """The sheet and the part."""
        return f"{self.sheet}/{self.part}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses under which the problem is found."""
        return (self.address, *self.also)

    def derive(self, *, claims: bool = True) -> Any:
        """The derivation, not yet verified; without its claims where they are not wanted."""
        from derive.derivation.claims import claims_left_out

        if claims:
            built = self.build()
        else:
            with claims_left_out():
                built = self.build()
        return replace(built, title=self.title)


class Sheet:
    """A named collection of problems.

    >>> sheet = Sheet("warm-up", "A first sheet")
    >>> @sheet.problem("nothing-to-do", part="1")
    ... def nothing():
    ...     '''Nothing is asked.'''
    >>> sheet.problems[0].address
    'warm-up/1'
    """

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.problems: list[Problem] = []

    def problem(
        self, name: str, *, part: str, also: Iterable[str] = ()
    ) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        """Declare a function that returns a derivation as the problem of this name and part; the
        first line of its docstring is the title, the rest the statement.

        Raises NotAProblem for a function without a docstring, and for a part declared twice.
        """

        def declare(build: Callable[[], Any]) -> Callable[[], Any]:
            text = inspect.getdoc(build)
            where = f"{build.__code__.co_filename}:{build.__code__.co_firstlineno}"
            if not text:
                raise NotAProblem(f"the problem {name!r} ({where}) has no docstring to state it")
            if any(p.part == part for p in self.problems):
                raise NotAProblem(f"the sheet {self.name!r} has two parts {part!r} ({where})")
            title, _, rest = text.partition("\n")
            statement = " ".join(rest.split())
            self.problems.append(
                Problem(name, self.name, part, title.rstrip("."), statement, tuple(also), where, build)
            )
            return build

        return declare
