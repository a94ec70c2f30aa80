"""Suprema over numbers, maps and laws, and the laws at which they are attained: by search."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Expr, Function, NumberSymbol, Pow

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import (
    ArgMax,
    BestValue,
    InfimalConvolution,
    Laws,
    Line,
    Maps,
    Maximiser,
    Measures,
    PositiveMatrices,
    Power,
    Space,
    Sup,
)
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, Variable, compiles
from derive.numeric.models.densities import compiles_density
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.finite_spaces import is_finite, points_of
from derive.numeric.models.tables import Key, cells_of, key_of
from derive.numeric.quadrature.open_intervals import Interval
from derive.numeric.searches.biconjugate_forms import lines_below
from derive.numeric.searches.definite_matrices import over_definite_matrices
from derive.numeric.searches.line_search import supremum
from derive.numeric.searches.lines_below import highest_line
from derive.numeric.searches.live_cells import live_cells
from derive.numeric.searches.newton import Summit, maximum
from derive.numeric.searches.vector_suprema import over_sequences

PRICE = 200


@compiles(Sup, ArgMax, binds=True)
def _sup(node: Sup, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(node.bound)
    body, _, domain = node.open(name)
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    if isinstance(domain, Line) and not isinstance(node, ArgMax) and not body.has(name):
        return value
    if isinstance(domain, Line):
        found = _over_an_interval(node, domain, variable, value, evaluator)
        lines = None if isinstance(node, ArgMax) else lines_below(node, name, body)
        return found if lines is None else highest_line(lines, found, evaluator)
    if isinstance(domain, PositiveMatrices):
        return over_definite_matrices(domain, variable, value, evaluator)
    if isinstance(domain, Power):
        return over_sequences(domain, variable, value, evaluator)
    if not isinstance(domain, (Laws, Maps)):
        return _over_points(node, domain, variable, value, evaluator)
    search = _search(domain, name, variable, value, evaluator)
    return lambda env: search(env)[1].height


def _over_points(
    node: Sup, domain: Space, variable: Variable, value: Run, evaluator: Evaluator
) -> Run:
    """Every point of a finite space is tried; of several best ones the first is taken."""
    if not is_finite(domain):
        raise CannotEvaluate(f"no supremum is sought over {domain}")
    points = points_of(domain, evaluator)
    wants_place = isinstance(node, ArgMax)

    def found(env: Env) -> Any:
        best: Any = None
        for point, _ in points(env):
            variable.assign(env, point)
            height = value(env)
            if best is None or height > best[0]:
                best = height, point
        return best[1] if wants_place else best[0]

    return found


def _over_an_interval(
    node: Sup, domain: Line, variable: Variable, value: Run, evaluator: Evaluator
) -> Run:
    low, high = evaluator.child(domain.low), evaluator.child(domain.high)
    arithmetic, budget = evaluator.arithmetic, evaluator.budget
    wants_place = isinstance(node, ArgMax)
    depth = _depth(node) - 1
    rounded = (_is_rounded(domain.low), _is_rounded(domain.high))

    def found(env: Env) -> Number:
        def function(x: Number) -> Number:
            budget.spend(1)
            variable.assign(env, x)
            return value(env)

        memory = evaluator.memory(env)
        near = memory.get(node, ())
        peak = supremum(function, low(env), high(env), arithmetic, near, depth, rounded)
        memory[node] = () if peak.coordinate is None else (peak.coordinate, *peak.others)
        if abs(peak.height) < arithmetic.inf:
            evaluator.note(peak.size, peak.error)
        if not wants_place:
            return peak.height
        if peak.place is None:
            raise OutOfDomain("a supremum is approached towards an end and attained nowhere")
        return peak.place

    return found


def _is_rounded(end: Expr) -> bool:
    """Whether an end is a number that no digits hold, as pi is and a root: what a function does
    there cannot be told from beside the rounded one."""
    roots = any(not power.exp.is_integer for power in end.atoms(Pow))
    return roots or bool(end.atoms(NumberSymbol, Function))


def _depth(node: Basic) -> int:
    """How many suprema are nested here."""
    within = max((_depth(argument) for argument in node.args), default=0)
    return within + isinstance(node, (InfimalConvolution, Sup))


def _search(domain: Any, family: Any, variable: Variable, value: Run, evaluator: Evaluator) -> Run:
    """The closure of the values of a map or a law at which a functional is greatest, with its
    height."""
    arithmetic, budget = evaluator.arithmetic, evaluator.budget
    spaces = family.domain if isinstance(domain, Maps) else family.coordinates
    context: Any = getattr(family, "context", ())
    if context or not all(is_finite(space) for space in spaces):
        raise CannotEvaluate(f"no supremum is sought over {type(domain).__name__} on {domain.base}")
    axes = [points_of(space, evaluator) for space in spaces]
    ends = _ends(domain, evaluator)

    def search(env: Env) -> tuple[dict[Key, Number], Summit]:
        points = [axis(env) for axis in axes]
        cells = cells_of([[key_of(p) for p, _ in axis] for axis in points])
        weights = [arithmetic.one] * len(cells)
        for i, axis in enumerate(points):
            at = {key_of(p): w for p, w in axis}
            weights = [w * at[c[i]] for w, c in zip(weights, cells, strict=True)]

        def put(values: dict[Key, Number]) -> Number:
            budget.spend(PRICE // 10)
            variable.assign(env, values if isinstance(domain, Maps) else {((), ()): values})
            return value(env)

        if isinstance(domain, Maps):
            low, high = (end(env) for end in ends)
            interval = Interval(low, high, arithmetic)
            free = isinstance(domain.codomain, Line) and domain.codomain == Line()
            place = (lambda v: v) if free else interval.place
            return _over_maps(cells, put, place, evaluator)
        live = live_cells(cells, weights, put, evaluator)
        if not live:
            return dict.fromkeys(cells, arithmetic.zero), Summit([], arithmetic.ninf, False)
        free_mass = isinstance(domain, Measures)
        return _over_laws(
            cells,
            live,
            dict(zip(cells, weights, strict=True)),
            put,
            evaluator.memory(env),
            family,
            free_mass,
            evaluator,
        )

    return search


def _ends(domain: Any, evaluator: Evaluator) -> list[Run]:
    if not isinstance(domain, Maps):
        return []
    if not isinstance(domain.codomain, Line):
        raise CannotEvaluate("no supremum is sought over maps to a space of points")
    return [evaluator.child(domain.codomain.low), evaluator.child(domain.codomain.high)]


def _over_maps(
    cells: list[Key], put: Any, place: Any, evaluator: Evaluator
) -> tuple[dict[Key, Number], Summit]:
    arithmetic = evaluator.arithmetic

    def function(values: list[Number]) -> Number:
        try:
            return put({c: place(v) for c, v in zip(cells, values, strict=True)})
        except OutOfDomain:
            return arithmetic.ninf

    summit = maximum(function, [arithmetic.zero] * len(cells), arithmetic)
    return {c: place(v) for c, v in zip(cells, summit.point, strict=True)}, summit


def _over_laws(
    cells: list[Key],
    live: list[Key],
    weights: dict[Key, Number],
    put: Any,
    memory: dict[Any, Any],
    put_key: Basic,
    free_mass: bool,
    evaluator: Evaluator,
) -> tuple[dict[Key, Number], Summit]:
    """Densities as exponentials, for a law divided by their integral, so that they are positive."""
    arithmetic = evaluator.arithmetic
    fixed = 0 if free_mass else 1

    def densities(logits: list[Number]) -> dict[Key, Number]:
        heights = [*logits, *([arithmetic.zero] * fixed)]
        top = max(heights) if fixed else arithmetic.zero
        found = {c: arithmetic.exp(h - top) for c, h in zip(live, heights, strict=True)}
        if fixed:
            mass = sum((d * weights[c] for c, d in found.items()), arithmetic.zero)
            found = {c: d / mass for c, d in found.items()}
        return {c: found.get(c, arithmetic.zero) for c in cells}

    def function(logits: list[Number]) -> Number:
        try:
            return put(densities(logits))
        except OutOfDomain:
            return arithmetic.ninf

    # the search for a multiplier asks again and again, each time for a place nearby
    last = ("summit", put_key, fixed, tuple(live))
    start = memory.get(last) or [arithmetic.zero] * (len(live) - fixed)
    if not start:
        return densities([]), Summit([], function([]), True)
    summit = maximum(function, start, arithmetic)
    memory[last] = summit.point
    return densities(summit.point), summit


@compiles(BestValue, binds=True)
def _best_value(node: BestValue, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(node.bound)
    body, _, maps, point = node.open(name)
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    search, at = _search(maps, name, variable, value, evaluator), compiler.child(point)

    def best(env: Env) -> Number:
        values, summit = search(env)
        if not summit.is_attained:
            raise NotConverged("no function attains the supremum to the accuracy asked for")
        return values[key_of(at(env)),]

    return best


class BestOf(Basic):
    """The densities of a maximising law: kept for as long as what it depends on stays."""


@compiles(BestOf, binds=True)
def _best_of(node: BestOf, compiler: Compiler) -> Run:
    (law,) = node.args
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(law.bound)
    body, _, laws = law.open(name)
    if not isinstance(laws, Laws):
        raise CannotEvaluate("a maximiser is sought among laws or measures")
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    search = _search(laws, name, variable, value, evaluator)

    def best(env: Env) -> dict[Key, Number]:
        densities, summit = search(env)
        if not summit.is_attained and len(summit.point):
            raise NotConverged("no law attains the supremum to the accuracy asked for")
        return densities

    return best


@compiles_density(Maximiser)
def _density_of_best(law: Maximiser, point: Basic, compiler: Compiler) -> Run:
    best = evaluator_of(compiler).kept(BestOf(law))
    at = compiler.child(point)
    return lambda env: best(env)[key_of(at(env)),]
