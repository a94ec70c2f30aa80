"""The modules that teach the compiler the nodes of the language: imported for what they
register."""

from __future__ import annotations

from derive.numeric import (
    clouds,
    conjugates,
    constructed_laws,
    densities,
    differences,
    discrepancies,
    expectations,
    finite_spaces,
    image_laws,
    independent_draws,
    information,
    masked_layers,
    matrices,
    on_the_lattice,
    on_the_line,
    sequences,
    simplices,
    suprema,
    truths,
    vectors,
    views,
)

HANDLERS = (
    clouds,
    conjugates,
    densities,
    differences,
    discrepancies,
    expectations,
    finite_spaces,
    image_laws,
    independent_draws,
    information,
    masked_layers,
    matrices,
    on_the_lattice,
    on_the_line,
    constructed_laws,
    suprema,
    sequences,
    simplices,
    truths,
    vectors,
    views,
)
