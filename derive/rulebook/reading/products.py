"""A function of one variable, read as a constant times powers of a few generators.

x^s exp(t x + c) log(x)^k is exp(c) times the generators x, exp(x) and log(x) to the powers s, t and
k. Two functions that differ in how SymPy happens to write them have the same reading, so that a
fact about x^s e^(t x) finds its exponents in any of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sympy import Abs, Add, Expr, Max, Mul, Pow, S, binomial, exp, factorial, gamma, log, loggamma

from derive.language.assumptions import Assumptions
from derive.language.logarithm import logarithm
from derive.rulebook.algebra import sign


@dataclass
class Product:
    """`constant` times the product of generator**exponent; the exponents do not hold x."""

    constant: Expr = S.One
    powers: dict[Expr, Expr] = field(default_factory=dict)

    def times(self, generator: Expr, exponent: Expr) -> None:
        """Multiply by a generator to a power."""
        total = self.powers.pop(generator, S.Zero) + exponent
        if total != 0:
            self.powers[generator] = total


@lru_cache(maxsize=4096)
def read_product(body: Expr, x: Any, assumptions: Assumptions) -> Product:
    """The reading of `body` as a function of `x`, not to be changed; powers of products are split
    where that is right.

    >>> from sympy.abc import s, t, x
    >>> read_product(3 * x**s * log(x) * exp(2 - t*x), x, Assumptions()).powers
    {x: s, exp(x): -t, log(x): 1}
    """
    found = Product()
    for factor in Mul.make_args(body):
        _read_power(factor, S.One, x, assumptions, found)
    _join_distances(found)
    return found


def _join_distances(found: Product) -> None:
    """(x - c)^2 |x - c| as the third power of the distance."""
    for distance in [g for g in found.powers if isinstance(g, Abs)]:
        inner = distance.args[0]
        for base in (inner, -inner):
            exponent = found.powers.get(base)
            if exponent is not None and exponent.is_even:
                del found.powers[base]
                found.times(distance, exponent)


def _read_power(base: Expr, exponent: Expr, x: Any, known: Assumptions, found: Product) -> None:
    if x not in base.free_symbols:
        found.constant *= base**exponent
    elif isinstance(base, exp):
        _read_exponential(base.args[0] * exponent, x, known, found)
    elif isinstance(base, Pow) and sign(base.base, known) == "+" and _is_constant(base.base, x):
        _read_exponential(base.exp * exponent * log(base.base), x, known, found)
    elif isinstance(base, Pow) and x not in base.exp.free_symbols:
        if exponent.is_integer or sign(base.base, known) == "+":
            _read_power(base.base, base.exp * exponent, x, known, found)
        else:
            found.times(base, exponent)
    elif isinstance(base, (gamma, factorial, binomial)):
        _read_exponential(_log_of_factorials(base) * exponent, x, known, found)
    elif isinstance(base, log) and base.args[0].is_Add:
        found.times(logarithm(_multiplied_out(base.args[0], x, known)), exponent)
    elif isinstance(base, (Abs, Max)):
        _read_distance(base, exponent, x, known, found)
    elif isinstance(base, Mul):
        _read_factors(base, exponent, x, known, found)
    elif isinstance(base, Add):
        _read_sum(base, exponent, x, known, found)
    else:
        found.times(base, exponent)


def _read_distance(base: Any, exponent: Expr, x: Any, known: Assumptions, found: Product) -> None:
    """|2 x - c| is 2 |x - c/2|, and the same for the positive part max(2 x - c, 0)."""
    inner = Add(*base.args)
    slope = inner.coeff(x, 1)
    offset = (inner - slope * x).expand()
    linear = inner.is_Add and x not in offset.free_symbols
    if isinstance(base, Max) and S.Zero not in base.args:
        linear = False
    direction = sign(slope, known) if linear else None
    if direction == "!=" and isinstance(base, Abs):
        found.constant *= Abs(slope) ** exponent
        found.times(Abs(x + (offset / slope).expand()), exponent)
        return
    if direction not in ("+", "-"):
        found.times(base, exponent)
        return
    size = slope if direction == "+" else -slope
    unit = (x if direction == "+" else -x) + (offset / size).expand()
    found.constant *= size**exponent
    found.times(Abs(unit) if isinstance(base, Abs) else Max(unit, 0), exponent)


def _is_constant(expr: Expr, x: Any) -> bool:
    return x not in expr.free_symbols


def _log_of_factorials(function: Expr) -> Expr:
    """The log of a gamma function, a factorial or a binomial coefficient, where it is positive."""
    if isinstance(function, gamma):
        return loggamma(function.args[0])
    if isinstance(function, factorial):
        return loggamma(function.args[0] + 1)
    n, k = function.args
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def _read_factors(base: Mul, exponent: Expr, x: Any, known: Assumptions, found: Product) -> None:
    """(a b)^s is a^s b^s where s is an integer, or the factor that is split off is positive."""
    rest = []
    for factor in base.args:
        # what stands here is real, and the exponential of that is positive
        if exponent.is_integer or isinstance(factor, exp) or sign(factor, known) == "+":
            _read_power(factor, exponent, x, known, found)
        else:
            rest.append(factor)
    remaining = Mul(*rest)
    if x in remaining.free_symbols:
        found.times(remaining, exponent)
    else:
        found.constant *= remaining**exponent


def _read_sum(base: Add, exponent: Expr, x: Any, known: Assumptions, found: Product) -> None:
    """A sum that is linear in x, as x + c or c - x: 3 - 2 x is 2 times 3/2 - x."""
    slope = base.coeff(x, 1)
    offset = (base - slope * x).expand() if slope.is_Add else base - slope * x
    if x in offset.free_symbols or x in slope.free_symbols:
        found.times(_multiplied_out(base, x, known), exponent)
        return
    direction = sign(slope, known)
    if direction not in ("+", "-"):
        found.times(base, exponent)
        return
    size = slope if direction == "+" else -slope
    found.constant *= size**exponent
    shift = offset / size
    found.times(x + shift if direction == "+" else shift - x, exponent)


def _multiplied_out(expr: Expr, x: Any, known: Assumptions) -> Expr:
    """A sum with its terms as coefficient times powers of generators."""
    return Add(*(c * f for c, f in linear_terms(expr, x, known)))


def _read_exponential(power: Expr, x: Any, known: Assumptions, found: Product) -> None:
    """exp of a sum of terms coefficient * h(x), each its own generator exp(h(x))."""
    for coefficient, function in linear_terms(power, x, known):
        if function == 1:
            found.constant *= exp(coefficient)
        else:
            found.times(exp(function), coefficient)


@lru_cache(maxsize=4096)
def linear_terms(expr: Expr, x: Any, known: Assumptions) -> tuple[tuple[Expr, Expr], ...]:
    """`expr` multiplied out, as a sum of coefficient times function of x.

    >>> from sympy.abc import m, x
    >>> linear_terms((x - m) ** 2, x, Assumptions())
    ((m**2, 1), (1, x**2), (-2*m, x))
    """
    by_function: dict[Expr, Expr] = {}
    if any(term.has(Add) for term in Add.make_args(expr)):
        expr = expr.expand(log=False, power_base=False, power_exp=False, basic=False)
    for term in Add.make_args(expr):
        read = read_product(term, x, known)
        function = Mul(*(g**e for g, e in read.powers.items()))
        by_function[function] = by_function.get(function, S.Zero) + read.constant
    return tuple((c, f) for f, c in by_function.items() if c != 0)
