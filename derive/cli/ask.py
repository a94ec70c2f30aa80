"""A question and its answer, under a time limit."""

from __future__ import annotations

import argparse
import time

from derive.cli.budget import Answer, Tell, within
from derive.cli.delivering import deliver, require_form
from derive.cli.settings import settings


def ask(options: argparse.Namespace) -> int:
    """Answer a question: derive, check, and print in the form that is asked for."""
    began = time.monotonic()
    settings(options.values)
    require_form(options)
    answer = within(options.seconds, began, answered, options)
    return deliver(answer, options, "nothing was derived")


def answered(options: argparse.Namespace, tell: Tell) -> Answer:
    """The answer, in the process that works: what is imported here is not in the other."""
    from derive.cli.answering import answering

    return answering(options, tell)
