"""The options of a question. Nothing here imports SymPy."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from derive.cli.parser import EXITS, BadInput, Parser, evaluation, output, shared
from derive.cli.questions import DIVERGENCES, QUESTIONS, Question
from derive.cli.settings import base, digits, seconds

MOST_SECONDS = 60.0


def question_parser(command: str) -> Parser:
    """`derive kl` and its like."""
    question = QUESTIONS[command]
    epilog = f"example:\n  derive {question.example}\n\n{EXITS}"
    if command == "divergence":
        names = "\n".join(f"  {name}" for name in DIVERGENCES)
        epilog = f"names:\n{names}\n\n{epilog}"
    parser = Parser(command, question.about, epilog)
    for word in question.words:
        if word.name.startswith("--"):
            required = not word.optional
            parser.add_argument(
                word.name, metavar="TEXT", help=word.about, default=word.default, required=required
            )
        else:
            nargs = "?" if word.optional else None
            parser.add_argument(word.name, help=word.about, nargs=nargs)
    add_answering(parser)
    shared(parser, packs=False)
    return parser


def add_answering(parser: argparse.ArgumentParser) -> None:
    """What every question takes."""
    parser.add_argument(
        "--assume",
        metavar="FACT",
        action="append",
        default=[],
        help="what holds of the names: 'a > 1', 'n positive integer', 'y in {0, 1}'",
    )
    evaluation(parser)
    parser.add_argument(
        "--base", type=base, metavar="B", help="the base of the logarithm: 2 for bits"
    )
    parser.add_argument(
        "--digits", type=digits, default=15, help="of the value at --set (default 15)"
    )
    parser.add_argument(
        "--seconds",
        type=seconds,
        default=MOST_SECONDS,
        help=f"for the whole command, its checks included (default {MOST_SECONDS:g})",
    )
    output(parser)


def read_question(command: str, words: Sequence[str]) -> argparse.Namespace:
    """The options of a question. Raises BadInput for what cannot be read."""
    options = question_parser(command).parse_intermixed_args([as_value(word) for word in words])
    options.command = command
    question = QUESTIONS[command]
    if command == "divergence":
        _named(options)
    if options.base is not None and not in_nats(question, options):
        raise BadInput(f"{command} is not a logarithm: it has no --base")
    return options


def as_value(word: str) -> str:
    """A formula that begins with a minus, as argparse takes it: it holds words with a space in them
    for no options."""
    is_formula = word[:1] == "-" and word[1:2] not in ("-", "h", "o", "")
    return f" {word}" if is_formula else word


def _named(options: argparse.Namespace) -> None:
    """A divergence has a name or a generator, not both and not neither."""
    if options.f is not None and options.NAME is not None:
        raise BadInput("a divergence is given by its name or by its generator --f, not by both")
    if options.f is None and options.NAME not in DIVERGENCES:
        wanted = ", ".join(DIVERGENCES)
        raise BadInput(f"{options.NAME!r} is no divergence: it is one of {wanted}, or given by --f")


def in_nats(question: Question, options: argparse.Namespace) -> bool:
    """Whether the answer is a logarithm."""
    if options.command == "divergence":
        return options.f is None and DIVERGENCES[options.NAME][1]
    return question.in_nats
