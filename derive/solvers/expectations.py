"""Expectations of functions, in closed form."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol

from derive.derivation.derivation import Derivation, start
from derive.language.expectation import Expect
from derive.language.law import Law
from derive.solvers.closed_form import reduced
from derive.solvers.givens import assumed


def expectation(f: Expr, x: Symbol, p: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """E[f(x)] for x with the law p, where f is an expression in the symbol x.

    >>> from sympy import log, symbols
    >>> from derive.language import Gamma
    >>> a, b, x = symbols("a b x", positive=True)
    >>> expectation(log(x), x, Gamma(a, b)).result
    -log(b) + polygamma(0, a)
    """
    goal = Expect(f, x, p)
    d = start(goal, *assumed((p,), assume), title="Expectation", letters=(x.name,))
    return reduced(d)
