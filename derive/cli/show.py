"""`derive NAME`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from derive.cli.arguments import COMMANDS, FORMS, BadInput
from derive.cli.budget import Answer, Tell, within
from derive.cli.complaint import complain
from derive.cli.exits import FAILED, OPEN, exit_code
from derive.cli.files import target, write
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
    if options.output is not None:
        if options.to is None:
            raise BadInput(f"-o needs a form: --to {' or --to '.join(FORMS)}")
        target(options.output, options.force)
    if options.seconds is None:
        answer: Answer | None = shown(options)
    else:
        answer = within(options.seconds, began, shown_in_time, options)
    if answer is None:
        complain(f"open: nothing was derived within {options.seconds:g} s; --seconds gives more")
        return OPEN
    for sentence in answer.complaints:
        complain(sentence)
    if options.output is None:
        sys.stdout.write(answer.text)
    elif answer.text:
        write(answer.text, options.output, options.force)
    return answer.code


def shown(options: argparse.Namespace) -> Answer:
    """The page of the problem, however long that takes."""
    problem = _problem(options)
    return _final(options, problem, problem.verify(options.seed))


def shown_in_time(options: argparse.Namespace, tell: Tell) -> Answer:
    """The same in a process that has a limit, where it is told how far it has come."""
    from dataclasses import replace

    from derive.cli.reports import reported
    from derive.derivation.status import Status

    problem = _problem(options)

    def unfinished(derived: Derivation, before: str = "this was derived") -> Answer:
        limit = f"the time limit of {options.seconds:g} s was reached before {before}"
        if options.to in ("python", "torch"):
            return Answer("", OPEN, (f"open: {limit}, so that there is no code",), final=False)
        stopped = replace(derived.stop(limit), status=Status.OPEN)
        return Answer(_drawn(options, problem, stopped, {}, None), OPEN, final=False)

    with reported(tell, unfinished):
        derived = problem.derive()
    tell(unfinished(derived, "all its steps were checked"))
    return _final(options, problem, derived.verify(options.seed))


def _problem(options: argparse.Namespace) -> Problem:
    return found_packs(options).entry(options.name, *COMMANDS, *QUESTIONS).problem()


def _final(options: argparse.Namespace, problem: Problem, done: Derivation) -> Answer:
    """The page, with the value at --set; where none can be found, that is no fault of the input."""
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
