"""Arbitrary laws and maps in a model: views of joint tables, and values of maps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Basic, Tuple, oo

from derive.errors import CannotEvaluate, OutOfDomain
from derive.language import LawFamily, Line, Space, Value, View
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.densities import compiles_density
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.finite_spaces import is_finite, points_of
from derive.numeric.models.line_tables import LineTable, has_line, line_joint
from derive.numeric.models.tables import Axes, JointTable, key_of

MOST_TABLES = 4096
TABLES = "tables"


class JointOf(Basic):
    """The joint table of a family, given what its law depends on: kept for as long as that
    stays."""

    def __new__(cls, view: View) -> Any:
        everything = range(len(view.family.coordinates))
        whole = View(view.family, everything, (), view.context, view.parameters, view.index)
        return super().__new__(cls, whole)


@compiles(JointOf)
def _joint_of(node: JointOf, compiler: Compiler) -> Run:
    (view,) = node.args
    evaluator = evaluator_of(compiler)
    family: LawFamily = view.family
    for space in family.coordinates:
        if not is_finite(space):
            raise CannotEvaluate(f"{family.label} is an arbitrary law on {space}: it has no table")
    axes = [points_of(space, evaluator) for space in family.coordinates]
    context, index = _runs(view.context, compiler), _runs(view.index, compiler)
    parameters = _runs(view.parameters, compiler)
    arithmetic = compiler.arithmetic
    bound = evaluator.names_in_scope().get(family)
    on_line = [isinstance(space, Line) for space in family.context]

    def joint(env: Env) -> JointTable:
        there = _axes(env, [axis(env) for axis in axes], evaluator)
        known = [run(env) for run in context]
        given = tuple(key_of(p) for p, real in zip(known, on_line, strict=True) if not real)
        which = tuple(key_of(run(env)) for run in index)
        if bound is not None:
            return JointTable(there, env[bound.slot][which, given])
        # what lies on an interval moves the cells smoothly, like a parameter
        at = (
            *(p for p, real in zip(known, on_line, strict=True) if real),
            *(run(env) for run in parameters),
        )
        model = evaluator.model(env)
        # every component of a gradient asks for the same tables at the same steps of the parameter
        tables = evaluator.memory(env).setdefault(TABLES, {})
        where = (family.label, which, given, at, id(there))
        found: JointTable | None = tables.get(where)
        if found is None:
            drawn = model.law(family.label, which, given, there.cells, len(at))
            logits = _logits(env, (family.label, which, given), drawn, at, evaluator)
            highest = max(logits.values())
            if abs(highest) == arithmetic.inf:
                raise OutOfDomain("what a law is given lies too far out for floats")
            masses = {cell: arithmetic.exp(logit - highest) for cell, logit in logits.items()}
            if len(tables) >= MOST_TABLES:
                tables.clear()
            found = tables[where] = JointTable(there, there.normalised(masses))
        return found

    return joint


def _axes(env: Env, points: list[Any], evaluator: Evaluator) -> Axes:
    """The axes of these lists of points, made once for as long as the lists are the same."""
    memory = evaluator.memory(env)
    where = ("axes", *map(id, points))
    if where not in memory:
        memory[where] = Axes(points, evaluator.arithmetic)
    found: Axes = memory[where]
    return found


def _logits(
    env: Env, law: Any, drawn: dict[Any, Any], at: tuple[Number, ...], evaluator: Evaluator
) -> dict[Any, Number]:
    """The logits of all cells: what depends on the cell alone is made once, and what depends on the
    parameters alone once for all cells."""
    arithmetic, memory = evaluator.arithmetic, evaluator.memory(env)
    if law not in memory:
        memory[law] = {cell: smooth.lifted(arithmetic) for cell, smooth in drawn.items()}
    pairs = [(arithmetic.sine("sin", t), t) for t in at]
    found = {}
    for cell, (constant, slopes) in memory[law].items():
        for (sine, t), (b, c) in zip(pairs, slopes, strict=False):
            constant = constant + b * sine + c * t
        found[cell] = constant
    return found


def _runs(values: tuple[Basic, ...], compiler: Compiler) -> list[Run]:
    return [point_run(value, compiler) for value in values]


def point_run(value: Basic, compiler: Compiler) -> Run:
    """The closure of a point: a number, the number of a point, or a tuple of points."""
    if isinstance(value, Tuple):
        runs = [point_run(v, compiler) for v in value]
        return lambda env: tuple(run(env) for run in runs)
    return compiler.child(value)


@compiles_density(View)
def _density_of_view(law: View, point: Basic, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    on_line = has_line(law.family)
    joint = line_joint(law, compiler) if on_line else evaluator.kept(JointOf(law))
    at = tuple(point) if len(law.positions) > 1 and isinstance(point, Tuple) else (point,)
    spoken = dict(zip(law.positions, _runs(at, compiler), strict=True))
    given = {i: point_run(value, compiler) for i, value in law.given.items()}
    positions, known = tuple(sorted({**spoken, **given})), tuple(sorted(given))
    in_order = [
        _key_run({**spoken, **given}[i], isinstance(law.family.coordinates[i], Line))
        for i in positions
    ]
    where = [positions.index(i) for i in known]

    def density(env: Env) -> Number:
        """A quotient of two marginals: OutOfDomain where what is given has no mass, and the law is
        not determined."""
        table: JointTable | LineTable = joint(env)
        place = tuple([run(env) for run in in_order])
        above = table.total(positions, place)
        if not known:
            return above
        below = table.total(known, tuple([place[k] for k in where]))
        if below == 0:
            raise OutOfDomain("a law is conditioned on a point without mass")
        return above / below

    return density


def _key_run(run: Run, is_real: bool) -> Run:
    """The closure of what stands for a point in a table: the number itself on an interval."""
    return run if is_real else lambda env: key_of(run(env))


@compiles(Value)
def _value(node: Value, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    family = node.family
    at = tuple(node.point) if len(family.domain) > 1 else (node.point,)
    on_line = [isinstance(space, Line) for space in family.domain]
    lines = [space for space in family.domain if isinstance(space, Line)]
    unbounded = len(lines) if any(oo in (s.high, -s.low) for s in lines) else 0
    runs = _runs(at, compiler)
    parameters = _runs(node.parameters, compiler)
    arithmetic = compiler.arithmetic
    bound = evaluator.names_in_scope().get(family)
    codomain = family.codomain
    targets = None if isinstance(codomain, Line) else points_of(codomain, evaluator)
    into = _into(codomain, compiler)

    def value(env: Env) -> Any:
        point = [run(env) for run in runs]
        key = tuple(key_of(p) for p, real in zip(point, on_line, strict=True) if not real)
        if bound is not None:
            return env[bound.slot][key]
        inputs = [p for p, real in zip(point, on_line, strict=True) if real]
        smooth_in = [*inputs, *(run(env) for run in parameters)]
        model = evaluator.model(env)
        if targets is not None:
            places = targets(env)
            return places[int(model.map(family.label, key, 0, len(places)).a)][0]
        if not smooth_in:
            memory = evaluator.memory(env)
            if (family, key) not in memory:
                smooth = model.map(family.label, key, 0)
                memory[family, key] = into(env, smooth.at([], arithmetic))
            return memory[family, key]
        smooth = model.map(family.label, key, len(smooth_in), 0, unbounded)
        return into(env, smooth.at(smooth_in, arithmetic))

    return value


def _into(codomain: Space, compiler: Compiler) -> Callable[[Env, Number], Number]:
    """The smooth bijection of the line onto the interval in which a map has its values."""
    arithmetic = compiler.arithmetic
    if not isinstance(codomain, Line) or (codomain.low == -oo and codomain.high == oo):
        return lambda _env, s: s
    low, high = compiler.child(codomain.low), compiler.child(codomain.high)
    if codomain.high == oo:
        return lambda env, s: low(env) + arithmetic.exp(s)
    if codomain.low == -oo:
        return lambda env, s: high(env) - arithmetic.exp(s)

    def between(env: Env, s: Number) -> Number:
        share = arithmetic.exp(-arithmetic.softplus(-s))
        return low(env) + (high(env) - low(env)) * share

    return between
