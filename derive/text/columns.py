"""Pieces of text, measured in columns of a terminal."""

from __future__ import annotations

import unicodedata

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


def words(text: str) -> list[Piece]:
    """Words, broken between any two."""
    stripped = text.strip(" ")
    found: list[Piece] = []
    for word in stripped.split(" "):
        gap = " " if found or text.startswith(" ") else ""
        found += breakable([piece(word)], RELATION_RANK, gap, len(gap))
    return [*found, piece(" ")] if text.endswith(" ") else found


def piece(text: str) -> Piece:
    """A text that stays together."""
    return Piece(text, width_of(text))
