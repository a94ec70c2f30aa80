"""An answer on its way to the user: under a time limit, into a file or onto the terminal."""

from __future__ import annotations

import argparse
import sys

from derive.cli.budget import Answer
from derive.cli.complaint import complain
from derive.cli.exits import FAILED, OPEN
from derive.cli.files import target, write
from derive.cli.parser import FORMS, BadInput

CODE = ("python", "torch")


def require_form(options: argparse.Namespace) -> None:
    """BadInput where -o has no form, CannotWrite where its file must not be written."""
    if options.output is not None:
        if options.to is None:
            raise BadInput(f"-o needs a form: --to {' or --to '.join(FORMS)}")
        target(options.output, options.force)


def deliver(answer: Answer | None, options: argparse.Namespace, nothing: str) -> int:
    """Write an answer where the options say, and its complaints beside it; its code. `nothing` is
    said where the time was over before there was any."""
    if answer is None:
        complain(f"open: {nothing} within {options.seconds:g} s; --seconds gives more")
        return OPEN
    for sentence in answer.complaints:
        complain(sentence)
    if options.output is None:
        sys.stdout.write(answer.text)
    elif answer.text:
        write(answer.text, options.output, options.force)
    return answer.code


def refuted_without_code(options: argparse.Namespace, status: str) -> Answer | None:
    """The answer where the code of a refuted result is asked for; None in all other cases."""
    if status != "refuted" or options.to not in CODE:
        return None
    return Answer("", FAILED, ("refuted: there is no code of a result that is false",))
