"""Limits at an end of an interval."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr

from derive.errors import DeriveError
from derive.language.binder import Binder
from derive.language.exact import exact
from derive.language.space import Line


class Limit(Binder):
    """What `body` tends to while its variable, inside an interval, tends to `point`, one of the
    ends: a number, or +oo or -oo where it passes every bound. Raises DeriveError for another point.

    >>> from sympy import Symbol
    >>> t = Symbol("t")
    >>> Limit(1 / t, t, Line(0, 1), 2)
    Traceback (most recent call last):
    ...
    derive.errors.DeriveError: a limit is taken at an end of its interval, not at 2
    """

    def __new__(cls, body: Any, variable: Basic, domain: Line, point: Any) -> Any:
        at = exact(point)
        if at not in (domain.low, domain.high):
            raise DeriveError(f"a limit is taken at an end of its interval, not at {at}")
        return super().__new__(cls, exact(body), variable, domain, at)

    @property
    def domain(self) -> Line:
        """The interval from within which the point is approached."""
        return self.args[2]

    @property
    def point(self) -> Expr:
        """Where the limit is taken."""
        return self.args[3]

    @property
    def rises(self) -> bool:
        """Whether the point is approached from below."""
        return bool(self.point == self.domain.high)
