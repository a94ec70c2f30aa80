"""Gradients of closed forms."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.errors import DeriveError
from derive.language.assumptions import each_fact
from derive.language.gradient import gradient_of
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.gradients import differentiate
from derive.solvers.closed_form import attempt


def gradient(of: Derivation | Expr, *symbols: Symbol, assume: tuple[Any, ...] = ()) -> Derivation:
    """The partial derivatives of an expression, or of what a derivation reached, in each symbol.

    Of a derivation, its own chain comes first, so that the whole leads from the definition to the
    derivatives. Raises DeriveError where that derivation is open.

    >>> from sympy import log, symbols
    >>> a, b = symbols("a b", positive=True)
    >>> gradient(log(a / b), a).result
    1/a
    """
    if not isinstance(of, Derivation):
        parts = [_partial(of, symbol, assume) for symbol in symbols]
        return parts[0] if len(parts) == 1 else together("Gradient", *parts)
    if of.result is None:
        raise DeriveError(f"there is no closed form to differentiate: {of.remaining}")
    given = (*of.assumptions, *each_fact(assume))
    return together(
        f"Gradient of {of.title}", of, *(_partial(of.result, s, given) for s in symbols)
    )


def _partial(expr: Expr, symbol: Symbol, assume: tuple[Any, ...]) -> Derivation:
    goal = start(gradient_of(expr, symbol), *each_fact(assume), title=f"Derivative in {symbol}")
    return attempt(goal.by(differentiate), algebra)
