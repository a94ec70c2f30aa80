"""Judging the lines of derivations that somebody wrote, each against the line before it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from derive.cli.budget import Answer, Tell
from derive.cli.exits import DONE, FAILED, OPEN
from derive.cli.parser import BadInput
from derive.cli.written import Line, Written
from derive.errors import DeriveError
from derive.language.stated import plain
from derive.rulebook.catalogue import rule as rule_named
from derive.rulebook.existence import existence
from derive.solvers.propose import Judgement, Proposal, propose
from derive.text.plain import plain as text_of
from derive.text.reading import parse
from derive.text.visible import visible

_STANDS = (Judgement.VERIFIED, Judgement.AGREES)
_COLUMN, _WIDTH = 44, 80


def marking(options: argparse.Namespace, tell: Tell) -> Answer:
    """The whole answer; what was judged is told after each line."""
    read = [(name, one, _formulas(one, name)) for name, all_ in options.derivations for one in all_]
    shown: list[str] = []
    found: list[Proposal] = []
    for name, one, formulas in read:
        shown.append(f"{name}, line {one.lines[0].number}\n  {visible(one.lines[0].formula)}\n")
        for line, proposal in _judged(one, formulas, name, options.seed):
            found.append(proposal)
            shown.append(_line(line, proposal))
            over = f"open: {options.seconds:g} s were over before all lines were judged"
            tell(Answer("".join(shown), OPEN, (over,), final=False))
        shown.append("\n")
    return Answer("".join(shown) + _summary(found), _code(found, options.strict))


def _formulas(one: Written, name: str) -> list[Any]:
    """The formulas of the lines, all read before the first is judged."""
    for line in one.lines:
        if line.rule is not None:
            rule_named(line.rule)
    found: list[Any] = []
    for line in one.lines:
        try:
            found += parse(line.formula, assume=one.assumed)
        except DeriveError as error:
            raise BadInput(f"{name}, line {line.number}: {error}") from error
    return found


def _judged(
    one: Written, formulas: list[Any], name: str, seed: int
) -> Iterator[tuple[Line, Proposal]]:
    """Each line with what came of it. What the laws of any line ask of their parameters holds in
    all of them: after KL(Gamma(a, b), Gamma(a, c)) a letter b alone is positive."""
    given = tuple(dict.fromkeys(c for formula in formulas for c in existence(plain(formula))))
    for line, (before, after) in zip(one.lines[1:], pairwise(formulas), strict=True):
        try:
            yield line, propose(before, after, given, relation=line.sign, rule=line.rule, seed=seed)
        except DeriveError as error:
            raise BadInput(f"{name}, line {line.number}: {error}") from error


def _line(line: Line, proposal: Proposal) -> str:
    """A line as it was written, the verdict beside it, and below it why."""
    text = f"  {line.sign} {visible(line.formula)}"
    verdict = f"{proposal.verdict.value}{_reason(proposal)}"
    beside = f"{text:<{_COLUMN}}  {verdict}"
    fits = len(text) <= _COLUMN and len(beside) <= _WIDTH
    first = beside if fits else f"{text}\n      {verdict}"
    return "\n".join([first, *(f"      {why}" for why in _why(proposal))]) + "\n"


def _reason(proposal: Proposal) -> str:
    return f": {proposal.rule.name}" if proposal.rule is not None else ""


def _why(proposal: Proposal) -> Iterator[str]:
    if proposal.values:
        where = ", ".join(f"{symbol} = {number}" for symbol, number in proposal.point)
        sides = " against ".join(proposal.values)
        yield f"{sides} at {where}" if where else sides
    if proposal.verdict is Judgement.OTHER_REASON:
        given = (
            "does not act here" if proposal.gives is None else f"gives {text_of(proposal.gives)}"
        )
        yield f"the rule {given}"
    for condition in proposal.conditions:
        yield f"if {text_of(condition)}"
    if proposal.verdict is Judgement.AGREES and proposal.rule is None:
        yield "the numbers bear it out; no rule here gives it in one step"
    if proposal.note:
        yield visible(proposal.note)


def _code(found: list[Proposal], strict: bool) -> int:
    stands = (Judgement.VERIFIED,) if strict else _STANDS
    return DONE if all(proposal.verdict in stands for proposal in found) else FAILED


def _summary(found: list[Proposal]) -> str:
    counts = Counter(proposal.verdict.value for proposal in found)
    told = ", ".join(f"{n} {verdict}" for verdict, n in counts.items())
    return f"{len(found)} line{'s' if len(found) != 1 else ''}: {told or 'no step to judge'}\n"
