"""Pages in a terminal, in the width that it has; plain text where it is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from derive.render.torch_code import torch_listing
from derive.text.breaking import Piece, broken, deeper
from derive.text.columns import flowing, width_of
from derive.text.formula import formula
from derive.text.letters import Scope
from derive.text.notation import Formula
from derive.text.plain import Plain
from derive.text.visible import visible

INDENT = 2
MARGIN = 4
NARROWEST = 30


@dataclass(frozen=True)
class Span:
    """Text of one line, in one style ("bold", "dim", "italic" or none)."""

    text: str
    style: str = ""


Row = tuple[Span, ...]


EVERYWHERE = Scope()
SIGNS = {EMPTY: ".", MARKED: "#", HERE: "o", MARKED_HERE: "@"}
UNICODE_SIGNS = {EMPTY: "·", MARKED: "■", HERE: "○", MARKED_HERE: "●"}


@dataclass(frozen=True)
class Terminal:
    """Prints pages as rows of text: how wide they may be, and whether with more than ASCII."""

    width: int = 80
    unicode: bool = True
    scope: Scope = EVERYWHERE

    def page(self, page: Page) -> list[Row]:
        """The rows of a page."""
        here = replace(self, width=max(self.width, NARROWEST), scope=page.scope)
        return here.blocks(page.blocks)

    def text(self, page: Page) -> str:
        """The page as plain text that ends in a line break."""
        rows = self.page(page)
        return "".join("".join(s.text for s in row).rstrip() + "\n" for row in rows)

    def blocks(self, blocks: tuple[Any, ...]) -> list[Row]:
        found: list[Row] = []
        for i, block in enumerate(blocks):
            rows = self.block(block)
            close = i > 0 and isinstance(blocks[i - 1], (Reason, Note)) and not _boxed(block)
            found += [*([()] if i and not close else []), *rows]
        return found

    @singledispatchmethod
    def block(self, block: Any) -> list[Row]:
        raise TypeError(f"{type(block).__name__} is not a block of a page")

    @block.register(Heading)
    def _(self, block: Heading) -> list[Row]:
        return [(Span(line, "bold"),) for line in self.wrapped((block.text,))]

    @block.register(Prose)
    def _(self, block: Prose) -> list[Row]:
        return [(Span(line),) for line in self.wrapped(block.words)]

    @block.register(Note)
    def _(self, block: Note) -> list[Row]:
        return [(Span(line, "dim"),) for line in self.wrapped(block.words)]

    @block.register(Items)
    def _(self, block: Items) -> list[Row]:
        lines = [line for item in block.items for line in self.wrapped(item, "- ")]
        return [(Span(line),) for line in lines]

    @block.register(Reason)
    def _(self, block: Reason) -> list[Row]:
        lead = f"{block.number}. "
        title = visible(block.title) + ". "
        first, *rest = self.wrapped((title, *block.words), lead)
        if not first.startswith(lead + title.strip()):
            opening: Row = (Span(first, "dim"),)
        else:
            after = first[len(lead) + len(title) - 1 :]
            opening = (Span(lead), Span(title.strip(), "bold"), Span(after, "dim"))
        margin = " " * len(lead)
        rest += [line for c in block.conditions for line in self.wrapped(c, margin)]
        return [opening, *((Span(line, "dim"),) for line in rest)]

    @block.register(Listing)
    def _(self, block: Listing) -> list[Row]:
        lines = torch_listing(block.draw).splitlines()
        return [(Span(f"    {line}".rstrip()),) for line in lines]

    @block.register(Grid)
    def _(self, block: Grid) -> list[Row]:
        signs = UNICODE_SIGNS if self.unicode else SIGNS
        lines = [("", block.columns), *((h, [signs[s] for s in row]) for h, row in block.rows)]
        wide = 1 + max(len(text) for head, row in lines for text in (head, *row))
        drawn = ("".join(text.rjust(wide) for text in (head, *row)) for head, row in lines)
        rows: list[Row] = [(Span(" " * MARGIN + line),) for line in drawn]
        return [*rows, *((Span(line, "dim"),) for line in self.wrapped(block.words))]

    @block.register(Inset)
    def _(self, block: Inset) -> list[Row]:
        bar = "  │ " if self.unicode else "  | "
        inner = replace(self, width=max(self.width - len(bar), NARROWEST))
        return [(Span(bar, "dim"), *row) for row in inner.blocks(block.blocks)]

    @block.register(Display)
    def _(self, block: Display) -> list[Row]:
        if block.boxed:
            inner = replace(self, width=self.width - 4)
            return self.boxed(inner.display(block))
        return [(Span(line),) for line in self.display(block)]

    def display(self, block: Display) -> list[str]:
        """The lines of a formula, its relation at the left."""
        plain = Plain(self.unicode)
        margin = "" if block.boxed else " " * MARGIN
        right = formula(block.expr, self.scope)
        if not block.relation:
            return self.formula(right, margin)
        lead = f"{margin}{plain.sign(block.relation)} "
        if block.left is None:
            return self.formula(right, lead)
        left = formula(block.left, self.scope)
        whole = f"{margin}{plain.line(left)} {lead.lstrip()}{plain.line(right)}"
        if width_of(whole) <= self.width:
            return [whole]
        return [*self.formula(left, margin), *self.formula(right, lead)]

    def formula(self, shown: Formula, lead: str) -> list[str]:
        """A formula in lines, the first after `lead`, those that continue it indented."""
        room = max(self.width - width_of(lead), NARROWEST // 2)
        lines = broken(Plain(self.unicode).pieces(shown), room, INDENT)
        margins = [lead, *(" " * width_of(lead) for _ in lines[1:])]
        return [
            m + " " * (INDENT * line.depth) + line.text
            for m, line in zip(margins, lines, strict=True)
        ]

    def wrapped(self, content: Words, lead: str = "") -> list[str]:
        """Prose in lines after `lead`; a formula is broken only where no line can hold it."""
        pieces = flowing(self.said(w) for w in content)
        lines = broken(pieces, self.width - width_of(lead), 0)
        margins = [lead, *(" " * width_of(lead) for _ in lines[1:])]
        return [margin + line.text for margin, line in zip(margins, lines, strict=True)]

    def said(self, word: Any) -> str | list[Piece]:
        if isinstance(word, str):
            return visible(" ".join(word.split("\n")))
        shown = word if isinstance(word, Formula) else formula(word, self.scope)
        return deeper(Plain(self.unicode).pieces(shown))

    def boxed(self, lines: list[str]) -> list[Row]:
        """Lines in a box."""
        wide = max(width_of(line) for line in lines) + 2
        across, corners, side = ("─", "┌┐└┘", "│") if self.unicode else ("-", "++++", "|")
        top, bottom = (f"{corners[i]}{across * wide}{corners[i + 1]}" for i in (0, 2))
        rows: list[Row] = [(Span(top, "dim"),)]
        for line in lines:
            fill = " " * (wide - 1 - width_of(line))
            rows.append((Span(f"{side} ", "dim"), Span(line, "bold"), Span(f"{fill}{side}", "dim")))
        return [*rows, (Span(bottom, "dim"),)]


def _boxed(block: Any) -> bool:
    return isinstance(block, Display) and block.boxed
