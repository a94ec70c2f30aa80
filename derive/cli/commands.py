"""What the commands do."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import Any

from derive.cli.files import write
from derive.cli.main import printable, suggest
from derive.errors import DeriveError
from derive.packs.finding import VARIABLE, Found, find

EXIT = {"verified": 0, "assumes": 0, "open": 3, "unchecked": 1, "refuted": 1}


def packs(options: argparse.Namespace) -> Found:
    """All packs, with a word on standard error about those that cannot be read."""
    named = [os.environ.get(VARIABLE, ""), *(options.problems or [])]
    found = find(os.pathsep.join(filter(None, named)))
    for sentence in found.broken:
        print(f"derive: {printable(sentence)}", file=sys.stderr)
    return found


def exit_code(statuses: Iterable[str], strict: bool) -> int:
    """The worst of several: 1 before 3 before 0."""
    codes = {1 if strict and s == "assumes" else EXIT[s] for s in statuses}
    return next((c for c in (1, 3) if c in codes), 0)


def list(options: argparse.Namespace) -> int:  # noqa: A001  the name of the command
    """The problems by sheet, with part numbers and titles."""
    found = packs(options)
    sheets = (found.sheet(options.sheet),) if options.sheet else found.sheets
    for i, sheet in enumerate(sheets):
        print(("\n" if i else "") + printable(f"{sheet.name}  {sheet.title}"))
        width = max((len(p.part) for p in sheet.problems), default=0)
        names = max((len(p.name) for p in sheet.problems), default=0)
        for p in sheet.problems:
            print(printable(f"  {p.part:<{width}}  {p.name:<{names}}  {p.title}").rstrip())
    return 0


def show(options: argparse.Namespace) -> int:
    """Derive one problem and check it."""
    from derive.derivation.json_form import problem_json
    from derive.render.page import render

    problem = packs(options).problem(options.name)
    derivation = problem.derive().verify(options.seed)
    values = settings(options.values)
    if options.to == "json":
        text = problem_json(problem, derivation)
    else:
        number = derivation.value_at(values, 15) if values else None
        text = render(problem, derivation, options.to or "terminal", options.expand, values, number)
    write(text, options.output, options.force)
    return exit_code([derivation.status.value], options.strict)


def settings(given: Iterable[str]) -> dict[str, str]:
    """`theta=2` as a name and the text of a number, which is read as a number and nothing else."""
    values: dict[str, str] = {}
    for text in given:
        name, equals, number = text.partition("=")
        if not equals or not name.strip() or not number.strip():
            raise DeriveError(f"--set {text!r} is not of the form NAME=NUMBER, as in --set theta=2")
        values[name.strip()] = number.strip()
    return values


def verify(options: argparse.Namespace) -> int:
    """Check all problems, or those named."""
    from derive.cli.verifying import verify_all

    found = packs(options)
    chosen = [found.problem(n) for n in options.names] or [*found.problems]
    return exit_code(verify_all(chosen, options.seed), options.strict)


def rules(options: argparse.Namespace) -> int:
    """The catalogue, or one rule."""
    from derive.render.rules import rule_page, rules_page
    from derive.rules.catalogue import groups

    grouped: dict[str, Any] = groups()
    if options.name is None:
        print(rules_page(grouped), end="")
        return 0
    known = {r.name: r for rs in grouped.values() for r in rs}
    if options.name not in known:
        raise DeriveError(f"there is no rule {options.name!r}: {suggest(options.name, [*known])}")
    print(rule_page(known[options.name]), end="")
    return 0
