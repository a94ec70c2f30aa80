"""The convex conjugate of a function of one number."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr

from derive.language.binder import Binder
from derive.language.exact import exact
from derive.language.space import Line


class Conjugate(Binder):
    """The value at `point` of the conjugate of the function that is `body` at the variable: the
    least upper bound of point * variable - body over the interval `domain`. It may be +oo."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Any, variable: Basic, domain: Line, point: Any) -> Any:
        return super().__new__(cls, exact(body), variable, domain, exact(point))

    @property
    def domain(self) -> Line:
        """Where the function is finite; its limits count at the ends."""
        return self.args[2]

    @property
    def point(self) -> Expr:
        """Where the conjugate is taken."""
        return self.args[3]
