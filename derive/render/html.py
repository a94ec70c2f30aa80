"""Pages as HTML for notebooks: mathematics stays LaTeX, which the notebook sets."""

from __future__ import annotations

from functools import singledispatchmethod
from html import escape
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
from derive.derivation.figure import Grid
from derive.render.latex import in_text
from derive.render.markdown import SIGNS, aligned
from derive.render.torch_code import torch_listing
from derive.text.letters import Scope
from derive.text.visible import visible


def html(page: Page) -> str:
    """The page as a piece of HTML with LaTeX in it."""
    blocks = "\n".join(_Html(page.scope).block(b) for b in page.blocks)
    return f'<div class="derivation">\n{blocks}\n</div>'


def escaped(text: str) -> str:
    """Words in which nothing is markup, and nothing mathematics."""
    return escape(visible(" ".join(text.split("\n")))).replace("$", "&#36;").replace("\\", "&#92;")


class _Html:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def words(self, words: Words) -> str:
        return "".join(
            escaped(w) if isinstance(w, str) else f"\\({escape(in_text(w, self.scope))}\\)"
            for w in words
        )

    @singledispatchmethod
    def block(self, block: Any) -> str:
        raise TypeError(f"{type(block).__name__} is not a block of a page")

    @block.register(Heading)
    def _(self, block: Heading) -> str:
        level = block.level + 2
        return f"<h{level}>{escaped(block.text)}</h{level}>"

    @block.register(Prose)
    def _(self, block: Prose) -> str:
        return f"<p>{self.words(block.words)}</p>"

    @block.register(Note)
    def _(self, block: Note) -> str:
        return f"<p><small>{self.words(block.words)}</small></p>"

    @block.register(Items)
    def _(self, block: Items) -> str:
        return "<ul>" + "".join(f"<li>{self.words(item)}</li>" for item in block.items) + "</ul>"

    @block.register(Reason)
    def _(self, block: Reason) -> str:
        title = f"<em>{escaped(block.title)}.</em>"
        conditions = "".join(f"<br><small>{self.words(c)}</small>" for c in block.conditions)
        told = f"{title} {self.words(block.words)}".rstrip()
        return f"<p><b>{block.number}.</b> {told}{conditions}</p>"

    @block.register(Listing)
    def _(self, block: Listing) -> str:
        code = torch_listing(block.draw)
        return f"<pre>{escape(code)}</pre>" if code else ""

    @block.register(Grid)
    def _(self, block: Grid) -> str:
        heads = "".join(f"<th>{escaped(c)}</th>" for c in block.columns)
        rows = (
            f"<tr><th>{escaped(head)}</th>{''.join(f'<td>{SIGNS[s]}</td>' for s in row)}</tr>"
            for head, row in block.rows
        )
        caption = f"<caption>{self.words(block.words)}</caption>"
        return f"<table>{caption}<tr><th></th>{heads}</tr>{''.join(rows)}</table>"

    @block.register(Inset)
    def _(self, block: Inset) -> str:
        inner = "\n".join(self.block(b) for b in block.blocks)
        return f"<blockquote>\n{inner}\n</blockquote>"

    @block.register(Display)
    def _(self, block: Display) -> str:
        return f"\\[{escape(aligned(block, self.scope))}\\]"
