"""The change of variables in an integral over an interval, by a strictly monotone map."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Lambda, Symbol, limit, solve

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.density import ArbitraryMap
from derive.language.integral import Integral
from derive.language.space import Line
from derive.rulebook.algebra import equal, sign
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong


def inverse_of(map_: Lambda, space: Line, known: Assumptions) -> Lambda | None:
    """The inverse of a strictly monotone map on an interval; None where none is found and checked.

    >>> from sympy.abc import a, x
    >>> inverse_of(Lambda(x, x / a), Line(0), Assumptions.of(a > 0))
    Lambda(_y, _y*a)
    """
    x, y = Dummy("x", real=True), Dummy("y", real=True)
    inside = known.also(*facts_in(space, x))
    plain = _plain(map_(x), x, inside)
    try:
        solutions = solve(plain[0] - y, plain[1][x])
    except NotImplementedError:
        return None
    for solution in solutions:
        candidate = solution.xreplace({v: s for s, v in plain[1].items()})
        if equal(candidate.xreplace({y: map_(x)}), x, inside):
            return Lambda(y, candidate)
    return None


def _plain(expr: Expr, x: Symbol, known: Assumptions) -> tuple[Expr, dict[Any, Any]]:
    """The expression in letters that SymPy knows to be real, and positive where they are."""
    letters = sorted(expr.free_symbols | {x}, key=str)
    plain = {s: Dummy(s.name, real=True) for s in letters}
    plain |= {s: Dummy(s.name, positive=True) for s in letters if sign(s, known) == "+"}
    return expr.xreplace(plain), plain


def end_of(map_: Lambda, end: Expr, from_above: bool, known: Assumptions) -> Expr:
    """The limit of a map towards an end of an interval."""
    x = Dummy("x", real=True)
    expr, plain = _plain(map_(x), x, known)
    towards = end.xreplace(plain)
    found = limit(expr, plain[x], towards, "+" if from_above else "-")
    return found.xreplace({v: s for s, v in plain.items()})


def image_of(map_: Lambda, space: Line, known: Assumptions) -> tuple[Line, int] | None:
    """The interval onto which a strictly monotone map takes another, and +1 or -1 for its slope."""
    x = Dummy("x", real=True)
    slope = sign(map_(x).diff(x), known.also(*facts_in(space, x)))
    if slope not in ("+", "-"):
        return None
    low, high = end_of(map_, space.low, True, known), end_of(map_, space.high, False, known)
    return (Line(low, high), 1) if slope == "+" else (Line(high, low), -1)


def _substitute(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Integral) or not isinstance(expr.space, Line) or not site.arguments:
        return None
    map_ = site.arguments[0]
    if not isinstance(map_, Lambda):
        return None
    image = image_of(map_, expr.space, site.assumptions)
    inverse = inverse_of(map_, expr.space, site.assumptions)
    if image is None or inverse is None:
        return None
    space, slope = image
    y = Dummy("y", real=True)
    known = site.assumptions.also(*facts_in(space, y))
    x = Dummy("x", real=True)
    body = expr.open(x)[0].xreplace({map_(x): y}).xreplace({x: inverse(y)})
    body = _undone(body, y, known)
    return Rewritten(Integral(body * slope * inverse(y).diff(y), y, space))


def _undone(expr: Any, y: Symbol, known: Assumptions) -> Any:
    """The map applied to its inverse, at the points of functions, written as the variable."""
    if expr == y or not expr.args or y not in expr.free_symbols:
        return expr
    if isinstance(expr, Node):
        return expr.func(*(_point(a, y, known) for a in expr.args))
    return expr.func(*(_undone(a, y, known) for a in expr.args))


def _point(argument: Any, y: Symbol, known: Assumptions) -> Any:
    is_number = isinstance(argument, Expr) and y in argument.free_symbols
    return y if is_number and equal(argument, y, known) else argument


def _statement() -> Statement:
    a, b = Symbol("a", real=True), Symbol("b", real=True)
    x, y = Symbol("x", real=True), Symbol("y", real=True)
    f = ArbitraryMap("f", Line())
    return Statement(
        before=Integral(f(a * x + b), x, Line(0, 1)),
        after=Integral(f(y) / a, y, Line(b, a + b)),
        wrong=(
            Wrong(Integral(f(y), y, Line(b, a + b)), "the derivative of the inverse left out"),
            Wrong(Integral(a * f(y), y, Line(b, a + b)), "the derivative of the map itself"),
            Wrong(Integral(f(y) / a, y, Line(0, 1)), "the ends not moved"),
        ),
        conditions=(a > 0,),
        arguments=(Lambda(x, a * x + b),),
    )


change_of_variables = Rule(
    name="change-of-variables",
    title="Change of variables",
    reason="The map is strictly monotone, so that it has an inverse, and it takes the one interval "
    "onto the other; the derivative of the inverse is the factor by which lengths change.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 6.19",
    state=_statement,
    rewrite=_substitute,
)

RULES = (change_of_variables,)
