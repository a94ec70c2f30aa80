"""Pages as Markdown with mathematics between dollars, for notebooks and READMEs."""

from __future__ import annotations

import re
from functools import singledispatchmethod
from typing import Any

from derive.derivation.document import (
    Display,
    Heading,
    Inset,
    Items,
    Listing,
    Note,
    Page,
    Prose,
    Reason,
    Words,
)
from derive.derivation.figure import EMPTY, HERE, MARKED, MARKED_HERE, Grid
from derive.render.display_lines import display_rows, stacked
from derive.render.latex import in_text
from derive.render.torch_code import torch_listing
from derive.text.letters import Scope
from derive.text.visible import visible

SIGNS = {EMPTY: "·", MARKED: "■", HERE: "○", MARKED_HERE: "●"}
_MARKUP = re.compile(r"([\\`*_{}\[\]#$|~!])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown(page: Page) -> str:
    """The page as Markdown."""
    return "\n\n".join(_Markdown(page.scope).block(b) for b in page.blocks) + "\n"


def escaped(text: str) -> str:
    """Words in which nothing is markup."""
    marked = _MARKUP.sub(r"\\\1", visible(" ".join(text.split("\n"))))
    return marked.translate(_ENTITIES)


class _Markdown:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def words(self, words: Words) -> str:
        return "".join(
            escaped(w) if isinstance(w, str) else f"${in_text(w, self.scope)}$" for w in words
        )

    @singledispatchmethod
    def block(self, block: Any) -> str:
        raise TypeError(f"{type(block).__name__} is not a block of a page")

    @block.register(Heading)
    def _(self, block: Heading) -> str:
        return f"{'#' * block.level} {escaped(block.text)}"

    @block.register(Prose)
    @block.register(Note)
    def _(self, block: Prose | Note) -> str:
        return self.words(block.words)

    @block.register(Items)
    def _(self, block: Items) -> str:
        return "\n".join(f"- {self.words(item)}" for item in block.items)

    @block.register(Reason)
    def _(self, block: Reason) -> str:
        opening = f"**{block.number}.** *{escaped(block.title)}.* {self.words(block.words)}"
        return "\n\n".join([opening.rstrip(), *(self.words(c) for c in block.conditions)])

    @block.register(Listing)
    def _(self, block: Listing) -> str:
        code = torch_listing(block.draw)
        return f"```python\n{code}```" if code else ""

    @block.register(Grid)
    def _(self, block: Grid) -> str:
        lines = [(" ", *block.columns), *((h, *(SIGNS[s] for s in row)) for h, row in block.rows)]
        lines.insert(1, ("---",) * len(lines[0]))
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"{table}\n\n{self.words(block.words)}"

    @block.register(Inset)
    def _(self, block: Inset) -> str:
        inner = "\n\n".join(self.block(b) for b in block.blocks)
        return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))

    @block.register(Display)
    def _(self, block: Display) -> str:
        return f"$$\n{aligned(block, self.scope)}\n$$"


def aligned(block: Display, scope: Scope) -> str:
    """A display as one environment, boxed where it is the result."""
    body = stacked(display_rows(block, scope), "aligned")
    return f"\\boxed{{{body}}}" if block.boxed else body
