"""A sheet of problems. A problem states givens, goal and reasons; the engine does the rest."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from derive.errors import DeriveError
from derive.packs.foreign import Foreign
from derive.text.visible import visible

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation

NAME = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*", re.ASCII)
PART = re.compile(r"[A-Za-z0-9]+([-.][A-Za-z0-9]+)*", re.ASCII)


class NotAProblem(DeriveError):
    """A sheet or a problem of a pack is declared in a way that cannot be used."""


@dataclass(frozen=True)
class Problem:
    """One part of a sheet. `statement` has a blank line between paragraphs; `same_as` is the
    address of the problem of another sheet that this one states again, and whose name it shares;
    `source` says where it was declared; `build` makes its derivation."""

    name: str
    sheet: str
    part: str
    title: str
    statement: str
    same_as: str
    source: str
    build: Callable[[], Any] = field(repr=False)

    @property
    def address(self) -> str:
        """The sheet and the part."""
        return f"{self.sheet}/{self.part}"

    def derive(self, *, claims: bool = True) -> Derivation:
        """The derivation, not yet verified; with `claims=False` it is built without its claims.

        Raises DeriveError with the problem's name in front where a rule refuses, and BrokenPack
        where the problem's own code fails.
        """
        from derive.derivation.claims import claims_left_out
        from derive.derivation.derivation import Derivation

        with Foreign(f"the problem {self.name!r}"):
            if claims:
                built = self.build()
            else:
                with claims_left_out():
                    built = self.build()
        if not isinstance(built, Derivation):
            raise NotAProblem(
                f"the problem {self.name!r} ({self.source}) gives {type(built).__name__}, "
                "not a Derivation"
            )
        return replace(built, title=self.title)

    def verify(self, seed: int = 0) -> Derivation:
        """The derivation, stamped with its evidence and its status."""
        return self.derive().verify(seed)


class Sheet:
    """A named collection of problems.

    >>> sheet = Sheet("warm-up", "A first sheet")
    >>> @sheet.problem("nothing-to-do", part="1")
    ... def nothing():
    ...     '''Nothing is asked.'''
    >>> sheet.problems[0].address
    'warm-up/1'

    Raises NotAProblem for a name that is not of lower-case words and digits joined by hyphens.
    """

    def __init__(self, name: str, title: str) -> None:
        _named(name, NAME, "a sheet")
        self.name = name
        self.title = visible(title)
        self._problems: dict[str, Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems in the order in which they were declared."""
        return tuple(self._problems.values())

    def problem(
        self, name: str, *, part: str, same_as: str = ""
    ) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        """Declare a function that returns a derivation as the problem of this name and part; the
        first line of its docstring is the title, the rest the statement.

        same_as: the address ("sheet/part") of a problem of another sheet with this name, which this
        sheet states in its own words and symbols: the name alone then means the other one. Raises
        NotAProblem for a function without a docstring, a part declared twice, and a name, part or
        address that cannot be typed as a word.
        """
        _named(name, NAME, "a problem")
        _named(part, PART, "a part")
        if same_as:
            _named(same_as.partition("/")[0], NAME, "the sheet of another address")
            _named(same_as.partition("/")[2], PART, "the part of another address")

        def declare(build: Callable[[], Any]) -> Callable[[], Any]:
            where = f"{build.__code__.co_filename}:{build.__code__.co_firstlineno}"
            title, statement = title_and_statement(inspect.getdoc(build) or "")
            if not title:
                raise NotAProblem(f"the problem {name!r} ({where}) has no docstring to state it")
            if part in self._problems:
                raise NotAProblem(f"the sheet {self.name!r} has two parts {part!r} ({where})")
            self._problems[part] = Problem(
                name, self.name, part, title, statement, same_as, where, build
            )
            return build

        return declare


def title_and_statement(text: str) -> tuple[str, str]:
    """The first line of a docstring without its full stop, and the paragraphs after it."""
    first, _, rest = text.strip().partition("\n")
    paragraphs = (" ".join(p.split()) for p in re.split(r"\n\s*\n", rest))
    return visible(first).rstrip(" ."), "\n\n".join(visible(p) for p in paragraphs if p)


def _named(word: str, pattern: re.Pattern[str], of: str) -> None:
    if not pattern.fullmatch(word):
        raise NotAProblem(
            f"{word!r} is no name for {of}: it takes letters and digits, joined by hyphens or dots"
        )
