"""Functions of numbers: logarithms, gamma functions, absolute values, cases."""

from __future__ import annotations

from typing import Any

from sympy import (
    Abs,
    Function,
    Max,
    Min,
    Piecewise,
    S,
    ceiling,
    floor,
    gamma,
    log,
    loggamma,
    polygamma,
)
from sympy.core.function import AppliedUndef
from sympy.functions.elementary.piecewise import ExprCondPair

from derive.text.arrange import arrange, arranges
from derive.text.letters import Scope
from derive.text.notation import Call, Cases, Enclosed, Formula, Letter, Mark, Short


@arranges(Function)
def _function(expr: Any, scope: Scope) -> Formula:
    return Call(Mark(type(expr).__name__), tuple(arrange(a, scope) for a in expr.args))


@arranges(AppliedUndef)
def _undefined(expr: Any, scope: Scope) -> Formula:
    return Call(Letter(str(expr.func)), tuple(arrange(a, scope) for a in expr.args))


@arranges(log)
def _log(expr: Any, scope: Scope) -> Formula:
    return Short(Mark("log"), arrange(expr.args[0], scope))


@arranges(gamma)
def _gamma(expr: Any, scope: Scope) -> Formula:
    return Call(Mark("gamma-function"), (arrange(expr.args[0], scope),))


@arranges(loggamma)
def _loggamma(expr: Any, scope: Scope) -> Formula:
    return Call(Mark("loggamma"), (arrange(expr.args[0], scope),))


@arranges(polygamma)
def _polygamma(expr: Any, scope: Scope) -> Formula:
    order, at = expr.args
    if order == 0:
        return Call(Mark("digamma"), (arrange(at, scope),))
    return Call(Mark("polygamma"), (arrange(order, scope), arrange(at, scope)))


@arranges(Abs)
def _abs(expr: Any, scope: Scope) -> Formula:
    return Enclosed("|", (arrange(expr.args[0], scope),), "|")


@arranges(floor, ceiling)
def _rounded(expr: Any, scope: Scope) -> Formula:
    name = type(expr).__name__
    return Enclosed(f"{name}-left", (arrange(expr.args[0], scope),), f"{name}-right")


@arranges(Max, Min)
def _extreme(expr: Any, scope: Scope) -> Formula:
    name = "max" if isinstance(expr, Max) else "min"
    return Call(Mark(name), tuple(arrange(a, scope) for a in expr.args))


@arranges(Piecewise)
def _cases(expr: Piecewise, scope: Scope) -> Formula:
    return Cases(tuple(_case(pair, scope) for pair in expr.args))


def _case(pair: ExprCondPair, scope: Scope) -> tuple[Formula, Formula | None]:
    value, condition = pair.args
    return arrange(value, scope), None if condition == S.true else arrange(condition, scope)
