"""How a derivation shows itself: it asks whatever printers were registered, and imports none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.errors import DeriveError

_printers: dict[str, Callable[..., Any]] = {}


def register(form: str, printer: Callable[..., Any]) -> None:
    """Make a printer known: "text", "latex", "html" and "markdown" map a derivation to a string,
    "rich" maps a derivation, a console and its options to renderables."""
    _printers[form] = printer


def show(derivation: Any, form: str) -> str:
    """The derivation in a registered form."""
    if form not in _printers:
        raise DeriveError(f"no printer for {form!r}; there are {', '.join(sorted(_printers))}")
    text: str = _printers[form](derivation)
    return text


def show_rich(derivation: Any, console: Any, options: Any) -> Any:
    """The derivation as renderables of a terminal."""
    return _printers["rich"](derivation, console, options)
