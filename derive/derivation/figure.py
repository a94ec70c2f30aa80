"""What a derivation has found, as a picture: a grid of signs that every printer can draw."""

from __future__ import annotations

from typing import Any

from derive.language.masked import Pixels, ReceptiveField
from derive.text.record import Record

EMPTY, MARKED, HERE, MARKED_HERE = "empty", "marked", "here", "marked-here"


class Grid(Record):
    """A table of signs: the heads of the columns, the rows each with its head, and what it says.

    A sign is "empty", "marked", "here" (the place that is spoken of) or "marked-here".
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[Any, ...] = ()


def figure_of(start: Any, reached: Any) -> Grid | None:
    """The map of a receptive field that has been found; None where nothing is to be drawn.

    >>> from derive.language.masked import Mask
    >>> field = ReceptiveField([Mask("A", 1, 3)], 1, 3, 1, 2)
    >>> figure_of(field, Pixels(1, 3, [(1, 1)])).rows
    (('1', ('marked', 'here', 'empty')),)
    """
    if not isinstance(start, ReceptiveField) or not isinstance(reached, Pixels):
        return None
    rows, columns = reached.map_shape
    found = dict.fromkeys(reached.pixels, MARKED)
    found[start.output] = MARKED_HERE if start.output in found else HERE
    signs = ([found.get((r, c), EMPTY) for c in range(1, columns + 1)] for r in range(1, rows + 1))
    count = len(reached.pixels)
    row, column = start.output
    return Grid(
        tuple(str(c) for c in range(1, columns + 1)),
        tuple((str(r), tuple(line)) for r, line in enumerate(signs, 1)),
        (f"{count} pixels of the map; the round one is the output pixel ({row}, {column}).",),
    )
