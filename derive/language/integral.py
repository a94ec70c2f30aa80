"""Integrals over a space, with its measure: sums where the space is discrete."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.language.binder import Binder
from derive.language.exact import exact
from derive.language.space import Space


class Integral(Binder):
    """The integral of `body` over all points of `space`, with respect to the space's measure."""

    def __new__(cls, body: Any, variable: Basic, space: Space) -> Any:
        return super().__new__(cls, exact(body), variable, space)

    @property
    def space(self) -> Space:
        return self.args[2]
