"""Text that a terminal shows and never obeys."""

from __future__ import annotations


def visible(text: str, keep: str = "") -> str:
    """The text with a question mark for every character that is no mark or space: control and
    escape codes, line breaks, changes of writing direction, lone surrogates; those in `keep` stay.

    >>> visible("a" + chr(27) + "[31m b")
    'a?[31m b'
    """
    return "".join(c if c.isprintable() or c in keep else "?" for c in text)
