"""Judging the lines of derivations that somebody wrote, each against the line before it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from derive.cli.budget import Answer, Tell
from derive.cli.exits import BAD_INPUT, DONE, FAILED, OPEN
from derive.cli.written import Line, Written
from derive.errors import DeriveError
from derive.language.stated import plain
from derive.rulebook.catalogue import rule as rule_named
from derive.rulebook.conditions.existence import existence
from derive.solvers.propose import Judgement, Proposal, propose
from derive.text.plain import plain as text_of
from derive.text.reading import parse
from derive.text.visible import visible

_STANDS = (Judgement.VERIFIED, Judgement.AGREES)
_COLUMN, _WIDTH = 44, 80


@dataclass(frozen=True)
class Unreadable:
    """A line of which nothing can be said, and why."""

    why: str
    verdict: str = "unreadable"


Found = Proposal | Unreadable


def marking(options: argparse.Namespace, tell: Tell) -> Answer:
    """The whole answer; what was judged is told after each line."""
    shown: list[str] = []
    found: list[Found] = []
    for name, derivations in options.derivations:
        for one in derivations:
            first, formulas = one.lines[0], [_formula(line, one) for line in one.lines]
            shown.append(f"{name}, line {first.number}\n  {visible(first.formula)}\n")
            if isinstance(formulas[0], Unreadable):
                shown.append(_below(formulas[0]))
                found.append(formulas[0])
            for line, judged in _judged(one, formulas, options.seed):
                found.append(judged)
                shown.append(_line(line, judged))
                over = f"open: {options.seconds:g} s were over before all lines were judged"
                tell(Answer("".join(shown), OPEN, (over,), final=False))
            shown.append("\n")
    return Answer("".join(shown) + _summary(found), _code(found, options.strict))


def _formula(line: Line, one: Written) -> Any:
    """What a line says, or why it cannot be read."""
    try:
        if line.rule is not None:
            rule_named(line.rule)
        [formula] = parse(line.formula, assume=one.assumed)
    except DeriveError as error:
        return Unreadable(str(error))
    return formula


def _judged(one: Written, formulas: list[Any], seed: int) -> Iterator[tuple[Line, Found]]:
    """Each line with what came of it, as a step from the last that could be read. What the laws of
    any line ask of their parameters holds in all of them: after KL(Gamma(a, b), Gamma(a, c)) a
    letter b alone is positive."""
    read = [formula for formula in formulas if not isinstance(formula, Unreadable)]
    given = tuple(dict.fromkeys(c for formula in read for c in existence(plain(formula))))
    before = formulas[0]
    for line, formula in zip(one.lines[1:], formulas[1:], strict=True):
        if isinstance(formula, Unreadable):
            yield line, formula
            continue
        if isinstance(before, Unreadable):
            yield line, Unreadable("it follows from a line that cannot be read")
        else:
            yield line, _step(before, formula, given, line, seed)
        before = formula


def _step(before: Any, after: Any, given: tuple[Any, ...], line: Line, seed: int) -> Found:
    try:
        return propose(before, after, given, relation=line.sign, rule=line.rule, seed=seed)
    except DeriveError as error:
        return Unreadable(str(error))


def _line(line: Line, found: Found) -> str:
    """A line as it was written, the verdict beside it, and below it why."""
    text = f"  {line.sign} {visible(line.formula)}"
    verdict = f"{found.verdict}{_reason(found)}"
    beside = f"{text:<{_COLUMN}}  {verdict}"
    fits = len(text) <= _COLUMN and len(beside) <= _WIDTH
    return (beside if fits else f"{text}\n      {verdict}") + "\n" + _below(found)


def _below(found: Found) -> str:
    return "".join(f"      {line}\n" for why in _why(found) for line in why.splitlines())


def _reason(found: Found) -> str:
    return f": {found.rule.name}" if isinstance(found, Proposal) and found.rule else ""


def _why(found: Found) -> Iterator[str]:
    if isinstance(found, Unreadable):
        yield visible(found.why, keep="\n")
        return
    if found.values:
        where = ", ".join(f"{symbol} = {number}" for symbol, number in found.point)
        sides = " against ".join(found.values)
        yield f"{sides} at {where}" if where else sides
    if found.verdict is Judgement.OTHER_REASON:
        given = "does not act here" if found.gives is None else f"gives {text_of(found.gives)}"
        yield f"the rule {given}"
    for condition in found.conditions:
        yield f"if {text_of(condition)}"
    if found.verdict is Judgement.AGREES and found.rule is None:
        yield "the numbers bear it out; no rule here gives it in one step"
    if found.note:
        yield visible(found.note)


def _code(found: list[Found], strict: bool) -> int:
    stands = {Judgement.VERIFIED} if strict else set(_STANDS)
    worst = {f.verdict for f in found} - stands
    if worst == {"unreadable"}:
        return BAD_INPUT
    return FAILED if worst else DONE


def _summary(found: list[Found]) -> str:
    counts = Counter(str(f.verdict) for f in found)
    told = ", ".join(f"{n} {verdict}" for verdict, n in counts.items())
    return f"{len(found)} line{'s' if len(found) != 1 else ''}: {told or 'no step to judge'}\n"
