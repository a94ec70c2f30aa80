"""The modules that teach the compiler the nodes of the language: imported for what they
register."""

from __future__ import annotations

from derive.numeric.laws import (
    constructed_laws,
    information,
    on_the_lattice,
    on_the_line,
    transport,
)
from derive.numeric.models import densities, expectations, finite_spaces, truths, views
from derive.numeric.searches import (
    conjugates,
    definite_matrices,
    differences,
    infimal_convolutions,
    limits,
    roots,
    suprema,
)
from derive.numeric.vectors import (
    clouds,
    coordinatewise,
    discrepancies,
    image_laws,
    independent_draws,
    masked_layers,
    matrices,
    open_simplices,
    sequences,
    simplices,
    vector_integrals,
    vector_nodes,
    vectors,
)

HANDLERS = (
    clouds,
    conjugates,
    coordinatewise,
    definite_matrices,
    densities,
    differences,
    discrepancies,
    expectations,
    finite_spaces,
    image_laws,
    independent_draws,
    infimal_convolutions,
    information,
    limits,
    masked_layers,
    matrices,
    on_the_lattice,
    on_the_line,
    open_simplices,
    roots,
    constructed_laws,
    suprema,
    transport,
    sequences,
    simplices,
    truths,
    vector_integrals,
    vector_nodes,
    vectors,
    views,
)
