"""Functions that repeat themselves, beside something straight: the line through their least
values."""

from __future__ import annotations

from sympy import Expr, Symbol, cos, sin, sqrt

from derive.language.assumptions import Assumptions
from derive.language.space import Line
from derive.rulebook.algebra import decide
from derive.rulebook.convexity.arcs import arcs_of
from derive.rulebook.convexity.slopes import slope
from derive.rulebook.convexity.substitution import in_one_wave
from derive.rulebook.convexity.zeros import Undecided, zeros


def line_below(f: Expr, u: Symbol, known: Assumptions) -> Expr | None:
    """The line through the least values of a u + b + g(x), g being a function of the sine and the
    cosine of x, which is a multiple of u and more. Raises Undecided.

    >>> u = Symbol("u", real=True)
    >>> line_below(2 * u + 3 * cos(u) + 1, u, Assumptions())
    2*u - 2
    """
    both = _of_both(f, u)
    if both is not None:
        return both
    for t, wave, outer in in_one_wave(f, u):
        rate = outer.expand().coeff(u, 1)
        repeated = outer.expand() - rate * u
        slope = wave.args[0].diff(u)
        if u in slope.free_symbols or {u, t} & rate.free_symbols or u in repeated.free_symbols:
            continue
        return rate * u + _least(repeated, t, known)
    return None


def _of_both(f: Expr, u: Symbol) -> Expr | None:
    """a cos(x) + b sin(x) is the root of a^2 + b^2 times the cosine of x less an angle."""
    waves = sorted((e for e in f.atoms(sin, cos) if u in e.free_symbols), key=str)
    if [e.func for e in waves] != [cos, sin] or waves[0].args != waves[1].args:
        return None
    opened = f.expand()
    a, b = (opened.coeff(e, 1) for e in waves)
    rest = (opened - a * waves[0] - b * waves[1]).expand()
    rate = rest.coeff(u, 1)
    constants = a, b, rate, rest - rate * u, waves[0].args[0].diff(u)
    if any(c.has(u) for c in constants):
        return None
    return rest - sqrt(a**2 + b**2)


def _least(g: Expr, t: Symbol, known: Assumptions) -> Expr:
    """The least value of a function on [-1, 1]. Raises Undecided."""
    values: list[Expr] = []
    for arc in arcs_of(g, t, Line(-1, 1), known):
        values += arc.values
        values += [g.xreplace({t: z}) for z in zeros(slope(arc.body, t), t, arc.line, known)]
    least = values[0]
    for value in values[1:]:
        below = decide(value < least, known)
        if below is None:
            raise Undecided
        least = value if below else least
    return least


__all__ = ["line_below"]
