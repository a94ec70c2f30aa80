"""Reading text safely: formulas, laws, relations and assumptions.

A grammar of its own, a whitelist of functions and families, bounds on everything that grows, and
never `eval`: what is read is built from SymPy's classes and nothing is looked up by name elsewhere.
"""

from __future__ import annotations

from derive.text.reading.parse import parse
from derive.text.reading.refusal import UnreadableText

__all__ = ["UnreadableText", "parse"]
