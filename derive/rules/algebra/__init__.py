"""The one general step: deciding signs, deciding that a difference is zero, and tidying."""

from __future__ import annotations

from derive.rules.algebra.decisions import consistent, decide, sign
from derive.rules.algebra.display import tidy
from derive.rules.algebra.equality import Equality, equal, is_zero, prove_equal
from derive.rules.algebra.logs import expand_logs

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
