"""Where an integrand bends, jumps, may be singular, or is likely to have its mass.

*Breaks* are the zeros of what stands under an absolute value, a comparison, a logarithm, a broken
or negative power and their like: integrals are split there. *Hints* are centres of linear and
quadratic subexpressions, at which the search for peaks also begins.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from sympy import (
    Abs,
    Add,
    Basic,
    Expr,
    Heaviside,
    Integer,
    Max,
    Min,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    ceiling,
    cos,
    digamma,
    exp,
    floor,
    frac,
    gamma,
    log,
    loggamma,
    pi,
    polygamma,
    preorder_traversal,
    sign,
    sin,
    tan,
)
from sympy.core.relational import Relational

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import FLOATS, precise
from derive.numeric.compiling.compile import compile_expression

MANY_JUMPS = 400
_POLISH = precise(50)


@dataclass(frozen=True)
class Landmarks:
    """Exact split points strictly inside the range, in order, and places to look at first."""

    breaks: tuple[Expr, ...]
    hints: tuple[float, ...]


def landmarks(expressions: tuple[Expr, ...], x: Symbol, lo: float, hi: float) -> Landmarks:
    """The landmarks of several integrands together; ``NotConverged`` if there are too many."""
    breaks: dict[float, Expr] = {}
    hints: set[float] = set()
    seen: set[Basic] = set()
    for expression in expressions:
        for node in preorder_traversal(expression):
            if node in seen or not node.has(x):
                continue
            seen.add(node)
            for argument in _critical(node, x, lo, hi):
                for zero in zeros(argument, x, lo, hi):
                    place = as_float(zero)
                    if lo < place < hi:
                        breaks.setdefault(place, zero)
            if isinstance(node, Add):
                hints.update(h for h in _centres(node, x) if lo < h < hi)
    if len(breaks) > MANY_JUMPS:
        raise NotConverged(f"the integrand has more than {MANY_JUMPS} jumps or kinks")
    order = sorted(breaks)
    return Landmarks(tuple(breaks[place] for place in order), tuple(sorted(hints | set(order))))


def as_float(number: Expr) -> float:
    """A number without symbols as a float."""
    return float(compile_expression(number, [], FLOATS)())


def _critical(node: Basic, x: Symbol, lo: float, hi: float) -> Iterator[Expr]:
    if isinstance(node, (Abs, sign, Heaviside, log)):
        yield node.args[0]
    elif isinstance(node, (Max, Min)):
        for one, other in combinations(node.args, 2):
            yield one - other
    elif isinstance(node, Relational):
        yield node.lhs - node.rhs
    elif isinstance(node, Pow) and not (isinstance(node.exp, Integer) and node.exp >= 0):
        yield node.base
    elif isinstance(node, (floor, ceiling, frac)):
        yield from _jumps(node.args[0], x, lo, hi)
    elif isinstance(node, tan):
        yield cos(node.args[0])
    elif isinstance(node, (gamma, loggamma, digamma, polygamma)):
        argument = node.args[-1]
        if not argument.is_positive:
            for k in range(6):
                yield argument + k


def _jumps(argument: Expr, x: Symbol, lo: float, hi: float) -> Iterator[Expr]:
    if not (argument.is_polynomial(x) and Poly(argument, x).degree() == 1):
        raise CannotEvaluate("the floor of anything but a linear function is not integrated")
    ends = [as_float(argument.subs(x, Rational(end))) for end in (lo, hi) if math.isfinite(end)]
    if len(ends) < 2 or abs(ends[1] - ends[0]) > MANY_JUMPS:
        raise NotConverged("the integrand has infinitely or very many jumps: split the range")
    for k in range(math.ceil(min(ends)), math.floor(max(ends)) + 1):
        yield argument - k


def zeros(argument: Expr, x: Symbol, lo: float, hi: float) -> list[Expr]:
    """Real zeros (and poles) of an expression between lo and hi: exact ones where possible."""
    if not argument.has(x) or isinstance(argument, exp):
        return []
    if isinstance(argument, Mul):
        return [zero for factor in argument.args for zero in zeros(factor, x, lo, hi)]
    if isinstance(argument, (Pow, Abs)):
        return zeros(argument.args[0], x, lo, hi)
    if argument == x:
        return [Integer(0)]
    if isinstance(argument, (sin, cos)):
        return _zeros_of_wave(argument, x, lo, hi)
    if argument.is_polynomial(x):
        polynomial = Poly(argument, x)
        if polynomial.degree() == 1:
            slope, start = polynomial.all_coeffs()
            return [-start / slope]
        if all(coefficient.is_Rational for coefficient in polynomial.all_coeffs()):
            try:
                roots = set(polynomial.real_roots())
            except (PolynomialError, NotImplementedError):
                roots = set()
            return [_rational_root(root) for root in sorted(roots, key=_root_order)]
    return _searched_zeros(argument, x, lo, hi)


def _zeros_of_wave(wave: Expr, x: Symbol, lo: float, hi: float) -> list[Expr]:
    """Exact zeros of a sine or cosine of a linear function on a finite range."""
    argument = wave.args[0]
    if not (argument.is_polynomial(x) and Poly(argument, x).degree() == 1):
        return _searched_zeros(wave, x, lo, hi)
    slope, start = Poly(argument, x).all_coeffs()
    first = pi / 2 if isinstance(wave, cos) else Integer(0)
    if not (math.isfinite(lo) and math.isfinite(hi)):
        return []
    ends = sorted(as_float((slope * Rational(end) + start - first) / pi) for end in (lo, hi))
    if ends[1] - ends[0] > MANY_JUMPS:
        raise NotConverged("the integrand has very many zeros in a denominator or a bend")
    whole = range(math.ceil(ends[0]), math.floor(ends[1]) + 1)
    return [(first + k * pi - start) / slope for k in whole]


def _root_order(root: Expr) -> float:
    return float(root.eval_rational(n=20)) if hasattr(root, "eval_rational") else as_float(root)


def _rational_root(root: Expr) -> Expr:
    if hasattr(root, "eval_rational"):
        return root.eval_rational(n=50)
    return root


def _searched_zeros(argument: Expr, x: Symbol, lo: float, hi: float) -> list[Expr]:
    """Sign changes on a grid of many scales, bisected to 50 digits."""
    program = compile_expression(argument, [x], FLOATS)
    samples: list[tuple[float, float]] = []
    for place in grid(lo, hi):
        try:
            samples.append((place, program(place)))
        except OutOfDomain:
            samples.append((place, math.nan))
    found: list[Expr] = []
    for (left, a), (right, b) in pairwise(samples):
        if a * b < 0:
            found.append(_bisected(argument, x, left, right))
    for (_, a), (place, b), (_, c) in zip(samples, samples[1:], samples[2:], strict=False):
        # a whole run of zeros is an underflow
        if b == 0 and a * c != 0:
            found.append(Rational(place))
    return found


def _bisected(argument: Expr, x: Symbol, left: float, right: float) -> Expr:
    program = compile_expression(argument, [x], _POLISH)
    low, high = _POLISH.real(left), _POLISH.real(right)
    below = program(low) < 0
    for _ in range(170):
        middle = (low + high) / 2
        value = program(middle)
        if value == 0:
            low = high = middle
            break
        if (value < 0) == below:
            low = middle
        else:
            high = middle
    middle = (low + high) / 2
    _, mantissa, exponent, _ = middle._mpf_
    exact = Integer(mantissa) * Integer(2) ** exponent
    return exact if middle > 0 else -exact


def grid(lo: float, hi: float) -> list[float]:
    """Places between lo and hi on many scales, counted from both ends and from 0."""
    scales = [2.0**k for k in range(-30, 0)] + [1.5**k for k in range(45)]
    places = {0.0, *scales, *(-s for s in scales)}
    if math.isfinite(lo):
        places |= {lo + s for s in scales}
    if math.isfinite(hi):
        places |= {hi - s for s in scales}
    if math.isfinite(lo) and math.isfinite(hi):
        places |= {lo + (hi - lo) * k / 96 for k in range(1, 96)}
        places |= {lo + (hi - lo) * 2.0**-k for k in range(2, 40)}
        places |= {hi - (hi - lo) * 2.0**-k for k in range(2, 40)}
    return sorted(place for place in places if lo < place < hi)


def _centres(node: Add, x: Symbol) -> list[float]:
    if not node.is_polynomial(x):
        return []
    polynomial = Poly(node, x)
    if polynomial.degree() == 1:
        slope, start = polynomial.all_coeffs()
        return [as_float(-start / slope)]
    if polynomial.degree() == 2:
        square, slope, _ = polynomial.all_coeffs()
        return [as_float(-slope / (2 * square))]
    return []
