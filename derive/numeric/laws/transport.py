"""Wasserstein distances on the line and on the integers, by the coupling that keeps the order.

The points of both laws with the same chance below them belong together; of all couplings that one
has the least mean of |x - y|^r, for every r of at least one. On the line it is integrated panel by
panel of one law, cut where the other law has a kink or an end and where x - y changes its sign.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sympy import Basic

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import Distribution, Lattice, Line
from derive.language.discrepancy import Wasserstein
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.laws.line_sources import source_of_law
from derive.numeric.laws.on_the_lattice import MassesOf
from derive.numeric.laws.quantile_tables import ORDER, QuantileTable
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.quadrature.humps import DoesNotFall
from derive.numeric.quadrature.legendre import gauss_legendre

_FAR = (1e-6, 1e-9, 1e-12)
_NO_FALL, _AS_BEFORE = 0.99, 0.9
_PRICE = 4000


class TablesOf(Basic):
    """The chances and places of a law, as far out as a moment of this order asks for where it has
    one: kept between distances from it."""


@compiles(TablesOf)
def _tables_of(node: TablesOf, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    law, order = node.args
    source, power = source_of_law(law, (), evaluator), compiler.child(order)
    arithmetic, digits = compiler.arithmetic, evaluator.digits

    def table(env: Env, order: float) -> QuantileTable | None:
        evaluator.budget.spend(_PRICE)
        try:
            return QuantileTable(source.shape, source.values(env), arithmetic, digits, order)
        except DoesNotFall:
            return None

    def tables_of(env: Env) -> QuantileTable:
        found = table(env, float(power(env))) or table(env, 0.0)
        if found is None:
            raise NotConverged("a density does not fall towards an end of its support")
        return found

    return tables_of


@compiles(Wasserstein, binds=True)
def _wasserstein(node: Wasserstein, compiler: Compiler) -> Run:
    p, q, order = node.args
    if not (isinstance(p, Distribution) and isinstance(q, Distribution)):
        raise CannotEvaluate("a Wasserstein distance is computed for laws with a formula")
    evaluator, kinds = evaluator_of(compiler), {type(p.space), type(q.space)}
    if kinds == {Line}:
        one, other = (evaluator.kept(TablesOf(law, order)) for law in (p, q))
        total = _on_the_line
    elif kinds == {Lattice}:
        one, other = (evaluator.kept(MassesOf(law)) for law in (p, q))
        total = _on_the_integers
    else:
        raise CannotEvaluate("a Wasserstein distance is computed on the line or on the integers")
    if evaluator.variant:
        one, other = other, one
    power, arithmetic = compiler.child(order), compiler.arithmetic

    def distance(env: Env) -> Number:
        r = power(env)
        if r < 1:
            raise OutOfDomain("the order of a Wasserstein distance is at least one")
        found = total(one(env), other(env), r, arithmetic)
        evaluator.note_rounding(found, evaluator.digits)
        return arithmetic.power(found, 1 / r)

    return distance


def _on_the_integers(one: Any, other: Any, r: Number, arithmetic: Arithmetic) -> Number:
    """Mass is moved from the lowest points that have some left to the lowest that lack some."""
    total, i, j = arithmetic.zero, 0, 0
    (k, mass), (n, room) = one[0], other[0]
    while True:
        moved = min(mass, room)
        if k != n:
            total = total + moved * arithmetic.power(abs(k - n), r)
        mass, room = mass - moved, room - moved
        if mass <= 0:
            i += 1
            if i == len(one):
                return total
            k, mass = one[i]
        if room <= 0:
            j += 1
            if j == len(other):
                return total
            n, room = other[j]


def _on_the_line(
    one: QuantileTable, other: QuantileTable, r: Number, arithmetic: Arithmetic
) -> Number:
    coupling = _Coupling(one, other, r, arithmetic)
    if coupling.diverges():
        return arithmetic.inf
    if not (one.has_moment and other.has_moment):
        raise NotConverged("the tails of a law are too heavy for its distances to be added up")
    return coupling.total()


class _Coupling:
    def __init__(
        self, one: QuantileTable, other: QuantileTable, r: Number, arithmetic: Arithmetic
    ) -> None:
        self.one, self.other, self.r, self.arithmetic = one, other, r, arithmetic

    def gap(self, panel: int, u: Number) -> Number:
        """x - y at a place of the first law."""
        return self.one.x(panel, u) - self.other.x(*self.other.place(*self.one.chances(panel, u)))

    def diverges(self) -> bool:
        """Whether |x - y|^r, times the chance beyond, does not fall towards an end."""
        real = self.arithmetic.real
        for turn in (False, True):
            heights = []
            for chance in map(real, _FAR):
                chances = (1 - chance, chance) if turn else (chance, 1 - chance)
                gap = self.one.x(*self.one.place(*chances)) - self.other.x(
                    *self.other.place(*chances)
                )
                heights.append(float(self.arithmetic.power(abs(gap), self.r) * chance))
            if heights[0] == 0:
                continue
            # the tail of a power rises for ever as it does here, a lighter one less and less
            first, second = (b / a for a, b in pairwise(heights))
            if min(first, second) >= _NO_FALL and second >= _AS_BEFORE * first:
                return True
        return False

    def total(self) -> Number:
        """The mean of |x - y|^r."""
        arithmetic = self.arithmetic
        cuts = self._kinks()
        nodes = gauss_legendre(ORDER, arithmetic)
        total = arithmetic.zero
        for panel in range(len(self.one.panels)):
            ends = [-arithmetic.one, *sorted(cuts.get(panel, [])), arithmetic.one]
            pieces = [piece for end in pairwise(ends) for piece in self._without_turns(panel, *end)]
            for left, right in pieces:
                half, middle = (right - left) / 2, (right + left) / 2
                for node, weight in nodes:
                    u = middle + half * node
                    size = arithmetic.power(abs(self.gap(panel, u)), self.r)
                    total = total + size * self.one.density(panel, u) * weight * half
        return total

    def _kinks(self) -> dict[int, list[Number]]:
        """The places at which a piece of the other law begins, by panel."""
        found: dict[int, list[Number]] = {}
        for k, panel in enumerate(self.other.panels):
            if panel.starts_a_piece and k > 0:
                chances = self.other.before[k], self.other.after[k] + panel.mass
                place, u = self.one.place(*chances)
                if abs(u) < 1:
                    found.setdefault(place, []).append(u)
        return found

    def _without_turns(
        self, panel: int, left: Number, right: Number
    ) -> list[tuple[Number, Number]]:
        """The parts on which x - y keeps its sign, where a turn makes |x - y|^r less smooth."""
        if self.r == int(self.r) and int(self.r) % 2 == 0:
            return [(left, right)]
        at_left, at_right = self.gap(panel, left), self.gap(panel, right)
        if at_left * at_right >= 0:
            return [(left, right)]
        low, high, up = left, right, at_right > 0
        for _ in range(int(3.4 * self.arithmetic.digits)):
            middle = (low + high) / 2
            low, high = (low, middle) if (self.gap(panel, middle) > 0) is up else (middle, high)
        return [(left, low), (low, right)]
