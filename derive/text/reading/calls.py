"""A name with arguments: a function, cases, or a law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, Piecewise, Tuple

from derive import language
from derive.errors import DeriveError
from derive.language import distributions
from derive.language.distribution import Distribution
from derive.language.law import Law, iid
from derive.text.nearest import nearest
from derive.text.reading import limits
from derive.text.reading.functions import FUNCTIONS, Function
from derive.text.reading.lexer import Token

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

FAMILIES: dict[str, type[Distribution]] = {
    name: getattr(language, name) for name in distributions.__all__
}
MOST_ARGUMENTS = 50
MOST_ENTRIES_OF_A_MATRIX = 36
_OTHER = ("Piecewise", "iid")


def call(reader: Reader, name: Token) -> Any:
    """The value of a name with the arguments that stand in brackets after it."""
    opening = reader.take()
    if name.text not in FUNCTIONS and name.text not in FAMILIES and name.text not in _OTHER:
        reader.refuse(_unknown(name.text), name)
    around = reader.in_bars, reader.in_cases
    reader.in_bars = reader.in_cases = False
    given, named = _arguments(reader, opening)
    reader.in_bars, reader.in_cases = around
    if name.text in FAMILIES:
        return _law(reader, name, given, named)
    if named:
        reader.refuse(f"{name.text} has no arguments with names", name)
    if name.text == "Piecewise":
        return _cases(reader, name, given)
    if name.text == "iid":
        return _independent(reader, name, given)
    return _applied(reader, name, FUNCTIONS[name.text], given)


def _unknown(name: str) -> str:
    known = (*FUNCTIONS, *FAMILIES, *_OTHER)
    otherwise = f"a product is written {name}*(...)" if len(name) < 4 else "it is not read here"
    return f"{name} is not a function or a law that is known: {nearest(name, known, otherwise)}"


Arguments = tuple[list[tuple[Token, Any]], dict[str, Any]]


def _arguments(reader: Reader, opening: Token) -> Arguments:
    """The arguments, each with the token that it begins with, and those that are named."""
    given: list[tuple[Token, Any]] = []
    named: dict[str, Any] = {}
    while reader.next.text != ")":
        token = reader.next
        if token.kind == "name" and reader.after_next.text == "=":
            reader.take(), reader.take()
            if token.text in named:
                reader.refuse(f"{token.text} is given twice", token)
            named[token.text] = reader.value()
        elif named:
            reader.refuse("an argument without a name follows one with a name", token)
        else:
            given.append((token, reader.value()))
        if len(given) + len(named) > MOST_ARGUMENTS:
            reader.refuse(f"there are more than {MOST_ARGUMENTS} arguments", token)
        if not reader.accept(","):
            break
    reader.closing(")", opening)
    return given, named


def _applied(
    reader: Reader, name: Token, function: Function, given: list[tuple[Token, Any]]
) -> Any:
    reader.allow(function.wants(len(given)), name)
    values: list[Expr] = [reader.number(value, token) for token, value in given]
    reader.allow(limits.arguments(function.name, values), name)
    return reader.built(name, function.build, *values)


def _cases(reader: Reader, name: Token, given: list[tuple[Token, Any]]) -> Any:
    pairs = []
    for token, pair in given:
        if not isinstance(pair, list) or len(pair) != 2:
            reader.refuse("a case is a pair (value, condition)", token)
        pairs.append((reader.number(pair[0], token), reader.truth(pair[1], token)))
    if not pairs:
        reader.refuse("Piecewise needs at least one case", name)
    return reader.built(name, Piecewise, *pairs)


def _independent(reader: Reader, name: Token, given: list[tuple[Token, Any]]) -> Any:
    if len(given) != 2 or not isinstance(given[0][1], Law):
        reader.refuse("iid takes a law and a number, as in iid(Normal(0, 1), D)", name)
    return reader.built(name, iid, given[0][1], reader.number(given[1][1], given[1][0]))


def _law(reader: Reader, name: Token, given: list[tuple[Token, Any]], named: dict[str, Any]) -> Law:
    values = [_parameter(reader, value, token) for token, value in given]
    pairs = {key: _parameter(reader, value, name) for key, value in named.items()}
    try:
        law: Law = FAMILIES[name.text](*values, **pairs)
    except DeriveError as error:
        reader.refuse(str(error).rstrip("."), name, error)
    return law


def _parameter(reader: Reader, value: Any, token: Token) -> Any:
    """A number, a list of numbers, or a list of such lists."""
    if not isinstance(value, list):
        return reader.number(value, token)
    if any(isinstance(row, list) for row in value):
        entries = sum(len(row) if isinstance(row, list) else 1 for row in value)
        if entries > MOST_ENTRIES_OF_A_MATRIX:
            reader.refuse(f"a matrix has at most {MOST_ENTRIES_OF_A_MATRIX} entries", token)
    return [_parameter(reader, entry, token) for entry in value]


def as_tuple(value: Any) -> Any:
    """A value, with its lists as SymPy keeps them."""
    return Tuple(*(as_tuple(v) for v in value)) if isinstance(value, list) else value
