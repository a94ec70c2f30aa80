"""Whether an integrand grows no faster than a power, so that the nodes of its law must suit it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Max,
    Min,
    Mul,
    Pow,
    Symbol,
    atan,
    cos,
    log,
    loggamma,
    oo,
    sin,
    tanh,
)

from derive.language import (
    Density,
    Distribution,
    Element,
    FiniteProduct,
    FiniteSum,
    ProductLaw,
    View,
)
from derive.numeric.compiling.written_densities import log_density_at

MOST_POWER = 8


@lru_cache(maxsize=4096)
def is_tame(body: Any, x: Symbol) -> bool:
    """Whether `body` is made of sums, products, moderate powers and logarithms of x alone.

    A law's density outweighs such a body in its tails, so that a body times a density has its mass
    where the density has.
    """
    if x not in body.free_symbols or body == x:
        return True
    if isinstance(body, Element):
        # a coordinate of a point of which one coordinate is x
        return x not in body.index.free_symbols
    if isinstance(body, FiniteSum) and not isinstance(body, FiniteProduct):
        inner, _, low, high = body.open()
        return x not in low.free_symbols | high.free_symbols and is_tame(inner, x)
    if isinstance(body, (Add, Mul, Abs, Max, Min)):
        return all(is_tame(argument, x) for argument in body.args)
    if isinstance(body, Pow):
        exponent = body.exp
        # a negative power may be large where the law has little mass: at an end of its support
        moderate = exponent.is_number and 0 <= exponent <= MOST_POWER
        return bool(moderate) and is_tame(body.base, x)
    if isinstance(body, log):
        return _log_is_tame(body.args[0], x)
    if isinstance(body, loggamma):
        return is_tame(body.args[0], x)
    return isinstance(body, (sin, cos, tanh, atan)) and is_tame(body.args[0], x)


def has_heavy_tails(law: Any) -> bool:
    """Whether a law outweighs no power: an arbitrary one on a half line is normal for the logarithm
    of the distance to its end."""
    return isinstance(law, View) and (law.space.low == -oo) != (law.space.high == oo)


def _log_is_tame(argument: Any, x: Symbol) -> bool:
    if isinstance(argument, Mul):
        return all(_log_is_tame(factor, x) for factor in argument.args)
    if isinstance(argument, Pow) and x not in argument.exp.free_symbols:
        return _log_is_tame(argument.base, x)
    if isinstance(argument, Density) and isinstance(argument.law, ProductLaw):
        inner, index, _ = argument.law.open()
        return _log_is_tame(Density(inner, Element(argument.point, index)), x)
    if isinstance(argument, Density) and isinstance(argument.law, Distribution):
        point = argument.point
        return isinstance(point, Expr) and is_tame(log_density_at(argument.law, point), x)
    return is_tame(argument, x)


def densities_in(body: Basic) -> list[Density]:
    """The densities in a body, in order of occurrence."""
    found: dict[Density, None] = {}

    def walk(node: Basic) -> None:
        if isinstance(node, Density):
            found[node] = None
            return
        for argument in node.args:
            walk(argument)

    walk(body)
    return list(found)
