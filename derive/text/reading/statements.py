"""A whole text: a value, a law with its variable, or an assumption in words."""

from __future__ import annotations

from typing import Any

from sympy import And, Contains, Ge, Gt, Le, Lt, Ne, S, Symbol

from derive.text.nearest import nearest
from derive.text.reading.draws import begins_a_draw, drawn
from derive.text.reading.lexer import Token
from derive.text.reading.reader import Reader

_WORDS = {
    "real": lambda x: Contains(x, S.Reals),
    "integer": lambda x: Contains(x, S.Integers),
    "positive": lambda x: Gt(x, 0),
    "negative": lambda x: Lt(x, 0),
    "nonnegative": lambda x: Ge(x, 0),
    "nonpositive": lambda x: Le(x, 0),
    "nonzero": lambda x: Ne(x, 0),
}


def statement(text: str) -> Any:
    """What a whole text says.

    >>> statement("n positive integer")
    Contains(n, Integers) & (n > 0)
    >>> statement("x ~ Normal(0, s)").law
    Normal(0, s)
    """
    return read(text)[0]


def read(text: str) -> tuple[Any, tuple[Any, ...]]:
    """What a whole text says, and where it is defined as far as what was built does not show it."""
    reader = Reader(text)
    if reader.next.kind == "end":
        reader.refuse("the text is empty", reader.next)
    found = drawn(reader) if begins_a_draw(reader) else reader.value()
    if isinstance(found, Symbol) and reader.next.kind == "name":
        found = _described(reader, found)
    if reader.next.kind != "end":
        reader.refuse(_unexpected(reader.next), reader.next)
    return found, tuple(reader.wanted)


def _described(reader: Reader, symbol: Symbol) -> Any:
    """What words like `positive integer` say of a symbol."""
    found = []
    while reader.next.kind == "name":
        word = reader.take()
        if word.text not in _WORDS:
            otherwise = f"a product is written {symbol}*{word.text}"
            hint = nearest(word.text, _WORDS, otherwise)
            reader.refuse(f"{word.text} says nothing about {symbol}: {hint}", word)
        found.append(_WORDS[word.text](symbol))
    return And(*found)


def _unexpected(token: Token) -> str:
    """Why a token may not follow what was read."""
    if token.text == "=":
        return "nothing is assigned here; == compares"
    if token.text in (")", "]", "}"):
        return f"{token.text} closes nothing"
    if token.text in (";", ","):
        return "one formula at a time"
    if token.text == "~":
        return "a single variable stands before ~, as in x ~ Normal(0, 1)"
    return f"a sign is missing before {token.text}: a product is written a*b"
