"""Formulas in LaTeX: the one entrance to the spellings of this package."""

from __future__ import annotations

from derive.render import latex_arithmetic, latex_operators
from derive.render.latex_speller import Latex

# imported for the spellings that they register
_SPELLINGS = (latex_arithmetic, latex_operators)

__all__ = ["Latex"]
