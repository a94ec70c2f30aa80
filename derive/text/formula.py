"""The formula of any expression: the one entrance to the arrangements of this package."""

from __future__ import annotations

from typing import Any

from derive.text import (
    arithmetic,
    binders,
    discrepancies,
    equations,
    functions,
    laws,
    masked_layers,
    matrices,
    naming,
    statements,
)
from derive.text.arrange import arrange
from derive.text.letters import Scope
from derive.text.notation import Formula

# imported for the arrangements that they register
_ARRANGEMENTS = (
    arithmetic,
    binders,
    discrepancies,
    equations,
    functions,
    laws,
    masked_layers,
    matrices,
    naming,
    statements,
)


def formula(expr: Any, letters: tuple[str, ...] | Scope = ()) -> Formula:
    """The formula of an expression, with letters for its bound variables.

    letters: names for bound numbers, best first, or the scope of the page on which it stands.
    """
    scope = letters if isinstance(letters, Scope) else Scope.of([expr], letters)
    return arrange(expr, scope)
