"""A compiler that knows what the nodes of the language mean in a model.

Expressions are compiled once, all expressions of a chain together, and run in many models: a run
reads the model from its slot of the environment, so that whatever the model gives (points, weights,
tables, lengths) is looked up there. How a class of nodes is computed is registered by the modules
that import this one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sympy import Basic, Dummy, Expr

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import Bound, Family
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number, public
from derive.numeric.compiling.compile import Compiler, Env, Run, Variable

if TYPE_CHECKING:
    from derive.numeric.models.model import Model

MOST_EVALUATIONS = 200_000
LARGEST_WHOLE = 10**15


class Budget:
    """How many more evaluations of integrands one expression may take: a count, not a clock, so
    that the same input gives the same answer on every machine."""

    def __init__(self, most: int = MOST_EVALUATIONS) -> None:
        self.most = most
        self.left = most

    def renew(self) -> None:
        """Start again for the next expression."""
        self.left = self.most

    def spend(self, count: int) -> None:
        """Take so many evaluations off; NotConverged where none are left."""
        self.left -= count
        if self.left < 0:
            raise NotConverged(f"it takes more than {self.most} evaluations of integrands")


class Evaluator(Compiler):
    """Compiles expressions of the language in one arithmetic, integrals to `digits` digits, or to
    `planned_digits` where an integral is planned on its own.

    `variant` 1 is another quadrature with other split points, for an independent second opinion.
    `magnitude` is the largest integral of an absolute value so far, `noise` the largest absolute
    error.
    """

    def __init__(
        self,
        arithmetic: Arithmetic,
        digits: int,
        symbols: Iterable[Basic] = (),
        variant: int = 0,
        budget: Budget | None = None,
        planned_digits: int = 0,
    ) -> None:
        super().__init__(arithmetic)
        self.digits = digits
        self.planned_digits = planned_digits or digits
        self.variant = variant
        self.budget = budget or Budget()
        self.magnitude = self.noise = 0.0
        self._model_slot = self._new_slot()
        self._memory_slot = self._new_slot()
        self._bound_families: list[tuple[Family, Variable]] = []
        self._symbols = [(symbol, self.declare(symbol)) for symbol in symbols]

    def start(self, model: Model) -> Env:
        """The environment of a model, with nothing computed yet."""
        env = self.environment()
        env[self._model_slot] = model
        env[self._memory_slot] = {}
        self.magnitude = self.noise = 0.0
        for symbol, variable in self._symbols:
            variable.assign(env, model.value_of(symbol, self.arithmetic))
        return env

    def model(self, env: Env) -> Model:
        """The model in which an environment lives."""
        found: Model = env[self._model_slot]
        return found

    def memory(self, env: Env) -> dict[Any, Any]:
        """What is remembered of a model for as long as its environment lives."""
        found: dict[Any, Any] = env[self._memory_slot]
        return found

    def kept(self, node: Basic) -> Run:
        """The closure of a node that is computed once per value of what it depends on."""
        self._shared.add(node)
        return self.child(node)

    def note(self, size: Number, error: Number) -> None:
        """Remember the size of what an integral was made of, and its absolute error."""
        if size < self.arithmetic.inf:
            self.magnitude = max(self.magnitude, float(size))
            self.noise = max(self.noise, float(error))

    def note_rounding(self, size: Number, digits: int) -> None:
        """Remember what was computed to so many digits of the size of what it was made of."""
        if size < self.arithmetic.inf:
            self.note(size, float(size) * 10.0**-digits)

    def variable_for(self, bound: Basic) -> Any:
        """The variable that stands for a bound one while its scope is compiled: the first that is
        not in scope yet, so that the same scope gives the same expression wherever it occurs."""
        if not isinstance(bound, (Bound, Family)):
            raise CannotEvaluate(f"{bound} is not a bound variable")
        scope = self.names_in_scope()
        named = (_named_like(bound, "'" * k) for k in itertools.count())
        return next(variable for variable in named if variable not in scope)

    def variable_beside(self, variable: Any) -> Dummy:
        """A variable that is used together with another: its name is made from that one's."""
        return _opened(f"{variable.name}*", False)

    def owner(self, node: Basic) -> Variable:
        """The innermost variable on which a node depends; laws and maps may be variables as
        well."""
        found = super().owner(node)
        for family, variable in self._bound_families:
            if variable.level > found.level and node.has(family):
                found = variable
        self._owners[-1][node] = found
        return found

    @contextmanager
    def binding(self, symbol: Basic) -> Iterator[Variable]:
        """Bring a bound variable, a number, point, sequence, law or map, into scope."""
        with super().binding(symbol) as variable:
            if isinstance(symbol, Family):
                self._bound_families.append((symbol, variable))
            try:
                yield variable
            finally:
                if isinstance(symbol, Family):
                    self._bound_families.pop()

    def checked_sum(self, total: Number, size: Number) -> Number:
        """A sum, given the sum of its absolute terms; OutOfDomain where it is oo - oo."""
        if size == self.arithmetic.inf:
            if abs(total) != size:
                raise OutOfDomain("a sum has terms +oo and -oo")
            return total
        self.note_rounding(size, self.arithmetic.digits - 2)
        return total

    def names_in_scope(self) -> dict[Basic, Any]:
        """The variables that have values here."""
        return self._stack[-1].scope


def evaluator_of(compiler: Compiler) -> Evaluator:
    """The compiler as an evaluator; CannotEvaluate where an expression is compiled without a
    model."""
    if not isinstance(compiler, Evaluator):
        raise CannotEvaluate("a node of the language has no number outside a model")
    return compiler


def _named_like(bound: Any, marks: str) -> Any:
    if isinstance(bound, Bound):
        return _opened(f"v{bound.level}{marks}", False)
    return bound.named(_opened(f"F{bound.label}{marks}", False))


@lru_cache(maxsize=256)
def _opened(name: str, positive: bool) -> Dummy:
    return Dummy(name, positive=True) if positive else Dummy(name, real=True)


def distance_named(name: str) -> Dummy:
    """A positive variable: the distance to the end or the kink of this name."""
    return _opened(name, True)


def whole(value: Number, what: Expr) -> int:
    """A computed length or index as an integer."""
    if -LARGEST_WHOLE < value < LARGEST_WHOLE and value == (whole_part := int(value)):
        return whole_part
    found = float(value)
    if not math.isfinite(found) or found != int(found):
        raise CannotEvaluate(f"{what} must be an integer, and is {public(value)}")
    return int(found)
