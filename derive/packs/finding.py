"""Finding packs: those that are installed, and folders that the user names. Nothing else is imported."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from derive.errors import DeriveError
from derive.packs.sheet import Problem, Sheet

GROUP = "derive.problems"
VARIABLE = "DERIVE_PROBLEMS"
FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    DeriveError,
    ImportError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class UnknownProblem(DeriveError):
    """No problem has this name or address."""


class AmbiguousProblem(DeriveError):
    """Two packs use this name."""


@dataclass(frozen=True)
class Found:
    """The sheets of all packs, and one sentence for each pack that could not be read."""

    sheets: tuple[Sheet, ...]
    broken: tuple[str, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of the sheets."""
        return tuple(p for sheet in self.sheets for p in sheet.problems)

    def problem(self, name: str) -> Problem:
        """The problem with a name or an address (`sheet/part`)."""
        if "/" in name:
            hits = [p for p in self.problems if name in p.addresses]
        else:
            hits = [p for p in self.problems if p.name == name]
        if len(hits) == 1:
            return hits[0]
        if hits:
            places = " and ".join(f"{p.address} ({p.source})" for p in hits)
            raise AmbiguousProblem(f"{name!r} is the name of {places}; ask for it by its address")
        names = [p.name for p in self.problems] + [a for p in self.problems for a in p.addresses]
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`derive list` shows all names"
        raise UnknownProblem(f"there is no problem {name!r}: {hint}")

    def sheet(self, name: str) -> Sheet:
        """The sheet with a name."""
        hits = [s for s in self.sheets if s.name == name]
        if hits:
            return hits[0]
        near = difflib.get_close_matches(name, [s.name for s in self.sheets], n=3, cutoff=0.4)
        known = " or ".join(near) if near else ", ".join(s.name for s in self.sheets)
        raise UnknownProblem(f"there is no sheet {name!r}: there is {known}")


def find(folders: str | None = None) -> Found:
    """All packs: installed ones, and those in folders (by default the ones in DERIVE_PROBLEMS),
    separated as in PATH.

    A pack that cannot be imported is reported in `broken` and does not disturb the others.
    """
    sheets: list[Sheet] = []
    broken: list[str] = []
    for origin, module in _modules(folders, broken):
        found = [v for v in vars(module).values() if isinstance(v, Sheet)]
        if not found and origin:
            broken.append(f"{origin} defines no Sheet")
        sheets += [s for s in found if s not in sheets]
    return Found(tuple(sheets), tuple(broken))


def _modules(folders: str | None, broken: list[str]) -> Iterator[tuple[str, ModuleType]]:
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        origin = f"the pack {entry.name!r} ({entry.value})"
        package = _tried(lambda name=entry.module: importlib.import_module(name), origin, broken)
        if package is None:
            continue
        if not hasattr(package, "__path__"):
            yield origin, package
            continue
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
            full = f"{package.__name__}.{info.name}"
            module = _tried(lambda name=full: importlib.import_module(name), full, broken)
            if module is not None:
                yield "", module
    named = os.environ.get(VARIABLE, "") if folders is None else folders
    for folder in filter(None, named.split(os.pathsep)):
        yield from _from_folder(Path(folder), broken)


def _from_folder(folder: Path, broken: list[str]) -> Iterator[tuple[str, ModuleType]]:
    if not folder.is_dir():
        broken.append(f"{folder} is not a folder of problems")
        return
    for path in sorted(folder.glob("*.py")):
        module = _tried(lambda path=path: _load(path), str(path), broken)
        if module is not None:
            yield "", module


def _load(path: Path) -> ModuleType:
    """A file as a module under a name of its own, which no other module can have."""
    name = f"_derive_pack_{blake2b(str(path.resolve()).encode(), digest_size=8).hexdigest()}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _tried(load: Callable[[], ModuleType], origin: str, broken: list[str]) -> ModuleType | None:
    """The module, or None with a sentence in `broken`. A foreign pack may fail in any way at all."""
    try:
        return load()
    except FAILURES as failure:
        broken.append(f"{origin} cannot be read: {type(failure).__name__}: {failure}")
        return None


def load(name: str, folders: str | None = None) -> Problem:
    """The problem with a name or an address.

    Raises UnknownProblem with the nearest names, and AmbiguousProblem where two packs use the name.
    """
    return find(folders).problem(name)
