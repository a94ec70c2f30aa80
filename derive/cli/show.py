"""`derive NAME`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from derive.cli.arguments import COMMANDS
from derive.cli.budget import Answer, Tell, within
from derive.cli.delivering import deliver, refuted_without_code, require_form
from derive.cli.exits import FAILED, exit_code
from derive.cli.packs import found_packs
from derive.cli.questions import QUESTIONS
from derive.cli.settings import settings
from derive.errors import NotConverged

DIGITS = 15

if TYPE_CHECKING:
    from derive.derivation.derivation import Derivation
    from derive.packs.sheet import Problem


def show(options: argparse.Namespace) -> int:
    """Derive one problem, check it, and print it in the form that is asked for."""
    began = time.monotonic()
    settings(options.values)
    require_form(options)
    if options.seconds is None:
        answer: Answer | None = shown(options)
    else:
        answer = within(options.seconds, began, shown_in_time, options)
    return deliver(answer, options, "nothing was derived")


def shown(options: argparse.Namespace) -> Answer:
    """The page of the problem, however long that takes."""
    problem = _problem(options)
    return _final(options, problem, problem.verify(options.seed))


def shown_in_time(options: argparse.Namespace, tell: Tell) -> Answer:
    """The same in a process that has a limit, where it is told how far it has come."""
    from derive.cli.reports import Unfinished, reported

    problem = _problem(options)
    unfinished = Unfinished(options, lambda so_far: _drawn(options, problem, so_far, {}, None))
    with reported(tell, unfinished):
        derived = problem.derive()
    tell(unfinished(derived, "all its steps were checked"))
    return _final(options, problem, derived.verify(options.seed))


def _problem(options: argparse.Namespace) -> Problem:
    return found_packs(options).entry(options.name, *COMMANDS, *QUESTIONS).problem()


def _final(options: argparse.Namespace, problem: Problem, done: Derivation) -> Answer:
    """The page, with the value at --set; where none can be found, that is no fault of the input."""
    withheld = refuted_without_code(options, done.status.value)
    if withheld is not None:
        return withheld
    values = settings(options.values)
    number, complaints = None, []
    if values:
        try:
            number = done.value_at(values, digits=DIGITS)
        except NotConverged as failure:
            complaints.append(f"the value could not be found: {failure}")
    code = FAILED if complaints else exit_code([done.status.value], options.strict)
    return Answer(_drawn(options, problem, done, values, number), code, tuple(complaints))


def _drawn(
    options: argparse.Namespace,
    problem: Problem,
    done: Derivation,
    values: Mapping[str, str],
    number: Any,
) -> str:
    if options.to == "json":
        from mpmath import nstr

        from derive.derivation.json_form import problem_json

        found = "" if number is None else nstr(number, DIGITS)
        return problem_json(problem, done, values, found, options.expand)
    from derive.render.page import render

    return render(problem, done, options.to or "terminal", options.expand, values, number)
