"""Rules about functions of one number, applied at the coordinates of a vector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sympy import Add, Dummy

from derive.language.assumptions import Assumptions
from derive.language.density import Value
from derive.language.optimum import Sup
from derive.language.sequence import FiniteSum
from derive.language.space import Line
from derive.rulebook.rule import Rewritten, Site

Rewrite = Callable[[Any, Site], Rewritten | None]
_OPENED, _COORDINATE = Dummy("u", real=True), Dummy("v", real=True)


def at_a_coordinate(rewrite: Rewrite) -> Rewrite:
    """The same rewriting of a supremum of u v - f(u) where v is a coordinate of a vector."""

    def rewritten(expr: Any, site: Site) -> Rewritten | None:
        point = _coordinate(expr)
        return rewrite(expr, site) if point is None else _with_a_name(rewrite, expr, point, site)

    return rewritten


def in_each_term(rewrite: Rewrite) -> Rewrite:
    """The same rewriting of the terms of a sum in which one coordinate of one vector occurs."""

    def rewritten(expr: Any, site: Site) -> Rewritten | None:
        if not isinstance(expr, FiniteSum):
            return rewrite(expr, site)
        i = Dummy("i", integer=True)
        term = expr.open(i)[0]
        points = [p for p in term.atoms(Value) if p.point == i]
        if len(points) != 1:
            return None
        found = _with_a_name(rewrite, term, points[0], site)
        if found is None or found.conditions:
            return None
        return Rewritten(FiniteSum(found.after, i, expr.low, expr.high))

    return rewritten


def _with_a_name(rewrite: Rewrite, expr: Any, point: Value, site: Site) -> Rewritten | None:
    known = Assumptions(tuple(c.xreplace({point: _COORDINATE}) for c in site.assumptions))
    found = rewrite(expr.xreplace({point: _COORDINATE}), replace(site, assumptions=known))
    if found is None:
        return None
    back = {_COORDINATE: point}
    return Rewritten(found.after.xreplace(back), tuple(c.xreplace(back) for c in found.conditions))


def _coordinate(expr: Any) -> Value | None:
    """The value of a map that is multiplied by the variable of a supremum over an interval."""
    if not isinstance(expr, Sup) or not isinstance(expr.domain, Line):
        return None
    points = (term / _OPENED for term in Add.make_args(expr.open(_OPENED)[0]))
    return next((point for point in points if isinstance(point, Value)), None)
