"""`derive mark`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from derive.cli.budget import Answer, Tell, within
from derive.cli.delivering import deliver
from derive.cli.parser import BadInput
from derive.cli.written import written


def mark(options: argparse.Namespace) -> int:
    """Judge every line of the derivations in some files; 1 where one does not stand."""
    began = time.monotonic()
    options.derivations = [(name, written(_read(name), name)) for name in options.files]
    answer = within(options.seconds, began, marked, options)
    return deliver(answer, options, "no line was judged")


def marked(options: argparse.Namespace, tell: Tell) -> Answer:
    """The judgements, in the process that works: what is imported here is not in the other."""
    from derive.cli.marking import marking

    return marking(options, tell)


def _read(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, ValueError) as failure:
        why = failure.strerror if isinstance(failure, OSError) else "it is no text in UTF-8"
        raise BadInput(f"{name} cannot be read: {why}") from failure
