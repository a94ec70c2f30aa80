"""Where a log ratio of densities is zero, by the two functions of the point that it is made of.

Both densities have mass one, so that their difference changes its sign wherever it is not zero
throughout; a log ratio that bends one way does so at two points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Abs, Add, Expr, LambertW, Ne, S, exp, log, re, sqrt
from sympy import sign as _sign

from derive.language.assumptions import Assumptions
from derive.language.space import Line, Space
from derive.rulebook.algebra import sign, tidy


@dataclass(frozen=True)
class Crossing:
    """The points in order, and what has to hold for the two laws to differ.

    centre: about which both laws are even, where that is known. between: the sign of the difference
    between two points, where that is known. case, other: where it is not known
    how many points there are, the condition for these, and the points where it fails.
    """

    points: tuple[Expr, ...]
    conditions: tuple[Any, ...]
    centre: Expr | None = None
    between: Expr | None = None
    case: Any = None
    other: Crossing | None = None


def of_two_terms(
    space: Space, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """Where A f(x) + B g(x) + C changes its sign, being a difference of two log densities.

    >>> from sympy import symbols
    >>> x, a = symbols("x a", real=True)
    >>> of_two_terms(Line(), {x: a, x**2: S.One}, S.Zero, x, Assumptions.of(a > 0)).points
    (-a, 0)
    """
    for way in (_square, _power_and_log, _logs_of_sums, _logs_of_quadratics):
        found = way(space, coefficients, rest, x, known)
        if found is not None:
            return found
    return None


def _roots(a: Expr, b: Expr, c: Expr, known: Assumptions) -> list[Expr]:
    """The two roots of a quadratic, the smaller first."""
    root = sqrt(tidy(b**2 - 4 * a * c, known))
    size = {"+": a, "-": -a}.get(sign(a, known) or "", Abs(a))
    return [tidy(-b / (2 * a) + d * root / (2 * size), known) for d in (-1, 1)]


def sign_of(number: Expr, known: Assumptions) -> Expr:
    """1 or -1 where the sign of a number is known."""
    found: Expr = {"+": S.One, "-": S.NegativeOne}.get(sign(number, known) or "", _sign(number))
    return found


def _not_zero(*numbers: Expr) -> tuple[Any, ...]:
    return tuple(c for c in (Ne(number, 0) for number in numbers) if c != S.true)


def _square(
    space: Space, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """A quadratic in a function that takes all real values."""
    inner = {Line(): x, Line(0): log(x)}.get(space)
    if inner is None or set(coefficients) != {inner, inner**2}:
        return None
    a, b = coefficients[inner**2], coefficients[inner]
    roots = _roots(a, b, rest, known)
    ends = tuple(roots) if inner == x else tuple(exp(r) for r in roots)
    return Crossing(ends, _not_zero(a))


def _power_and_log(
    space: Space, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """A log x + B x^k + C on the half-line, by the product logarithm of t = x^k."""
    if space != Line(0) or log(x) not in coefficients:
        return None
    a = coefficients[log(x)]
    [(power, b)] = [(f, c) for f, c in coefficients.items() if f != log(x)]
    base, k = power.as_base_exp()
    upward = sign(k, known)
    if base != x or upward not in ("+", "-"):
        return None
    ratio = tidy(k * b / a, known)
    inside = tidy(ratio * exp(-k * rest / a), known)
    # the point is positive, and its product logarithm is real, as the densities do cross
    scale = {"+": 1 / ratio, "-": -1 / ratio}.get(sign(ratio, known) or "", 1 / Abs(ratio))
    main, lower = ((scale * Abs(LambertW(inside, n))) ** (1 / k) for n in (0, -1))
    two = (main, lower) if upward == "+" else (lower, main)
    needed = _not_zero(a, b)
    one = Crossing((main,), needed)
    return _by_sign(-a * b * (1 if upward == "+" else -1), one, Crossing(two, needed), known)


def _by_sign(product: Expr, one: Crossing, two: Crossing, known: Assumptions) -> Crossing:
    """The two points where a number is positive, the one where it is negative."""
    known_sign = sign(product, known)
    if known_sign in ("+", "-"):
        return two if known_sign == "+" else one
    return Crossing(two.points, two.conditions, case=product > 0, other=one)


def _sum_with_power(function: Expr, x: Any) -> tuple[Expr, Expr, Expr] | None:
    """u, v and k, where the function is the log of u + v x^k."""
    if not isinstance(function, log):
        return None
    terms = Add.make_args(function.args[0])
    moving = [term for term in terms if x in term.free_symbols]
    if len(moving) != 1:
        return None
    factor, power = moving[0].as_independent(x, as_Add=False)
    base, k = power.as_base_exp()
    unit, inner = base.as_independent(x, as_Add=False)
    if inner != x or x in k.free_symbols:
        return None
    return Add(*terms) - moving[0], factor * unit**k, k


def _logs_of_sums(
    space: Space, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """A log(u + v t) - A log(c + d t) + C for t = x^k on the half-line: a ratio of linear functions
    is monotone."""
    one, two = (_sum_with_power(function, x) for function in coefficients)
    if space != Line(0) or Add(*coefficients.values()).expand() != 0:
        return None
    if one is None or two is None or one[2] != two[2]:
        return None
    (u, v, k), (c, d, _) = one, two
    slope = next(iter(coefficients.values()))
    ratio = tidy(exp(-rest / slope), known)
    below = v - ratio * d
    # the point is positive, as the densities do cross
    point = Abs((ratio * c - u) / below) ** (1 / k)
    if point.has(re):
        return None
    upward = tidy(slope * (v * c - u * d) * k, known)
    return Crossing((point,), _not_zero(upward), between=-sign_of(upward, known))


def _logs_of_quadratics(
    space: Space, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """A log Q - A log R + C on the line is zero where Q is a multiple of R."""
    if space != Line() or not all(isinstance(f, log) for f in coefficients):
        return None
    (one, slope), (other, opposite) = coefficients.items()
    quadratics = [f.args[0].expand().as_poly(x) for f in (one, other)]
    if (slope + opposite).expand() != 0 or any(q is None or q.degree() != 2 for q in quadratics):
        return None
    ratio = tidy(exp(-rest / slope), known)
    above, below = ratio.as_numer_denom()
    if sign(below, known) != "+":
        above, below = ratio, S.One
    first, second = (q.all_coeffs() for q in quadratics)
    a, b, c = (tidy(below * u - above * v, known) for u, v in zip(first, second, strict=True))
    if a == 0:
        return None
    between = -sign_of(a, known) * sign_of(slope, known)
    return Crossing(tuple(_roots(a, b, c, known)), _not_zero(a), between=between)
