"""Nodes of the language, and variables that are bound.

A node is an atom to SymPy: `expand`, `factor`, `cancel`, `simplify`, `doit` and `integrate` leave
it as it stands. A binder holds its bound variable as a level, one more than the highest level bound
inside its scope, so that expressions that differ only by renaming are the same expression and a
substitution never captures: whatever is put into a scope is closed, and the level is recomputed.

A rule that works inside a binder opens it (`Binder.open`), which puts a fresh variable in the place
of the bound one, and closes it again by building the node.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar

from sympy import (
    Basic,
    Dummy,
    Expr,
    Function,
    Integer,
    Symbol,
    exp,
    gamma,
    log,
    loggamma,
    polygamma,
)
from sympy.core.relational import Relational

from derive.language.family import Family


class Bound(Symbol):
    """The occurrence of a variable bound at a level. It is never free."""

    __slots__ = ()

    def __new__(cls, level: int) -> Bound:
        return _bound_at(int(level))

    def __getnewargs_ex__(self) -> tuple[tuple[int], dict[str, Any]]:
        return (self.level,), {}

    @property
    def level(self) -> int:
        return int(self.name[1:])

    @property
    def free_symbols(self) -> set[Basic]:
        return set()


@lru_cache(maxsize=64)
def _bound_at(level: int) -> Bound:
    """One object for each level, so that what SymPy finds out about it is found once."""
    return Symbol.__xnew__(Bound, f"_{level}", real=True)


class Node(Expr):
    """An expression of the language: real or +oo, commutative, opaque to SymPy's algebra."""

    is_Atom = True
    is_commutative = True
    is_extended_real = True

    def _eval_derivative(self, s: Basic) -> Any:
        """Zero where the symbol does not occur; otherwise SymPy keeps the derivative as it is."""
        return Integer(0) if s not in self.free_symbols else None

    def _eval_simplify(self, **_: Any) -> Node:
        return self

    def _eval_evalf(self, prec: int) -> None:
        """Numbers come from the numeric meaning alone."""

    def doit(self, **_: Any) -> Node:
        return self

    def _sympystr(self, printer: Any) -> str:
        """Head and arguments: SymPy would otherwise print our Integral as if it were its own."""
        return f"{type(self).__name__}({', '.join(printer._print(a) for a in self.args)})"


class Binding(Basic):
    """Mixed into every node or law that binds a variable: `scope` are the places of the arguments
    in which the variable in place `slot` is bound."""

    scope: ClassVar[tuple[int, ...]] = (0,)
    slot: ClassVar[int] = 1

    def __new__(cls, *args: Basic) -> Any:
        variable, scoped = args[cls.slot], [args[i] for i in cls.scope]
        bound = bound_like(variable, 1 + max(height(a) for a in scoped))
        if bound != variable:
            closed = list(args)
            closed[cls.slot] = bound
            for i in cls.scope:
                closed[i] = replace_free(args[i], variable, bound)
            args = tuple(closed)
        return super().__new__(cls, *args)

    @property
    def bound(self) -> Basic:
        """The bound variable, as it stands in the arguments."""
        return self.args[self.slot]

    def open(self, variable: Basic | None = None) -> tuple[Any, ...]:
        """The arguments with a fresh variable (or the given one) in place of the bound one.

        >>> from sympy import Symbol
        >>> from derive.language import Line, Integral
        >>> x = Symbol("x")
        >>> Integral(x**2, x, Line(0, 1)).open(Symbol("t"))[0]
        t**2
        """
        variable = fresh(self.bound) if variable is None else variable
        opened = list(self.args)
        opened[self.slot] = variable
        for i in self.scope:
            opened[i] = replace_free(self.args[i], self.bound, variable)
        return tuple(opened)

    def open_alone(self) -> tuple[Any, ...]:
        """The same with the usual variable of the level: the same scope then opens to the same
        expression every time, which SymPy has seen before.

        Only for a place where no other binder is opened beside this one, so that nothing but what
        this one binds ever stands for that variable. Scopes inside have lower levels.
        """
        bound = self.bound
        return self.open(usual(bound.level) if isinstance(bound, Bound) else None)

    @property
    def free_symbols(self) -> set[Basic]:
        inside = {s for i in self.scope for s in self.args[i].free_symbols}
        outside = {
            s
            for i, a in enumerate(self.args)
            if i not in self.scope and i != self.slot
            for s in a.free_symbols
        }
        return inside | outside


class Binder(Binding, Node):
    """An expression that binds one variable."""


def bound_like(variable: Basic, level: int) -> Basic:
    """The bound occurrence, at this level, of a symbol or of a family of laws or maps."""
    if isinstance(variable, Symbol):
        return Bound(level)
    if isinstance(variable, Family):
        return variable.named(Integer(level))
    raise TypeError(
        f"{variable} is not a variable: a binder takes a symbol, an arbitrary law or a map"
    )


def fresh(bound: Basic) -> Basic:
    """A variable that occurs nowhere else."""
    if isinstance(bound, Family):
        return bound.named(Dummy("family"))
    return Dummy("v", real=True)


@lru_cache(maxsize=64)
def usual(level: int) -> Dummy:
    """The variable with which a scope of this level is opened alone."""
    return Dummy("v", real=True, dummy_index=800000 + level)


def height(expr: Basic) -> int:
    """The highest level that is bound inside an expression; 0 where nothing is."""
    inner = max((height(a) for a in expr.args), default=0)
    if isinstance(expr, Binding):
        bound = expr.bound
        level = bound.level if isinstance(bound, Bound) else int(bound.name)
        return max(inner, level)
    return inner


def replace_free(expr: Basic, old: Basic, new: Basic) -> Any:
    """`expr` with its free occurrences of a variable replaced by a variable or a closed expression.

    Occurrences that an inner binder of the same level binds stay as they are.
    """
    if expr == old:
        return new
    if not expr.args:
        return expr
    return _replaced(expr, old, new, _is_renaming(old, new))


@lru_cache(maxsize=16384)
def _replaced(expr: Basic, old: Basic, new: Basic, renamed: bool) -> Any:
    """The same for what has arguments. A binder is opened again and again, always alike."""
    inside: set[int] = set()
    if isinstance(expr, Binding) and expr.bound == old:
        inside = {*expr.scope, expr.slot}
    args = []
    for i, a in enumerate(expr.args):
        if a == old and i not in inside:
            args.append(new)
        else:
            args.append(_replaced(a, old, new, renamed) if a.args and i not in inside else a)
    if all(a is b for a, b in zip(args, expr.args, strict=True)):
        return expr
    if renamed and isinstance(expr, Relational):
        return expr.func(*args, evaluate=False)
    if renamed and isinstance(expr, _BY_SHAPE):
        return with_arguments(expr, args)
    return expr.func(*args)


_BY_SHAPE = (exp, gamma, log, loggamma, polygamma)
"""Functions that SymPy evaluates by the shape of the arguments and by what it knows of their
letters alone: it looks long for values that no renaming can bring about."""


def with_arguments(function: Function, args: Iterable[Basic]) -> Any:
    """The same function of other arguments at which it is known to have no special value, as SymPy
    builds it once it has found none."""
    made = Basic.__new__(type(function), *args)
    made.nargs = function.nargs
    return made


@lru_cache(maxsize=256)
def _is_renaming(old: Basic, new: Basic) -> bool:
    """Whether both are letters, and SymPy knows nothing of the new one that it did not know of the
    old one."""
    if not isinstance(old, Symbol) or not isinstance(new, Symbol):
        return False
    return new.assumptions0.items() <= old.assumptions0.items()
