"""Where a function of one variable bends or jumps, as exact expressions in everything else."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from sympy import Abs, Add, Expr, Heaviside, Max, Min, Mul, Pow, Symbol, sign
from sympy.core.relational import Relational

from derive.language import Density, Distribution, Line
from derive.numeric.compiling.written_densities import log_density_at


def kinks(expr: Any, x: Symbol) -> tuple[Expr, ...]:
    """Places at which an absolute value, a maximum, a comparison or a support in `expr` turns.

    What stands under them is solved where it is linear in x; elsewhere the quadrature has to find
    out.

    >>> from sympy import Symbol
    >>> a, x = Symbol("a"), Symbol("x")
    >>> kinks(abs(2 * x - a) + x**2, x)
    (a/2,)

    A density bends in its parameters too, here where the median passes a:

    >>> from derive.language import Laplace
    >>> kinks(Density(Laplace(x, 1), a), x)
    (a,)
    """
    found: dict[Expr, None] = {}
    _collect(expr, x, found)
    return tuple(found)


def _collect(node: Any, x: Symbol, found: dict[Expr, None]) -> None:
    if x not in node.free_symbols:
        return
    if isinstance(node, (Abs, sign, Heaviside)):
        _solve(node.args[0], x, found)
    elif isinstance(node, (Max, Min)):
        for one, other in combinations(node.args, 2):
            _solve(one - other, x, found)
    elif isinstance(node, Relational):
        _solve(node.lhs - node.rhs, x, found)
    elif isinstance(node, Density) and isinstance(node.law, Distribution):
        law, point = node.args
        if isinstance(point, Expr):
            space = law.space
            if isinstance(space, Line):
                for end in (space.low, space.high):
                    if end.is_finite is not False:
                        _solve(point - end, x, found)
            _collect(log_density_at(law, point), x, found)
        return
    for argument in node.args:
        _collect(argument, x, found)


def _solve(argument: Expr, x: Symbol, found: dict[Expr, None]) -> None:
    slope, start = linear_in(argument, x)
    if slope is not None and slope != 0:
        found[-start / slope] = None


def linear_in(argument: Expr, x: Symbol) -> tuple[Expr | None, Expr]:
    """Slope and start of an expression that is linear in x; slope None where it is not."""
    if isinstance(argument, Add):
        parts = [linear_in(term, x) for term in argument.args]
        if any(slope is None for slope, _ in parts):
            return None, argument
        return Add(*(slope for slope, _ in parts)), Add(*(start for _, start in parts))
    if argument == x:
        return Add(1), Add(0)
    if x not in argument.free_symbols:
        return Add(0), argument
    if isinstance(argument, Mul):
        rest, dependent = argument.as_independent(x, as_Add=False)
        if dependent == x or isinstance(dependent, Add):
            slope, start = linear_in(dependent, x)
            return (None, argument) if slope is None else (rest * slope, rest * start)
    if (
        isinstance(argument, Pow)
        and argument.exp.is_positive
        and x not in argument.exp.free_symbols
    ):
        return linear_in(argument.base, x)
    return None, argument
