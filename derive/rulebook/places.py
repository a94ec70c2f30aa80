"""What is known at a place inside an expression: where a bound variable lies, and what holds
there."""

from __future__ import annotations

from typing import Any

from sympy import (
    And,
    Basic,
    Contains,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    S,
    Symbol,
    oo,
)
from sympy.core.relational import Relational

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.condition import AlmostSurely, Condition, Everywhere, Smooth
from derive.language.conjugate import Conjugate
from derive.language.divergence import ELBO
from derive.language.expectation import Expect, Variance
from derive.language.gradient import Gradient
from derive.language.inequality import inequality
from derive.language.integral import Integral
from derive.language.law import ProductLaw
from derive.language.limit import Limit
from derive.language.optimum import BestValue, Maximiser, Normalised, Sup, WithDensity
from derive.language.sequence import FiniteSum
from derive.language.space import Lattice, Line, Space
from derive.rulebook.conditions.positivity import positive_at_index, positive_under, zero_under

_NOTHING = Assumptions()


def space_of(binder: Any) -> Space | None:
    """The space in which the variable of a binder lies; None where it is no point of a space."""
    if isinstance(binder, FiniteSum):
        return Lattice(binder.low, binder.high)
    if isinstance(binder, ProductLaw):
        return Lattice(1, binder.length)
    if isinstance(binder, (Limit, Sup)):
        return binder.domain
    if isinstance(binder, Integral):
        return binder.space
    if isinstance(binder, Normalised):
        return binder.line
    if isinstance(binder, (BestValue, Conjugate, Everywhere, Maximiser, WithDensity)):
        return binder.args[2]
    if isinstance(binder, ELBO) or hasattr(binder, "law"):
        try:
            return binder.law.space
        except DeriveError:
            return None
    return None


def lies_in(space: Space | None, point: Basic) -> tuple[Any, ...]:
    """The conditions under which a number lies inside an interval; a false one where it does not.

    >>> from sympy import Integer, Rational
    >>> lies_in(Lattice(0, 1), Integer(3)), lies_in(Lattice(0), Rational(1, 2))
    ((False,), (False,))
    """
    if not isinstance(space, (Line, Lattice)):
        return ()
    discrete = isinstance(space, Lattice)
    above, below = (Ge, Le) if discrete else (Gt, Lt)
    conditions: list[Any] = []
    if space.low != -oo:
        conditions.append(inequality(above, point, space.low))
    if space.high != oo:
        conditions.append(inequality(below, point, space.high))
    if discrete:
        conditions.append(Contains(point, S.Integers))
    return tuple(c for c in conditions if c != S.true)


def facts_in(space: Space | None, variable: Basic) -> tuple[Any, ...]:
    """What lying in a space says of a number: its interior, for an interval."""
    return tuple(fact for fact in lies_in(space, variable) if fact != S.false)


def facts_at(binder: Any, variable: Basic, known: Assumptions = _NOTHING) -> tuple[Any, ...]:
    """What holds of a binder's opened variable inside its scope, given what is known outside it.

    It lies in its space; densities are positive where the law has mass; what is known to hold
    everywhere holds there. What is assumed of a parameter is assumed for all its values, so that it
    holds near the point at which a gradient is taken.
    """
    if isinstance(binder, (Gradient, Smooth)):
        return _of_parameter(binder.point, variable, known)
    space = space_of(binder)
    facts = [*facts_in(space, variable), *_instances(binder, space, variable, known)]
    here = known.also(*facts) if facts else known
    if isinstance(binder, (Expect, Variance, ELBO, AlmostSurely)):
        facts += positive_under(binder.law, variable, here)
        facts += zero_under(binder.law, variable, here)
    elif isinstance(binder, FiniteSum) and isinstance(variable, Symbol):
        facts += positive_at_index(binder, variable, here)
    return tuple(facts)


def facts_of_case(condition: Any) -> tuple[Any, ...]:
    """The relations that hold in a case."""
    parts = condition.args if isinstance(condition, And) else (condition,)
    return tuple(c for c in parts if isinstance(c, Relational))


def _instances(binder: Any, space: Space | None, variable: Basic, known: Assumptions) -> list[Any]:
    """What is known to hold at every point, said of one."""
    law = binder.law if isinstance(binder, (Expect, Variance, ELBO, AlmostSurely)) else None
    said = (_said_of(fact, space, law, variable) for fact in known)
    return [instance for instance in said if instance is not None]


def _said_of(fact: Any, space: Space | None, law: Any, variable: Basic) -> Any:
    """A fact about every point, said of one; None where it is about no such points. What holds for
    every i at every z holds at one z for every i."""
    if isinstance(fact, AlmostSurely) and fact.law == law:
        return fact.open(variable)[0]
    if not isinstance(fact, Everywhere):
        return None
    if fact.args[2] == space:
        return fact.open(variable)[0]
    inside, point, points = fact.open()
    if not isinstance(inside, Everywhere) or inside.args[2] != space:
        return None
    return Everywhere(inside.open(variable)[0], point, points)


def _of_parameter(point: Basic, variable: Basic, known: Assumptions) -> tuple[Any, ...]:
    return tuple(
        fact.xreplace({point: variable})
        for fact in known
        if isinstance(point, Symbol)
        and point in fact.free_symbols
        and isinstance(fact, (Gt, Lt, Ne, Contains, Condition))
    )
