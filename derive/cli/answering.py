"""The derivation that a question asks for, checked, and its page in the form that is asked for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mpmath import nstr

from derive.cli.asked import AskedWrongly
from derive.cli.budget import Answer, Tell
from derive.cli.delivering import refuted_without_code
from derive.cli.exits import FAILED, exit_code
from derive.cli.question_options import in_nats
from derive.cli.questions import QUESTIONS
from derive.cli.reports import Unfinished, reported
from derive.cli.settings import settings
from derive.cli.solving import answer
from derive.derivation.derivation import Derivation
from derive.derivation.json_form import problem_json
from derive.derivation.status import Status
from derive.errors import DeriveError, NotConverged
from derive.render.page import render
from derive.solvers.units import in_base


@dataclass(frozen=True)
class Heading:
    """What a page says of a question, where a problem has a name and a sheet."""

    name: str
    title: str
    statement: str = ""
    sheet: str = ""
    part: str = ""


def answering(options: argparse.Namespace, tell: Tell) -> Answer:
    """The whole answer; how far it has come is told on the way."""
    values = settings(options.values)
    unfinished = Unfinished(options, lambda so_far: _drawn(options, so_far, {}, None))
    with reported(tell, unfinished):
        derived = answer(options)
        if options.base is not None and in_nats(QUESTIONS[options.command], options):
            derived = in_base(derived, options.base)
    tell(unfinished(derived, "all its steps were checked"))
    return _final(options, derived.verify(options.seed), values)


def _final(options: argparse.Namespace, done: Derivation, values: Mapping[str, str]) -> Answer:
    withheld = refuted_without_code(options, done.status.value)
    if withheld is not None:
        return withheld
    number, complaints = None, []
    if values and done.status is not Status.REFUTED:
        try:
            number = done.value_at(values, digits=options.digits)
        except NotConverged as failure:
            complaints.append(f"the value could not be found: {failure}")
        except DeriveError as failure:
            raise _unfit(str(failure), values) from failure
    code = exit_code([done.status.value], options.strict)
    if values and number is None:
        code = FAILED
    try:
        text = _drawn(options, done, values, number)
    except DeriveError as failure:
        if done.status is not Status.OPEN:
            raise
        # an open derivation has no code, which is no fault of the question
        text, complaints = "", [*complaints, str(failure)]
    return Answer(text, code, tuple(complaints))


def _unfit(sentence: str, values: Mapping[str, str]) -> AskedWrongly:
    """A refusal of the numbers at --set, at the first name of which it speaks."""
    text = " ".join(f"{name}={number}" for name, number in values.items())
    said = re.findall(r"\w+", sentence)
    name = next((word for word in said if word in values), "")
    return AskedWrongly(sentence.rstrip("."), text, max(0, text.find(f"{name}=")))


def _drawn(
    options: argparse.Namespace, derived: Derivation, values: Mapping[str, str], number: Any
) -> str:
    heading = Heading(options.command, derived.title)
    if options.to == "json":
        shown = "" if number is None else nstr(number, options.digits)
        opened = options.expand and derived.seconds is not None  # not where the time was over
        return problem_json(heading, derived, values, shown, opened)
    form = options.to or "terminal"
    return render(heading, derived, form, options.expand, values, number, options.digits)
