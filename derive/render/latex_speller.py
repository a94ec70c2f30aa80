"""What spells formulas in LaTeX, in pieces whose widths are estimated so that lines can be broken.

Brackets have sizes of their own (`\\bigl(`) and never `\\left(`, so that a line may break between
them. One function for each kind of formula stands in `latex_arithmetic` and `latex_operators`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from derive.render.latex_conventions import times
from derive.render.latex_names import latex_name, subscript_width
from derive.render.latex_signs import (
    BRACKETS,
    SCRIPT,
    SIZES,
    THIN,
)
from derive.render.typeset import FLAT, NOTHING, Typeset, one, with_subscripts
from derive.text.breaking import (
    FACTOR_RANK,
    LIST_RANK,
    Piece,
    deeper,
    inside,
)
from derive.text.notation import (
    BIG,
    PRODUCT,
    Formula,
    Short,
)

NO_LIMIT = float("inf")

Spelling = Callable[["Latex", Any], Typeset]
_TABLE: dict[type[Formula], Spelling] = {}


def spells(kind: type[Formula]) -> Callable[[Spelling], Spelling]:
    """Registers what spells a kind of formula."""

    def register(spelling: Spelling) -> Spelling:
        _TABLE[kind] = spelling
        return spelling

    return register


@dataclass(frozen=True)
class Latex:
    """Spells formulas in LaTeX. What is wider than `limit` (in em) is written so that it can be
    broken; in a `script` fractions are written with a slash."""

    limit: float = NO_LIMIT
    script: bool = False

    def spell(self, formula: Formula) -> Typeset:
        """The formula in LaTeX."""
        return _TABLE[type(formula)](self, formula)

    def line(self, formula: Formula) -> str:
        """The formula on one line."""
        return self.spell(formula).text

    def small(self, formula: Formula) -> tuple[str, float]:
        """A formula as a subscript or superscript, and its width there."""
        found = Latex(script=True).spell(formula)
        return found.text, found.width * SCRIPT

    def at_least(self, level: int, formula: Formula) -> Typeset:
        """The formula, in brackets if it binds less tightly than its place wants."""
        found = self.spell(formula)
        return found if formula.level >= level else self.enclosed("(", found, ")", deeper)

    def enclosed(
        self,
        left: str,
        content: Typeset,
        right: str,
        within: Callable[[Sequence[Piece]], list[Piece]] = inside,
    ) -> Typeset:
        """Something in brackets as large as it is tall; `within` says how it may be broken."""
        large, small, more = SIZES[FLAT if self.script else content.tall]
        opening, closing = BRACKETS[left], BRACKETS[right]
        return Typeset(
            [
                Piece(large + opening[0], opening[1] + more),
                *within(content.pieces),
                Piece(small + closing[0], closing[1] + more),
            ],
            content.tall,
        )

    def separated(self, items: Sequence[Formula]) -> Typeset:
        found = NOTHING
        for item in items:
            if found.pieces:
                found = found.then(one(",", 0.28 + THIN))
                found = found.then(self.spell(item).after_break(LIST_RANK))
            else:
                found = found.then(self.spell(item))
        return found

    def subscripted_name(self, text: str, more: Sequence[tuple[str, float]]) -> Typeset:
        stem, marks, width = latex_name(text)
        own = [(mark, subscript_width(mark) * SCRIPT) for mark in marks]
        return with_subscripts(one(stem, width), [*own, *more])

    def product(self, factors: Sequence[Formula]) -> Typeset:
        found = NOTHING
        for i, factor in enumerate(factors):
            typeset = self.factor(factor, last=i == len(factors) - 1)
            if found.pieces:
                sign, width = times(factors[i - 1], factor)
                found = found.appended(sign, width)
                typeset = typeset.after_break(FACTOR_RANK, r"\times ", "")
            found = found.then(typeset)
        return found

    def factor(self, factor: Formula, last: bool) -> Typeset:
        if isinstance(factor, Short) and not last:
            return self.spell(factor.head).then(
                self.enclosed("(", self.spell(factor.argument), ")")
            )
        return self.at_least(BIG if last else PRODUCT, factor)
