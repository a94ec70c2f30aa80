"""What a generator of an f-divergence has to be."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.condition import Convex
from derive.language.exact import exact
from derive.language.space import Line
from derive.rulebook.conditions.convex_functions import is_known_convex
from derive.text.plain import plain


def require_convex(f: Any, u: Symbol, known: Assumptions) -> None:
    """DeriveError where a function of u > 0 is known not to be convex.

    >>> u = Symbol("u", positive=True)
    >>> require_convex(u**2, u, Assumptions())
    >>> require_convex(-(u**2), u, Assumptions())
    Traceback (most recent call last):
    ...
    derive.errors.DeriveError: -u^2 is not convex on u > 0, as the generator of an f-divergence is
    """
    body: Expr = exact(f)
    if is_known_convex(Convex(body, u, Line(0)), known) is False:
        sentence = f"{plain(body)} is not convex on {u} > 0, as the generator of an f-divergence is"
        raise DeriveError(sentence)
