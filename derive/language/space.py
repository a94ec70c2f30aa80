"""Spaces: where a variable lives and what "sum over everything" means there.

A space has a reference measure. On `Line` it is length, on `Lattice` it counts; on an arbitrary
`Space` it is whatever the model draws, so that nothing holds merely because points were counted.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, oo
from sympy.core.symbol import Str

from derive.language.exact import exact


class Space(Basic):
    """An arbitrary space. `Space("Z")` is any measure space; `Space("Z", "discrete")` is printed
    with sums and `Space("Z", "continuous")` with integrals. Its letter names the points that it
    binds."""

    def __new__(cls, name: str | Str, measure: str | Str = "any", letter: str | Str = "") -> Any:
        name = str(name)
        if str(measure) not in ("any", "discrete", "continuous"):
            raise ValueError(f"a measure is 'any', 'discrete' or 'continuous', not {measure!r}")
        return Basic.__new__(cls, Str(name), Str(str(measure)), Str(str(letter) or name.lower()))

    @property
    def name(self) -> str:
        return str(self.args[0])

    @property
    def letter(self) -> str:
        """The letter of its points; empty where the page decides."""
        return str(self.args[2])

    @property
    def is_discrete(self) -> bool:
        return str(self.args[1]) == "discrete"

    @property
    def is_arbitrary(self) -> bool:
        return type(self) is Space


class _Concrete(Space):
    """A space of numbers: no name of its own."""

    @property
    def name(self) -> str:
        return ""

    @property
    def letter(self) -> str:
        return ""

    @property
    def is_discrete(self) -> bool:
        return False


class Line(_Concrete):
    """The interval between `low` and `high` with its length as measure; all of R by default."""

    def __new__(cls, low: Any = -oo, high: Any = oo) -> Any:
        return Basic.__new__(cls, exact(low), exact(high))

    @property
    def low(self) -> Expr:
        return self.args[0]

    @property
    def high(self) -> Expr:
        return self.args[1]


class Lattice(_Concrete):
    """The integers from `low` to `high`, counted."""

    is_discrete = True

    def __new__(cls, low: Any = 0, high: Any = oo) -> Any:
        return Basic.__new__(cls, exact(low), exact(high))

    @property
    def low(self) -> Expr:
        return self.args[0]

    @property
    def high(self) -> Expr:
        return self.args[1]


class Power(_Concrete):
    """Sequences of `length` points of one space; `Element(s, i)` is the i-th, from 1."""

    def __new__(cls, base: Space, length: Any) -> Any:
        return Basic.__new__(cls, base, exact(length))

    @property
    def base(self) -> Space:
        return self.args[0]

    @property
    def length(self) -> Expr:
        return self.args[1]

    @property
    def letter(self) -> str:
        return self.base.letter

    @property
    def is_discrete(self) -> bool:
        return self.base.is_discrete


class Simplex(_Concrete):
    """Sequences of `length` positive numbers that sum to one; the measure is that of the first
    length - 1 of them."""

    def __new__(cls, length: Any) -> Any:
        return Basic.__new__(cls, exact(length))

    @property
    def length(self) -> Expr:
        return self.args[0]


class PositiveMatrices(_Concrete):
    """The symmetric positive definite matrices with `size` rows, as tuples of their rows."""

    def __new__(cls, size: Any) -> Any:
        return Basic.__new__(cls, exact(size))

    @property
    def size(self) -> Expr:
        return self.args[0]

    @property
    def letter(self) -> str:
        return "X"


class Laws(_Concrete):
    """All laws on a space."""

    def __new__(cls, base: Space) -> Any:
        return Basic.__new__(cls, base)

    @property
    def base(self) -> Space:
        return self.args[0]


class Measures(Laws):
    """All positive functions on a space, as densities of measures of any mass."""


class Maps(_Concrete):
    """All (measurable) functions from a space to the line or to another space."""

    def __new__(cls, base: Space, codomain: Space | None = None) -> Any:
        return Basic.__new__(cls, base, codomain or Line())

    @property
    def base(self) -> Space:
        return self.args[0]

    @property
    def codomain(self) -> Space:
        return self.args[1]
