"""How a language spells vectors and matrices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """How a language spells arrays.

    each: for the names of vectors, those of their coordinates, and the patterns of the vector of
    numbers made of them and of a number beside them; constant: a number as often as something has
    coordinates; length: of an array; row: what is as long as a matrix; diagonal: the matrix with a
    vector on its diagonal; multiple: of a matrix by a number; added: the sum of such multiples;
    scalar: a number beside a matrix.
    """

    each: Callable[[list[str]], tuple[list[str], str, str]]
    constant: str
    length: str
    row: str
    diagonal: str
    multiple: str
    added: Callable[[list[str]], str]
    scalar: str
