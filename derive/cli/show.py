"""`derive NAME`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from derive.cli.arguments import COMMANDS, FORMS, BadInput
from derive.cli.complaint import complain
from derive.cli.exits import FAILED, exit_code
from derive.cli.files import target, write
from derive.cli.packs import found_packs
from derive.cli.questions import QUESTIONS
from derive.cli.settings import settings
from derive.errors import NotConverged

DIGITS = 15

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation


def show(options: argparse.Namespace) -> int:
    """Derive one problem, check it, and print it in the form that is asked for."""
    values = settings(options.values)
    if options.output is not None:
        if options.to is None:
            raise BadInput(f"-o needs a form: --to {' or --to '.join(FORMS)}")
        target(options.output, options.force)
    entry = found_packs(options).entry(options.name, *COMMANDS, *QUESTIONS)
    problem = entry.problem()
    done = problem.verify(options.seed)
    number = _number(done, values) if values else None
    if options.to == "json":
        from mpmath import nstr

        from derive.derivation.json_form import problem_json

        found = "" if number is None else nstr(number, DIGITS)
        text = problem_json(problem, done, values, found)
    else:
        from derive.render.page import render

        form = options.to or "terminal"
        text = render(problem, done, form, options.expand, values, number)
    if options.output is None:
        sys.stdout.write(text)
    else:
        write(text, options.output, options.force)
    if values and number is None:
        return FAILED
    return exit_code([done.status.value], options.strict)


def _number(derivation: Derivation, values: Mapping[str, str]) -> Any:
    """The value of the result; None where it cannot be found, which is no fault of the input."""
    try:
        return derivation.value_at(values, digits=DIGITS)
    except NotConverged as failure:
        complain(f"the value could not be found: {failure}")
        return None
