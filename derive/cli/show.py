"""`derive NAME`."""

from __future__ import annotations

import argparse
import sys

from derive.cli.arguments import COMMANDS, BadInput
from derive.cli.exits import exit_code
from derive.cli.files import target, write
from derive.cli.packs import found_packs
from derive.cli.settings import settings


def show(options: argparse.Namespace) -> int:
    """Derive one problem, check it, and print it in the form that is asked for."""
    values = settings(options.values)
    if options.output is not None:
        if options.to is None:
            raise BadInput("-o needs a form: --to latex, --to markdown or --to json")
        target(options.output, options.force)
    entry = found_packs(options).entry(options.name, *COMMANDS)
    problem = entry.problem(options.name)
    done = problem.verify(options.seed)
    number = done.value_at(values, digits=15) if values else None
    if options.to == "json":
        from derive.derivation.json_form import problem_json

        text = problem_json(problem, done)
    else:
        from derive.render.page import render

        form = options.to or "terminal"
        text = render(problem, done, form, options.expand, values, number)
    if options.output is None:
        sys.stdout.write(text)
    else:
        write(text, options.output, options.force)
    return exit_code([done.status.value], options.strict)
