"""All rules: every module of this package that has `RULES` is a group of the catalogue."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

import derive.rulebook
from derive.errors import DeriveError
from derive.rulebook.rule import Rule


class UnknownRule(DeriveError):
    """No rule has this name."""


@cache
def groups() -> dict[str, tuple[Rule, ...]]:
    """The rules of each module, under the module's name within this package.

    Raises DeriveError where two rules have one name.
    """
    found: dict[str, tuple[Rule, ...]] = {}
    owner: dict[str, str] = {}
    for name in sorted(_modules()):
        group = name.removeprefix(f"{derive.rulebook.__name__}.").removesuffix(".rule")
        rules: tuple[Rule, ...] = getattr(import_module(name), "RULES", ())
        for rule in rules:
            if rule.name in owner:
                raise DeriveError(f"{rule.name} is a rule of {owner[rule.name]} and of {group}")
            owner[rule.name] = group
        if rules:
            found[group] = rules
    return found


def _modules() -> Iterator[str]:
    prefix = f"{derive.rulebook.__name__}."
    return (m.name for m in walk_packages(derive.rulebook.__path__, prefix) if m.name != __name__)


def rules() -> tuple[Rule, ...]:
    """Every rule of the catalogue, by group."""
    return tuple(rule for group in groups().values() for rule in group)


def rule(name: str) -> Rule:
    """The rule with a name.

    >>> rule("expectation-is-linear").title
    'Expectation is linear'

    Raises UnknownRule with the nearest names.
    """
    known = {r.name: r for r in rules()}
    if name in known:
        return known[name]
    group = next((g for g in groups() if name in (g, g.rpartition(".")[2])), None)
    if group is not None:
        members = ", ".join(r.name for r in groups()[group])
        raise UnknownRule(f"there is no rule {name!r}, which is a group: {members}")
    near = difflib.get_close_matches(name, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`derive rules` shows them all"
    raise UnknownRule(f"there is no rule {name!r}; {hint}")


def group_of(wanted: Rule) -> str:
    """The group in which a rule of the catalogue stands."""
    return next(group for group, members in groups().items() if wanted in members)
