from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Expr, Lt, S, log

from derive.language.distribution import Distribution, Requirement, refused
from derive.language.inequality import inequality
from derive.language.space import Line


class Uniform(Distribution):
    """The uniform law on (low, high), with density 1 / (high - low).

    Arguments: low, high, real, low < high.
    Raises InvalidParameter where low is not below high.

    >>> from sympy import Symbol
    >>> Uniform(1, 3).log_density(Symbol("x"))
    -log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"low": "real", "high": "real"}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        yield from super().requirements(given)
        low, high = given["low"], given["high"]
        below = inequality(Lt, low, high)
        yield below, refused("low", low, f"below high = {high}") if below == S.false else ""

    @property
    def space(self) -> Line:
        return Line(self.low, self.high)

    def log_density(self, _point: Basic, /) -> Expr:
        return -log(self.high - self.low)
