from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr, Lt, log

from derive.language.distribution import Distribution
from derive.language.space import Line


class Uniform(Distribution):
    """The uniform law on (low, high), with density 1 / (high - low).

    Arguments: low, high, real, low < high.
    Raises InvalidParameter where low is not below high.
    """

    parameters: ClassVar[dict[str, str]] = {"low": "real", "high": "real"}

    @classmethod
    def _requirements(cls, values: dict[str, Any]) -> list[tuple[Basic, str]]:
        ordered = (Lt(values["low"], values["high"]), "low must be below high")
        return [*super()._requirements(values), ordered]

    @property
    def space(self) -> Line:
        return Line(self.low, self.high)

    def log_density(self, x: Basic) -> Expr:
        return -log(self.high - self.low)
