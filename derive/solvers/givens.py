"""What a solver may take for granted about the laws that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Basic, S

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.law import Law
from derive.rules.algebra import consistent


def assumed(laws: Iterable[Law], extra: Iterable[Any]) -> Assumptions:
    """The conditions under which the laws exist, and whatever else is stated.

    Raises DeriveError where nothing can meet them all.
    """
    given: list[Any] = [c for law in laws for c in conditions_of(law)]
    found = Assumptions.of(*given, *extra)
    if consistent(found) is False:
        raise DeriveError(f"nothing meets the assumptions {found}: they contradict each other")
    return found


def conditions_of(law: Basic) -> list[Any]:
    """The conditions on the parameters of a law, and of laws within it."""
    own = list(law.conditions) if isinstance(law, Distribution) else []
    return own + [c for a in law.args for c in conditions_of(a) if isinstance(a, Basic)]


def without(conditions: Iterable[Any], variable: Basic) -> list[Any]:
    """The conditions that do not speak of a variable."""
    return [c for c in conditions if c != S.true and variable not in c.free_symbols]
