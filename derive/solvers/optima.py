"""Suprema and maximisers over several numbers, and roots of a derivative between rationals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr, Rational, Symbol

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, each_fact
from derive.language.gradient import Gradient
from derive.language.law import View
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Line
from derive.rulebook.algebra import sign
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.gradients import differentiate
from derive.rulebook.optima.suprema import (
    maximum_where_the_derivative_changes_sign,
    supremum_is_the_limit_at_an_end,
)
from derive.rulebook.rewriting.numbers import number_is_negative, number_is_positive
from derive.solvers.closed_form import attempt
from derive.solvers.optimal_laws import optimal_law

BISECTIONS = 60


def optimal(
    objective: Expr,
    *over: Symbol | View,
    at: Symbol | None = None,
    assume: tuple[Any, ...] = (),
) -> Derivation:
    """What makes an objective greatest: numbers for some of its symbols, or an arbitrary law in it.

    Over an arbitrary law the result is the density, at the point `at`, of the best law on its space
    (see `derive.solvers.optimal_laws`). Raises DeriveError where `at` is missing there.

    Over symbols it is the supremum, over one after the other, and the point at which it is
    attained.

    A symbol that is known to be positive runs over (0, oo), any other over the line. For each
    symbol there is a part with the supremum over it, for every value of those that follow; the last
    of these is the result. Where all are attained, a part for each symbol derives the value at
    which they are. What no rule maximises stops the derivation.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", positive=True)
    >>> [part.result for part in optimal(a * b - a**2, a).parts]
    [b/2, b**2/4]
    """
    laws, symbols = [law for law in over if isinstance(law, View)], symbols_in(over)
    if laws:
        if symbols or len(laws) > 1 or at is None:
            raise DeriveError("a best law is sought alone: optimal(objective, law, at=point)")
        return optimal_law(objective, laws[0], at, assume)
    given = Assumptions.of(*each_fact(assume))
    domains = {s: Line(0) if sign(s, given) == "+" else Line() for s in symbols}
    stages: list[Derivation] = []
    remaining, reached = list(symbols), objective
    for symbol in symbols:
        remaining.remove(symbol)
        stage = _over_one(Sup(reached, symbol, domains[symbol]), symbol, remaining, given)
        stages.append(stage)
        if stage.remaining:
            return together("Supremum", *stages)
        reached = stage.result
    if any(step.rule == supremum_is_the_limit_at_an_end for s in stages for step in s.steps):
        return together("Supremum, which is not attained", *stages)
    places = _maximisers([objective, *(s.result for s in stages)], symbols, domains, given)
    return together("Maximum", *stages[:-1], *places, stages[-1])


def symbols_in(over: tuple[Any, ...]) -> tuple[Symbol, ...]:
    """The symbols among what is sought."""
    return tuple(s for s in over if isinstance(s, Symbol))


def _over_one(goal: Sup, symbol: Symbol, others: list[Symbol], given: Assumptions) -> Derivation:
    """The supremum over one symbol, for every value of the others."""
    every = f" for every {', '.join(s.name for s in others)}" if others else ""
    about = tuple(f for f in given if symbol not in f.free_symbols)
    d = start(goal, *about, title=f"Over {symbol}{every}", letters=(symbol.name,))
    found = attempt(d, maximum_where_the_derivative_changes_sign, supremum_is_the_limit_at_an_end)
    if found is d:
        return d.stop("no rule here gives the supremum ", d.reached)
    return attempt(found, algebra)


def _maximisers(
    stages: list[Expr],
    symbols: tuple[Symbol, ...],
    domains: dict[Symbol, Line],
    given: Assumptions,
) -> list[Derivation]:
    """The maximising value of each symbol, the last one first, those after it already at theirs."""
    parts: list[Derivation] = []
    at: dict[Symbol, Expr] = {}
    for i in reversed(range(len(symbols))):
        symbol = symbols[i]
        goal = ArgMax(stages[i].xreplace(at), symbol, domains[symbol])
        about = tuple(f for f in given if not f.free_symbols & set(symbols))
        d = start(goal, *about, title=f"The maximising {symbol}", letters=(symbol.name,))
        d = d.by(maximum_where_the_derivative_changes_sign)
        at[symbol] = d.reached
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
        start(
            Gradient(body, symbol, at),
            title=f"The derivative at {symbol} = {_decimal(at, digits)}",
            letters=(symbol.name,),
        )
        for at in (low, high)
    )
    return together(
        f"{_decimal(low, digits)} < {symbol} < {_decimal(high, digits)}",
        rising.by(differentiate).by(number_is_positive),
        falling.by(differentiate).by(number_is_negative),
    )


def _decimal(value: Rational, digits: int) -> str:
    """A multiple of 10^-digits, as a decimal."""
    unit = 10**digits
    whole, rest = divmod(abs(int(value * unit)), unit)
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{digits}d}" if digits else str(value)


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
