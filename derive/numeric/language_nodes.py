"""The modules that teach the compiler the nodes of the language: imported for what they
register."""

from __future__ import annotations

from derive.numeric import (
    constructed_laws,
    densities,
    differences,
    expectations,
    finite_spaces,
    information,
    on_the_lattice,
    on_the_line,
    sequences,
    suprema,
    truths,
    views,
)

HANDLERS = (
    densities,
    differences,
    expectations,
    finite_spaces,
    information,
    on_the_lattice,
    on_the_line,
    constructed_laws,
    suprema,
    sequences,
    truths,
    views,
)
