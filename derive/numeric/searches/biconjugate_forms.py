"""Reading a supremum as one over the lines below a function: sup over v of u v less the supremum
over w of w v - f(w)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Dummy, Expr

from derive.language import ArgMax, Line, Sup


@dataclass(frozen=True)
class Lines:
    """u, f as a function of w, and the interval of w."""

    point: Expr
    body: Expr
    variable: Any
    domain: Line


def lines_below(node: Any, name: Any, body: Any) -> Lines | None:
    """What such a supremum is made of; None where it is of another form. `name` stands for its
    variable in `body`."""
    inner = [part for part in body.atoms(Sup) if name in part.free_symbols]
    if node.domain != Line() or len(inner) != 1 or isinstance(inner[0], ArgMax):
        return None
    [within] = inner
    point = _rate(body + within, name)
    w = Dummy("w", real=True)
    gap = within.open(w)[0]
    if point is None or not isinstance(within.domain, Line) or gap.coeff(name, 1) != w:
        return None
    f = (w * name - gap).expand(deep=False)
    if name in f.free_symbols | within.domain.free_symbols:
        return None
    return Lines(point, f, w, within.domain)


def _rate(expr: Any, name: Any) -> Any:
    """a where the expression is a name times a."""
    a = expr.coeff(name, 1)
    return a if (expr - a * name).expand() == 0 and name not in a.free_symbols else None
