"""Compile an expression once into closures over slots; run it at many points.

Every subexpression belongs to the innermost variable on which it depends. What occurs twice, and
what does not depend on the innermost variable, is kept in a cell of that variable and computed once
until the variable is assigned anew: so constants are made once per program, and whatever an inner
integral does not depend on is computed once per point of the outer one.

Another module teaches the compiler a node class of its own with ``@compiles(NodeClass)``::

    @compiles(Moment, binds=True)
    def _moment(node: Moment, compiler: Compiler) -> Run:
        with compiler.binding(node.variable) as variable:
            body = compiler.compile(node.body)
        def run(env: Env) -> Number:
            def at(x: Number) -> Number:
                variable.assign(env, x)
                return body(env)
            return some_quadrature(at)
        return run
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sympy import Basic, Symbol

from derive.errors import CannotEvaluate
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number

Env = list[Any]
Run = Callable[[Env], Any]
Handler = Callable[[Any, "Compiler"], Run]

_HANDLERS: dict[type, Handler] = {}
_BINDERS: set[type] = set()
_UNSET = object()


def always(value: Any) -> Run:
    """The closure of a constant."""
    return lambda _env: value


def compiles(*classes: type, binds: bool = False) -> Callable[[Handler], Handler]:
    """Register how nodes of these classes (and subclasses) are compiled.

    ``binds=True`` says that the arguments hold bound names, so that what the node depends on is
    its ``free_symbols`` and not what its arguments depend on.
    """

    def register(handler: Handler) -> Handler:
        for cls in classes:
            _HANDLERS[cls] = handler
            if binds:
                _BINDERS.add(cls)
        return handler

    return register


class Variable:
    """A slot of the environment, with the cells that hold what depends on it."""

    __slots__ = ("cells", "known", "level", "scope", "slot", "symbol")

    def __init__(
        self, symbol: Basic | None, slot: int, level: int, scope: dict[Basic, Variable]
    ) -> None:
        self.symbol = symbol
        self.slot = slot
        self.level = level
        self.scope = scope
        self.cells: list[int] = []
        self.known: dict[Basic, Run] = {}

    def assign(self, env: Env, value: Any) -> None:
        """Give the variable a value and forget everything that depends on it."""
        env[self.slot] = value
        for cell in self.cells:
            env[cell] = _UNSET


class Compiler:
    """One compilation: an arithmetic, the variables in scope (outermost first), the slots."""

    def __init__(self, arithmetic: Arithmetic) -> None:
        self.arithmetic = arithmetic
        self.size = 0
        self._constants = Variable(None, self._new_slot(), 0, {})
        self._stack = [self._constants]
        self._owners: list[dict[Basic, Variable]] = [{}]
        self._shared: set[Basic] = set()

    def _new_slot(self) -> int:
        self.size += 1
        return self.size - 1

    def environment(self) -> Env:
        """A fresh environment; make it after everything is compiled."""
        return [_UNSET] * self.size

    def declare(self, symbol: Basic) -> Variable:
        """Bring a variable into scope, inside all others, for the rest of the compilation."""
        outer = self._stack[-1]
        variable = Variable(symbol, self._new_slot(), outer.level + 1, dict(outer.scope))
        variable.scope[symbol] = variable
        self._stack.append(variable)
        self._owners.append({})
        return variable

    @contextmanager
    def binding(self, symbol: Basic) -> Iterator[Variable]:
        """Bring a bound variable into scope for a ``with`` block.

        Cells of outer variables hold nothing that depends on it. What is compiled inside lives in
        the cells of this variable, and the variables that it encloses are forgotten with it.
        """
        variable = self.declare(symbol)
        try:
            yield variable
        finally:
            self._stack.pop()
            self._owners.pop()

    def compile(self, *expressions: Basic) -> Any:
        """The closure of one expression, or a tuple of closures that share their subtrees."""
        counts: dict[Basic, int] = {}
        for expression in expressions:
            self._count(expression, counts)
        self._shared |= {node for node, times in counts.items() if times > 1}
        runs = tuple(self.child(expression, self._stack[-1]) for expression in expressions)
        return runs[0] if len(runs) == 1 else runs

    def child(self, node: Basic, parent: Variable | None = None) -> Run:
        """Compile a subexpression (of a node owned by ``parent``, by default the innermost)."""
        owner = self.owner(node)
        found = owner.known.get(node)
        if found is not None:
            return found
        hoisted = owner.level < (parent or self._stack[-1]).level
        run = self._build(node)
        if not node.args:
            return run
        if hoisted or node in self._shared:
            run = self._cell(owner, run)
            owner.known[node] = run
        return run

    def children(self, node: Basic) -> list[Run]:
        """Compile the arguments of a node in order."""
        owner = self.owner(node)
        return [self.child(argument, owner) for argument in node.args]

    def owner(self, node: Basic) -> Variable:
        """The innermost variable on which a node depends."""
        owners = self._owners[-1]
        found = owners.get(node)
        if found is not None:
            return found
        scope = self._stack[-1].scope
        variable = scope.get(node)
        if variable is None:
            if isinstance(node, Symbol):
                raise CannotEvaluate(f"the symbol {node} has no value")
            # own nodes may be leaves to SymPy's algebra and still depend on variables
            parts = node.free_symbols if _handler_class(type(node)) in _BINDERS else node.args
            variable = self._constants
            for part in parts:
                other = self.owner(part)
                if other.level > variable.level:
                    variable = other
        owners[node] = variable
        return variable

    def _count(self, node: Basic, counts: dict[Basic, int]) -> None:
        if not node.args:
            return
        seen = counts.get(node, 0)
        counts[node] = seen + 1
        if not seen and _handler_class(type(node)) not in _BINDERS:
            for argument in node.args:
                self._count(argument, counts)

    def _cell(self, owner: Variable, run: Run) -> Run:
        cell = self._new_slot()
        # an inner variable is always assigned after the outer ones, so its own cells are fresh
        # only if each outer assignment clears them too
        for variable in self._stack:
            if 0 < variable.level <= owner.level:
                variable.cells.append(cell)

        def remembered(env: Env) -> Any:
            value = env[cell]
            if value is _UNSET:
                value = env[cell] = run(env)
            return value

        return remembered

    def _build(self, node: Basic) -> Run:
        variable = self._stack[-1].scope.get(node)
        if variable is not None:
            slot = variable.slot
            return lambda env: env[slot]
        cls = _handler_class(type(node))
        if cls is None:
            raise CannotEvaluate(f"{type(node).__name__} has no numeric meaning: {node}")
        return _HANDLERS[cls](node, self)


def _handler_class(cls: type) -> type | None:
    if cls in _HANDLERS:
        return cls
    return next((base for base in cls.__mro__ if base in _HANDLERS), None)


class Program:
    """A compiled expression: call it with the values of its variables, in their order."""

    def __init__(
        self, expression: Basic, variables: Sequence[Basic], arithmetic: Arithmetic
    ) -> None:
        self.arithmetic = arithmetic
        compiler = Compiler(arithmetic)
        self._variables = [compiler.declare(symbol) for symbol in variables]
        self.run: Run = compiler.compile(expression)
        self._env = compiler.environment()

    def __call__(self, *values: Number) -> Any:
        env = self._env
        for variable, value in zip(self._variables, values, strict=True):
            variable.assign(env, value)
        return self.run(env)

    def at(self, *outer: Number) -> Callable[[Number], Any]:
        """Fix all variables but the last: a function of the last, everything else computed once."""
        env = self._env
        *first, last = self._variables
        for variable, value in zip(first, outer, strict=True):
            variable.assign(env, value)
        run, assign = self.run, last.assign

        def function(value: Number) -> Any:
            assign(env, value)
            return run(env)

        return function


def compile_expression(
    expression: Basic, variables: Sequence[Basic], arithmetic: Arithmetic
) -> Program:
    """Compile a SymPy expression in these variables (outermost first) to a callable program.

    >>> from sympy import Symbol, log
    >>> from derive.numeric.arithmetics.arithmetic import FLOATS, precise
    >>> x = Symbol("x")
    >>> compile_expression(x * log(x), [x], FLOATS)(0.0)
    0.0
    >>> print(compile_expression(x / 3, [x], precise(20))(precise(20).one))
    0.33333333333333333333
    """
    return Program(expression, variables, arithmetic)
