"""Moments of any order of laws on the integers whose falling factorials have simple means."""

from __future__ import annotations

from collections.abc import Callable

from sympy import Contains, Eq, Expr, S, Symbol, factorial

from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.sequence import FiniteSum
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.rule import Rule, Statement, Wrong

_x, _n = Symbol("x", nonnegative=True, integer=True), Symbol("n", real=True)
_i, _j = (Symbol(name, nonnegative=True, integer=True) for name in "ij")


def moment_fact(
    name: str,
    title: str,
    law: Callable[[], Distribution],
    of: Callable[[], Expr],
    reference: str,
    entry: str,
) -> Rule:
    """The mean of x^n, where `of` is that of x (x - 1) ... (x - j + 1), in the letter j: a power is
    a sum of falling factorials with Stirling numbers of the second kind."""

    def total() -> Expr:
        stirling = (-1) ** (_j - _i) * _i**_n / (factorial(_i) * factorial(_j - _i))
        return FiniteSum(of() * FiniteSum(stirling, _i, 1, _j), _j, 1, _n)

    return fact(
        f"{name}-moment",
        f"Moments of the {title} law",
        state=lambda: Statement(
            before=Expect(_x**_n, _x, law()),
            after=total(),
            wrong=(Wrong(of().subs(_j, _n), "the falling factorial for the power"),),
            conditions=(Contains(_n, S.Naturals),),
            unless=(Eq(_n, 1),),
        ),
        reason="A power is a sum of falling factorials, whose means are known.",
        reference=reference,
        prove=by_integral(entry),
    )
