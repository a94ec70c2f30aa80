"""Whether a function has a real value wherever it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sympy import Expr, Ge, Gt, Piecewise, Pow, Symbol, exp, log

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide
from derive.solvers.sample_points import sample_points

MOST_POINTS = 40


def unreal_at(f: Expr, x: Symbol, inside: Iterable[Any]) -> tuple[Expr, Expr] | None:
    """A part of a function that has no real value at a point, and that point; None where none is
    found among some points that are inside.

    >>> y = Symbol("y", real=True)
    >>> unreal_at(y * log(y), y, ())
    (log(y), -1)
    >>> unreal_at(y * log(y), y, (y > 0,)) is None
    True
    >>> unreal_at(log(log(log(y))), y, ())
    (log(log(log(y))), 2)
    """
    known = Assumptions.of(*inside)
    for part, condition in _needed(f):
        if condition.free_symbols != {x} or decide(condition, known) is True:
            continue
        for ((_, value),) in islice(sample_points([part], [x], known), MOST_POINTS):
            side = condition.lhs.xreplace({x: value})
            if value == 0 or not side.is_extended_real:
                continue  # what is unreal inside is a part of its own
            if decide(condition.func(side, 0), Assumptions()) is False:
                return part, value
    return None


def _needed(f: Any) -> Iterator[tuple[Expr, Any]]:
    """The parts that are not real everywhere, each with what it needs; those inside cases may never
    be reached."""
    if not f.args or isinstance(f, Piecewise):
        return
    if isinstance(f, log):
        yield f, Gt(f.args[0], 0)
    elif isinstance(f, Pow) and not isinstance(f, exp) and f.exp.is_Rational and f.exp.q != 1:
        yield f, Ge(f.base, 0)
    for argument in f.args:
        yield from _needed(argument)
