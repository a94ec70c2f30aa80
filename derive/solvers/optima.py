"""Suprema and maximisers over several numbers, and roots of a derivative between rationals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr, Rational, Symbol

from derive.derivation.derivation import Derivation, start, together
from derive.language.assumptions import Assumptions
from derive.language.gradient import Gradient
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line
from derive.rules.algebra import sign
from derive.rules.algebra.rule import algebra
from derive.rules.gradients import differentiate
from derive.rules.numbers import number_is_negative, number_is_positive
from derive.rules.suprema import (
    maximum_where_the_derivative_changes_sign,
    supremum_is_the_limit_at_an_end,
)
from derive.solvers.closed_form import attempt

BISECTIONS = 60


def optimal(objective: Expr, *symbols: Symbol, assume: tuple[Any, ...] = ()) -> Derivation:
    """The supremum of an expression over its symbols, one after the other, and the point at which
    it is attained.

    A symbol that is known to be positive runs over (0, oo), any other over the line. Where the
    supremum is attained, a part for each symbol derives its value, the last symbol first; where it
    is only approached, there is the value alone. What no rule maximises stops the derivation.

    >>> from sympy import log, symbols
    >>> a, b = symbols("a b", positive=True)
    >>> optimal(log(a) - b * a, a).parts[0].result
    -log(b) - 1
    """
    given = Assumptions.of(*assume)
    domains = {s: Line(0) if sign(s, given) == "+" else Line() for s in symbols}
    given = Assumptions(tuple(f for f in given if not f.free_symbols <= set(symbols)))
    letters = tuple(s.name for s in symbols)
    goal = objective
    for symbol in symbols:
        goal = Sup(goal, symbol, domains[symbol])
    value = start(goal, *given, title="Supremum", letters=letters)
    for _ in symbols:
        value = _one_less(value)
        if value.remaining:
            return value
    value = attempt(value, algebra)
    if any(step.rule == supremum_is_the_limit_at_an_end for step in value.steps):
        return value
    return together("Maximum", value, *_maximisers(objective, symbols, domains, given))


def _one_less(d: Derivation) -> Derivation:
    rules = (maximum_where_the_derivative_changes_sign, supremum_is_the_limit_at_an_end)
    found = attempt(d, *rules)
    return d.stop(f"no rule here gives the supremum {d.reached}") if found is d else found


def _maximisers(
    objective: Expr, symbols: tuple[Symbol, ...], domains: dict[Symbol, Line], given: Assumptions
) -> list[Derivation]:
    """The maximising value of each symbol, those after it already at theirs."""
    parts: list[Derivation] = []
    at: dict[Symbol, Expr] = {}
    for i in reversed(range(len(symbols))):
        goal: Expr = objective.xreplace(at)
        for inner in symbols[:i]:
            goal = Sup(goal, inner, domains[inner])
        letters = tuple(s.name for s in symbols)
        goal = ArgMax(goal, symbols[i], domains[symbols[i]])
        d = start(goal, *given, title=f"The maximising {symbols[i]}", letters=letters)
        for _ in range(i + 1):
            d = d.by(maximum_where_the_derivative_changes_sign)
        at[symbols[i]] = d.reached
        parts.append(d)
    return parts


def stationary_between(
    body: Expr, symbol: Symbol, low: Rational, high: Rational, digits: int = 6
) -> Derivation:
    """Two rationals, 10^-digits apart, at which the derivative of a function of one symbol is
    positive and negative: between them it is stationary, and greatest there.

    Raises RuleRefused where the derivative is not positive at `low`, or not negative at `high`.
    """
    slope = body.diff(symbol)
    low, high = _bracket(lambda at: _is_positive(slope, symbol, at), low, high, digits)
    rising, falling = (
        start(Gradient(body, symbol, at), title=f"The derivative at {symbol} = {at}")
        for at in (low, high)
    )
    return together(
        f"{low} < {symbol} < {high}",
        rising.by(differentiate).by(number_is_positive),
        falling.by(differentiate).by(number_is_negative),
    )


def _is_positive(slope: Expr, symbol: Symbol, at: Rational) -> bool:
    from derive.numeric import value_of

    return bool(value_of(slope, {symbol: at}, Assumptions(), 20) > 0)


def _bracket(
    is_positive: Callable[[Rational], bool], low: Rational, high: Rational, digits: int
) -> tuple[Rational, Rational]:
    """The bracket that bisection among the multiples of 10^-digits leaves."""
    unit = Rational(1, 10**digits)
    first, last = int(low / unit), int(high / unit)
    for _ in range(BISECTIONS):
        if last - first <= 1:
            break
        middle = (first + last) // 2
        first, last = (middle, last) if is_positive(middle * unit) else (first, middle)
    return first * unit, last * unit
