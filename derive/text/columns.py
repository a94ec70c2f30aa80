"""Pieces of text, measured in columns of a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from derive.text.breaking import RELATION_RANK, Piece, breakable


def width_of(text: str) -> int:
    """The columns of a terminal that a text takes.

    >>> width_of("θ²"), width_of("界")
    (2, 2)
    """
    return sum(_columns(c) for c in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def flowing(parts: Iterable[str | list[Piece]]) -> list[Piece]:
    """Words and formulas in turn, broken at every space between them."""
    found: list[Piece] = []
    space = False
    for part in parts:
        if isinstance(part, str):
            for i, word in enumerate(part.split(" ")):
                space = space or i > 0
                if word:
                    found += _after(space, [piece(word)])
                    space = False
        elif part:
            found += _after(space, part)
            space = False
    return found


def _after(space: bool, pieces: list[Piece]) -> list[Piece]:
    return breakable(pieces, RELATION_RANK, " ", 1) if space else pieces


def piece(text: str) -> Piece:
    """A text that stays together."""
    return Piece(text, width_of(text))
