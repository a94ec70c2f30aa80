"""Arbitrary laws with coordinates on an interval: mixtures of normal densities, and their views.

Each cell of the finite coordinates has two components; a component has a mass, and a place and a
scale for every coordinate on an interval, in which they are independent. Views are quotients of
marginals of this one density, as they are for tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sympy import Basic, oo

from derive.errors import CannotEvaluate, OutOfDomain
from derive.language import LawFamily, Line, View
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.models.finite_spaces import is_finite, points_of
from derive.numeric.models.shapes import Normals, log_of_mixture, prepared_mixture
from derive.numeric.models.tables import Key, cells_of, key_of

MOST_KEPT = 4096
Range = tuple[Number | None, Number | None]


def has_line(family: LawFamily) -> bool:
    """Whether a law has a coordinate on an interval."""
    return any(isinstance(space, Line) for space in family.coordinates)


@dataclass(frozen=True)
class Component:
    """Weight times density of a cell, and place and scale for each coordinate on an interval."""

    cell: Key
    mass: Number
    normals: tuple[tuple[Number, Number], ...]


class LineTable:
    """The components of a joint law; `axes` tells for each coordinate its place among the finite
    ones or among those on an interval, `ranges` are the intervals."""

    def __init__(
        self,
        components: list[Component],
        weights: list[dict[Any, Number]],
        axes: list[tuple[bool, int]],
        ranges: list[Range],
        arithmetic: Arithmetic,
    ) -> None:
        self._components, self._weights = components, weights
        self._axes, self._ranges, self._arithmetic = axes, ranges, arithmetic
        one = arithmetic.one
        self._prepared = [
            [prepared_mixture([(one, *c.normals[j])], arithmetic) for c in components]
            for j in range(len(ranges))
        ]
        # many views ask for the same cells, and for the same points of an interval
        self._shares: dict[Key, list[tuple[int, Number]]] = {}
        self._totals: dict[tuple[tuple[int, ...], Key], Number] = {}
        self._profiles: list[dict[Number, list[Number]]] = [{} for _ in ranges]

    def total(self, positions: tuple[int, ...], place: Key) -> Number:
        """The density of some coordinates, in order, at a place."""
        where = positions, place
        found = self._totals.get(where)
        if found is None:
            if len(self._totals) >= MOST_KEPT:
                self._totals.clear()
            masses = self._masses(self._place(dict(zip(positions, place, strict=True))))
            found = sum((mass for _, mass in masses), self._arithmetic.zero)
            self._totals[where] = found
        return found

    def conditional(self, position: int, given: dict[int, Any]) -> list[tuple[Number, ...]]:
        """Weight, place and scale of the components of one coordinate on an interval, given
        others."""
        _, axis = self._axes[position]
        masses = self._masses(self._place(given))
        rows = [(mass, *self._components[k].normals[axis]) for k, mass in masses if mass != 0]
        total = sum((row[0] for row in rows), self._arithmetic.zero)
        if total == 0:
            raise OutOfDomain("a law is conditioned on a point without mass")
        return [(weight / total, place, scale) for weight, place, scale in rows]

    def _place(self, fixed: dict[int, Any]) -> Key:
        """Where some coordinates are fixed, and None for each that is summed over."""
        return tuple(
            None if i not in fixed else fixed[i] if is_on_line else key_of(fixed[i])
            for i, (is_on_line, _) in enumerate(self._axes)
        )

    def _masses(self, place: Key) -> list[tuple[int, Number]]:
        """The numbers of the components that have mass at a place, each with its mass."""
        cell = tuple(
            None if is_on_line else key
            for key, (is_on_line, _) in zip(place, self._axes, strict=True)
        )
        found = self._shares.get(cell)
        if found is None:
            shares = [(k, self._share(c, cell)) for k, c in enumerate(self._components)]
            found = self._shares[cell] = [(k, share) for k, share in shares if share != 0]
        for x, (is_on_line, axis) in zip(place, self._axes, strict=True):
            if is_on_line and x is not None:
                profile = self._profile(axis, x)
                found = [(k, mass * profile[k]) for k, mass in found]
        return found

    def _share(self, component: Component, cell: Key) -> Number:
        """The mass of a component in a cell, None in which stands for a coordinate that is summed
        over."""
        share = component.mass
        for key, (is_on_line, axis) in zip(cell, self._axes, strict=True):
            if is_on_line:
                continue
            own = component.cell[axis]
            if key is None:
                share = share * self._weights[axis][own]
            elif key != own:
                return self._arithmetic.zero
        return share

    def _profile(self, axis: int, x: Number) -> list[Number]:
        """The density of each component at a point of an interval."""
        known = self._profiles[axis]
        found = known.get(x)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[x] = [self._density(row, axis, x) for row in self._prepared[axis]]
        return found

    def _density(self, prepared: Any, axis: int, x: Number) -> Number:
        low, high = self._ranges[axis]
        above = None if low is None else x - low
        below = None if high is None else high - x
        if (above is not None and above <= 0) or (below is not None and below <= 0):
            return self._arithmetic.zero
        arithmetic = self._arithmetic
        return arithmetic.exp(log_of_mixture(prepared, x, above, below, arithmetic))


class LineJointOf(Basic):
    """The components of a family, given what its law depends on."""


@compiles(LineJointOf)
def _line_joint_of(node: LineJointOf, compiler: Compiler) -> Run:
    (view,) = node.args
    evaluator = evaluator_of(compiler)
    arithmetic = compiler.arithmetic
    family: LawFamily = view.family
    if family in evaluator.names_in_scope():
        raise CannotEvaluate(f"no supremum is sought over laws on {family.coordinates[0]}")
    finite = [s for s in family.coordinates if not isinstance(s, Line)]
    if not all(is_finite(s) for s in finite):
        raise CannotEvaluate(f"{family.label} is an arbitrary law on a space without a table")
    lines = [s for s in family.coordinates if isinstance(s, Line)]
    axes, counts = [], [0, 0]
    for space in family.coordinates:
        kind = isinstance(space, Line)
        axes.append((kind, counts[kind]))
        counts[kind] += 1
    points = [points_of(space, evaluator) for space in finite]
    ends = [
        tuple(None if e in (oo, -oo) else compiler.child(e) for e in (s.low, s.high)) for s in lines
    ]
    context, index, parameters = (
        [compiler.child(v) for v in part] for part in (view.context, view.index, view.parameters)
    )

    def joint(env: Env) -> LineTable:
        found = [axis(env) for axis in points]
        cells = cells_of([[key_of(p) for p, _ in axis] for axis in found])
        # what lies on an interval moves the components smoothly, like a parameter
        given = [run(env) for run in context]
        finite_context = tuple(
            key_of(v) for v, s in zip(given, family.context, strict=True) if not isinstance(s, Line)
        )
        smooth = [v for v, s in zip(given, family.context, strict=True) if isinstance(s, Line)]
        smooth += [run(env) for run in parameters]
        which = tuple(key_of(run(env)) for run in index)
        drawn = evaluator.model(env).components(
            family.label, which, finite_context, cells, len(smooth), len(lines)
        )
        logits = {c: d.logit.at(smooth, arithmetic) for c, d in drawn.items()}
        highest = max(logits.values())
        masses = {c: arithmetic.exp(logit - highest) for c, logit in logits.items()}
        weights = [{key_of(p): w for p, w in axis} for axis in found]
        total = arithmetic.zero
        for (cell, _), mass in masses.items():
            total = total + mass * _weight(cell, weights, arithmetic)
        half = arithmetic.one / 2
        components = [
            Component(
                key[0],
                masses[key] / total,
                tuple(
                    (m.at(smooth, arithmetic), half + arithmetic.exp(s.at(smooth, arithmetic)))
                    for m, s in zip(d.places, d.scales, strict=True)
                ),
            )
            for key, d in drawn.items()
        ]
        ranges: list[Range] = [
            (None if low is None else low(env), None if high is None else high(env))
            for low, high in ends
        ]
        return LineTable(components, weights, axes, ranges, arithmetic)

    return joint


def _weight(cell: Key, weights: list[dict[Any, Number]], arithmetic: Arithmetic) -> Number:
    return math.prod((w[k] for w, k in zip(weights, cell, strict=True)), start=arithmetic.one)


class MixtureOf(Basic):
    """The mixture that a view of one coordinate on an interval is, with its ends and further
    places."""


@compiles(MixtureOf)
def _mixture_of(node: MixtureOf, compiler: Compiler) -> Run:
    view, places = node.args
    evaluator = evaluator_of(compiler)
    joint = evaluator.kept(LineJointOf(_whole(view)))
    (position,) = view.positions
    given = [(i, compiler.child(value)) for i, value in view.given.items()]
    space = view.space
    ends = [compiler.child(e) for e in (space.low, space.high) if e not in (oo, -oo)]
    further = [compiler.child(place) for place in places]

    def mixture(env: Env) -> Normals:
        rows = joint(env).conditional(position, {i: run(env) for i, run in given})
        return Normals(rows, [run(env) for run in (*ends, *further)])

    return mixture


def _whole(view: View) -> View:
    everything = range(len(view.family.coordinates))
    return View(view.family, everything, (), view.context, view.parameters, view.index)


def line_joint(view: View, compiler: Compiler) -> Run:
    """The closure of the components of the joint law that a view is of."""
    return evaluator_of(compiler).kept(LineJointOf(_whole(view)))
