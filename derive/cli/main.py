"""The command from its first word to its exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from derive.cli import exits
from derive.cli.arguments import OVERVIEW, read
from derive.cli.complaint import complain
from derive.cli.mistakes import OwnMistake, Watched
from derive.cli.questions import QUESTIONS
from derive.errors import DeriveError


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line (that of this process by default); the exit code.

    What is wrong is said in one sentence on standard error.
    """
    _show_whatever_can_be_shown()
    # Importing SymPy makes many lasting objects: looking through them again and again for what can
    # be freed takes longer than most commands.
    gc.set_threshold(100_000, 50, 100)
    try:
        with Watched():
            code = run(sys.argv[1:] if words is None else words)
            sys.stdout.flush()
        return code
    except OwnMistake as wrong:
        complain(str(wrong))
        return exits.FAILED
    except DeriveError as wrong:
        complain(str(wrong))
        return exits.BAD_INPUT
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; Python must not try to write the rest when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.UNREAD


def run(words: Sequence[str]) -> int:
    """Run a command line; the exit code. Raises DeriveError for what cannot be done."""
    if not words:
        print(OVERVIEW, end="")
        return exits.DONE
    if "--version" in words:
        from importlib.metadata import version

        print(f"derive {version('derive-steps')}")
        return exits.DONE
    try:
        options = read(words)
    except SystemExit:  # argparse has printed the help that was asked for
        return exits.DONE
    if options.command == "show":
        from derive.cli.show import show

        return show(options)
    if options.command in QUESTIONS:
        from derive.cli.ask import ask

        return ask(options)
    if options.command == "verify":
        from derive.cli.verify import verify

        return verify(options)
    if options.command == "rules":
        from derive.cli.rules import rules

        return rules(options)
    if options.command == "laws":
        from derive.cli.laws import laws

        return laws(options)
    if options.command == "mark":
        from derive.cli.mark import mark

        return mark(options)
    from derive.cli.listing import list_problems

    return list_problems(options)


def _show_whatever_can_be_shown() -> None:
    """A stream that cannot say a Greek letter shows a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
