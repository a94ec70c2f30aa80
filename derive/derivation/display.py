"""How a derivation shows itself: it asks the printers that were registered, and imports none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.errors import DeriveError

_printers: dict[str, Callable[[], Callable[..., str]]] = {}


def register(form: str, find: Callable[[], Callable[..., str]]) -> None:
    """Make a printer known by a function that finds it when it is first needed.

    "text", "latex", "mathjax", "html" and "markdown" print a derivation; "formula" prints an
    expression as LaTeX, in the letters of a page.
    """
    _printers[form] = find


def show(shown: Any, form: str, *letters: Any) -> str:
    """A derivation, or an expression in the letters of a page, in a registered form."""
    if form not in _printers:
        raise DeriveError(f"no printer for {form!r}; there are {', '.join(sorted(_printers))}")
    return _printers[form]()(shown, *letters)
