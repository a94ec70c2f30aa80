"""Pages as LaTeX: a complete document, or a piece to be put into one."""

from __future__ import annotations

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
from derive.render.display_lines import WIDTH, display_lines, display_rows, is_wide, stacked
from derive.render.latex_formula import Latex
from derive.render.latex_names import latex_prose
from derive.render.torch_code import torch_listing
from derive.render.typeset import FRACTION
from derive.text.formula import formula
from derive.text.letters import Scope
from derive.text.notation import Formula, Phrase

GRID_SIGNS = {
    EMPTY: r"\cdot",
    MARKED: r"\blacksquare",
    HERE: r"\bigcirc",
    MARKED_HERE: r"\bullet",
}
PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern}
\usepackage[fleqn]{amsmath}
\usepackage{amssymb}
\usepackage{graphicx}
\usepackage[margin=1in]{geometry}
\setlength{\mathindent}{2em}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em plus 0.2em}
\setlength{\emergencystretch}{4em}
\allowdisplaybreaks
\AtBeginDocument{%
  \setlength{\abovedisplayskip}{0.5em plus 0.2em}%
  \setlength{\belowdisplayskip}{0.6em plus 0.3em}%
  \setlength{\abovedisplayshortskip}{0.5em plus 0.2em}%
  \setlength{\belowdisplayshortskip}{0.6em plus 0.3em}}
\begin{document}
"""


def document(page: Page) -> str:
    """A complete document, to be handed to pdflatex."""
    return f"{PREAMBLE}\n{fragment(page)}\n\n\\end{{document}}\n"


def fragment(page: Page) -> str:
    """The blocks of a page; needs amsmath, amssymb and graphicx."""
    return _Fragment(page.scope).blocks(page.blocks)


def inline(content: Any, scope: Scope) -> str:
    """An expression or formula on one line of LaTeX, without dollars."""
    found = content if isinstance(content, Formula) else formula(content, scope)
    return Latex().line(found)


def in_text(content: Any, scope: Scope) -> str:
    """An expression or formula for a line of prose, its fractions as large as in a display."""
    return _readable(content if isinstance(content, Formula) else formula(content, scope))


def _readable(shown: Formula) -> str:
    spelled = Latex().spell(shown)
    return rf"\displaystyle {spelled.text}" if spelled.tall >= FRACTION else spelled.text


def words(content: Words, scope: Scope) -> str:
    """Prose with mathematics between dollars; what is too wide for that stands by itself."""
    found = ""
    for part in content:
        if isinstance(part, str):
            found += latex_prose(part)
            continue
        shown = part if isinstance(part, Formula) else formula(part, scope)
        found += "".join(_in_prose(p) for p in _phrase(shown))
    return found


def _phrase(shown: Formula) -> tuple[str | Formula, ...]:
    return shown.parts if isinstance(shown, Phrase) else (shown,)


def _in_prose(part: str | Formula) -> str:
    if isinstance(part, str):
        return latex_prose(part)
    if isinstance(part, Phrase):
        return "".join(_in_prose(p) for p in part.parts)
    if is_wide(part):
        return f"\n\\[\n{stacked([f'& {line}' for line in display_lines(part)], 'aligned')}\n\\]\n"
    return f"${_readable(part)}$"


class _Fragment:
    """Prints blocks, each formula at most `width` wide (in em)."""

    def __init__(self, scope: Scope, width: float = WIDTH) -> None:
        self.scope = scope
        self.width = width

    def blocks(self, blocks: tuple[Any, ...]) -> str:
        """Blocks after one another; no empty line before a formula, which would set it apart."""
        found = ""
        for i, block in enumerate(blocks):
            joined = isinstance(block, Display) and i and not isinstance(blocks[i - 1], Heading)
            found += ("\n" if joined else "\n\n" if i else "") + self.block(block)
        return found

    @singledispatchmethod
    def block(self, block: Any) -> str:
        raise TypeError(f"{type(block).__name__} is not a block of a page")

    @block.register(Heading)
    def _(self, block: Heading) -> str:
        command = "section*" if block.level == 1 else "subsection*"
        return rf"\{command}{{{latex_prose(block.text)}}}"

    @block.register(Prose)
    def _(self, block: Prose) -> str:
        return words(block.words, self.scope)

    @block.register(Note)
    def _(self, block: Note) -> str:
        return rf"{{\small {words(block.words, self.scope)}\par}}"

    @block.register(Items)
    def _(self, block: Items) -> str:
        items = "\n".join(rf"\item {words(item, self.scope)}" for item in block.items)
        return f"\\begin{{itemize}}\\setlength{{\\itemsep}}{{0pt}}\n{items}\n\\end{{itemize}}"

    @block.register(Reason)
    def _(self, block: Reason) -> str:
        reason = words(block.words, self.scope)
        title = rf"\textbf{{{block.number}.}} \emph{{{latex_prose(block.title)}.}}"
        found = [f"{title} {reason}".rstrip()]
        found += [rf"\newline{{\small {words(c, self.scope)}}}" for c in block.conditions]
        return "\n".join(found)

    @block.register(Listing)
    def _(self, block: Listing) -> str:
        code = torch_listing(block.draw)
        return f"\\begin{{verbatim}}\n{code}\\end{{verbatim}}" if code else ""

    @block.register(Grid)
    def _(self, block: Grid) -> str:
        lines = [
            ["", *block.columns],
            *([h, *(GRID_SIGNS[s] for s in row)] for h, row in block.rows),
        ]
        body = " \\\\\n".join(" & ".join(line) for line in lines)
        body = body.replace("\\\\\n", "\\\\ \\hline\n", 1)
        drawn = f"\\begin{{array}}{{r|{'c' * len(block.columns)}}}\n{body}\n\\end{{array}}"
        return f"\\[\n{drawn}\n\\]\n{words(block.words, self.scope)}"

    @block.register(Inset)
    def _(self, block: Inset) -> str:
        inner = _Fragment(self.scope, self.width - 5)
        return f"\\begin{{quote}}\n{inner.blocks(block.blocks)}\n\\end{{quote}}"

    @block.register(Display)
    def _(self, block: Display) -> str:
        rows = display_rows(block, self.scope, self.width - (1 if block.boxed else 0))
        if block.boxed:
            return f"\\[\n\\boxed{{{stacked(rows, 'aligned')}}}\n\\]"
        return f"\\[\n{rows[0][2:]}\n\\]" if len(rows) == 1 else stacked(rows, "align*")
