"""Parsers whose refusals are one sentence, and the options that several commands share."""

from __future__ import annotations

import argparse
from typing import NoReturn

from derive.cli.settings import setting
from derive.errors import DeriveError

EXITS = """\
exit codes: 0 verified, 1 refuted or not checked, 2 bad input, 3 open (short of its goal);
of several derivations the worst, 1 before 3 before 0
"""

FORMS = ("latex", "markdown", "json", "python", "torch")


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


def shared(parser: argparse.ArgumentParser, *, packs: bool = True, seed: bool = True) -> None:
    """Where problems are looked for, and how they are checked."""
    if packs:
        parser.add_argument(
            "--problems",
            metavar="DIR",
            action="append",
            default=[],
            help="use the problems in the files of this folder too (or name it in DERIVE_PROBLEMS)",
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


def evaluation(parser: argparse.ArgumentParser) -> None:
    """What is shown beside the steps."""
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


def output(parser: argparse.ArgumentParser) -> None:
    """In which form, and where to."""
    parser.add_argument("--to", choices=FORMS, help="print in another form")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file")
    parser.add_argument("--force", action="store_true", help="overwrite the file if it is there")
