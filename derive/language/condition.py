"""Conditions that are not relations between numbers: what a rule may need of laws and functions."""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr
from sympy.logic.boolalg import Boolean

from derive.language.binder import Binding
from derive.language.exact import exact
from derive.language.law import Law
from derive.language.space import Line, Space


class Condition(Boolean):
    """A statement that holds or not in every model; SymPy never evaluates it."""

    def _eval_simplify(self, **_: Any) -> Condition:
        return self

    def _sympystr(self, printer: Any) -> str:
        return f"{type(self).__name__}({', '.join(printer._print(a) for a in self.args)})"


class Dominates(Condition):
    """q > 0 wherever p > 0: every set that q gives no mass has none under p."""

    def __new__(cls, q: Law, p: Law) -> Any:
        return super().__new__(cls, q, p)


class Disjoint(Condition):
    """p and q are nowhere positive together."""

    def __new__(cls, p: Law, q: Law) -> Any:
        return super().__new__(cls, p, q)


class IsFinite(Condition):
    """The expression is a finite number: its integrals converge absolutely, its sup is attained or
    approached at a finite height."""

    def __new__(cls, body: Expr) -> Any:
        return super().__new__(cls, exact(body))


class Differ(Condition):
    """p and q are not the same law: some set has another probability under p than under q."""

    def __new__(cls, p: Law, q: Law) -> Any:
        return super().__new__(cls, p, q)


class Smooth(Binding, Condition):
    """The derivative of `body` with respect to the parameter, at `point`, may be taken inside every
    integral, sum and expectation of it: the integrand is differentiable there with an integrable
    bound. It always may where the space is finite and the body differentiable."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Expr, parameter: Basic, point: Any) -> Any:
        return super().__new__(cls, exact(body), parameter, exact(point))

    @property
    def point(self) -> Expr:
        """Where the derivative is taken."""
        return self.args[2]


class Convex(Binding, Condition):
    """The graph of `body`, a function of one number, lies on the interval nowhere above its chords.

    A map of numbers that is arbitrary is smooth, and one of which this is said is drawn so."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, body: Expr, variable: Basic, domain: Line) -> Any:
        return super().__new__(cls, exact(body), variable, domain)

    @property
    def domain(self) -> Line:
        """Where the function is convex."""
        return self.args[2]


class Everywhere(Binding, Condition):
    """The condition holds at every point of the space."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, condition: Boolean, variable: Basic, space: Space) -> Any:
        return super().__new__(cls, condition, variable, space)


class AlmostSurely(Binding, Condition):
    """The condition holds wherever the law has mass."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, condition: Boolean, variable: Basic, law: Law) -> Any:
        return super().__new__(cls, condition, variable, law)

    @property
    def law(self) -> Law:
        """The law whose mass is meant."""
        return self.args[2]
