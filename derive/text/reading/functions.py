"""The functions that a formula may name, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy import Expr, Max, Min, exp, log, polygamma

_ONE = (
    "exp sqrt sin cos tan cot sec csc asin acos atan acot asinh acosh atanh acoth sinh cosh tanh "
    "coth sech csch gamma loggamma digamma trigamma factorial erf erfc erfi erfinv erfcinv E1 Ei "
    "Si Ci li Abs sign floor ceiling"
)
_TWO = (
    "atan2 binomial RisingFactorial expint lowergamma uppergamma polylog polygamma besseli besselj "
    "besselk bessely Mod"
)
_ONE_OR_TWO = "log beta LambertW zeta harmonic Heaviside"
_FOUR = "betainc betainc_regularized"
# What people write instead; the exponential of a real number has no other name.
_SPELLINGS = {"ln": "log", "abs": "Abs", "max": "Max", "min": "Min", "psi": "digamma"}
MANY = 50


class Function:
    """A function by name: how it is built, and from how many arguments."""

    def __init__(self, name: str, build: Callable[..., Any], least: int, most: int) -> None:
        self.name, self.build, self.least, self.most = name, build, least, most

    def wants(self, count: int) -> str | None:
        """Why so many arguments are refused; None where they are not."""
        if self.least <= count <= self.most:
            return None
        numbers = str(self.least)
        if self.most == MANY:
            numbers = f"{self.least} to {MANY}"
        elif self.most != self.least:
            numbers = f"{self.least} or {self.most}"
        noun = "argument" if numbers == "1" else "arguments"
        return f"{self.name} takes {numbers} {noun}, not {count}"


def _sigmoid(x: Expr) -> Expr:
    return 1 / (1 + exp(-x))


def _softplus(x: Expr) -> Expr:
    return log(1 + exp(x))


def _trigamma(x: Expr) -> Expr:
    return polygamma(1, x)


def _digamma(x: Expr) -> Expr:
    return polygamma(0, x)


def _table() -> dict[str, Function]:
    found = [Function(name, getattr(sympy, name), 1, 1) for name in _ONE.split()]
    found += [Function(name, getattr(sympy, name), 2, 2) for name in _TWO.split()]
    found += [Function(name, getattr(sympy, name), 1, 2) for name in _ONE_OR_TWO.split()]
    found += [Function(name, getattr(sympy, name), 4, 4) for name in _FOUR.split()]
    found += [
        Function("Max", Max, 1, MANY),
        Function("Min", Min, 1, MANY),
        Function("digamma", _digamma, 1, 1),
        Function("trigamma", _trigamma, 1, 1),
        Function("sigmoid", _sigmoid, 1, 1),
        Function("softplus", _softplus, 1, 1),
    ]
    table = {f.name: f for f in found}
    return table | {spelling: table[name] for spelling, name in _SPELLINGS.items()}


FUNCTIONS = _table()
