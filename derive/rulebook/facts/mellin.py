"""Facts that follow from the moments E[x^s] of a law on the positive numbers.

The derivatives of E[x^s] in s give the means with logarithms: E[x^s log x] is E[x^s] times the mean
of log x under the law tilted by x^s. A family file states the three functions of s; each fact made
from them speaks of that family alone, and is proved from its density.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sympy import Expr, Integer, S, Symbol, exp, log

from derive.language.distribution import Distribution
from derive.language.expectation import Expect, Variance
from derive.rulebook.facts.fact import by_integral, fact, variance_by_integral
from derive.rulebook.rule import Rule, Statement, Wrong

_x, _s = Symbol("x", positive=True), Symbol("s", real=True)


@dataclass(frozen=True)
class Moments:
    """E[x^s], the mean and the variance of log x under the law tilted by x^s, where they exist."""

    law: Distribution
    moment: Callable[[Any], Expr]
    log_mean: Callable[[Any], Expr]
    log_variance: Callable[[Any], Expr]
    exists: Callable[[Any], tuple[Any, ...]]

    def conditions(self, order: Any) -> tuple[Any, ...]:
        """What has to hold for the moment to exist, if anything has."""
        return tuple(c for c in self.exists(order) if c is not S.true)


@dataclass(frozen=True)
class Source:
    """How a family is named, where its moments are to be read, and the entries that prove them: the
    integral of a power, and those with a logarithm and with its square."""

    name: str
    title: str
    reference: str
    entries: tuple[str, str, str]


def facts_of_moments(
    source: Source, make: Callable[[], Moments], has_mean: bool = True
) -> tuple[Rule, ...]:
    """Mean and variance, mean and variance of the log, and moments with powers of the log.

    has_mean: whether some law of the family has a mean.
    """
    of = cache(make)
    first = _of_the_variable(source, of) if has_mean else ()
    return (*first, *_of_the_log(source, of), *_of_powers(source, of))


def _of_the_variable(source: Source, of: Callable[[], Moments]) -> tuple[Rule, ...]:
    plain, *_ = source.entries
    one, two = Integer(1), Integer(2)

    def spread() -> Expr:
        return of().moment(two) - of().moment(one) ** 2

    mean = fact(
        f"{source.name}-mean",
        f"Mean of the {source.title} law",
        state=lambda: Statement(
            before=Expect(_x, _x, of().law),
            after=lambda: of().moment(one),
            wrong=lambda: (Wrong(exp(of().log_mean(S.Zero)), "the geometric mean for the mean"),),
            conditions=lambda: of().conditions(one),
        ),
        reason="It is the moment of order one.",
        reference=source.reference,
        prove=by_integral(plain),
    )
    variance = fact(
        f"{source.name}-variance",
        f"Variance of the {source.title} law",
        state=lambda: Statement(
            before=Variance(_x, _x, of().law),
            after=lambda: spread(),
            wrong=lambda: (Wrong(of().moment(two), "the second moment for the variance"),),
            conditions=lambda: of().conditions(two),
        ),
        reason="It is the moment of order two less the square of that of order one.",
        reference=source.reference,
        prove=variance_by_integral(plain),
    )
    return mean, variance


def _of_the_log(source: Source, of: Callable[[], Moments]) -> tuple[Rule, ...]:
    _, with_log, with_square = source.entries

    mean = fact(
        f"{source.name}-mean-of-log",
        f"Mean of the logarithm under the {source.title} law",
        state=lambda: Statement(
            before=Expect(log(_x), _x, of().law),
            after=lambda: of().log_mean(S.Zero),
            wrong=lambda: (
                Wrong(
                    of().log_mean(S.Zero) + of().log_variance(S.Zero) / 2,
                    "half the variance of the log added",
                ),
            ),
        ),
        reason="The mean of x^s, differentiated in s at zero.",
        reference=source.reference,
        prove=by_integral(with_log),
    )
    variance = fact(
        f"{source.name}-variance-of-log",
        f"Variance of the logarithm under the {source.title} law",
        state=lambda: Statement(
            before=Variance(log(_x), _x, of().law),
            after=lambda: of().log_variance(S.Zero),
            wrong=lambda: (
                Wrong(
                    of().log_variance(S.Zero) + of().log_mean(S.Zero) ** 2,
                    "the second moment for the variance",
                ),
            ),
        ),
        reason="The log of the mean of x^s, differentiated twice in s at zero.",
        reference=source.reference,
        prove=variance_by_integral(with_square, with_log),
    )
    return mean, variance


def _of_powers(source: Source, of: Callable[[], Moments]) -> tuple[Rule, ...]:
    plain, with_log, with_square = source.entries

    def squared() -> Expr:
        return of().log_mean(_s) ** 2 + of().log_variance(_s)

    moment = fact(
        f"{source.name}-moment",
        f"Moments of the {source.title} law",
        state=lambda: Statement(
            before=Expect(_x**_s, _x, of().law),
            after=lambda: of().moment(_s),
            wrong=lambda: (
                Wrong(exp(_s * of().log_mean(S.Zero)), "the power of the geometric mean"),
                Wrong(1 / of().moment(_s), "turned upside down"),
            ),
            conditions=lambda: of().conditions(_s),
        ),
        reason="The power changes the exponent of the integral of the density.",
        reference=source.reference,
        prove=by_integral(plain),
    )
    moment_with_log = fact(
        f"{source.name}-moment-with-log",
        f"Moments of the {source.title} law with a logarithm",
        state=lambda: Statement(
            before=Expect(_x**_s * log(_x), _x, of().law),
            after=lambda: of().moment(_s) * of().log_mean(_s),
            wrong=lambda: (
                Wrong(of().moment(_s) * of().log_mean(S.Zero), "the law not tilted by the power"),
            ),
            conditions=lambda: of().conditions(_s),
        ),
        reason="The moment, differentiated in its order.",
        reference=source.reference,
        prove=by_integral(with_log),
    )
    moment_with_squared_log = fact(
        f"{source.name}-moment-with-squared-log",
        f"Moments of the {source.title} law with a squared logarithm",
        state=lambda: Statement(
            before=Expect(_x**_s * log(_x) ** 2, _x, of().law),
            after=lambda: of().moment(_s) * squared(),
            wrong=lambda: (
                Wrong(of().moment(_s) * of().log_mean(_s) ** 2, "the spread of the log left out"),
            ),
            conditions=lambda: of().conditions(_s),
        ),
        reason="The moment, differentiated twice in its order.",
        reference=source.reference,
        prove=by_integral(with_square),
    )
    return moment, moment_with_log, moment_with_squared_log
