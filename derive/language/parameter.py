"""The arguments of a distribution: how each kind is read, and what must hold of it to be one.

A kind is a word, so that a family says it in its list of parameters: "real", "positive",
"probability" (strictly between 0 and 1), "natural" (a positive integer), "integer", "positives" (a
list of them), "vector" and "matrix" (of real numbers, entry by entry). A list is kept as a tuple, a
vector as a matrix of one column.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import (
    Basic,
    Contains,
    Eq,
    Expr,
    Gt,
    ImmutableDenseMatrix,
    Lt,
    MatrixBase,
    Rational,
    S,
    Tuple,
    cancel,
    expand,
)

from derive.errors import DeriveError
from derive.language.exact import exact
from derive.language.inequality import inequality

WORDS = {
    "real": "a finite real number",
    "positive": "a positive number",
    "probability": "a number strictly between 0 and 1",
    "natural": "a positive integer",
    "integer": "an integer",
    "positives": "a list of positive numbers",
    "vector": "a list of finite real numbers",
    "matrix": "a list of rows of equal length, of finite real numbers",
}
_OF_ENTRIES = {"positives": "positive", "vector": "real", "matrix": "real"}


def read(kind: str, value: Any) -> Basic:
    """An argument as the language keeps it; DeriveError where it is not of its kind at all."""
    if kind == "positives":
        return Tuple(*(_number(v) for v in _items(value)))
    if kind == "vector":
        column = _matrix(value if isinstance(value, MatrixBase) else [[v] for v in _items(value)])
        if column.cols != 1:
            raise DeriveError(f"{value} is not one column")
        return column
    if kind == "matrix":
        return _matrix(value)
    return _number(value)


def _number(value: Any) -> Expr:
    number: Expr = exact(value)
    if not number.is_scalar:
        raise DeriveError(f"{value} is not a number")
    return number


def _items(value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple, Tuple)) or not value:
        raise DeriveError(f"{value} is not a list")
    return list(value)


def _matrix(value: Any) -> ImmutableDenseMatrix:
    rows = value.tolist() if isinstance(value, MatrixBase) else [_items(v) for v in _items(value)]
    if len({len(row) for row in rows}) != 1:
        raise DeriveError("the rows differ in length")
    return ImmutableDenseMatrix([[_number(v) for v in row] for row in rows])


def entries(value: Any) -> list[Expr]:
    """The numbers that an argument consists of."""
    if isinstance(value, Tuple):
        return list(value)
    return value.flat() if isinstance(value, MatrixBase) else [value]


def shown(value: Any) -> str:
    """An argument as one writes it."""
    if isinstance(value, MatrixBase):
        return str(value.flat() if value.cols == 1 else value.tolist())
    if isinstance(value, Tuple):
        return str(list(value))
    return str(value) if isinstance(value, Basic) else repr(value)


def asked(kind: str, value: Any) -> Iterator[Basic]:
    """What must hold of an argument for it to be of its kind: relations and memberships."""
    for entry in entries(value):
        yield from _asked_of_number(_OF_ENTRIES.get(kind, kind), entry)


def _asked_of_number(kind: str, v: Expr) -> Iterator[Basic]:
    if v is S.NaN or v.is_extended_real is False or v.is_finite is False:
        yield S.false
        return
    if kind in ("natural", "integer"):
        yield Contains(v, S.Integers)
    if kind in ("positive", "natural", "probability"):
        yield inequality(Gt, v, S.Zero)
    if kind == "probability":
        yield inequality(Lt, v, S.One)


def equal(left: Any, right: Any) -> Basic:
    """The statement that two numbers are equal: decided where expanding or cancelling decides it.

    >>> from sympy import symbols
    >>> a, b = symbols("a b")
    >>> equal(a / (a + b) + b / (a + b), 1)
    True
    >>> equal(a + b, 1)
    Eq(a + b, 1)
    """
    difference = expand(left - right)
    if difference != 0:
        difference = cancel(difference)
    return S(difference == 0) if isinstance(difference, Rational) else Eq(left, right)
