"""The infimal convolution of two functions of one number."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr

from derive.language.binder import Binding, Node
from derive.language.exact import exact
from derive.language.space import Line


class InfimalConvolution(Binding, Node):
    """The value at `point` of the infimal convolution of two functions f and g, which are `first`
    and `second` at the variable: the greatest lower bound of f(y) + g(point - y) over all y in
    `line` for which point - y is in `other_line`.

    Both functions count with their limits at the ends of their intervals. It is +oo where there is
    no such y, and it may be -oo.
    """

    scope: ClassVar[tuple[int, ...]] = (0, 1)
    slot: ClassVar[int] = 2

    def __new__(
        cls, first: Any, second: Any, variable: Basic, line: Line, other_line: Line, point: Any
    ) -> Any:
        bodies = exact(first), exact(second)
        return super().__new__(cls, *bodies, variable, line, other_line, exact(point))

    @property
    def line(self) -> Line:
        """Where the first function is finite."""
        return self.args[3]

    @property
    def other_line(self) -> Line:
        """Where the second function is finite."""
        return self.args[4]

    @property
    def point(self) -> Expr:
        """Where the infimal convolution is taken."""
        return self.args[5]


__all__ = ["InfimalConvolution"]
