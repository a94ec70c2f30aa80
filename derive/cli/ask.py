"""A question and its answer, under a time limit."""

from __future__ import annotations

import argparse
import sys
import time

from derive.cli.budget import Answer, Tell, within
from derive.cli.complaint import complain
from derive.cli.exits import OPEN
from derive.cli.files import target, write
from derive.cli.parser import FORMS, BadInput
from derive.cli.settings import settings


def ask(options: argparse.Namespace) -> int:
    """Answer a question: derive, check, and print in the form that is asked for."""
    began = time.monotonic()
    settings(options.values)
    if options.output is not None:
        if options.to is None:
            raise BadInput(f"-o needs a form: --to {' or --to '.join(FORMS)}")
        target(options.output, options.force)
    answer = within(options.seconds, began, answered, options)
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


def answered(options: argparse.Namespace, tell: Tell) -> Answer:
    """The answer, in the process that works: what is imported here is not in the other."""
    from derive.cli.answering import answering

    return answering(options, tell)
