"""u - 1 - log u as one function in sums, and what log gamma exceeds its tangent by.

Divergences of nearly equal laws are made of these: each is small of second order, and its parts,
which cancel, are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Piecewise,
    Rational,
    Symbol,
    count_ops,
    expand,
    factor,
    fraction,
    log,
    loggamma,
    polygamma,
    together,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from derive.language.assumptions import Assumptions
from derive.render.stable_marks import LgammaExcess, LogExcess
from derive.rulebook.algebra import sign
from derive.rulebook.algebra.sign_sets import NONNEGATIVE
from derive.rulebook.algebra.signs import possible_signs

POWERS = (1, 2)
MOST_LOGS, LONGEST = 4, 150
STEP = Rational(1, 10**6)
Twins = dict[Symbol, Symbol]
Sizes = dict[Expr, Expr]


def with_log_excesses(expr: Any, known: Assumptions) -> Any:
    """The expression with u - 1 - log u as one function in all its sums.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", positive=True)
    >>> with_log_excesses(log(a / b) + b / a - 1, Assumptions())
    LogExcess((-a + b)/a, b/a)
    """
    if not expr.args or isinstance(expr, (Relational, Boolean)):
        return expr
    if isinstance(expr, Piecewise):
        rows = ((with_log_excesses(value, known), condition) for value, condition in expr.args)
        return Piecewise(*rows, evaluate=False)
    if isinstance(expr, Add):
        found = _grouped(expr, known)
        if found is not None:
            return found
    args = [with_log_excesses(a, known) for a in expr.args]
    return expr if args == list(expr.args) else expr.func(*args)


@dataclass(frozen=True)
class _Log:
    """A positive number times log(above/below)."""

    size: Expr
    above: Expr
    below: Expr

    def excess(self, k: int) -> Expr:
        """size/k (u - 1 - log u) for u = (below/above)^k."""
        difference = factor(self.below**k - self.above**k) / self.above**k
        return self.size / k * LogExcess(difference, (self.below / self.above) ** k)

    def linear(self, k: int) -> Expr:
        """What the logarithm is less than that: -size/k (u - 1)."""
        return -self.size / k * ((self.below / self.above) ** k - 1)

    def twins(self, found: Twins) -> Twins:
        """The two names that are one where the logarithm is zero, if but for those that have been
        found they are only two."""
        both = {*found, *found.values()}
        one, other = self.above.free_symbols - both, self.below.free_symbols - both
        if len(one - other) == 1 == len(other - one):
            return {next(iter(one - other)): next(iter(other - one))}
        return {}


def _grouped(expr: Add, known: Assumptions) -> Expr | None:
    """The sum with excesses for its logarithms of ratios, where what is left is known not to
    cancel; None where it is not."""
    logs: list[_Log] = []
    rational: list[Expr] = []
    others: list[Expr] = []
    twins = dict(_lgamma_twins(expr))
    for term in expr.args:
        found = _log_in(term, known)
        if found is not None:
            logs.append(found)
        elif _is_rational(term):
            rational.append(term)
        else:
            others.append(term)
    if len(logs) > MOST_LOGS or count_ops(expr) > LONGEST:
        return None
    if not logs:
        return _factored(Add(*rational), others)
    best: tuple[int, int, Expr] | None = None
    for powers in product((0, *POWERS), repeat=len(logs)):
        chosen = [(one, k) for one, k in zip(logs, powers, strict=True) if k]
        if not chosen:
            continue
        left = factor(together(Add(*rational, *(one.linear(k) for one, k in chosen))))
        apart = dict(twins)
        for one, _ in chosen:
            apart |= one.twins(apart)
        shorter = count_ops(left) <= count_ops(Add(*rational)) and _is_nonnegative(left, known)
        if not (shorter or _vanishes_twice(left, apart)):
            continue
        untouched = [
            one.size * log(one.above / one.below)
            for one, k in zip(logs, powers, strict=True)
            if not k
        ]
        whole = Add(left, *others, *untouched, *(one.excess(k) for one, k in chosen))
        rank = (count_ops(left), sum(powers), whole)
        if best is None or rank[:2] < best[:2]:
            best = rank
    return None if best is None else best[2]


def _factored(rational: Expr, others: list[Expr]) -> Expr | None:
    """A sum whose rational terms are a product of differences, and no longer as one; None where
    they are not."""
    if not isinstance(rational, Add):
        return None
    made = factor(together(rational))
    sums = [f.as_base_exp()[0] for f in Mul.make_args(made)]
    as_differences = all(len(f.args) <= 2 for f in sums if isinstance(f, Add))
    if isinstance(made, Add) or not as_differences or count_ops(made) > count_ops(rational):
        return None
    return Add(made, *others)


def _log_in(term: Expr, known: Assumptions) -> _Log | None:
    """A term that is a number of known sign times the logarithm of a quotient of parameters."""
    factors = Mul.make_args(term)
    logs = [f for f in factors if isinstance(f, log)]
    if len(logs) != 1:
        return None
    above, below = fraction(logs[0].args[0])
    size = Mul(*(f for f in factors if f is not logs[0]))
    if not (above.free_symbols and below.free_symbols and _is_rational(above * below * size)):
        return None
    side = sign(size, known)
    if side == "-":
        return _Log(-size, below, above)
    return _Log(size, above, below) if side == "+" else None


def _is_rational(expr: Expr) -> bool:
    return bool(expr.is_rational_function(*expr.free_symbols))


def _lgamma_twins(expr: Add) -> Iterator[tuple[Symbol, Symbol]]:
    """Names at which log gamma is taken once with a plus and once with a minus."""
    found = [(t.as_independent(loggamma)[0], f) for t in expr.args for f in t.atoms(loggamma)]
    for size, one in found:
        for other_size, other in found:
            at = one.args[0], other.args[0]
            named = all(isinstance(x, Symbol) for x in at)
            if size == -other_size and named and str(at[0]) < str(at[1]):
                yield at


def _is_nonnegative(expr: Expr, known: Assumptions) -> bool:
    signs = possible_signs(expr, known)
    return signs is not None and not signs & ~NONNEGATIVE


def _vanishes_twice(expr: Expr, twins: Twins) -> bool:
    """Whether an expression is small of second order where twins are nearly one."""
    if not twins:
        return False
    at: dict[Symbol, Expr] = {}
    for i, s in enumerate(sorted(expr.free_symbols | set(twins), key=str)):
        at[s] = Rational(1, i + 3)
    for i, (one, other) in enumerate(twins.items()):
        at[other] = at[one] * (1 + (i + 2) * STEP)
    value = expr.xreplace(at)
    return bool(value.is_Rational and abs(value) < 10**3 * STEP**2)


def with_lgamma_excess(expr: Add) -> Add | None:
    """log gamma(y) - log gamma(x) - psi(x) (y - x) as one function in a sum; None where that is not
    in it.

    >>> from sympy import symbols
    >>> a, c = symbols("a c", positive=True)
    >>> with_lgamma_excess(loggamma(c) - loggamma(a) + (a - c) * polygamma(0, a))
    LgammaExcess(c, a)
    """
    terms = list(_spread(expr))
    gammas: Sizes = {}
    slopes: Sizes = {}
    rest: list[Expr] = []
    for term in terms:
        size, f = _of_one(term)
        if isinstance(f, loggamma):
            gammas[f.args[0]] = gammas.get(f.args[0], Integer(0)) + size
        elif isinstance(f, polygamma):
            slopes[f.args[1]] = slopes.get(f.args[1], Integer(0)) + size
        else:
            rest.append(term)
    found = []
    for _, x, y in sorted(_tangents(gammas, slopes), key=lambda pair: pair[0]):
        if x in gammas and y in gammas:
            size = gammas.pop(y)
            del gammas[x]
            slopes[x] = expand(slopes[x] + size * (y - x))
            found.append(size * LgammaExcess(y, x))
    if not found:
        return None
    rest += [size * loggamma(at) for at, size in gammas.items()]
    rest += [size * polygamma(0, at) for at, size in slopes.items()]
    return Add(*rest, *found)


def _tangents(gammas: Sizes, slopes: Sizes) -> Iterator[tuple[int, Expr, Expr]]:
    """The pairs x, y with opposite factors before log gamma, and a slope at x that becomes shorter
    with that of the tangent; before each how long what is left of it is."""
    for x, slope in slopes.items():
        for y, size in gammas.items():
            if y != x and gammas.get(x) == -size:
                left = count_ops(expand(slope + size * (y - x)))
                if left < count_ops(expand(slope)):
                    yield left, x, y


def _spread(expr: Add) -> Iterator[Expr]:
    """The terms of a sum, those that are a product with a sum of psi multiplied out."""
    for term in expr.args:
        sums = [f for f in Mul.make_args(term) if isinstance(f, Add) and f.has(polygamma)]
        if len(sums) == 1:
            yield from (term / sums[0] * inner for inner in sums[0].args)
        else:
            yield term


def _of_one(term: Expr) -> tuple[Expr, Any]:
    """A term as a number times log gamma or psi; times nothing where it is neither."""
    for f in Mul.make_args(term):
        is_psi = isinstance(f, polygamma) and f.args[0] == 0
        if (is_psi or isinstance(f, loggamma)) and f.free_symbols:
            return term / f, f
    return term, None
