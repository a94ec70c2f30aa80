"""A page as one display of mathematics, for notebooks that set nothing else."""

from __future__ import annotations

from typing import Any

from derive.derivation.document import Display, Page, Reason
from derive.render.display_lines import display_rows, stacked
from derive.render.latex_names import hostile


def mathjax(page: Page) -> str:
    """The chain of a page: each line with the rule that it follows by."""
    rows: list[str] = []
    title = ""
    for block in page.blocks:
        if isinstance(block, Reason):
            title = block.title
        elif isinstance(block, Display) and not block.boxed:
            rows += _rows(block, page, title)
            title = ""
    if not rows:
        rows = [r for b in page.blocks if isinstance(b, Display) for r in _rows(b, page, "")]
    return f"$$\n{stacked(rows, 'aligned')}\n$$"


def _rows(block: Any, page: Page, title: str) -> list[str]:
    *before, last = display_rows(block, page.scope)
    return [*before, f"{last} && {hostile(title)}" if title else last]
