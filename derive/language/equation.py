"""The solution of an equation in one number."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.language.binder import Binder
from derive.language.exact import exact
from derive.language.space import Line


class Root(Binder):
    """The number of an interval at which `body`, an expression in the variable, is zero, where
    there is exactly one."""

    is_real = True

    def __new__(cls, body: Any, variable: Basic, domain: Line) -> Any:
        return super().__new__(cls, exact(body), variable, domain)

    @property
    def domain(self) -> Line:
        """Where the number is sought."""
        return self.args[2]
