"""What stands in brackets: (a + b), |x - m|, [a, b], {x if x > 0; 0 otherwise}, prod_{i=1..D}."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Abs, Piecewise, S

from derive.text.reading.lexer import Token
from derive.text.reading.vectors import product_over

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

MOST_ENTRIES = 100


def _round(reader: Reader, token: Token) -> Any:
    """A value, or a list of several."""
    first = reader.value()
    if reader.next.text != ",":
        reader.closing(")", token)
        return first
    return [first, *_rest(reader, token, ")")]


def _square(reader: Reader, token: Token) -> list[Any]:
    if reader.next.text == "]":
        reader.refuse("a list has at least one entry", reader.next)
    return [reader.value(), *_rest(reader, token, "]")]


def _rest(reader: Reader, token: Token, closing: str) -> list[Any]:
    found = []
    while reader.accept(","):
        found.append(reader.value())
        if len(found) == MOST_ENTRIES:
            reader.refuse(f"a list has at most {MOST_ENTRIES} entries", reader.next)
    reader.closing(closing, token)
    return found


def _bars(reader: Reader, token: Token) -> Any:
    at = reader.next
    inside = reader.finite(reader.value(), at)
    reader.closing("|", token)
    return reader.built(token, Abs, inside)


def _braces(reader: Reader, token: Token) -> Any:
    """Cases as they are printed: each value with its condition, the last one otherwise."""
    pairs = []
    while True:
        at = reader.next
        value = reader.number(reader.value(), at)
        if reader.accept("otherwise"):
            pairs.append((value, S.true))
            break
        reader.expect("if", "after the value of a case")
        at = reader.next
        pairs.append((value, reader.truth(reader.value(), at)))
        if not reader.accept(";"):
            break
    reader.closing("}", token)
    return reader.built(token, Piecewise, *pairs)


def _product(reader: Reader, token: Token) -> Any:
    """The law of independent coordinates as it is printed: prod_{i=1..D} Normal(mu_i, sigma_i)."""
    index = reader.take()
    if index.kind != "name":
        reader.refuse("an index is a name, as in prod_{i=1..D}", index)
    reader.expect("=", "after the index of a product")
    if reader.take().text != "1":
        reader.refuse("the index of a product begins at 1", index)
    reader.expect("..", "between the first and the last index of a product")
    at = reader.next
    length = reader.finite(reader.value(), at)
    reader.closing("}", token)
    at = reader.next
    return product_over(reader, index, length, at, reader.sum())


KINDS: dict[str, Callable[[Reader, Token], Any]] = {
    "(": _round,
    "[": _square,
    "|": _bars,
    "{": _braces,
    "prod_{": _product,
}
