"""What was assumed when something was written, kept beside it.

A symbol is the same whatever is assumed of it, so assumptions are no part of an expression, and two
calls may state different ones about equal laws. They stand beside the value that a solver is given,
and are read off there by `given_with`; nothing is registered anywhere.

- A law carries them as an attribute that takes no part in equality. A law that is made of it, by a
  substitution or otherwise, carries nothing.
- SymPy shares equal expressions, so nothing can be attached to one. It is wrapped instead
  (`StatedExpression`); the wrapper passes for the expression wherever SymPy takes one.
- A symbol or a number is left as it is, since it is shared by everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Expr, Symbol

from derive.language.assumptions import Assumptions
from derive.language.law import Law


@dataclass(frozen=True)
class Stated:
    """What stands beside a law: the assumptions, and the name of its variable if it has one.

    wanted: where an expression was defined as it was written, which SymPy forgets in x/x = 1.
    """

    given: Assumptions
    variable: Symbol | None = None
    wanted: tuple[Any, ...] = ()


NOTHING = Stated(Assumptions())


class StatedExpression:
    """An expression with the assumptions beside it. Equality, attributes and arithmetic are those
    of the expression; what is computed from it is an ordinary expression, which carries nothing."""

    __sympy__ = None  # so that SymPy asks `_sympy_` and not the expression's own attribute

    def __init__(self, expression: Expr, given: Assumptions, wanted: tuple[Any, ...] = ()) -> None:
        self.expression, self.given, self.wanted = expression, given, wanted

    def _sympy_(self) -> Expr:
        return self.expression

    def __getattr__(self, name: str) -> Any:
        if name in ("expression", "given", "wanted"):
            raise AttributeError(name)
        return getattr(self.expression, name)

    def __eq__(self, other: object) -> bool:
        return bool(self.expression == plain(other))

    def __hash__(self) -> int:
        return hash(self.expression)

    def __str__(self) -> str:
        return str(self.expression)

    __repr__ = __str__


def _on_the_expression(name: str) -> Callable[..., Any]:
    def operation(self: StatedExpression, *others: Any) -> Any:
        return getattr(self.expression, name)(*(plain(o) for o in others))

    return operation


for _name in ("add", "sub", "mul", "truediv", "pow"):
    for _operation in (f"__{_name}__", f"__r{_name}__"):
        setattr(StatedExpression, _operation, _on_the_expression(_operation))
for _operation in ("__neg__", "__abs__", "__lt__", "__le__", "__gt__", "__ge__"):
    setattr(StatedExpression, _operation, _on_the_expression(_operation))


def stated(
    value: Any,
    given: Assumptions,
    variable: Symbol | None = None,
    wanted: tuple[Any, ...] = (),
) -> Any:
    """A value with assumptions beside it, and a law with the name of its variable.

    >>> from sympy import Symbol
    >>> from derive.language import Normal
    >>> s, t = Symbol("s"), Symbol("t")
    >>> law = stated(Normal(0, s), Assumptions.of(s > t))
    >>> law == Normal(0, s), print(given_with(law)), given_with(law.subs(t, 1)).facts
    s > t
    (True, None, ())
    """
    if isinstance(value, Law) and (given.facts or variable is not None):
        copy = value.func(*value.args)
        copy.stated = Stated(given, variable)
        return copy
    if isinstance(value, Expr) and (wanted or (value.args and given.facts)):
        return StatedExpression(value, given, wanted)
    return value


def given_with(*values: Any) -> Assumptions:
    """The assumptions that stand beside these values, in order."""
    found = [beside(v).given for v in values]
    return Assumptions.of(*(fact for given in found for fact in given))


def beside(value: Any) -> Stated:
    """What stands beside a value."""
    if isinstance(value, StatedExpression):
        return Stated(value.given, wanted=value.wanted)
    return value.stated if isinstance(value, Law) and value.stated is not None else NOTHING


def plain(value: Any) -> Any:
    """A value without what stands beside it."""
    return value.expression if isinstance(value, StatedExpression) else value
