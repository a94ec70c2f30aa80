"""Breaking a formula into lines, at relations, terms and factors, never inside a sign or a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

LIST_RANK, RELATION_RANK, TERM_RANK, FACTOR_RANK, STEP = 0, 1, 2, 3, 4
SHORT, LONG = 8.0, 20.0


@dataclass(frozen=True)
class Piece:
    """A stretch of output that stays together. A line may break before it where `rank` is a number:
    the lower, the better; a break takes away `gap`, the space before it, and puts `lead` there.
    What `opens` a pair of brackets begins a line only where that keeps it whole."""

    text: str
    width: float
    rank: int | None = None
    gap: str = ""
    gap_width: float = 0.0
    lead: str = ""
    opens: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a broken formula; `depth` says how far it is indented."""

    text: str
    depth: int
    width: float


def joined(pieces: Iterable[Piece]) -> str:
    """The pieces on one line."""
    return "".join(p.gap + p.text for p in pieces)


def total(pieces: Iterable[Piece]) -> float:
    """The width of the pieces on one line."""
    return sum(p.gap_width + p.width for p in pieces)


def deeper(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces inside a pair of brackets: a break there is worse than any outside."""
    return [p if p.rank is None else replace(p, rank=p.rank + STEP) for p in pieces]


def inside(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces between brackets. Where they are short they stay together; where they are long a
    line may break after the first bracket."""
    if total(pieces) <= SHORT:
        return [replace(p, rank=None) for p in pieces]
    first, *rest = pieces
    if first.rank is None and total(pieces) > LONG:
        first = replace(first, rank=TERM_RANK, opens=True)
    return deeper([first, *rest])


def breakable(
    pieces: Sequence[Piece], rank: int, gap: str = "", width: float = 0.0, lead: str = ""
) -> list[Piece]:
    """The pieces, with a possible break before the first."""
    first, *rest = pieces
    return [replace(first, rank=rank, gap=gap, gap_width=width, lead=lead), *rest]


def broken(pieces: Sequence[Piece], width: float, indent: float) -> list[Line]:
    """The lines of a formula, each at most `width` wide where breaks allow it.

    Lines fill up from the left. A break of a better rank is taken before a worse one; continued
    lines are indented, by `indent` for each pair of brackets that is open and once more.
    """
    lines: list[tuple[list[Piece], int]] = [([], 0)]
    _fill(list(pieces), width, indent, lines)
    found = [(_led(line, i > 0), depth) for i, (line, depth) in enumerate(lines) if line]
    return [Line(joined(line), depth, total(line)) for line, depth in found]


def _fill(
    pieces: list[Piece], width: float, indent: float, lines: list[tuple[list[Piece], int]]
) -> None:
    current, depth = lines[-1]
    if total(current) + total(pieces) + depth * indent <= width:
        current.extend(pieces)
        return
    ranks = [p.rank for p in pieces[1:] if p.rank is not None]
    if not ranks:
        current.extend(pieces)
        return
    best = min(ranks)
    for segment in _segments(pieces, best):
        current, depth = lines[-1]
        room = width - depth * indent - total(current)
        own = segment[0].rank
        deep = 1 + (best if own is None else own) // STEP
        # what cannot be broken begins a line of its own, even where a longer whole did not
        starts_anew = bool(current) and (own == best or (own is not None and _is_whole(segment)))
        if segment[0].opens or best % STEP == FACTOR_RANK:
            # a factor that fills more than a line is broken inside, beside the one before it
            starts_anew = starts_anew and total(segment) <= width - deep * indent
        if total(segment) > room and starts_anew:
            lines.append(([], deep))
            current, depth = lines[-1]
            room = width - depth * indent
        if total(segment) <= room:
            current.extend(segment)
        else:
            _fill(segment, width, indent, lines)


def _is_whole(pieces: list[Piece]) -> bool:
    return all(piece.rank is None for piece in pieces[1:])


def _segments(pieces: list[Piece], rank: int) -> list[list[Piece]]:
    """The pieces cut before each one that has this rank."""
    found: list[list[Piece]] = [[]]
    for i, piece in enumerate(pieces):
        if i and piece.rank == rank:
            found.append([])
        found[-1].append(piece)
    return found


def _led(line: list[Piece], continues: bool) -> list[Piece]:
    first, *rest = line
    text = first.lead + first.text if continues else first.text
    return [replace(first, gap="", gap_width=0.0, text=text), *rest]
