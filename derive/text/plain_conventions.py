"""Functions that mathematics does not write as a name before brackets, in the signs of Unicode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.text.breaking import Piece
from derive.text.columns import piece
from derive.text.notation import ATOM, Call, Digits, Letter, Mark
from derive.text.signs import ORDERED

if TYPE_CHECKING:
    from derive.text.plain_speller import Plain


def conventional(plain: Plain, formula: Call) -> list[Piece] | None:
    """n! for a factorial, and the order of a function as its index: I_0(k); None for all others."""
    name = formula.head.name if isinstance(formula.head, Mark) else ""
    if name == "factorial":
        return [*plain.at_least(ATOM, formula.arguments[0]), piece("!")]
    if name not in ORDERED or len(formula.arguments) != 2:
        return None
    order, at = formula.arguments
    shown = plain.line(order)
    index = shown if isinstance(order, (Letter, Digits)) else f"{{{shown}}}"
    return plain.applied([piece(f"{ORDERED[name]}_{index}")], [at])
