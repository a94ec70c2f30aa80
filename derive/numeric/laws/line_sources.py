"""What an integral over an interval is taken against, as the compiler sees it: a family, an
arbitrary law, or length alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Basic, Expr, Tuple, oo

from derive.language import Distribution, Line, View
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.laws.law_formula import law_formula
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.models.line_tables import MixtureOf
from derive.numeric.models.shapes import LengthShape, MixtureShape, Shape
from derive.numeric.quadrature.humps import DoesNotFall
from derive.numeric.quadrature.law_nodes import LawNodes
from derive.numeric.quadrature.legendre import PanelNodes
from derive.numeric.quadrature.settle import Unsettled


@dataclass(frozen=True)
class Source:
    """A density or measure on an interval.

    anchors: its ends, kinks and places to split at, as expressions; values: the closure of what its
    shape depends on; nodes: the closure of the nodes that it places by itself, if it can.
    """

    shape: Shape
    anchors: tuple[Expr, ...]
    values: Run
    nodes: Run | None


def is_law_on_a_line(law: Any) -> bool:
    """Whether a point of a law is one real number."""
    if isinstance(law, View):
        return len(law.positions) == 1 and isinstance(law.space, Line)
    return isinstance(law, Distribution) and type(law.space) is Line


class NodesOf(Basic):
    """The nodes of a law, split at further places: kept between expectations under it."""


def nodes_class(evaluator: Evaluator) -> type[LawNodes] | type[PanelNodes]:
    """The quadrature: the usual one, or that of the second opinion."""
    return PanelNodes if evaluator.variant else LawNodes


@compiles(NodesOf)
def _nodes_of(node: NodesOf, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    law, places = node.args
    shape, values = _read(law, tuple(places), evaluator)
    made, arithmetic, digits = nodes_class(evaluator), compiler.arithmetic, evaluator.digits

    def nodes(env: Env) -> LawNodes | PanelNodes:
        try:
            found = made(shape, values(env), arithmetic, digits)
        except DoesNotFall:
            raise Unsettled("a density does not fall towards an end of its support") from None
        found.require_mass_one()
        return found

    return nodes


def _read(law: Any, places: tuple[Expr, ...], evaluator: Evaluator) -> tuple[Shape, Run]:
    if isinstance(law, Distribution):
        formula = law_formula(law, len(places))
        runs = [evaluator.child(value) for value in (*formula.numbers_of(law), *places)]
        return formula, _list_of(runs)
    mixture = evaluator.kept(MixtureOf(law, Tuple(*places)))
    space = law.space
    return MixtureShape(space.low != -oo, space.high != oo, len(places)), mixture


def _list_of(runs: list[Run]) -> Run:
    return lambda env: [run(env) for run in runs]


def source_of_law(law: Any, places: tuple[Expr, ...], evaluator: Evaluator) -> Source:
    """A family or an arbitrary law on an interval, split at further places."""
    if isinstance(law, View):
        anchors = (*_finite_ends(law.space), *places)
    else:
        formula = law_formula(law, len(places))
        own = formula.anchors_of(law, places)[: len(formula.anchors) - len(places)]
        # a place that the law splits at by itself must not be split at twice
        places = tuple(place for place in places if place not in own)
        formula = law_formula(law, len(places))
        anchors = formula.anchors_of(law, places)
    shape, values = _read(law, places, evaluator)
    return Source(shape, anchors, values, evaluator.kept(NodesOf(law, Tuple(*places))))


def source_of_length(space: Line, places: tuple[Expr, ...], evaluator: Evaluator) -> Source:
    """Length on an interval."""
    anchors = (*_finite_ends(space), *places)
    values = _list_of([evaluator.child(anchor) for anchor in anchors])
    shape = LengthShape(space.low != -oo, space.high != oo, len(places))
    return Source(shape, anchors, values, None)


def _finite_ends(space: Any) -> tuple[Expr, ...]:
    return tuple(end for end in (space.low, space.high) if end not in (oo, -oo))
