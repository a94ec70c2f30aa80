"""Derivations that somebody wrote: a formula, and from there on steps, each from what stands before
it. Nothing here imports SymPy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.cli.parser import BadInput

MOST_CHARACTERS = 100_000
_SIGNS = {"=": "=", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "≤": "<=", "≥": ">="}
_TOKEN = re.compile(r"<=|>=|==|!=|[=<>≤≥(){}\[\]]")
_REASON = re.compile(r"\s+by\s+([a-z][a-z0-9 -]*)$")


@dataclass(frozen=True)
class Line:
    """A formula and the sign before it, none for the first; `rule` is the name after `by`."""

    number: int
    sign: str
    formula: str
    rule: str | None = None


@dataclass
class Written:
    """The lines of one derivation, and what is assumed for it."""

    lines: list[Line] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def written(text: str, name: str) -> list[Written]:
    """The derivations in a text, which empty lines keep apart; `#` begins a remark.

    >>> [one] = written("assume a > 0\\nlog(a^2)\\n= 2*log(a)  by algebra", "here")
    >>> one.assumed, [(line.sign, line.formula, line.rule) for line in one.lines]
    (['a > 0'], [('', 'log(a^2)', None), ('=', '2*log(a)', 'algebra')])

    Raises BadInput for a step from nothing, and where there is no derivation.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadInput(f"{name} has more than {MOST_CHARACTERS} characters")
    found = [derivation for derivation in _parts(text, name) if derivation.lines]
    if not found:
        raise BadInput(f"{name} holds no derivation: a formula, and below it lines such as = 2*x")
    return found


def _parts(text: str, name: str) -> Iterator[Written]:
    here = Written()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not raw.strip() and here.lines:
            yield here
            here = Written()
        first, _, rest = line.partition(" ")
        if first == "assume" and rest:
            here.assumed += [fact.strip() for fact in rest.split(" and ")]
        elif line:
            here.lines += _lines(number, line, bool(here.lines), name)
    yield here


def _lines(number: int, line: str, goes_on: bool, name: str) -> list[Line]:
    """The steps on one line: `a = b <= c` is a formula and two steps from it."""
    reason = _REASON.search(line)
    rule = None
    if reason is not None:
        line, rule = line[: reason.start()], reason[1].replace(" ", "-")
    pieces = list(_pieces(line))
    if goes_on and not pieces[0][0]:
        wanted = "a step begins with =, <=, >=, < or >, and a derivation after an empty line"
        raise BadInput(f"{name}, line {number}: {wanted}")
    if pieces[0][0] and not goes_on:
        raise BadInput(f"{name}, line {number}: there is no formula before this step")
    last = len(pieces) - 1
    return [
        Line(number, sign, formula, rule if i == last else None)
        for i, (sign, formula) in enumerate(pieces)
    ]


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """The formulas on a line, each after the sign before it: signs inside brackets are its own."""
    depth, begin, sign = 0, 0, ""
    for token in _TOKEN.finditer(line):
        text = token[0]
        depth += (text in "([{") - (text in ")]}")
        if text in _SIGNS and depth == 0:
            if line[begin : token.start()].strip() or sign:
                yield sign, line[begin : token.start()].strip()
            sign, begin = _SIGNS[text], token.end()
    yield sign, line[begin:].strip()
