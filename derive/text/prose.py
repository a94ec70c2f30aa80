"""Mathematics inside sentences: L_K, z^2, x_i, and the names of symbols that a page speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derive.text.notation import Digits, Formula, Letter, Mark, Raised, Subscripted, Terms

_WORD = re.compile(
    r"(?<![\w^])([A-Za-z]+)(?:_(?:([A-Za-z0-9]+)|\{([A-Za-z])([+-])(\d+)\}))?(?:\^(\d|\*))?(?![\w^])"
)
_ARTICLES = ("a", "A", "I")


def mathematical(text: str, symbols: Iterable[str] = ()) -> tuple[str | Formula, ...]:
    """A sentence with formulas for what looks like one in it: a letter with a subscript or a power,
    and a word that is the name of a symbol.

    >>> mathematical("the mean of z^2 under q", ["theta"])[1]
    Raised(base=Letter(text='z'), exponent=Digits(text='2'))
    >>> mathematical("all theta of a law", ["theta", "a"])
    ('all ', Letter(text='theta'), ' of a law')
    """
    return tuple(_pieces(text, {*symbols} - {*_ARTICLES}))


def _pieces(text: str, symbols: set[str]) -> Iterator[str | Formula]:
    done = 0
    for found in _WORD.finditer(text):
        stem, mark, index, sign, step, power = found.groups()
        if not (mark or index or power or stem in symbols):
            continue
        if found.start() > done:
            yield text[done : found.start()]
        done = found.end()
        formula: Formula = Letter(f"{stem}_{mark}" if mark else stem)
        if index:
            moved = Terms(((False, Letter(index)), (sign == "-", Digits(step))))
            formula = Subscripted(formula, (moved,))
        if power:
            formula = Raised(formula, Mark("star") if power == "*" else Digits(power))
        yield formula
    if done < len(text):
        yield text[done:]
