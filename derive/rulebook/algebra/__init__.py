"""The one general step: deciding signs, deciding that a difference is zero, and tidying."""

from __future__ import annotations

from derive.rulebook.algebra.decisions import consistent, decide, sign
from derive.rulebook.algebra.display import tidy
from derive.rulebook.algebra.equality import Equality, equal, is_zero, prove_equal
from derive.rulebook.algebra.logs import expand_logs

__all__ = [
    "Equality",
    "consistent",
    "decide",
    "equal",
    "expand_logs",
    "is_zero",
    "prove_equal",
    "sign",
    "tidy",
]
