"""Laws of vectors: images under maps, and normal laws with a matrix for their covariance."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic

from derive.language.binder import Binding
from derive.language.law import Law
from derive.language.shaped import Matrix, Vector
from derive.language.space import Line, Power


class ImageLaw(Binding, Law):
    """The law of `body`, a vector, where the variable, a sequence of as many numbers, has `law`."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Vector, variable: Basic, law: Law) -> Any:
        return super().__new__(cls, body, variable, law)

    @property
    def law(self) -> Law:
        """The law of the variable."""
        return self.args[2]

    @property
    def space(self) -> Power:
        return Power(Line(), self.args[0].length)


class GaussianVector(Law):
    """The normal law on R^K with a vector for its mean and a matrix for its covariance, both of
    symbolic size: its density at y is exp(-(y - m)^T C^-1 (y - m) / 2) / sqrt((2 pi)^K det C)."""

    def __new__(cls, mean: Vector, covariance: Matrix) -> Any:
        return super().__new__(cls, mean, covariance)

    @property
    def mean(self) -> Any:
        return self.args[0]

    @property
    def covariance(self) -> Any:
        return self.args[1]

    @property
    def space(self) -> Power:
        return Power(Line(), self.mean.length)
