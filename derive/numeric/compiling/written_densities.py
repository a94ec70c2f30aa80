"""The formula of a family's log density, written once at each point.

SymPy takes long over some of them, such as absolute values, and every arithmetic asks for the same
ones again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Expr

from derive.language import Distribution


@lru_cache(maxsize=1024)
def log_density_at(law: Distribution, point: Any) -> Expr:
    """What the family says of the log density at a point of its support."""
    return law.log_density(point)
