"""A name with arguments: a function, cases, or a law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Expr, Tuple

from derive import language
from derive.errors import DeriveError
from derive.language import distributions
from derive.language.distribution import Distribution
from derive.language.law import Law
from derive.text.nearest import nearest
from derive.text.reading.draws import begins_a_draw, drawn
from derive.text.reading.forms import FORMS, Given
from derive.text.reading.functions import FUNCTIONS, Function
from derive.text.reading.lexer import Token
from derive.text.reading.nodes import NODES
from derive.text.reading.vectors import dirichlet, multivariate_normal

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

FAMILIES: dict[str, type[Distribution]] = {
    name: getattr(language, name) for name in distributions.__all__
}
SPECIAL = {**FORMS, **NODES}
MOST_ARGUMENTS = 50
MOST_ENTRIES_OF_A_MATRIX = 36


def call(reader: Reader, name: Token) -> Any:
    """The value of a name with the arguments that stand in brackets after it."""
    opening = reader.take()
    if name.text not in (known := (*FUNCTIONS, *FAMILIES, *SPECIAL)):
        reader.refuse(_unknown(name.text, known), name)
    around = reader.in_bars, reader.in_cases
    reader.in_bars = reader.in_cases = False
    given, named = _arguments(reader, opening)
    reader.in_bars, reader.in_cases = around
    if name.text == "MultivariateNormal":
        return multivariate_normal(reader, name, given, named)
    if name.text == "Dirichlet" and given and not isinstance(given[0][1], list):
        return dirichlet(reader, name, given, named)
    if name.text in FAMILIES:
        return _law(reader, name, given, named)
    if named:
        reader.refuse(f"{name.text} has no arguments with names", name)
    special = SPECIAL.get(name.text)
    if special is not None:
        return special(reader, name, given)
    return _applied(reader, name, FUNCTIONS[name.text], given)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    otherwise = f"a product is written {name}*(...)" if len(name) < 4 else "it is not read here"
    return f"{name} is not a function or a law that is known: {nearest(name, known, otherwise)}"


def _arguments(reader: Reader, opening: Token) -> tuple[Given, dict[str, Any]]:
    """The arguments without and with names."""
    given: Given = []
    named: dict[str, Any] = {}
    while reader.next.text != ")":
        token = reader.next
        if token.kind == "name" and reader.after_next.text == "=":
            reader.take(), reader.take()
            if token.text in named:
                reader.refuse(f"{token.text} is given twice", token)
            named[token.text] = reader.value()
        elif begins_a_draw(reader):
            given.append((token, drawn(reader)))
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


def _applied(reader: Reader, name: Token, function: Function, given: Given) -> Any:
    reader.allow(function.wants(len(given)), name)
    values: list[Expr] = [reader.number(value, token) for token, value in given]
    reader.allow(function.refuses(values), name)
    return reader.built(name, function.build, *values)


def _law(reader: Reader, name: Token, given: Given, named: dict[str, Any]) -> Law:
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
