"""Sums over the coordinates of vectors, as code has them: the vectors are arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Expr, Symbol, oo, preorder_traversal

from derive.language import Element, FiniteProduct, FiniteSum, Lattice, Line, MapFamily, Value


class SumOver(Expr):
    """The sum of a body over the coordinates of vectors, in which a vector's symbol stands for its
    coordinate."""

    def __new__(cls, body: Expr, *vectors: Symbol) -> Any:
        return super().__new__(cls, body, *vectors)

    @property
    def body(self) -> Expr:
        return self.args[0]

    @property
    def vectors(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])


@dataclass
class Vectors:
    """The vectors of an expression by what stands for their coordinates: values of maps of an
    index, or elements of a sequence."""

    symbols: dict[Any, Symbol] = field(default_factory=dict)

    def symbol(self, source: Any) -> Symbol:
        """The symbol of a vector."""
        if source not in self.symbols:
            name = source.label if isinstance(source, MapFamily) else source.name
            positive = isinstance(source, MapFamily) and source.codomain == Line(0, oo)
            self.symbols[source] = Symbol(name, real=True, positive=positive or None)
        return self.symbols[source]

    def positive(self) -> list[Symbol]:
        """The vectors of positive numbers."""
        return [symbol for symbol in self.symbols.values() if symbol.is_positive]

    def without_sums(self, expr: Expr) -> Expr:
        """An expression with its sums over coordinates as `SumOver`."""
        sums = [s for s in preorder_traversal(expr) if isinstance(s, FiniteSum)]
        found = {s: self._summed(s) for s in sums if not isinstance(s, FiniteProduct)}
        written: Expr = expr.xreplace({s: new for s, new in found.items() if new is not None})
        return written

    def _summed(self, node: FiniteSum) -> Expr | None:
        body, i, low, _ = node.open()
        numbers: dict[Any, Symbol] = {}
        for part in sorted(body.atoms(Value, Element), key=str):
            source = self._source(part, i)
            if source is not None:
                numbers[part] = self.symbol(source)
        written = body.xreplace(numbers)
        if low != 1 or not numbers or written.has(i):
            return None
        return SumOver(written, *dict.fromkeys(numbers.values()))

    @staticmethod
    def _source(part: Any, i: Any) -> Any:
        """The vector of which something is the coordinate number i."""
        if isinstance(part, Element):
            of_symbol = isinstance(part.sequence, Symbol) and part.index == i
            return part.sequence if of_symbol else None
        indexed = part.family.domain == (Lattice(1),) and part.point == i
        return part.family if indexed and not part.parameters else None

    def in_order(self, start: Any) -> list[Symbol]:
        """The vectors in the order in which a question names them."""
        named = [n for n in preorder_traversal(start) if n in self.symbols]
        return [self.symbols[n] for n in dict.fromkeys([*named, *self.symbols])]
