"""Finding problems: in installed packs and in folders that the user names, and nowhere else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from derive.errors import DeriveError
from derive.packs.foreign import BrokenPack, Foreign
from derive.packs.modules import PackModule, in_folder, installed
from derive.packs.reading import Declared, declared_in, read
from derive.packs.sheet import Problem, Sheet
from derive.text.nearest import nearest

VARIABLE = "DERIVE_PROBLEMS"


class UnknownProblem(DeriveError):
    """No problem, or no sheet, has this name or address."""


class AmbiguousProblem(DeriveError):
    """Two packs use this name."""


@dataclass(frozen=True)
class Entry:
    """A problem that was found, and the module that declares it."""

    declared: Declared
    module: PackModule

    @property
    def place(self) -> str:
        """Where it was found, for a reader."""
        return f"{self.declared.address} in {self.module.path or self.module.name}"

    def problem(self) -> Problem:
        """The problem itself, its module imported.

        Raises BrokenPack where the module cannot be imported or declares something else.
        """
        module = self.module.load()
        for sheet in dict.fromkeys(v for v in vars(module).values() if isinstance(v, Sheet)):
            for problem in sheet.problems:
                if problem.address == self.declared.address:
                    return problem
        raise BrokenPack(f"{self.module.pack} no longer declares {self.declared.address}")


@dataclass(frozen=True)
class Found:
    """The problems of all packs, and one sentence for each pack or file that could not be read."""

    entries: tuple[Entry, ...]
    broken: tuple[str, ...]

    def entry(self, name: str, *commands: str) -> Entry:
        """The problem with a name or an address (`sheet/part`), not yet imported.

        commands: what else could have been meant. Raises UnknownProblem with the nearest names,
        and AmbiguousProblem where two have the name.
        """
        if "/" in name:
            hits = [e for e in self.entries if e.declared.address == name]
        else:
            named = [e for e in self.entries if e.declared.name == name]
            hits = [e for e in named if not e.declared.same_as] or named
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise AmbiguousProblem(
                f"{name!r} is two problems: {' and '.join(e.place for e in hits)}"
            )
        names = [n for e in self.entries for n in (e.declared.name, e.declared.address)]
        hint = nearest(name, [*commands, *names], "`derive list` shows them all")
        raise UnknownProblem(f"there is no problem {name!r}; {hint}")

    def problem(self, name: str) -> Problem:
        """The problem with a name or an address; raises as `entry` does, and BrokenPack."""
        return self.entry(name).problem()

    def sheets(self) -> dict[str, list[Declared]]:
        """The problems of each sheet, in the order of their parts."""
        found: dict[str, list[Declared]] = {}
        for entry in self.entries:
            found.setdefault(entry.declared.sheet, []).append(entry.declared)
        return {name: sorted(parts, key=_in_order) for name, parts in found.items()}

    def sheet(self, name: str) -> list[Declared]:
        """The problems of one sheet. Raises UnknownProblem with the nearest names."""
        sheets = self.sheets()
        if name not in sheets:
            hint = nearest(name, sheets, "`derive list` shows them all")
            raise UnknownProblem(f"there is no sheet {name!r}; {hint}")
        return sheets[name]


def find(*folders: str | os.PathLike[str]) -> Found:
    """The problems of all installed packs, of the folders in DERIVE_PROBLEMS (separated as in
    PATH), and of those given here.

    A pack or a file that cannot be read is told of in `broken` and does not disturb the others.
    Raises UnknownProblem for a folder given here that is none.
    """
    broken: list[str] = []
    entries: list[Entry] = []
    for module in dict.fromkeys(_modules(folders, broken)):
        try:
            declared = _declared(module)
        except BrokenPack as failure:
            broken.append(str(failure))
            continue
        entries += [Entry(d, module) for d in declared]
    return Found(tuple(entries), tuple(broken))


def _in_order(declared: Declared) -> list[tuple[int, str]]:
    """Numbers in a part by size and letters by the alphabet: 1f, 1g, 2, 10."""
    return [
        (int(piece), "") if piece.isdigit() else (0, piece)
        for piece in re.split(r"(\d+)", declared.part)
    ]


def _modules(
    folders: tuple[str | os.PathLike[str], ...], broken: list[str]
) -> Iterator[PackModule]:
    yield from installed(broken)
    for folder in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        if Path(folder).is_dir():
            yield from in_folder(Path(folder))
        else:
            broken.append(f"{VARIABLE} names {folder}, which is not a folder")
    for given in folders:
        if not Path(given).is_dir():
            raise UnknownProblem(f"--problems needs a folder, and {os.fspath(given)} is none")
        yield from in_folder(Path(given))


def _declared(module: PackModule) -> tuple[Declared, ...]:
    text = module.source()
    with Foreign(module.pack):
        found = None if text is None else read(text, str(module.path or module.name))
    return declared_in(module.load()) if found is None else found


def load(name: str, *folders: str | os.PathLike[str]) -> Problem:
    """The problem with a name or an address, from installed packs, DERIVE_PROBLEMS and folders.

    Raises UnknownProblem with the nearest names, AmbiguousProblem where two packs use the name, and
    BrokenPack where its module fails.
    """
    return find(*folders).problem(name)
