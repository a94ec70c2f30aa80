"""Exchanging two integrals."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Ge, S, Symbol

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap
from derive.language.integral import Integral
from derive.language.space import Space
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _Y = Space("X"), Space("Y")
_x, _y = Symbol("x"), Symbol("y")
_f = ArbitraryMap("f", _X, _Y)(_x, _y)


def _exchanged(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, outer = expr.open()
    constant, inside = split_constant(body, x)
    if not isinstance(inside, Integral) or inside.space.has(x) or inside.space == outer:
        return None
    term, y, inner = inside.open()
    whole = Integral(Integral(Abs(term), y, inner), x, outer)
    needed = () if Ge(term, 0) == S.true else (IsFinite(whole),)
    return Rewritten(constant * Integral(Integral(term, x, outer), y, inner), needed)


integrals_exchanged = Rule(
    name="integrals-may-be-taken-in-any-order",
    title="Two integrals in the other order",
    reason="Fubini's theorem: the integral of the absolute value is finite, or the integrand is "
    "nowhere negative.",
    reference="Rudin 1987, Real and Complex Analysis, theorem 8.8",
    state=lambda: Statement(
        before=Integral(Integral(_f, _y, _Y), _x, _X),
        after=Integral(Integral(_f, _x, _X), _y, _Y),
        wrong=(
            Wrong(Integral(Integral(_f**2, _x, _X), _y, _Y), "the square"),
            Wrong(-Integral(Integral(_f, _x, _X), _y, _Y), "a sign"),
        ),
    ),
    rewrite=_exchanged,
)

RULES = (integrals_exchanged,)
