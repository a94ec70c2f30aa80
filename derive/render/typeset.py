"""LaTeX in pieces, with how wide and how tall they are set."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.render.latex_signs import SCRIPT
from derive.text.breaking import Piece, breakable, joined, total

FLAT, BRACKETED, FRACTION, TOWER = range(4)


@dataclass(frozen=True)
class Typeset:
    """Pieces, and how tall the tallest is."""

    pieces: list[Piece]
    tall: int = FLAT

    @property
    def text(self) -> str:
        return joined(self.pieces)

    @property
    def width(self) -> float:
        return total(self.pieces)

    def then(self, *others: Typeset) -> Typeset:
        """This and what follows it."""
        pieces = [p for t in (self, *others) for p in t.pieces]
        return Typeset(pieces, max(self.tall, *(t.tall for t in others)))

    def after_break(self, rank: int, lead: str = "", gap: str = " ") -> Typeset:
        """The same, with a possible break before it."""
        return Typeset(breakable(self.pieces, rank, gap, 0.0, lead), self.tall)

    def appended(self, text: str, width: float) -> Typeset:
        """The same, with something that belongs to its last piece."""
        last = self.pieces[-1]
        last = replace(last, text=last.text + text, width=last.width + width)
        return Typeset([*self.pieces[:-1], last], self.tall)


def one(text: str, width: float, tall: int = FLAT) -> Typeset:
    return Typeset([Piece(text, width)], tall)


NOTHING = Typeset([])


def with_subscripts(base: Typeset, marks: list[tuple[str, float]]) -> Typeset:
    """A base with its subscripts, each with its width."""
    if not marks:
        return base
    text = ", ".join(mark for mark, _ in marks)
    width = sum(w for _, w in marks) + 0.4 * SCRIPT * (len(marks) - 1)
    return base.appended(f"_{{{text}}}", width + 0.05)
