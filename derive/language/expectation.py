"""Expectations and variances under a law."""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.language.binder import Binder
from derive.language.exact import exact
from derive.language.law import Law


class _Moment(Binder):
    def __new__(cls, body: Any, variable: Basic, law: Law) -> Any:
        return super().__new__(cls, exact(body), variable, law)

    @property
    def law(self) -> Law:
        return self.args[2]


class Expect(_Moment):
    """E[body] where the variable has the given law: the integral of body against its density."""


class Variance(_Moment):
    """E[(body - E[body])^2] where the variable has the given law."""

    is_extended_nonnegative = True
