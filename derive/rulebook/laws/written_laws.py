"""Laws that are given by writing down a density."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Symbol

from derive.language.binder import replace_free
from derive.language.density import ArbitraryMap, Density
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.optimum import WithDensity
from derive.language.space import Line, Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _y = Symbol("x"), Symbol("y")
_w, _v = (ArbitraryMap(name, _X, codomain=Line(0)) for name in "wv")
_q = arbitrary_law("q", _X)
_measure = WithDensity(_w(_x) * Density(_q, _x), _x, _X)


def _written(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Density) or not isinstance(expr.law, WithDensity):
        return None
    x = Dummy("x", real=True)
    body = expr.law.open(x)[0]
    return Rewritten(replace_free(body, x, expr.point))


written_density = Rule(
    name="density-of-a-law-is-what-it-was-written-with",
    title="The density with which a law was written down",
    reason="The law was defined by it.",
    reference="Billingsley 1995, Probability and Measure, section 16",
    state=lambda: Statement(
        before=Density(_measure, _x),
        after=_w(_x) * Density(_q, _x),
        wrong=(
            Wrong(_w(_x), "one factor left out"),
            Wrong(Expect(_w(_y), _y, _q) * Density(_q, _x), "a factor replaced by its mean"),
        ),
    ),
    rewrite=_written,
)


def _integral_under(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, WithDensity):
        return None
    body, x, law = expr.open()
    return Rewritten(Integral(body * law.open(x)[0], x, law.space))


mean_under_written_law = Rule(
    name="mean-under-a-written-law-is-the-integral-against-its-density",
    title="A mean under a law that is given by its density",
    reason="It is the integral against that density.",
    reference="Billingsley 1995, Probability and Measure, section 16",
    state=lambda: Statement(
        before=Expect(_v(_x), _x, _measure),
        after=Integral(_v(_x) * _w(_x) * Density(_q, _x), _x, _X),
        wrong=(
            Wrong(Integral(_v(_x) * Density(_q, _x), _x, _X), "one factor left out"),
            Wrong(Integral(_w(_x) * Density(_q, _x), _x, _X), "the function left out"),
        ),
    ),
    rewrite=_integral_under,
)


RULES = (written_density, mean_under_written_law)
