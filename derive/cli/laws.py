"""`derive laws`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from derive.cli.exits import DONE
from derive.cli.parser import BadInput
from derive.text.nearest import nearest

if TYPE_CHECKING:
    from derive.language.distribution import Distribution

_COLUMN, _WIDTH = 32, 80
MADE_OF_OTHERS = {
    "iid(LAW, n), LAW^n": "independent draws of one law",
    "Independent(LAW, n)": "independent coordinates, letters as vectors",
    "Truncated(LAW, low, high)": "restricted to an interval; ends may be oo",
    "Mixture([w, 1 - w], [P, Q])": "a draw from one of several laws",
}


def laws(options: argparse.Namespace) -> int:
    """Print the laws with their parameters and what these have to be; those of one name alone."""
    from derive import language
    from derive.language import distributions

    families: dict[str, type[Distribution]] = {
        name: getattr(language, name) for name in distributions.__all__
    }
    if options.name is not None:
        if options.name not in families:
            hint = nearest(options.name, families, "`derive laws` shows them all")
            raise BadInput(f"there is no law {options.name!r}: {hint}")
        families = {options.name: families[options.name]}
    rows = {family.signature(): _wanted(family) for family in families.values()}
    if options.name is None:
        rows |= MADE_OF_OTHERS
    for signature, wanted in rows.items():
        print(_row(signature, wanted))
    return DONE


def _row(signature: str, wanted: str) -> str:
    """One line, or two where that is too long."""
    row = f"{signature:<{_COLUMN}}  {wanted}".rstrip()
    return row if len(row) <= _WIDTH else f"{signature}\n    {wanted}"


def _wanted(family: type[Distribution]) -> str:
    """What the parameters have to be, and those that may be left out."""
    kinds: dict[str, list[str]] = {}
    for name, kind in family.parameters.items():
        kinds.setdefault(kind, []).append(name)
    parts = [f"{', '.join(names)} {kind}" for kind, names in kinds.items()]
    left_out = ", ".join(f"{name} = {value}" for name, value in family.defaults.items())
    return "; ".join([*parts, *([f"left out: {left_out}"] if left_out else [])])
