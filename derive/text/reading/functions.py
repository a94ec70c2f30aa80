"""The functions that a formula may name, and no others, with the constants that they take.

SymPy computes with a constant whenever it wants to know a sign, and writes some functions of
numbers out as sums and products. The intervals below keep both short; they speak of constants
alone: an argument with a symbol in it may be anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

import sympy
from sympy import Expr, exp, log, oo, polygamma

from derive.text.reading import limits

MANY = 12  # SymPy compares each with each
INFINITE = "infinity is the end of an interval or the value of a case, and not reckoned with"
_EXPONENTIALS = ("exp", "sinh", "cosh", "tanh", "coth", "sech", "csch", "sigmoid", "softplus")

Interval = tuple[float, float]
_ANY = (-inf, inf)
_FEW = (-30, 30)
_MANY = (-1_000, 1_000)


@dataclass(frozen=True)
class Function:
    """A function by name: how it is built, from at least how many arguments, and the interval of
    constants for each of them."""

    name: str
    build: Callable[..., Any]
    least: int
    intervals: tuple[Interval, ...]

    def wants(self, count: int) -> str | None:
        """Why so many arguments are refused; None where they are not."""
        most = len(self.intervals)
        if self.least <= count <= most:
            return None
        ends = sorted({self.least, most})
        numbers = (" to " if most == MANY else " or ").join(str(n) for n in ends)
        noun = "argument" if numbers == "1" else "arguments"
        return f"{self.name} takes {numbers} {noun}, not {count}"

    def refuses(self, given: list[Expr]) -> str | None:
        """Why these arguments are refused; None where they are not."""
        for a, (low, high) in zip(given, self.intervals, strict=False):
            if a in (oo, -oo):
                return INFINITE
            if (low, high) != _ANY and not limits.lies_between(a, low, high):
                return f"a constant in this place of {self.name} lies between {low:g} and {high:g}"
        return limits.exponential(given[0]) if self.name in _EXPONENTIALS else None


_ONE = {
    "sqrt atan acot asinh acoth Abs sign floor ceiling": _ANY,
    "sin cos tan cot sec csc": (-1e6, 1e6),
    "asin acos atanh erfinv": (-1, 1),
    "acosh": (1, inf),
    "erfcinv": (0, 2),
    "exp factorial": _MANY,
    "sinh cosh": (-300, 300),
    "gamma digamma": (-200, 200),
    "loggamma li": (0, 200),
    "tanh coth sech csch erf erfc erfi Ei Si": _FEW,
    "E1 Ci": (0, 30),
}
_TWO = {
    "atan2 Mod": (_ANY, _ANY),
    "binomial": (_MANY, (0, 100)),
    "RisingFactorial": (_MANY, (0, 30)),
    "polygamma": (_FEW, (-200, 200)),
    "polylog": (_FEW, (-30, 1)),
    "besseli besselj": (_FEW, (-100, 100)),
    "besselk bessely": (_FEW, (0, 100)),
    "expint lowergamma uppergamma": (_FEW, (0, 30)),
}
_ONE_OR_TWO = {
    "log": (_ANY, _ANY),
    "Heaviside": (_ANY, _ANY),
    "beta": ((0, 1_000), (0, 1_000)),
    "harmonic": ((0, 100), _FEW),
    "LambertW": ((-0.367879, 1_000), (-1, 0)),
    "zeta": ((-100, 100), (0, 100)),
}
_FOUR = {"betainc betainc_regularized": ((0, 30), (0, 30), (0, 1), (0, 1))}


def _sigmoid(x: Expr) -> Expr:
    return 1 / (1 + exp(-x))


def _softplus(x: Expr) -> Expr:
    return log(1 + exp(x))


def _trigamma(x: Expr) -> Expr:
    return polygamma(1, x)


# What people write instead.
_SPELLINGS = {"ln": "log", "abs": "Abs", "max": "Max", "min": "Min", "psi": "digamma"}


def _table() -> dict[str, Function]:
    kinds: list[tuple[dict[str, Any], int]] = [
        ({names: (interval,) for names, interval in _ONE.items()}, 1),
        (_TWO, 2),
        (_ONE_OR_TWO, 1),
        (_FOUR, 4),
        ({"Max Min": (_ANY,) * MANY}, 1),
    ]
    found = [
        Function(name, getattr(sympy, name), least, intervals)
        for table, least in kinds
        for names, intervals in table.items()
        for name in names.split()
    ]
    found += [
        Function("trigamma", _trigamma, 1, ((-200, 200),)),
        Function("sigmoid", _sigmoid, 1, (_FEW,)),
        Function("softplus", _softplus, 1, (_FEW,)),
    ]
    known = {f.name: f for f in found}
    return known | {spelling: known[name] for spelling, name in _SPELLINGS.items()}


FUNCTIONS = _table()
