"""Receptive fields of masked convolutions: layer by layer, from the masks."""

from __future__ import annotations

from typing import Any

from derive.language.masked import (
    KernelMask,
    Mask,
    Pixel,
    Pixels,
    ReceptiveField,
    Seen,
    WrittenMask,
)
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_REFERENCE = "van den Oord, Kalchbrenner and Kavukcuoglu 2016, Pixel recurrent neural networks"
_A, _B, _WIDE = Mask("A", 3), Mask("B", 3), Mask("A", 3, 5)
_HERE = Pixels(5, 6, [(3, 4)])


def offsets(mask: KernelMask) -> list[Pixel]:
    """How far from the output pixel the places lie that a mask allows.

    >>> offsets(Mask("A", 1, 5))
    [(0, -2), (0, -1)]
    """
    (rows, columns), (middle, centre) = mask.shape, mask.centre
    return [
        (i - middle, j - centre)
        for i in range(1, rows + 1)
        for j in range(1, columns + 1)
        if mask.allows(i, j)
    ]


def _through_layers(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, ReceptiveField):
        return None
    found: Any = Pixels(*expr.map_shape, [expr.output])
    for mask in reversed(expr.masks):
        found = Seen(mask, found)
    return Rewritten(found)


field_through_layers = Rule(
    name="receptive-field-goes-back-layer-by-layer",
    title="Back through the layers, the last one first",
    reason="By the chain rule an output depends on a pixel where a path of weights that no mask "
    "removes joins them; weights are arbitrary, so that paths do not cancel.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=ReceptiveField([_A, _WIDE, _B], 5, 6, 3, 4),
        after=Seen(_A, Seen(_WIDE, Seen(_B, _HERE))),
        wrong=(
            Wrong(Seen(_WIDE, Seen(_B, _HERE)), "the first layer forgotten"),
            Wrong(Seen(_B, Seen(_WIDE, Seen(_B, _HERE))), "a mask of the other type"),
        ),
    ),
    rewrite=_through_layers,
)


def _written(expr: Any, _: Site) -> Rewritten | None:
    return Rewritten(expr.written) if isinstance(expr, Mask) else None


mask_definition = Rule(
    name="mask-definition",
    title="The masks, entry by entry",
    reason="Type A allows the places before the centre in reading order, type B the centre too.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Seen(_A, _HERE),
        after=Seen(WrittenMask([1, 1, 1], [1, 0, 0], [0, 0, 0]), _HERE),
        wrong=(
            Wrong(Seen(WrittenMask([1, 1, 1], [1, 1, 0], [0, 0, 0]), _HERE), "the centre allowed"),
            Wrong(Seen(WrittenMask([1, 1, 0], [1, 0, 0], [1, 0, 0]), _HERE), "columns for rows"),
        ),
    ),
    rewrite=_written,
)


def _moved(pixels: Pixels, by: list[Pixel]) -> list[Pixel]:
    return [(r + i, c + j) for r, c in pixels.pixels for i, j in by]


def _on_the_map(pixels: list[Pixel], shape: Pixel) -> list[Pixel]:
    return [(r, c) for r, c in pixels if 1 <= r <= shape[0] and 1 <= c <= shape[1]]


def _seen(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Seen) or not isinstance(expr.outputs, Pixels):
        return None
    if not isinstance(expr.mask, WrittenMask):
        return None
    found = _moved(expr.outputs, offsets(expr.mask))
    return Rewritten(Pixels(*expr.map_shape, _on_the_map(found, expr.map_shape)))


def _seen_statement() -> Statement:
    here = Pixels(3, 4, [(2, 2), (1, 4)])
    return Statement(
        before=Seen(_A.written, here),
        after=Pixels(3, 4, [(1, 1), (1, 2), (1, 3), (2, 1)]),
        wrong=(
            Wrong(Pixels(3, 4, [(2, 3), (3, 1), (3, 2), (3, 3), (2, 4)]), "the kernel flipped"),
            Wrong(Pixels(3, 4, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]), "the output too"),
        ),
    )


seen_through_mask = Rule(
    name="pixels-seen-are-the-outputs-moved-by-the-mask",
    title="What a layer sees",
    reason="The kernel is laid on each pixel; what its mask allows is seen, the padding is not.",
    reference=_REFERENCE,
    state=_seen_statement,
    rewrite=_seen,
)


def _exchanged(expr: Any, _: Site) -> Rewritten | None:
    """Only where neither mask reaches beyond the map from the pixels: what the padding cuts off in
    the one order might be seen in the other."""
    if not isinstance(expr, Seen) or not isinstance(expr.outputs, Seen):
        return None
    inner = expr.outputs
    if not isinstance(inner.outputs, Pixels) or expr.mask == inner.mask:
        return None
    for mask in (expr.mask, inner.mask):
        found = _moved(inner.outputs, offsets(mask))
        if found != _on_the_map(found, expr.map_shape):
            return None
    return Rewritten(Seen(inner.mask, Seen(expr.mask, inner.outputs)))


masks_exchanged = Rule(
    name="masks-away-from-the-border-may-change-places",
    title="Two layers in the other order",
    reason="A pixel is moved by a place of the one mask and a place of the other, and moves may be "
    "added in any order; here neither leaves the map.",
    reference="Serra 1982, Image Analysis and Mathematical Morphology, chapter II",
    state=lambda: Statement(
        before=Seen(_A, Seen(_B, _HERE)),
        after=Seen(_B, Seen(_A, _HERE)),
        wrong=(
            Wrong(Seen(_A, Seen(_A, _HERE)), "one type for the other"),
            Wrong(Seen(_B, Seen(_B, _HERE)), "the other type for the one"),
        ),
    ),
    rewrite=_exchanged,
)

RULES = (field_through_layers, mask_definition, seen_through_mask, masks_exchanged)
