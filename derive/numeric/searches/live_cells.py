"""The cells of a finite space on which a law may have mass, for a functional to be finite."""

from __future__ import annotations

from typing import Any

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.tables import Key


def live_cells(
    cells: list[Key], weights: list[Number], put: Any, evaluator: Evaluator
) -> list[Key]:
    """The cells that may have mass: all, where the functional is finite at the even law; otherwise
    those at which it is finite when they have all the mass."""
    if _is_finite_on(cells, cells, weights, put, evaluator):
        return cells
    return [c for c in cells if _is_finite_on([c], cells, weights, put, evaluator)]


def _is_finite_on(
    chosen: list[Key], cells: list[Key], weights: list[Number], put: Any, evaluator: Evaluator
) -> bool:
    """Whether the functional is finite at the law with the same density at the chosen cells."""
    arithmetic = evaluator.arithmetic
    weight_of = dict(zip(cells, weights, strict=True))
    mass = sum((weight_of[c] for c in chosen), arithmetic.zero)
    law = {c: 1 / mass if c in chosen else arithmetic.zero for c in cells}
    try:
        return bool(put(law) > arithmetic.ninf)
    except OutOfDomain:
        return False
