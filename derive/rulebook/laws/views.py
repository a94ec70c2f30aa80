"""Densities of one joint law: which values they speak of, and which are given.

p(x, z), p(x) and p(z given x) are views of one family. A rule about them reads which coordinate has
which value, moves coordinates about, and writes the density that results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr, S, Tuple

from derive.language.density import Density
from derive.language.law import View


@dataclass(frozen=True)
class Said:
    """A density of a joint law: `spoken` and `given` map coordinates to their values."""

    law: View
    spoken: Mapping[int, Basic]
    given: Mapping[int, Basic]

    def place(self, space: Basic) -> int | None:
        """The coordinate on a space; None where the family has none, or several."""
        places = [i for i, s in enumerate(self.law.family.coordinates) if s == space]
        return places[0] if len(places) == 1 else None

    @property
    def unsaid(self) -> list[int]:
        """The coordinates of which nothing is said."""
        known = {*self.spoken, *self.given}
        return [i for i in range(len(self.law.family.coordinates)) if i not in known]

    def density(self, spoken: Mapping[int, Basic], given: Mapping[int, Basic]) -> Expr:
        """The density of these values given those; one where nothing is spoken of."""
        places = sorted(spoken)
        if not places:
            return S.One
        return Density(self.law.view(places, given), *(spoken[i] for i in places))

    def is_about(self, other: Said) -> bool:
        """Whether both speak of one law: the same family, index, context and parameters."""
        return self.law.args[0] == other.law.args[0] and self.law.args[3:] == other.law.args[3:]


def said(expr: Any) -> Said | None:
    """The reading of a density of an arbitrary law; None for anything else."""
    if not isinstance(expr, Density) or not isinstance(expr.law, View):
        return None
    law, point = expr.args
    several = len(law.positions) > 1 and isinstance(point, Tuple)
    values = tuple(point) if several else (point,)
    return Said(law, dict(zip(law.positions, values, strict=True)), law.given)
