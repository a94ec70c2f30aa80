"""Suprema and maximisers, over numbers, maps and laws."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr

from derive.language.binder import Binder, Binding
from derive.language.exact import exact
from derive.language.law import Law
from derive.language.space import Laws, Line, Space


class Sup(Binder):
    """The least upper bound of `body` over all values of the variable in `domain`: points of a
    `Line`, sequences of such points, all `Maps` from a space, or all `Laws` on one. It may be +oo;
    it may not be attained."""

    def __new__(cls, body: Any, variable: Basic, domain: Space) -> Any:
        return super().__new__(cls, exact(body), variable, domain)

    @property
    def domain(self) -> Space:
        return self.args[2]


class ArgMax(Sup):
    """The point of a `Line` at which `body` is greatest."""


class BestValue(Binder):
    """The value at a point of the function that makes a functional greatest: `body` is an
    expression in which the function, a free arbitrary one from `maps`, occurs."""

    def __new__(cls, body: Any, family: Basic, maps: Space, point: Any) -> Any:
        at = point if isinstance(point, Basic) else exact(point)
        return super().__new__(cls, exact(body), family, maps, at)

    @property
    def maps(self) -> Space:
        """The functions among which the best one is sought."""
        return self.args[2]

    @property
    def point(self) -> Basic:
        """Where its value is taken."""
        return self.args[3]


class Maximiser(Binding, Law):
    """The law on `laws.base` that makes a functional greatest, or the measure where `laws` are
    `Measures`: `body` is an expression in which the law, a free arbitrary one, occurs."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Expr, family: Basic, laws: Laws) -> Any:
        return super().__new__(cls, exact(body), family, laws)

    @property
    def space(self) -> Space:
        return self.args[2].base


class WithDensity(Binding, Law):
    """The measure on `space` whose density at the variable is `body`: a law where that is nowhere
    negative and integrates to one."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Any, variable: Basic, space: Space) -> Any:
        return super().__new__(cls, exact(body), variable, space)

    @property
    def space(self) -> Space:
        return self.args[2]


class Normalised(Binding, Law):
    """The law among measures that depend on a number, the multiplier: the one with mass one. The
    multiplier lies in `line`, on which the measures exist."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, measure: Law, multiplier: Basic, line: Line | None = None) -> Any:
        return super().__new__(cls, measure, multiplier, line or Line())

    @property
    def line(self) -> Line:
        """The interval in which the multiplier lies."""
        return self.args[2]

    @property
    def space(self) -> Space:
        return self.args[0].space
