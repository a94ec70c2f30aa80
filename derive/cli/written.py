"""Derivations that somebody wrote: a line is a formula, and from the second on a step from the line
before it. Nothing here imports SymPy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.cli.parser import BadInput

MOST_CHARACTERS = 100_000
_STEP = re.compile(r"\s*(<=|>=|=|<|>|≤|≥)(?!=)\s*(.*?)(?:\s+by\s+([a-z0-9-]+))?\s*")
_SIGNS = {"≤": "<=", "≥": ">="}


@dataclass(frozen=True)
class Line:
    """A line of a derivation: the sign that it begins with, none for the first, and its formula;
    `rule` is the name after `by`."""

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

    >>> [one] = written("assume a > 0\\nlog(a^2)\\n= 2*log(a)  by algebra", "a file")
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
        if not line:
            continue
        first, _, rest = line.partition(" ")
        if first == "assume" and rest:
            here.assumed += [fact.strip() for fact in rest.split(" and ")]
            continue
        step = _STEP.fullmatch(line)
        if step is None and here.lines:
            wanted = "a step begins with =, <=, >=, < or >, and a derivation after an empty line"
            raise BadInput(f"{name}, line {number}: {wanted}")
        if step is not None and not here.lines:
            raise BadInput(f"{name}, line {number}: there is no formula before this step")
        sign, formula, rule = ("", line, None) if step is None else step.groups()
        here.lines.append(Line(number, _SIGNS.get(sign, sign), formula, rule))
    yield here
