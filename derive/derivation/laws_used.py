"""The named families that a derivation speaks of, as formulas for a reader without this library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sympy import Basic, Symbol

from derive.derivation.tree import tree
from derive.language import Bound, Distribution

SCALARS = ("real", "positive", "probability", "natural", "integer")
POINT = "point"


def laws_used(expressions: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """The families in the expressions, by name: parameters, support, log density at ["point"].

    A family whose parameters are lists or matrices has no formula of its own here: its support and
    log density are None.
    """
    families = {type(law).__name__: type(law) for e in expressions for law in _laws(e)}
    return {name: _family(families[name]) for name in sorted(families)}


def _laws(expr: Basic) -> Iterator[Distribution]:
    if isinstance(expr, Distribution):
        yield expr
    for a in expr.args:
        yield from _laws(a)


def _family(family: type[Distribution]) -> dict[str, Any]:
    found: dict[str, Any] = {"parameters": list(family.parameters)}
    if any(kind not in SCALARS for kind in family.parameters.values()):
        return {**found, "support": None, "log_density": None}
    positive = ("positive", "natural", "probability")
    law = family(
        *(
            Symbol(n, real=True, positive=k in positive or None)
            for n, k in family.parameters.items()
        )
    )
    # No parameter has the name of a bound variable, whatever the family calls its own.
    point = Bound(0)
    log_density = _pointed(tree(law.log_density(point)))
    return {**found, "support": tree(law.space), "log_density": log_density}


def _pointed(found: Any) -> Any:
    if found == ["bound", 0]:
        return [POINT]
    return [_pointed(f) for f in found] if isinstance(found, list) else found
