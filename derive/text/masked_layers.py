"""Masks, sets of pixels and receptive fields."""

from __future__ import annotations

from derive.language.masked import Mask, Pixel, Pixels, ReceptiveField, Seen, WrittenMask
from derive.text.arrange import arrange, arranges
from derive.text.letters import Scope
from derive.text.notation import Call, Digits, Enclosed, Formula, Letter, Mark, Subscripted


@arranges(Mask)
def _mask(mask: Mask, _: Scope) -> Formula:
    """M with its type and the size of its kernel, once where that is a square."""
    sizes = dict.fromkeys(mask.shape)
    marks = (Letter(mask.kind), *(Digits(str(n)) for n in sizes))
    return Subscripted(Letter("M"), marks)


@arranges(WrittenMask)
def _written(mask: WrittenMask, _: Scope) -> Formula:
    rows = (tuple(Digits(str(entry)) for entry in row) for row in mask.args)
    return Enclosed("[", tuple(Enclosed("[", row, "]") for row in rows), "]")


def pixel(place: Pixel) -> Formula:
    """A pixel as a pair: its row and its column."""
    return Enclosed("(", tuple(Digits(str(n)) for n in place), ")")


@arranges(Pixels)
def _pixels(expr: Pixels, _: Scope) -> Formula:
    if not expr.pixels:
        return Mark("empty-set")
    return Enclosed("{", tuple(pixel(p) for p in expr.pixels), "}")


@arranges(Seen)
def _seen(expr: Seen, scope: Scope) -> Formula:
    return Call(Mark("seen"), (arrange(expr.mask, scope), arrange(expr.outputs, scope)))


@arranges(ReceptiveField)
def _field(expr: ReceptiveField, scope: Scope) -> Formula:
    masks = tuple(arrange(mask, scope) for mask in expr.masks)
    return Call(Mark("field"), (pixel(expr.output),), masks, "semicolon")
