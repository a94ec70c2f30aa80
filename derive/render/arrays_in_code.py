"""Determinants, traces and quadratic forms, as code has them: vectors and matrices are arguments.

Each such number stands in a formula as one symbol, whose name is the code that computes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Add, Dummy, Expr, Integer, Symbol, exp, preorder_traversal

from derive.errors import DeriveError
from derive.language import MapFamily
from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.matrix import (
    Det,
    Diagonal,
    Form,
    Identity,
    Inverse,
    MatrixProduct,
    NamedMatrix,
    Trace,
)
from derive.language.sequence import FiniteSum
from derive.language.vector import NamedVector, Tabulated, VectorSum
from derive.render.array_spelling import Spelling
from derive.render.code_writer import Writer
from derive.render.summed_coordinates import SumOver, Vectors

_NUMBERS = (Det, Form, Trace)


@dataclass
class Arrays:
    """The matrices of an expression, and the numbers that are made of them and of vectors."""

    vectors: Vectors
    matrices: dict[MapFamily, Symbol] = field(default_factory=dict)
    numbers: dict[Dummy, Any] = field(default_factory=dict)
    lengths: dict[Symbol, Symbol] = field(default_factory=dict)

    def without_arrays(self, expr: Any) -> Any:
        """An expression with a symbol for each number that is made of arrays; a determinant, which
        is positive, is the exponential of one."""
        found: dict[Any, Expr] = {}
        for node in preorder_traversal(expr):
            if isinstance(node, _NUMBERS) and node not in found:
                self._register(node)
                name = Dummy(f"n{len(self.numbers)}", real=True)
                self.numbers[name] = node
                found[node] = exp(name) if isinstance(node, Det) else name
        return expr.xreplace(found)

    def _register(self, node: Any) -> None:
        for part in preorder_traversal(node):
            if isinstance(part, (NamedMatrix, PositiveMatrix)):
                self.matrices.setdefault(part.args[0], Symbol(part.args[0].label, real=True))
                self._measured(part.rows, self.matrices[part.args[0]])
            elif isinstance(part, NamedVector):
                self._measured(part.length, self.vectors.symbol(part.args[0]))
            elif isinstance(part, Tabulated):
                _, own = self._coordinate(part)
                for symbol in own:
                    self._measured(part.length, symbol)

    def _measured(self, length: Any, by: Symbol) -> None:
        if isinstance(length, Symbol):
            self.lengths.setdefault(length, by)

    def scalars(self) -> set[Any]:
        """The symbols for numbers in what the arrays are made of."""
        found = {s for node in self.numbers.values() for s in node.free_symbols}
        return found - set(self.lengths)

    def in_order(self, start: Any) -> list[Symbol]:
        """The vectors and matrices in the order in which a question names them."""
        symbols = {**self.vectors.symbols, **self.matrices}
        named = [n for n in preorder_traversal(start) if n in symbols]
        return [symbols[n] for n in dict.fromkeys([*named, *symbols])]

    def names(self, writer: Writer, spelling: Spelling) -> dict[Any, str]:
        """The code of each number, and of the lengths of the arrays."""
        code = _Code(self, writer, spelling)
        numbers = {name: code.number(node) for name, node in self.numbers.items()}
        lengths = {
            size: spelling.length.format(writer.code(by)) for size, by in self.lengths.items()
        }
        return {**numbers, **lengths}

    def _coordinate(self, vector: Any) -> tuple[Expr, tuple[Symbol, ...]]:
        """A coordinate of a vector by the symbols of the vectors that it is made of."""
        if isinstance(vector, NamedVector):
            symbol = self.vectors.symbol(vector.args[0])
            return symbol, (symbol,)
        if isinstance(vector, VectorSum):
            parts = [(c, *self._coordinate(v)) for c, v in vector.terms]
            symbols = dict.fromkeys(s for _, _, own in parts for s in own)
            return Add(*(c * body for c, body, _ in parts)), tuple(symbols)
        if isinstance(vector, Tabulated):
            body, index, length = vector.open()
            if not body.has(index):
                return body, ()
            summed = self.vectors.without_sums(FiniteSum(body, index, 1, length))
            if isinstance(summed, SumOver):
                return summed.body, summed.vectors
        raise DeriveError(f"there is no code to print for the vector {vector}")


class _Code:
    def __init__(self, arrays: Arrays, writer: Writer, spelling: Spelling) -> None:
        self._arrays, self._writer, self._spelling = arrays, writer, spelling

    @property
    def _like(self) -> str:
        """What has as many coordinates as the arrays."""
        for symbol in self._arrays.vectors.symbols.values():
            return self._writer.code(symbol)
        matrix = next(iter(self._arrays.matrices.values()))
        return self._spelling.row.format(self._writer.code(matrix))

    def number(self, node: Any) -> str:
        if isinstance(node, Det):
            return f"log_det({self.matrix(node.args[0])})"
        if isinstance(node, Form):
            vector, matrix = node.args
            if isinstance(matrix, Identity):
                return f"squared_length({self.vector(vector)})"
            if isinstance(matrix, Inverse):
                return f"inverse_form({self.vector(vector)}, {self.matrix(matrix.args[0])})"
        factors = list(node.args[0].args if isinstance(node.args[0], MatrixProduct) else node.args)
        inverted = [f for f in factors if isinstance(f, Inverse)]
        rest = [f for f in factors if f not in inverted]
        if isinstance(node, Trace) and len(factors) < 3 and len(inverted) < 2 and len(rest) < 2:
            other = self.matrix(rest[0] if rest else Identity(factors[0].rows))
            if not inverted:
                return f"trace({other})"
            return f"inverse_trace({self.matrix(inverted[0].args[0])}, {other})"
        raise DeriveError(f"there is no code to print for {node}")

    def vector(self, vector: Any) -> str:
        body, symbols = self._arrays._coordinate(vector)
        if isinstance(body, Symbol) and symbols:
            return self._writer.code(body)
        names = [self._writer.code(s) for s in symbols]
        coordinates, pattern, beside = self._spelling.each(names)
        scalars = {s: beside.format(n) for s, n in self._writer.names.items()}
        own = {**scalars, **dict(zip(symbols, coordinates, strict=True))}
        shown = self._writer.named(own).code(body)
        if not symbols:
            return self._spelling.constant.format(shown, self._like)
        return pattern.format(shown)

    def matrix(self, matrix: Any) -> str:
        if isinstance(matrix, (NamedMatrix, PositiveMatrix)):
            return self._writer.code(self._arrays.matrices[matrix.args[0]])
        if isinstance(matrix, Identity):
            ones = self._spelling.constant.format(self._writer.code(Integer(1)), self._like)
            return self._spelling.diagonal.format(ones)
        if isinstance(matrix, Diagonal):
            return self._spelling.diagonal.format(self.vector(matrix.args[0]))
        if isinstance(matrix, MatrixSum):
            scalars = {s: self._spelling.scalar.format(n) for s, n in self._writer.names.items()}
            beside = self._writer.named(scalars)
            terms = [
                self._spelling.multiple.format(beside.code(c), self.matrix(m))
                for c, m in matrix.terms
            ]
            return self._spelling.added(terms)
        raise DeriveError(f"there is no code to print for the matrix {matrix}")
