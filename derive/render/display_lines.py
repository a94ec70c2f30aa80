"""Displayed formulas as aligned rows of LaTeX, none wider than a page."""

from __future__ import annotations

from derive.derivation.document import Display
from derive.render.latex_formula import Latex
from derive.render.latex_signs import RELATION_SPACE, RELATIONS
from derive.text.breaking import Line, broken, total
from derive.text.formula import formula
from derive.text.letters import Scope
from derive.text.notation import Formula

WIDTH = 38.0
"""What fits on a line of an article at 11pt with margins of an inch, in em."""

INDENT = 1.0
PROSE = 18.0


def display_rows(block: Display, scope: Scope, width: float = WIDTH) -> list[str]:
    """The rows of a display, aligned at the relation."""
    right = formula(block.expr, scope)
    if not block.relation:
        return [f"& {line}" for line in display_lines(right, width)]
    sign, room = RELATIONS[block.relation]
    left = None if block.left is None else formula(block.left, scope)
    rest = display_lines(right, width - room - RELATION_SPACE)
    if left is None:
        return _continued(sign, rest)
    whole = Latex().spell(left)
    beside = whole.width + room + RELATION_SPACE
    if beside + Latex().spell(right).width <= width:
        return [f"& {whole.text} {sign} {rest[0]}"]
    return [
        *(f"& {line}" for line in display_lines(left, width)),
        *_continued(sign, rest),
    ]


def _continued(sign: str, lines: list[str]) -> list[str]:
    room = f"\\phantom{{{{}} {sign} {{}}}}"
    return [f"& {sign} {lines[0]}", *(f"& {room}{line}" for line in lines[1:])]


def stacked(rows: list[str], environment: str) -> str:
    """Rows in an environment that aligns them; one row needs none."""
    if len(rows) == 1:
        return rows[0].removeprefix("& ")
    body = " \\\\\n".join(rows)
    return f"\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}"


def display_lines(shown: Formula, width: float = WIDTH) -> list[str]:
    """A formula in lines; a continued one begins with its indentation."""
    pieces = Latex(limit=width - 4 * INDENT).spell(shown).pieces
    lines = broken(pieces, width, INDENT)
    return [_line(line, width) for line in lines]


def _line(line: Line, width: float) -> str:
    text = r"\quad" * line.depth + " {} " * bool(line.depth) + line.text
    if line.width + INDENT * line.depth <= 1.04 * width:
        return text
    # Nothing in this line can be broken: it is made smaller rather than run off the page.
    return rf"\resizebox{{{0.92 * width:.1f}em}}{{!}}{{$\displaystyle {text}$}}"


def is_wide(shown: Formula) -> bool:
    """Whether a formula is too wide to stand in a line of prose."""
    return total(Latex().spell(shown).pieces) > PROSE


__all__ = ["WIDTH", "display_lines", "display_rows", "is_wide", "stacked"]
