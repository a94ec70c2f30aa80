"""Integrals over an interval: on nodes that a law places and all expectations under it share.

Where these nodes do not suit an integrand (it has its mass elsewhere, it does not fall) nodes are
placed for the integrand alone, and where that fails as well the integral is planned from its
formula.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sympy import Dummy, Expr, Mul, exp, log

from derive.errors import NotConverged, OutOfDomain
from derive.language import (
    Binder,
    Bound,
    Density,
    Entropy,
    Line,
    Space,
)
from derive.language.divergence import Pair
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env, Run, Variable
from derive.numeric.compiling.kinks import kinks
from derive.numeric.compiling.logscale import log_size
from derive.numeric.laws.crossing_places import crossings_in, parts_of_distance
from derive.numeric.laws.line_sources import (
    Source,
    is_law_on_a_line,
    nodes_class,
    source_of_law,
    source_of_length,
)
from derive.numeric.models.evaluator import Evaluator, distance_named
from derive.numeric.models.expectations import expectation, integrates_over, integrates_under
from derive.numeric.models.shapes import LogDensity
from derive.numeric.quadrature.humps import DoesNotFall, Height
from derive.numeric.quadrature.planned import planned_integral, planned_plain_integral
from derive.numeric.quadrature.settle import Unsettled
from derive.numeric.quadrature.tame import densities_in, has_heavy_tails, is_tame

_PROBES = (16.0, 32.0, 64.0, 128.0)
_FLAT = 1e-9
_MANY = 5
_GIVEN_UP = 12


@integrates_under(is_law_on_a_line)
def _under(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    source = source_of_law(law, _places(body, x, law.space), evaluator)
    anew = planned_integral(law, body, x, evaluator)
    tame = is_tame(body, x) and not has_heavy_tails(law)
    return _Integral(source, body, x, evaluator, anew, tame).run


@integrates_over(lambda space: type(space) is Line)
def _over(space: Space, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """A density among the factors says where the mass lies, and its nodes may be known already."""
    parts = parts_of_distance(space, body, x)
    if parts:
        return _added(
            [_split_at(law, places, part, x, evaluator) for law, places, part in parts],
            planned_plain_integral(space, body, x, evaluator),
        )
    factors = Mul.make_args(body)
    for factor in factors:
        density, power = factor.as_base_exp()
        natural = power.is_Integer and power > 0
        if not isinstance(density, Density) or density.point != x or not natural:
            continue
        law = density.law
        if is_law_on_a_line(law) and law.space == space and x not in law.free_symbols:
            rest = Mul(*(f for f in factors if f is not factor), density ** (power - 1))
            return expectation(law, rest, x, evaluator)
    anew = planned_plain_integral(space, body, x, evaluator)
    if anew.is_formula:
        return anew.run
    source = source_of_length(space, _places(body, x, space), evaluator)
    return _Integral(source, body, x, evaluator, anew, False).run


def _split_at(law: Any, places: tuple[Expr, ...], body: Expr, x: Any, evaluator: Evaluator) -> Run:
    source = source_of_law(law, places, evaluator)
    anew = planned_integral(law, body, x, evaluator)
    return _Integral(source, body, x, evaluator, anew, True).run


def _added(runs: list[Run], anew: Any) -> Run:
    """The sum of integrals, or the whole planned anew where one of them has no value."""

    def total(env: Env) -> Number:
        try:
            return sum((run(env) for run in runs[1:]), runs[0](env))
        except NotConverged:
            return anew.run(env)

    return total


@lru_cache(maxsize=1024)
def _places(body: Expr, x: Any, space: Any) -> tuple[Expr, ...]:
    """Where the body bends inside the space. A place that moves with a variable bound in it is
    none: the integral over that variable smooths it."""
    ends = (space.low, space.high)
    places = (*kinks(body, x), *crossings_in(body, x, space))
    return tuple(p for p in places if p not in ends and not p.atoms(Bound))


class _Integral:
    """The integral of a body against a source, its body written once for each side."""

    def __init__(
        self, source: Source, body: Expr, x: Any, evaluator: Evaluator, anew: Any, tame: bool
    ) -> None:
        self._source, self._evaluator, self._anew = source, evaluator, anew
        self._is_tame = tame
        self._is_cheap = not body.has(Binder, Pair, Entropy)
        self._parts: list[tuple[Variable, Run, Run | None]] = []
        for j, side in enumerate(source.shape.sides):
            t = x if side.anchor is None else distance_named(f"{x.name}t{j}")
            here = body if t == x else _written_at(body, x, side.place(source.anchors, t))
            with evaluator.binding(t) as variable:
                value = evaluator.compile(here)
                size = None if tame else evaluator.compile(_size(here, t))
                self._parts.append((variable, value, size))

    def run(self, env: Env) -> Number:
        """The value; NotConverged where no way of integrating gives one."""
        try:
            return self._on_shared_nodes(env)
        except (Unsettled, NotConverged) as failure:
            reason = str(failure)
        if not self._is_tame:
            try:
                return self._on_own_nodes(env)
            except (Unsettled, NotConverged) as failure:
                reason = str(failure)
            except DoesNotFall:
                infinite = self._divergence(env)
                if infinite is not None:
                    return infinite
        if self._is_infinite_on_a_part(env):
            return self._evaluator.arithmetic.inf
        if self._anew.is_formula:
            return self._anew.run(env)
        raise NotConverged(f"an integral over an interval has no value that settles: {reason}")

    def _on_shared_nodes(self, env: Env) -> Number:
        if self._source.nodes is None:
            raise Unsettled("there is no law that places nodes")
        nodes = self._source.nodes(env)
        if not self._is_tame:
            nodes.require_mass_inside(self._sizes(env), self._is_cheap)
        return self._summed(nodes, env)

    def _on_own_nodes(self, env: Env) -> Number:
        evaluator = self._evaluator
        nodes = nodes_class(evaluator)(
            self._source.shape,
            self._source.values(env),
            evaluator.arithmetic,
            evaluator.digits,
            self._sizes(env),
        )
        return self._summed(nodes, env, has_mass=True)

    def _summed(self, nodes: Any, env: Env, has_mass: bool = False) -> Number:
        evaluator = self._evaluator

        def body(side: int, t: Number) -> Number:
            variable, value, _ = self._parts[side]
            variable.assign(env, t)
            return value(env)

        value, size = nodes.integral(body, evaluator.digits, evaluator.budget)
        if has_mass and size == 0:
            raise Unsettled("an integrand is zero at all the nodes placed where it has its mass")
        evaluator.note_rounding(size, evaluator.digits)
        return value

    def _is_infinite_on_a_part(self, env: Env) -> bool:
        """Whether the integrand is +oo at many nodes and -oo at none: where a density below a bar
        is zero."""
        nodes = None if self._source.nodes is None else self._source.nodes(env)
        if nodes is None or self._is_tame:
            return False
        infinite, found = self._evaluator.arithmetic.inf, 0
        for side, t, weight in nodes.coarsest():
            variable, value, _ = self._parts[side]
            variable.assign(env, t)
            at = value(env) if weight > 0 else weight
            if at == -infinite:
                return False
            found += at == infinite
        return found >= _MANY

    def _sizes(self, env: Env) -> list[Height]:
        """An upper envelope of the log of the body on each side, in floats."""
        real, budget = self._evaluator.arithmetic.real, self._evaluator.budget

        def size_on(variable: Variable, size: Run) -> Height:
            seen = {True: 0, False: 0}

            def height(t: float) -> float:
                budget.spend(1)
                variable.assign(env, real(t))
                try:
                    found = float(size(env))
                except (OutOfDomain, NotConverged):
                    seen[False] += 1
                    # an integral within it has no value, wherever it is looked at
                    if seen[False] > _GIVEN_UP and not seen[True]:
                        raise NotConverged("an integrand has no value at many places") from None
                    return math.nan
                seen[True] += 1
                return found

            return height

        return [size_on(variable, size) for variable, _, size in self._parts if size is not None]

    def _divergence(self, env: Env) -> Number | None:
        """An infinity that the integral is sure to be: towards some end the integrand times the
        distance keeps its sign and does not fall. None where there is no such end."""
        arithmetic, source = self._evaluator.arithmetic, self._source
        densities = source.shape.log_densities(source.values(env), arithmetic)
        signs = set()
        for j, side in enumerate(source.shape.sides):
            unbounded = source.shape.high if side.sign > 0 else source.shape.low
            directions = [] if side.anchor is None else [-1.0]
            directions += [1.0] if unbounded is None else []
            for direction in directions:
                for sign in (1, -1) if side.anchor is None else (1,):
                    signs.add(self._rises(j, direction, sign, densities[j], env))
        signs.discard(0)
        if len(signs) == 2:
            raise OutOfDomain("an integral is +oo on one part and -oo on another")
        return None if not signs else arithmetic.inf * signs.pop()

    def _rises(
        self, side: int, direction: float, sign: int, log_density: LogDensity, env: Env
    ) -> int:
        arithmetic = self._evaluator.arithmetic
        variable, value, _ = self._parts[side]
        heights, signs = [], set()
        for probe in _PROBES:
            t = arithmetic.exp(arithmetic.real(direction * probe))
            variable.assign(env, sign * t)
            try:
                found = value(env)
            except OutOfDomain:
                return 0
            signs.add(0 if found == 0 else 1 if found > 0 else -1)
            # far out an infinity is the logarithm of what rounding made zero
            if found == 0 or abs(found) == arithmetic.inf:
                return 0
            height = arithmetic.log(abs(found)) + log_density(sign * t)
            heights.append(float(height) + direction * probe)
        rising = all(b >= a - _FLAT for a, b in pairwise(heights))
        return signs.pop() if rising and len(signs) == 1 else 0


@lru_cache(maxsize=1024)
def _written_at(body: Expr, x: Any, place: Expr) -> Expr:
    """A body at a place, written once for all arithmetics."""
    written: Expr = body.xreplace({x: place})
    return written


@lru_cache(maxsize=1024)
def _size(body: Expr, t: Any) -> Expr:
    """An upper envelope of log|body|, densities entering by their logarithms."""
    names = {density: Dummy("d", real=True) for density in densities_in(body)}
    written = body.xreplace({density: exp(name) for density, name in names.items()})
    return log_size(written, t).xreplace({name: log(density) for density, name in names.items()})
