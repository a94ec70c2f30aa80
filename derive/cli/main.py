"""The command from its first word to its exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from derive.cli import exits
from derive.cli.arguments import OVERVIEW, read
from derive.cli.complaint import complain
from derive.cli.mistakes import OwnMistake, Watched
from derive.errors import DeriveError

# Each command in a module of its own, which is imported where it is asked for.
_HOMES = {
    "show": ("show", "show"),
    "list": ("listing", "list_problems"),
    "verify": ("verify", "verify"),
    "rules": ("rules", "rules"),
    "laws": ("laws", "laws"),
    "mark": ("mark", "mark"),
}
_QUESTION = ("ask", "ask")


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
    module, function = _HOMES.get(options.command, _QUESTION)
    code: int = getattr(import_module(f"derive.cli.{module}"), function)(options)
    return code


def _show_whatever_can_be_shown() -> None:
    """A stream that cannot say a Greek letter shows a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
