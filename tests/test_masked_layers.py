"""Receptive fields of masked convolutions: what the rules compose is what the derivatives show, for
the sheet's sizes and for others; the picture is the set."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import pytest

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.derivation.figure import figure_of
from derive.derivation.json_form import derivation_json
from derive.derivation.status import Status
from derive.errors import DeriveError
from derive.language.masked import Mask, Pixels, ReceptiveField, WrittenMask
from derive.render.page import as_html, as_latex, as_markdown, as_text
from derive.rulebook.matrices.masked_layers import (
    field_through_layers,
    mask_definition,
    masks_exchanged,
    seen_through_mask,
)


def derived(field: ReceptiveField) -> Derivation:
    found = start(field).by(field_through_layers)
    if any(isinstance(mask, Mask) for mask in field.masks):
        found = found.by(mask_definition)
    for _ in field.masks:
        found = found.by(seen_through_mask)
    return found


def counted(field: ReceptiveField) -> set[tuple[int, int]]:
    """The same by walking all paths from the output, one layer at a time."""
    rows, columns = field.map_shape
    reached = {field.output}
    for mask in reversed(field.masks):
        (height, width), (i0, j0) = mask.shape, mask.centre
        places = itertools.product(range(height), range(width))
        steps = [(i + 1 - i0, j + 1 - j0) for i, j in places if mask.allows(i + 1, j + 1)]
        moved = {(r + i, c + j) for r, c in reached for i, j in steps}
        reached = {(r, c) for r, c in moved if 0 < r <= rows and 0 < c <= columns}
    return reached


@pytest.mark.parametrize(("kinds", "count"), [("AA", 9), ("AB", 11), ("BA", 11), ("BB", 12)])
def test_the_four_cases_of_two_layers(kinds: str, count: int) -> None:
    field = ReceptiveField([Mask(kind, 3) for kind in kinds], 5, 5, 3, 3)
    done = derived(field).verify()
    assert done.status is Status.VERIFIED
    assert set(done.result.pixels) == counted(field)
    assert len(done.result.pixels) == count
    assert all(s.evidence is not None and s.evidence.effective == 20 for s in done.steps)


OTHERS = [
    ReceptiveField([Mask("A", 5), Mask("B", 3), Mask("B", 3)], 7, 8, 4, 4),
    ReceptiveField([Mask("full", 3), Mask("A", 1, 5)], 4, 6, 2, 2),
    ReceptiveField([Mask("B", 3), Mask("A", 3)], 3, 3, 1, 1),
    ReceptiveField([Mask("A", 7)], 9, 9, 9, 9),
    ReceptiveField([WrittenMask([0, 1, 0], [1, 0, 1], [0, 1, 0])] * 2, 5, 5, 1, 3),
]


@pytest.mark.parametrize("field", OTHERS, ids=str)
def test_other_sizes_masks_pixels_and_numbers_of_layers(field: ReceptiveField) -> None:
    done = derived(field).verify()
    assert done.status is Status.VERIFIED
    assert set(done.result.pixels) == counted(field)


def test_a_wrong_pixel_is_refuted_by_the_derivatives() -> None:
    field = ReceptiveField([Mask("A", 3), Mask("B", 3)], 5, 5, 3, 3)
    right = derived(field)
    for extra in ((3, 3), (2, 5), (4, 1)):
        wrong = Pixels(5, 5, [*right.result.pixels, extra])
        last = replace(right.steps[-1], after=wrong)
        assert replace(right, steps=(*right.steps[:-1], last)).verify().status is Status.REFUTED


def test_masks_change_places_only_where_the_border_cuts_nothing_off() -> None:
    inside = start(ReceptiveField([Mask("A", 3), Mask("B", 3)], 5, 5, 3, 3))
    assert inside.by(field_through_layers).by(masks_exchanged).verify().status is Status.VERIFIED
    corner = start(ReceptiveField([Mask("A", 3), Mask("B", 3)], 5, 5, 1, 3))
    with pytest.raises(RuleRefused):
        corner.by(field_through_layers).by(masks_exchanged)


def test_at_the_border_the_order_may_matter() -> None:
    """What is cut off in the one order is seen in the other: why the rule is refused there."""
    rng = random.Random(1)
    masks = [
        WrittenMask(*([rng.randint(0, 1) for _ in range(3)] for _ in range(3))) for _ in range(20)
    ]
    pairs = itertools.permutations(masks, 2)
    fields = (
        (ReceptiveField([a, b], 4, 4, 1, 1), ReceptiveField([b, a], 4, 4, 1, 1)) for a, b in pairs
    )
    assert any(counted(one) != counted(other) for one, other in fields)


def test_the_picture_is_the_set() -> None:
    done = derived(ReceptiveField([Mask("A", 3), Mask("A", 3)], 5, 5, 3, 3))
    grid = figure_of(done.start, done.reached)
    assert grid is not None
    drawn = {
        (int(head), c)
        for head, row in grid.rows
        for c, sign in enumerate(row, 1)
        if sign.startswith("marked")
    }
    assert drawn == set(done.result.pixels)
    assert "3 ■ · ○ · ·" in as_text(done)
    assert as_latex(done).count(r"\blacksquare") == 9
    assert as_markdown(done).count("■") == as_html(done).count("■") == 9
    assert derivation_json(done)["result"]["map"] == ["11111", "11100", "10000", "00000", "00000"]


@pytest.mark.parametrize(
    "made",
    [
        lambda: Mask("C", 3),
        lambda: Mask("A", 4),
        lambda: WrittenMask([1, 0, 1], [1]),
        lambda: WrittenMask([1, 0]),
        lambda: Pixels(2, 2, [(3, 1)]),
        lambda: ReceptiveField([Mask("A", 3)], 5, 5, 0, 3),
    ],
)
def test_what_is_no_mask_or_no_pixel_is_refused(made) -> None:
    with pytest.raises(DeriveError):
        made()
