"""Where the modules of packs are: installed packs, and files in folders that the user names.

Looking does not import: only the module of a problem that is asked for runs.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.machinery import ModuleSpec
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from derive.packs.foreign import BrokenPack, Foreign

GROUP = "derive.problems"


@dataclass(frozen=True)
class PackModule:
    """One module of a pack: what to call the pack, the module's name, and the file where it stands
    in a folder of the user's."""

    pack: str
    name: str
    path: Path | None = None

    def spec(self) -> ModuleSpec:
        """How Python would import it. Raises BrokenPack where there is no such module."""
        with Foreign(self.pack):
            if self.path is None:
                found = importlib.util.find_spec(self.name)
            else:
                found = importlib.util.spec_from_file_location(self.name, self.path)
        if found is None:
            raise BrokenPack(f"{self.pack} names the module {self.name}, which is not there")
        return found

    def source(self) -> str | None:
        """Its text; None where it is there in compiled form only."""
        spec = self.spec()
        with Foreign(self.pack):
            reader = getattr(spec.loader, "get_source", None)
            return reader(spec.name) if reader else None

    def load(self) -> ModuleType:
        """The module, imported. Raises BrokenPack where that fails."""
        with Foreign(self.pack):
            if self.path is None:
                return importlib.import_module(self.name)
            if self.name in sys.modules:
                return sys.modules[self.name]
            return _run(self.spec(), self.path.parent)


def _run(spec: ModuleSpec, folder: Path) -> ModuleType:
    """A file of a folder as a module. Its name has a parent, so that it may import its neighbours
    as `from .neighbour import ...`."""
    parent = spec.name.rpartition(".")[0]
    if parent not in sys.modules:
        sys.modules[parent] = ModuleType(parent)
        sys.modules[parent].__path__ = [str(folder)]
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        assert spec.loader is not None
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module


def installed(broken: list[str]) -> Iterator[PackModule]:
    """The modules of the packs that installed distributions announce; a sentence for each that is
    not there goes to `broken`."""
    announced = {(e.name, e.module) for e in entry_points(group=GROUP)}
    for label, name in sorted(announced):
        top = PackModule(f"the pack {label!r}", name)
        try:
            spec = top.spec()
        except BrokenPack as failure:
            broken.append(str(failure))
            continue
        yield top
        inside = spec.submodule_search_locations
        for found in sorted(pkgutil.iter_modules(inside or ()), key=lambda m: m.name):
            yield PackModule(top.pack, f"{name}.{found.name}")


def in_folder(folder: Path) -> Iterator[PackModule]:
    """The Python files of a folder, under names that no other module has; those whose names begin
    with an underscore are left alone."""
    place = folder.resolve()
    parent = f"_derive_pack_{blake2b(str(place).encode(), digest_size=8).hexdigest()}"
    for path in sorted(place.glob("*.py")):
        if not path.name.startswith("_") and path.is_file():
            yield PackModule(str(path), f"{parent}.{path.stem.replace('.', '_')}", path)
