"""The form of a law with a formula: the law with a name in the place of each of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sympy import Basic, Dummy, Expr, Symbol, Tuple, oo

from derive.language import Distribution, Integral

_ASSUMED: dict[str, dict[str, bool]] = {
    "positive": {"positive": True},
    "positives": {"positive": True},
    "probability": {"positive": True},
    "natural": {"integer": True, "positive": True},
    "integer": {"integer": True},
}


def numbers_in(law: Distribution) -> tuple[Expr, ...]:
    """The numbers that a law is made of, in order; an infinite end belongs to its form.

    >>> from derive.language import Normal
    >>> numbers_in(Normal(3, 2))
    (3, 2)
    """
    return tuple(value for value, _ in _numbers(law))


@lru_cache(maxsize=1024)
def with_numbers_named(law: Distribution) -> Any:
    """The form of a law: laws that differ in their numbers alone have the same.

    >>> from derive.language import Normal
    >>> with_numbers_named(Normal(3, 2))
    Normal(p0, p1)
    """
    names = (
        Symbol(f"p{i}", **_ASSUMED.get(kind, {"real": True}))
        for i, (_, kind) in enumerate(_numbers(law))
    )
    return _named(law, "law", names)


def with_masses_named(log_density: Expr) -> tuple[Expr, dict[Integral, Dummy]]:
    """A log density with a dummy for each integral in it, and these."""
    masses = sorted(log_density.atoms(Integral), key=str)
    named = {mass: Dummy("z", positive=True) for mass in masses}
    return log_density.xreplace(named), named


def _numbers(law: Distribution) -> Iterator[tuple[Any, str]]:
    for value, kind in zip(law.args, type(law).parameters.values(), strict=True):
        for entry in value if isinstance(value, Tuple) else (value,):
            if isinstance(entry, Distribution):
                yield from _numbers(entry)
            elif entry not in (oo, -oo):
                yield entry, kind


def _named(value: Basic, kind: str, names: Iterator[Symbol]) -> Basic:
    if isinstance(value, Distribution):
        kinds = type(value).parameters.values()
        pairs = zip(value.args, kinds, strict=True)
        return value.func(*(_named(entry, own, names) for entry, own in pairs))
    if isinstance(value, Tuple):
        return Tuple(*(_named(entry, kind, names) for entry in value))
    return value if value in (oo, -oo) else next(names)
