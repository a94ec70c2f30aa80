"""What a solver may take for granted about the laws that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Basic

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, each_fact
from derive.language.distribution import Distribution
from derive.language.law import Law
from derive.language.stated import given_with
from derive.rulebook.algebra import consistent
from derive.rulebook.conditions.existence import existence


def assumed(laws: Iterable[Law], extra: Iterable[Any]) -> Assumptions:
    """The conditions under which the laws exist, what was stated beside them when they were read,
    and whatever else is stated.

    Raises DeriveError where nothing can meet them all, and for what is no law.
    """
    laws = tuple(laws)
    require_laws(*laws)
    given = [c for law in laws for c in existence(law)]
    found = Assumptions.of(*given, *given_with(*laws), *each_fact(extra))
    if consistent(found) is False:
        raise DeriveError(f"nothing meets the assumptions {found}: they contradict each other")
    return found


def require_laws(*laws: Any) -> None:
    """Raises DeriveError for what is no law."""
    for law in laws:
        if isinstance(law, type) and issubclass(law, Distribution):
            name, arguments = law.__name__, ", ".join(law.parameters)
            raise DeriveError(f"{name} is a family; a law of it is {name}({arguments})")
        if not isinstance(law, Law):
            raise DeriveError(f"{law!r} is no law; Normal(0, 1) is one, and so is what parse reads")


def without(conditions: Iterable[Any], variable: Basic) -> list[Any]:
    """The conditions that do not speak of a variable."""
    return [c for c in conditions if variable not in c.free_symbols]
