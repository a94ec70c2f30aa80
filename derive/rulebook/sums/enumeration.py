"""How many points there are: the number of terms of a sum that is written out."""

from __future__ import annotations

from typing import Any

from sympy import Symbol

from derive.language.integral import Integral
from derive.language.space import Lattice, Power
from derive.rulebook.conditions.smoothness import is_finite_space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_n, _k = (Symbol(name, integer=True, positive=True) for name in "nk")
_z = Symbol("z")


def _count(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral) or not is_finite_space(expr.space):
        return None
    body, z, space = expr.open()
    if body.has(z) or not isinstance(space, Power) or not isinstance(space.base, Lattice):
        return None
    base = space.base
    return Rewritten(body * (base.high - base.low + 1) ** space.length)


sequences_are_counted = Rule(
    name="number-of-sequences-is-a-power",
    title="The number of sequences is the number of choices to the power of the length",
    reason="Each place is filled independently of the others.",
    reference="Stanley 2012, Enumerative Combinatorics 1, section 1.1",
    state=lambda: Statement(
        before=Integral(1, _z, Power(Lattice(0, _k), _n)),
        after=(_k + 1) ** _n,
        wrong=(
            Wrong(_n * (_k + 1), "the choices added instead of multiplied"),
            Wrong(_k**_n, "the choice zero not counted"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_count,
)

RULES = (sequences_are_counted,)
