"""What mathematics in print does otherwise than its formula says: variances, indices, binomials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from derive.render.latex_signs import BINARY_SPACE, INDEXED, RELATION_SPACE, THIN
from derive.render.typeset import FRACTION, Typeset, one, with_subscripts
from derive.text.notation import (
    ATOM,
    Call,
    Digits,
    Exponential,
    Factors,
    Formula,
    Letter,
    Mark,
    Over,
    Quotient,
    Raised,
    Root,
    Short,
    Subscripted,
)


class Speller(Protocol):
    """What spells the parts of a formula."""

    def spell(self, formula: Formula) -> Typeset: ...
    def small(self, formula: Formula) -> tuple[str, float]: ...
    def at_least(self, level: int, formula: Formula) -> Typeset: ...
    def enclosed(self, left: str, content: Typeset, right: str) -> Typeset: ...
    def separated(self, items: Sequence[Formula]) -> Typeset: ...


BARS = {
    "given": (r"\mid ", 0.28 + RELATION_SPACE),
    "divergence": (r"\,\|\, ", 0.85),
    "semicolon": (r";\; ", 0.56),
}
_NORMALS = (Mark("Normal"), Mark("LogNormal"))


def with_variance(call: Call) -> tuple[tuple[Formula, ...], tuple[Formula, ...]]:
    """The arguments and the given of a call; a normal law is written with its variance."""
    if call.head not in _NORMALS or call.bar != "given":
        return call.arguments, call.given
    if call.given:
        return call.arguments, (*call.given[:-1], squared(call.given[-1]))
    return (*call.arguments[:-1], squared(call.arguments[-1])), ()


def squared(formula: Formula) -> Formula:
    """The square of a formula, as one writes it."""
    if isinstance(formula, Root):
        return formula.body
    exponent = formula.exponent if isinstance(formula, Exponential) else None
    if isinstance(exponent, Quotient) and exponent.denominator == (Digits("2"),):
        factors = (*exponent.numerator, *exponent.aside)
        return Exponential(factors[0] if len(factors) == 1 else Factors(factors))
    return formula if formula == Digits("1") else Raised(formula, Digits("2"))


def times(before: Formula, after: Formula) -> tuple[str, float]:
    """What stands between two factors: a dot between numbers, a thin space beside brackets."""
    if isinstance(_first(after), Digits):
        return r" \cdot ", 0.28 + BINARY_SPACE
    if isinstance(after, (Short, Over)):
        return " ", THIN
    letters = (Letter, Digits, Mark, Subscripted, Root)
    if isinstance(_first(before), letters) and isinstance(_first(after), letters):
        return " ", 0.0
    return r" \, ", THIN


def _first(formula: Formula) -> Formula:
    return _first(formula.base) if isinstance(formula, Raised) else formula


def special(formula: Call, latex: Speller) -> Typeset | None:
    """Functions that are not written as a head before brackets."""
    if not isinstance(formula.head, Mark):
        return None
    name, arguments = formula.head.name, formula.arguments
    if name in INDEXED and len(arguments) > 1:
        head = with_subscripts(one(*INDEXED[name]), [latex.small(arguments[0])])
        return head.then(latex.enclosed("(", latex.separated(arguments[1:]), ")"))
    if name == "polygamma":
        order, width = latex.small(arguments[0])
        head = one(f"\\psi^{{({order})}}", 0.7 + width + 0.6)
        return head.then(latex.enclosed("(", latex.spell(arguments[1]), ")"))
    if name == "binomial":
        above, below = (latex.spell(a) for a in arguments)
        text = f"\\binom{{{above.text}}}{{{below.text}}}"
        return one(text, max(above.width, below.width) + 1.5, FRACTION)
    if name == "factorial":
        return latex.at_least(ATOM, arguments[0]).appended("!", 0.28)
    return None
