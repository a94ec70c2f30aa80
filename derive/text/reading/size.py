"""About how large a constant is, in floats: enough to refuse what would never end."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from sympy import Add, Basic, Expr, Mul, Pow, Rational, S

_CONSTANTS = {
    S.Pi: math.pi,
    S.Exp1: math.e,
    S.EulerGamma: 0.5772156649015329,
    S.Catalan: 0.915965594177219,
    S.GoldenRatio: (1 + math.sqrt(5)) / 2,
    S.ImaginaryUnit: 1.0,
}
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp,
    "log": lambda x: math.log(abs(x)),
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "gamma": math.gamma,
    "loggamma": math.lgamma,
    "erf": math.erf,
    "erfc": math.erfc,
    "Abs": abs,
    "floor": math.floor,
    "ceiling": math.ceil,
}


def about(expr: Expr) -> float | None:
    """The size of a constant, inf where it exceeds a float, None where it is not known here.

    >>> from sympy import Integer, exp, pi
    >>> about(3 * pi) > 9, about(exp(exp(Integer(10)))), about(exp(pi) ** 2) > 500
    (True, inf, True)
    """
    if isinstance(expr, Rational):
        return _float(lambda: expr.p / expr.q)
    if expr in _CONSTANTS:
        return _CONSTANTS[expr]
    inside = _all(expr.args)
    if not inside:
        return None
    if isinstance(expr, Add):
        return _float(lambda: math.fsum(inside))
    if isinstance(expr, Mul):
        return _float(lambda: math.prod(inside))
    if isinstance(expr, Pow):
        return _float(lambda: math.pow(abs(inside[0]), inside[1]))
    known = _FUNCTIONS.get(type(expr).__name__)
    return _float(lambda: known(inside[0])) if known is not None and len(inside) == 1 else None


def _all(args: Iterable[Basic]) -> list[float]:
    """The sizes of all arguments; nothing where one is unknown."""
    found = [about(a) for a in args if isinstance(a, Expr)]
    return [] if None in found else [f for f in found if f is not None]


def _float(value: Callable[[], float]) -> float | None:
    try:
        found = value()
    except OverflowError:
        return math.inf
    except (ValueError, ZeroDivisionError):
        return None
    return math.inf if math.isnan(found) else found
