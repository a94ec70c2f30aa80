"""The command line as it may be written. Nothing here imports SymPy: reading costs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from derive.cli.settings import setting
from derive.errors import DeriveError

OVERVIEW = """\
derive: checked derivations for probability and variational inference

  derive list [--sheet SHEET]       the problems, by sheet
  derive NAME                       derive a problem step by step, and check every step
  derive SHEET/PART                 the same, by its place on a sheet
  derive verify [NAME ...]          check all problems, or those named
  derive rules [NAME]               the rules of derivation, or one of them with its proof

  derive NAME --expand              with the facts that the steps rest on
  derive NAME --set theta=2         with the value of the result there
  derive NAME --to latex -o FILE    as a LaTeX document; also markdown, json, torch

Begin with `derive exponential-elbo`. All options: `derive --help`.
"""

COMMANDS = {
    "list": "the problems by sheet, with part numbers and titles",
    "verify": "derive problems and check every step of them",
    "rules": "the catalogue of rules, or one rule with its statement and its proof",
}

FORMS = ("latex", "markdown", "json", "torch")

EXITS = """\
exit codes: 0 verified, 1 refuted or not checked, 2 bad input, 3 open (short of its goal);
of several derivations the worst, 1 before 3 before 0
"""


class BadInput(DeriveError):
    """The command line asks for something that there is not."""


class Parser(argparse.ArgumentParser):
    """A parser whose refusals are one sentence."""

    def __init__(self, command: str, about: str, epilog: str = "") -> None:
        super().__init__(
            prog=f"derive {command}".rstrip(),
            description=about,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise BadInput(f"{message}; `{self.prog} --help` shows what there is")


def read(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line that has a command or a problem's name in it; `command` is the
    command, "show" for a problem.

    >>> read(["exponential-elbo", "--expand"]).command
    'show'
    >>> read(["--strict", "verify", "kl-self"]).names
    ['kl-self']

    Raises BadInput for what cannot be read.
    """
    command = command_in(words)
    if command == "show":
        options = show_parser().parse_args(words)
    else:
        rest = list(words)
        rest.remove(command)
        options = PARSERS[command]().parse_args(rest)
    options.command = command
    return options


def command_in(words: Sequence[str]) -> str:
    """The command that the first word is which is neither an option nor the value of one; "show"
    where that word is no command."""
    scan = Parser("", "")
    _shared(scan, seed=True)
    _page(scan)
    scan.add_argument("--sheet")
    _, others = scan.parse_known_args([w for w in words if w not in ("-h", "--help", "--version")])
    first = next((w for w in others if not w.startswith("-")), "")
    return first if first in COMMANDS else "show"


def _shared(parser: Parser, *, seed: bool) -> None:
    parser.add_argument(
        "--problems",
        metavar="DIR",
        action="append",
        default=[],
        help="use the problems in the files of this folder as well (or name it in DERIVE_PROBLEMS)",
    )
    if seed:
        parser.add_argument(
            "--seed", type=int, default=0, help="of the models that are drawn (default 0)"
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="count a condition that is not proved as a failure",
        )


def _page(parser: Parser) -> None:
    parser.add_argument("--expand", action="store_true", help="open the facts that steps rest on")
    parser.add_argument(
        "--set",
        metavar="NAME=NUMBER",
        dest="values",
        type=setting,
        action="append",
        default=[],
        help="evaluate the result there: --set theta=2 --set x=3/2",
    )
    parser.add_argument("--to", choices=FORMS, help="print in another form")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite the file if it is there")


def show_parser() -> Parser:
    """`derive NAME`."""
    commands = "\n".join(f"  derive {name:<9} {about}" for name, about in COMMANDS.items())
    about = f"Derive a problem step by step, and check every step.\n\nother commands:\n{commands}"
    parser = Parser("", about, EXITS)
    parser.add_argument("name", metavar="NAME", help="a problem's name, or its place: SHEET/PART")
    _page(parser)
    _shared(parser, seed=True)
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def list_parser() -> Parser:
    """`derive list`."""
    parser = Parser("list", COMMANDS["list"])
    parser.add_argument("--sheet", help="this sheet alone")
    _shared(parser, seed=False)
    return parser


def verify_parser() -> Parser:
    """`derive verify`."""
    parser = Parser("verify", COMMANDS["verify"], EXITS)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone; all by default")
    _shared(parser, seed=True)
    return parser


def rules_parser() -> Parser:
    """`derive rules`."""
    parser = Parser("rules", COMMANDS["rules"], EXITS)
    parser.add_argument("name", nargs="?", metavar="NAME", help="this rule alone")
    _shared(parser, seed=True)
    return parser


PARSERS = {"list": list_parser, "verify": verify_parser, "rules": rules_parser}
