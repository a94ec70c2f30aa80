"""How an entry of the tables is written: its statement is its own rewriting."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Basic, Expr, Symbol

from derive.language.integral import Integral
from derive.language.space import Space
from derive.rulebook.matching import matched
from derive.rulebook.rule import Rule, Statement, Wrong


def standard(
    name: str, title: str, reason: str, reference: str, state: Callable[[], Statement]
) -> Rule:
    """A rule that reads the letters of its left side off an integral at hand."""
    return matched(name, title, reason, reference, state)


def integral_statement(
    body: Expr,
    variable: Symbol,
    space: Space,
    value: Expr,
    mistakes: tuple[tuple[Expr, str], ...],
    conditions: tuple[Basic, ...] = (),
    unless: tuple[Basic, ...] = (),
) -> Statement:
    """The integral of `body` over the space is `value`; a sum where the space is discrete.

    unless: the conditions under which a mistake makes no difference.
    """
    return Statement(
        before=Integral(body, variable, space),
        after=value,
        wrong=tuple(Wrong(after, mistake) for after, mistake in mistakes),
        conditions=conditions,
        unless=unless,
    )
