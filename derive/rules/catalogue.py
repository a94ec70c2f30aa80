"""All rules: every module of this package that has `RULES` is a group of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import derive.rules
from derive.errors import DeriveError
from derive.rules.rule import Rule


@cache
def groups() -> dict[str, tuple[Rule, ...]]:
    """The rules of each module, under the module's name within this package.

    Raises DeriveError where two rules have one name.
    """
    found: dict[str, tuple[Rule, ...]] = {}
    owner: dict[str, str] = {}
    for name in sorted(_modules()):
        group = name.removeprefix(f"{derive.rules.__name__}.")
        rules: tuple[Rule, ...] = getattr(import_module(name), "RULES", ())
        for rule in rules:
            if rule.name in owner:
                raise DeriveError(f"{rule.name} is a rule of {owner[rule.name]} and of {group}")
            owner[rule.name] = group
        if rules:
            found[group] = rules
    return found


def _modules() -> Iterator[str]:
    prefix = f"{derive.rules.__name__}."
    return (m.name for m in walk_packages(derive.rules.__path__, prefix) if m.name != __name__)


def rules() -> tuple[Rule, ...]:
    """Every rule of the catalogue, by group."""
    return tuple(rule for group in groups().values() for rule in group)
