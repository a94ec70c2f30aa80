"""Where two densities on one support cross, from how their log ratio depends on the point.

Both densities have mass one, so that their difference changes its sign wherever it is not zero
throughout: a log ratio A g(x) + C with a strictly monotone g does so once, at g(x) = -C/A, and a
quadratic in a g that takes all real values does so at its two roots.
"""

from __future__ import annotations

from typing import Any

from sympy import Abs, Dummy, Expr, Lambda, Ne, S, exp, log, sqrt

from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import expand_logs, sign, tidy
from derive.rulebook.divergences.crossing_points import Crossing, of_two_terms, sign_of
from derive.rulebook.expectations.change_of_variables import inverse_of
from derive.rulebook.laws.recognition import same_space
from derive.rulebook.places import facts_in
from derive.rulebook.reading.products import linear_terms


def crossing(p: Any, q: Any, known: Assumptions) -> Crossing | None:
    """Where p - q changes its sign inside the support; None where that is not found.

    >>> from sympy import symbols
    >>> from derive.language import Exponential
    >>> a, b = symbols("a b", positive=True)
    >>> crossing(Exponential(a), Exponential(b), Assumptions()).points
    (log(b/a)/(-a + b),)
    """
    if not (isinstance(p, Distribution) and isinstance(q, Distribution)):
        return None
    if not isinstance(p.space, (Line, Lattice)) or not same_space(p.space, q.space, known):
        return None
    known = known.also(*p.conditions, *q.conditions)
    coefficients, rest, x = log_ratio(p, q, known)
    radius = _radius(p, q, coefficients, rest, x, known)
    if radius is not None:
        return radius
    if len(coefficients) == 1:
        return _once(p, q, coefficients, rest, x, known)
    if len(coefficients) == 2:
        return of_two_terms(p.space, coefficients, rest, x, known)
    return None


def log_ratio(p: Any, q: Any, known: Assumptions) -> tuple[dict[Expr, Expr], Expr, Any]:
    """log p - log q at x as coefficients by functions of x, the part free of x, and x itself."""
    x = Dummy("x", real=True)
    inside = known.also(*facts_in(p.space, x))
    difference = expand_logs(p.log_density(x) - q.log_density(x), inside)
    rest, found = S.Zero, {}
    for coefficient, function in linear_terms(difference, x, inside):
        if x in function.free_symbols:
            found[function] = coefficient
        else:
            rest += coefficient * function
    return found, rest, x


def is_monotone(function: Expr, x: Any, space: Any, known: Assumptions) -> bool:
    """Whether a function is strictly monotone between the ends of a space."""
    ends = Line(space.low, space.high)
    return sign(function.diff(x), known.also(*facts_in(ends, x))) in ("+", "-")


def _radius(
    p: Any, q: Any, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    """The points at one distance from the common centre of two laws of one family, where the log
    ratio is A |x - m| + C, or A times the log of a ratio of quadratics in it."""
    centre = getattr(p, "loc", S.Zero if p.space == Line(0) else None)
    if type(p) is not type(q) or centre is None or getattr(q, "loc", centre) != centre:
        return None
    t = Dummy("t", positive=True)
    found = {f.xreplace({x: centre + t}).expand(): c for f, c in coefficients.items()}
    squared = _where_logs_agree(found, rest, t)
    distance = None if squared is None else sqrt(tidy(squared, known))
    if distance is None and p.space == Line() and list(found) in ([t], [Abs(t)]):
        distance = -rest / found[next(iter(found))]
    if distance is None:
        return None
    distance = tidy(distance, known)
    condition = _differ(p, q, next(iter(coefficients.values())))
    needed = () if condition == S.true else (condition,)
    if p.space == Line(0):
        return Crossing((distance,), needed)
    return Crossing((centre - distance, centre + distance), needed, centre)


def _where_logs_agree(found: dict[Expr, Expr], rest: Expr, t: Any) -> Expr | None:
    """The t^2 at which A log(a + b t^2) - A log(c + d t^2) + C is zero: a ratio of linear functions
    of t^2 is monotone."""
    if len(found) != 2 or not all(isinstance(f, log) for f in found):
        return None
    (one, slope), (other, opposite) = found.items()
    quadratics = [f.args[0] for f in (one, other)]
    slopes = [f.coeff(t, 2) for f in quadratics]
    levels = [(f - b * t**2).expand() for f, b in zip(quadratics, slopes, strict=True)]
    if (slope + opposite).expand() != 0 or any(t in level.free_symbols for level in levels):
        return None
    ratio = exp(-rest / slope)
    return (ratio * levels[1] - levels[0]) / (slopes[0] - ratio * slopes[1])


def _once(
    p: Any, q: Any, coefficients: dict[Expr, Expr], rest: Expr, x: Any, known: Assumptions
) -> Crossing | None:
    [(function, slope)] = coefficients.items()
    if slope == 0 or not is_monotone(function, x, p.space, known):
        return None
    inverse = inverse_of(Lambda(x, function), Line(p.space.low, p.space.high), known)
    if inverse is None:
        return None
    point = tidy(inverse(-rest / slope), known)
    needed = tuple(c for c in (_differ(p, q, slope),) if c != S.true)
    if not (isinstance(function, log) and function.args[0].is_Add):
        return Crossing((point,), needed)
    # said by a sign: an absolute value of powers of a sum is more than SymPy can hold
    inside = known.also(*facts_in(Line(p.space.low, p.space.high), x))
    upward = slope if sign(function.diff(x), inside) == "+" else -slope
    return Crossing((point,), needed, between=-sign_of(upward, known))


def _differ(p: Any, q: Any, slope: Expr) -> Any:
    """The laws differ: where one parameter alone may do so, it does."""
    different = [(a, b) for a, b in zip(p.args, q.args, strict=True) if a != b]
    if type(p) is type(q) and len(different) == 1:
        return Ne(*different[0])
    return Ne(slope, 0)
