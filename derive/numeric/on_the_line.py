"""Expectations under a family on the line: on nodes that the law places and all its expectations share.

Where these nodes do not suit an integrand (it bends at a place that cannot be told beforehand, it has
its mass elsewhere, it does not fall) the integral is planned anew from the integrand itself.
"""

from __future__ import annotations

import math
from typing import Any

from sympy import Basic, Dummy, Expr, Tuple, exp, log

from derive.errors import NotConverged, OutOfDomain
from derive.language import Distribution
from derive.numeric.arithmetic import Number
from derive.numeric.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.evaluator import Evaluator, distance_named, evaluator_of
from derive.numeric.expectations import integrates_under
from derive.numeric.humps import Height
from derive.numeric.kinks import kinks
from derive.numeric.law_formula import LawFormula, is_on_the_line, law_formula
from derive.numeric.law_nodes import LawNodes
from derive.numeric.legendre import PanelNodes
from derive.numeric.logscale import log_size
from derive.numeric.planned import planned_integral
from derive.numeric.settle import Unsettled
from derive.numeric.tame import densities_in, is_tame


class NodesOf(Basic):
    """The nodes of a law, split at further places: what is kept between expectations under it."""

    def __new__(cls, law: Distribution, places: tuple[Expr, ...]) -> Any:
        return super().__new__(cls, law, Tuple(*places))


@compiles(NodesOf)
def _nodes_of(node: NodesOf, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    law, places = node.args
    runs = [compiler.child(value) for value in (*law.args, *places)]
    formula = law_formula(type(law), len(law.args), len(places))
    made = PanelNodes if evaluator.variant else LawNodes
    arithmetic, digits = compiler.arithmetic, evaluator.digits
    return lambda env: made(formula, [run(env) for run in runs], arithmetic, digits)


@integrates_under(is_on_the_line)
def _under(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    space = law.space
    places = tuple(k for k in kinks(body, x) if k not in (space.low, space.high))
    formula = law_formula(type(law), len(law.args), len(places))
    own = {a for a in formula.anchors_of(law, places)[: len(formula.anchors) - len(places)]}
    if any(place in own for place in places):
        places = tuple(place for place in places if place not in own)
        formula = law_formula(type(law), len(law.args), len(places))
    nodes = evaluator.kept(NodesOf(law, places))
    tame = is_tame(body, x)
    sides = _Sides(formula, formula.anchors_of(law, places), body, x, evaluator, tame)
    anew = planned_integral(law, body, x, evaluator)
    digits, budget = evaluator.digits, evaluator.budget

    def expectation(env: Env) -> Number:
        try:
            found = nodes(env)
            found.require_mass_one()
            if not tame:
                found.require_mass_inside(sides.sizes(env))
            value, size = found.integral(lambda side, t: sides.value(side, t, env), digits, budget)
        except (Unsettled, NotConverged):
            return anew(env)
        evaluator.note(size, size * 10.0**-digits)
        return value

    return expectation


class _Sides:
    """A body in the distance to each end and kink of a law."""

    def __init__(
        self,
        formula: LawFormula,
        anchors: tuple[Expr, ...],
        body: Expr,
        x: Any,
        evaluator: Evaluator,
        tame: bool,
    ) -> None:
        self._real = evaluator.arithmetic.real
        self._parts: list[tuple[Variable, Run, Run | None]] = []
        for j, side in enumerate(formula.sides):
            t = x if side.anchor is None else distance_named(f"{x.name}t{j}")
            here = body.xreplace({x: side.place(anchors, t)}) if t != x else body
            with evaluator.binding(t) as variable:
                run = evaluator.compile(here)
                size = None if tame else evaluator.compile(_size(here, t))
                self._parts.append((variable, run, size))

    def value(self, side: int, t: Number, env: Env) -> Number:
        """The body on a side at a distance."""
        variable, run, _ = self._parts[side]
        variable.assign(env, t)
        return run(env)

    def sizes(self, env: Env) -> list[Height]:
        """An upper envelope of the log of the body on each side, in floats."""
        real = self._real

        def size_on(side: int) -> Height:
            variable, _, size = self._parts[side]
            assert size is not None

            def height(t: float) -> float:
                variable.assign(env, real(t))
                try:
                    return float(size(env))
                except OutOfDomain:
                    return math.nan

            return height

        return [size_on(side) for side in range(len(self._parts))]


def _size(body: Expr, t: Any) -> Expr:
    """An upper envelope of log|body|, densities entering by their logarithms."""
    names = {density: Dummy("d", real=True) for density in densities_in(body)}
    written = body.xreplace({density: exp(name) for density, name in names.items()})
    return log_size(written, t).xreplace({name: log(density) for density, name in names.items()})
