"""The density of a law at a point, and the value of an arbitrary function there."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Tuple

from derive.errors import DeriveError
from derive.language.binder import Node
from derive.language.exact import exact
from derive.language.family import MapFamily
from derive.language.law import Law, View
from derive.language.space import Line, Space


def as_point(values: tuple[Any, ...]) -> Basic:
    points = [v if isinstance(v, Basic) else exact(v) for v in values]
    return points[0] if len(points) == 1 else Tuple(*points)


class Density(Node):
    """The density of `law` at `point` with respect to the measure of the law's space: a finite
    number, zero or positive. For a view of several coordinates the point is a tuple of values.
    """

    is_extended_nonnegative = True
    is_finite = True

    def __new__(cls, law: Law, *point: Any) -> Density:
        at = as_point(point)
        if isinstance(law, View):
            given = len(at) if isinstance(at, Tuple) else 1
            if given != len(law.positions):
                raise DeriveError(
                    f"{law.family.label} speaks of {len(law.positions)} coordinate(s), "
                    f"but the point has {given}"
                )
        return super().__new__(cls, law, at)

    @property
    def law(self) -> Law:
        return self.args[0]

    @property
    def point(self) -> Basic:
        return self.args[1]


class Value(Node):
    """The value of an arbitrary map at a point; `parameters` are what it depends on smoothly."""

    def __new__(cls, family: MapFamily, point: Any, parameters: Any = ()) -> Value:
        at = point if isinstance(point, Basic) else exact(point)
        return super().__new__(cls, family, at, Tuple(*(exact(p) for p in parameters)))

    def _eval_is_extended_positive(self) -> bool | None:
        """A map into the positive half-line has positive values."""
        codomain = self.family.codomain
        inside = isinstance(codomain, Line) and codomain.low.is_extended_nonnegative
        return True if inside else None

    @property
    def family(self) -> MapFamily:
        return self.args[0]

    @property
    def point(self) -> Basic:
        return self.args[1]

    @property
    def parameters(self) -> tuple[Basic, ...]:
        return tuple(self.args[2])


class ArbitraryMap:
    """An arbitrary function: `T = ArbitraryMap("T", X)` and then `T(x)`."""

    def __init__(
        self, name: str, *domain: Space, codomain: Space | None = None, parameters: Any = ()
    ) -> None:
        self.family = MapFamily(name, domain, codomain)
        self.parameters = parameters

    def __call__(self, *point: Any) -> Value:
        return Value(self.family, as_point(point), self.parameters)
