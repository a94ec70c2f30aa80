"""Derivatives at a point."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.language.binder import Binder
from derive.language.exact import exact


class Gradient(Binder):
    """The derivative of `body` with respect to its parameter, at `point`.

    For a parameter with several components it stands for each component in turn.
    `gradient(body, phi)` is the derivative at phi itself.
    """

    def __new__(cls, body: Any, parameter: Basic, point: Any) -> Any:
        return super().__new__(cls, exact(body), parameter, exact(point))

    @property
    def point(self) -> Expr:
        return self.args[2]


def gradient_of(body: Any, parameter: Basic) -> Gradient:
    """The derivative of an expression with respect to one of its symbols, where it stands."""
    return Gradient(body, parameter, parameter)
