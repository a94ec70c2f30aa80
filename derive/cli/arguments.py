"""The command line as it may be written. Nothing here imports SymPy: reading costs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from derive.cli.parser import EXITS, FORMS, BadInput, Parser, evaluation, output, shared
from derive.cli.question_options import MOST_SECONDS, add_answering, as_value, read_question
from derive.cli.questions import DIVERGENCES, QUESTIONS
from derive.cli.settings import seconds
from derive.text.nearest import nearest

OVERVIEW = """\
derive: checked derivations for probability and variational inference

  derive kl 'Gamma(a, b)' 'LogNormal(m, s)'    also entropy, expectation, elbo, conjugate, ...
  derive list [--sheet SHEET]       the problems, by sheet
  derive NAME                       derive a problem, or SHEET/PART, and check every step
  derive verify [NAME ...]          check all problems, or those named
  derive mark FILE                  judge every line of a derivation of your own
  derive rules, derive laws         the rules of derivation; the laws that can be named

  --expand --set theta=2            with the facts that steps rest on; with the value there
  --to latex -o FILE                as a LaTeX document; also markdown, json, python, torch

Begin with `derive exponential-elbo`. All commands and options: `derive --help`.
"""

COMMANDS = {
    "list": "the problems by sheet, with part numbers and titles",
    "verify": "derive problems and check every step of them",
    "rules": "the catalogue of rules, or one rule with its statement and its proof",
    "laws": "the laws that can be named, with their parameters",
    "mark": "judge every line of a derivation that somebody wrote",
}


MARKED = """\
a file holds derivations, with empty lines between them:
  assume a > 0 and b > 0
  E(log(x), x ~ Gamma(a, b))
  <= log(E(x, x ~ Gamma(a, b)))     by mean-of-log-is-at-most-log-of-mean
  = log(a/b)
"""


def read(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line that has a command or a problem's name in it; `command` is the
    command, "show" for a problem.

    >>> read(["exponential-elbo", "--expand"]).command
    'show'
    >>> read(["--strict", "verify", "kl-self"]).names
    ['kl-self']
    >>> read(["entropy", "Normal(m, s)", "--base", "2"]).P
    'Normal(m, s)'

    Raises BadInput for what cannot be read.
    """
    command = command_in(words)
    rest = list(words)
    if command != "show":
        rest.remove(command)
    if command in QUESTIONS:
        options = read_question(command, rest)
    elif command == "show":
        options = _read_name(rest)
    else:
        options = PARSERS[command]().parse_args(rest)
    options.command = command
    return options


def _read_name(words: list[str]) -> argparse.Namespace:
    """The options of `derive NAME`; more words than a name are a question that is misspelt."""
    options, more = show_parser().parse_known_args([as_value(word) for word in words])
    if not more:
        return options
    if not more[0].startswith("-") and not options.version:
        known = [*QUESTIONS, *(f"divergence {name}" for name in DIVERGENCES)]
        hint = nearest(options.name, known, "`derive --help` shows the commands")
        raise BadInput(
            f"{options.name!r} is no command, and a problem takes no texts: "
            f"unrecognized arguments: {' '.join(more)}; {hint}"
        )
    raise BadInput(f"unrecognized arguments: {' '.join(more)}; `derive --help` shows what there is")


class Scan(Parser):
    """Finds the words that are the values of options, whatever the values are: they are judged by
    the parser of the command, which names itself in what it says of them."""

    def add_argument(self, *names: Any, **how: Any) -> argparse.Action:
        """An option, its value unread and perhaps missing."""
        kept: dict[str, Any] = {k: v for k, v in how.items() if k in ("action", "dest")}
        if how.get("action") in (None, "append"):
            kept["nargs"] = "?"
        return super().add_argument(*names, **kept)


def command_in(words: Sequence[str]) -> str:
    """The command that the first word is which is neither an option nor the value of one; "show"
    where that word is no command."""
    scan = Scan("", "")
    shared(scan)
    add_answering(scan)
    scan.add_argument("--sheet")
    for name in sorted({w.name for q in QUESTIONS.values() for w in q.words if w.name[0] == "-"}):
        scan.add_argument(name)
    asked = [as_value(w) for w in words if w not in ("-h", "--help", "--version")]
    _, others = scan.parse_known_args(asked)
    first = next((w for w in others if not w.startswith("-")), "")
    return first if first in (*COMMANDS, *QUESTIONS) else "show"


def show_parser() -> Parser:
    """`derive NAME`."""
    commands = "\n".join(f"  derive {name:<15} {about}" for name, about in COMMANDS.items())
    questions = "\n".join(f"  derive {name:<15} {q.about}" for name, q in QUESTIONS.items())
    about = "Derive a problem step by step, and check every step.\n\nother commands:\n"
    about += f"{commands}\n\nquestions about laws and functions, written as text:\n{questions}"
    parser = Parser("", about, EXITS)
    parser.add_argument("name", metavar="NAME", help="a problem's name, or its place: SHEET/PART")
    evaluation(parser)
    parser.add_argument(
        "--seconds", type=seconds, help="for the whole command, its checks included (default: none)"
    )
    output(parser)
    shared(parser)
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def list_parser() -> Parser:
    """`derive list`."""
    parser = Parser("list", COMMANDS["list"])
    parser.add_argument("--sheet", help="this sheet alone")
    shared(parser, seed=False)
    return parser


def verify_parser() -> Parser:
    """`derive verify`."""
    parser = Parser("verify", COMMANDS["verify"], EXITS)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone; all by default")
    shared(parser)
    return parser


def rules_parser() -> Parser:
    """`derive rules`."""
    parser = Parser("rules", COMMANDS["rules"], EXITS)
    parser.add_argument("name", nargs="?", metavar="NAME", help="this rule alone")
    shared(parser)
    return parser


def laws_parser() -> Parser:
    """`derive laws`."""
    parser = Parser("laws", COMMANDS["laws"])
    parser.add_argument("name", nargs="?", metavar="NAME", help="this law alone")
    shared(parser, packs=False, seed=False)
    return parser


def mark_parser() -> Parser:
    """`derive mark`."""
    parser = Parser("mark", COMMANDS["mark"], f"{MARKED}\n{EXITS}")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a text file; - is standard input")
    parser.set_defaults(output=None)
    parser.add_argument(
        "--seconds",
        type=seconds,
        default=MOST_SECONDS,
        help=f"for the whole command (default {MOST_SECONDS:g})",
    )
    shared(parser, packs=False)
    return parser


PARSERS: dict[str, Callable[[], Parser]] = {
    "list": list_parser,
    "verify": verify_parser,
    "rules": rules_parser,
    "laws": laws_parser,
    "mark": mark_parser,
}

__all__ = ["COMMANDS", "FORMS", "OVERVIEW", "BadInput", "command_in", "read"]
