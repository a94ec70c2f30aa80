"""One derivation in one form: the page is made once and handed to its printer.

Printers are imported when they are used: `derive NAME` waits for the terminal's alone.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

import mpmath

from derive.derivation.derivation import Derivation
from derive.derivation.document import Page, page_of
from derive.derivation.draws import draws_of
from derive.render.terminal import Row, Terminal
from derive.text.letters import Scope

SHOWN_DIGITS = 15


def render(
    problem: Any,
    derivation: Derivation,
    form: str,
    expand: bool = False,
    values: Mapping[str, str] | None = None,
    number: Any = None,
    digits: int = SHOWN_DIGITS,
) -> str:
    """A problem's derivation as "terminal", "latex" (a whole document) or "markdown", or the code
    that it amounts to, as "python" or "torch".

    Raises DeriveError for code where the derivation has no closed form, nor draws that PyTorch has.
    """
    if form in ("python", "torch"):
        return code_of(derivation, form)
    shown = "" if number is None else mpmath.nstr(number, digits)
    page = page_of(derivation, problem.statement, expand=expand, values=values, number=shown)
    if form == "latex":
        from derive.render.latex import document

        return document(page)
    if form == "markdown":
        from derive.render.markdown import markdown

        return markdown(page)
    return on_terminal(page)


def code_of(derivation: Derivation, form: str = "torch") -> str:
    """The code of a result, or in PyTorch of the draws that a derivation speaks of."""
    from derive.render.python_code import python_function
    from derive.render.torch_code import torch_function, torch_listing

    if form == "python":
        return python_function(derivation)
    listings = [code for code in map(torch_listing, draws_of(derivation)) if code]
    return "\n\n".join(listings) if listings else torch_function(derivation)


def on_terminal(page: Page) -> str:
    """The page for standard output: with colours only where it is a terminal that wants them."""
    unicode = _can_show("∫Σ∂θφ≤·²│", sys.stdout.encoding)
    terminal = Terminal(shutil.get_terminal_size((80, 24)).columns, unicode)
    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return coloured(terminal.page(page), terminal.width)
    return terminal.text(page)


def _can_show(text: str, encoding: str | None) -> bool:
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def coloured(rows: list[Row], width: int) -> str:
    """Rows with the styles of a terminal."""
    # rich takes 50 ms to import, so that only a terminal waits for it.
    from rich.console import Console
    from rich.text import Text

    console = Console(force_terminal=True, width=width, highlight=False)
    with console.capture() as captured:
        for row in rows:
            line = Text.assemble(*((span.text, span.style) for span in row))
            console.print(line, soft_wrap=True)
    return captured.get()


def as_text(derivation: Derivation) -> str:
    """For `str`: eighty columns, no colours."""
    return Terminal().text(page_of(derivation))


def as_latex(derivation: Derivation) -> str:
    """For inclusion in a document."""
    from derive.render.latex import fragment

    return fragment(page_of(derivation))


def as_mathjax(derivation: Derivation) -> str:
    """One display, as notebooks set it."""
    from derive.render.mathjax import mathjax

    return mathjax(page_of(derivation))


def as_html(derivation: Derivation) -> str:
    """For notebooks."""
    from derive.render.html import html

    return html(page_of(derivation))


def as_markdown(derivation: Derivation) -> str:
    """For READMEs."""
    from derive.render.markdown import markdown

    return markdown(page_of(derivation))


def as_formula(expr: Any, scope: Scope | None = None) -> str:
    """An expression as LaTeX on one line."""
    from derive.render.latex import inline

    return inline(expr, Scope.of([expr]) if scope is None else scope)
