"""Reading the command line. Nothing here imports SymPy: help, version and bad input cost nothing."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn

from derive.errors import DeriveError

BAD_INPUT = 2
INTERRUPTED = 130

OVERVIEW = """\
derive: checked derivations for probability and variational inference

  derive list [--sheet SHEET]      the problems, by sheet
  derive NAME | SHEET/PART         derive a problem, step by step, and check every step
         --expand                  open the facts that the steps rest on
         --set theta=2             evaluate the result there (may be repeated)
         --to latex|json|markdown  another form; -o FILE writes it to a file
         --strict                  count unproved conditions as a failure
  derive verify [NAME ...]         check all problems, or those named
  derive rules [NAME]              the rules, or one rule with its statement
  derive --problems DIR ...        use the problems in a folder of your own as well

Begin with: derive exponential-elbo
"""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence."""

    def error(self, message: str) -> NoReturn:
        raise DeriveError(f"{message}; `derive --help` shows what there is")


def shared() -> argparse.ArgumentParser:
    """The options that every command takes."""
    parser = Parser(add_help=False)
    parser.add_argument("--problems", metavar="DIR", action="append", help="a folder of problems")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the checks (default 0)")
    parser.add_argument("--strict", action="store_true", help="unproved conditions are a failure")
    return parser


def show_parser() -> argparse.ArgumentParser:
    """Options of `derive NAME`."""
    parser = Parser(prog="derive", parents=[shared()], description="Derive a problem.")
    parser.add_argument("name", metavar="NAME | SHEET/PART")
    parser.add_argument("--expand", action="store_true", help="open the facts the steps rest on")
    parser.add_argument("--set", metavar="NAME=NUMBER", action="append", default=[], dest="values")
    parser.add_argument("--to", choices=("latex", "json", "markdown"), help="another form")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of printing")
    parser.add_argument("--force", action="store_true", help="overwrite the file if it exists")
    return parser


def list_parser() -> argparse.ArgumentParser:
    """Options of `derive list`."""
    parser = Parser(prog="derive list", parents=[shared()], description="The problems, by sheet.")
    parser.add_argument("--sheet", help="this sheet alone")
    return parser


def verify_parser() -> argparse.ArgumentParser:
    """Options of `derive verify`."""
    parser = Parser(prog="derive verify", parents=[shared()], description="Check problems.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    return parser


def rules_parser() -> argparse.ArgumentParser:
    """Options of `derive rules`."""
    parser = Parser(prog="derive rules", parents=[shared()], description="The rules.")
    parser.add_argument("name", nargs="?", help="this rule alone, with its statement and proof")
    return parser


PARSERS = {"list": list_parser, "verify": verify_parser, "rules": rules_parser}


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code."""
    words = list(arguments)
    if not words or words[0] in ("-h", "--help", "help"):
        print(OVERVIEW, end="")
        return 0
    if words[0] in ("-V", "--version"):
        print(f"derive {_version()}")
        return 0
    command = next((w for w in _positional(words) if w in PARSERS), None)
    if command is not None and _positional(words)[0] == command:
        words.remove(command)
        options = PARSERS[command]().parse_args(words)
    elif _positional(words):
        command, options = "show", show_parser().parse_args(words)
    else:
        raise DeriveError("which problem? `derive list` shows them")
    from derive.cli import commands

    code: int = getattr(commands, command)(options)
    return code


def _positional(words: list[str]) -> list[str]:
    """The words that are no options, nor the value of one."""
    takes_value = {"--problems", "--seed", "--set", "--to", "-o", "--output", "--sheet"}
    found, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in takes_value:
            skip = True
        elif not word.startswith("-"):
            found.append(word)
    return found


def _version() -> str:
    try:
        return version("derive-steps")
    except PackageNotFoundError:
        return "from a checkout that is not installed"


def suggest(word: str, known: Sequence[str]) -> str:
    """The nearest known words, as the end of a sentence."""
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else "there is none like it"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line of this process, and say what is wrong in one sentence."""
    try:
        return run(sys.argv[1:] if arguments is None else arguments)
    except DeriveError as wrong:
        print(f"derive: {printable(str(wrong))}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("derive: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def printable(text: str) -> str:
    """The text without control characters, which could otherwise move a terminal's cursor."""
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)
