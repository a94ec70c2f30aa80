"""The same expressions with the line in the place of arbitrary spaces: densities are then densities
of numbers, and their integrals are found by quadrature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sympy import Basic, Not

from derive.language import (
    Bound,
    Density,
    Disjoint,
    Integral,
    Line,
    Node,
    Power,
    ProductLaw,
    Space,
    View,
)
from derive.numeric.demands import searches

MOST_NESTED = 2


def on_the_line(chain: Sequence[Any], facts: Sequence[Any]) -> tuple[list[Any], list[Any]] | None:
    """The expressions of a chain and what is assumed of them, moved to the line.

    None where no space is open to it, where integrals would be over several numbers, or a search
    would take one at every step, and where laws are said to lack mass: those that are drawn on the
    line have mass everywhere.
    """
    spaces = dict.fromkeys(s for e in chain for s in _spaces(e) if not s.is_discrete)
    lacking = any(f.has(Not, Disjoint) for f in facts)
    costly = any(
        e.has(ProductLaw, Power) or searches(e) or _depth(e) > MOST_NESTED or _is_joint(e)
        for e in chain
    )
    if not spaces or lacking or costly:
        return None
    moved = {space: Line() for space in spaces}
    return [e.xreplace(moved) for e in chain], [f.xreplace(moved) for f in facts]


def _integrated(expr: Basic) -> int:
    """How many arbitrary numbers a node itself integrates over."""
    if isinstance(expr, Integral):
        return int(expr.space.is_arbitrary)
    if isinstance(expr, Density) or not isinstance(expr, Node):
        return 0
    laws = [a for a in expr.args if isinstance(a, View)]
    return max((sum(s.is_arbitrary for s in law.coordinates) for law in laws), default=0)


def _depth(expr: Basic) -> int:
    """How deep integrals are nested."""
    return (_integrated(expr) > 0) + max((_depth(a) for a in expr.args), default=0)


def _is_joint(expr: Basic) -> bool:
    """Whether an integral is over several numbers, or depends on the number of one around it."""
    own = _integrated(expr)
    depends = own and any(a.has(Bound) for a in expr.args if isinstance(a, View))
    return own > 1 or bool(depends) or any(_is_joint(a) for a in expr.args)


def _spaces(expr: Basic) -> Iterator[Space]:
    if isinstance(expr, Space) and expr.is_arbitrary:
        yield expr
    for argument in expr.args:
        yield from _spaces(argument)
