"""Names whose arguments are not just numbers: cases, comparisons, hypergeometric functions, iid."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Eq, Expr, I, Ne, Piecewise, Symbol, hyper

from derive.errors import DeriveError
from derive.language.infimal_convolution import InfimalConvolution
from derive.language.law import Law, iid
from derive.language.mixture import Mixture
from derive.language.space import Line
from derive.language.truncated import Truncated
from derive.text.reading.lexer import Token
from derive.text.reading.vectors import diagonal, independent

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

# arguments, each with the token that it begins with
Given = list[tuple[Token, Any]]


def related(relation: Any, left: Expr, right: Expr) -> Any:
    """A relation, decided by SymPy only where that is quick: not by computing constants.

    Raises TypeError where there is no order.
    """
    sides = (left, right)
    if relation not in (Eq, Ne) and any(s.has(I) for s in sides):
        raise TypeError("complex numbers have no order")
    computed = not any(s.free_symbols for s in sides) and not all(s.is_Rational for s in sides)
    if computed or any(s.has(Piecewise) for s in sides):
        return relation(left, right, evaluate=False)
    return relation(left, right)


def _piecewise(reader: Reader, name: Token, given: Given) -> Any:
    pairs = []
    for token, pair in given:
        if not isinstance(pair, list) or len(pair) != 2:
            reader.refuse("a case is a pair (value, condition)", token)
        pairs.append((reader.number(pair[0], token), reader.truth(pair[1], token)))
    if not pairs:
        reader.refuse("Piecewise needs at least one case", name)
    return reader.built(name, Piecewise, *pairs)


def _equal(reader: Reader, name: Token, given: Given) -> Any:
    return reader.built(name, related, Eq, *_sides(reader, name, given))


def _different(reader: Reader, name: Token, given: Given) -> Any:
    return reader.built(name, related, Ne, *_sides(reader, name, given))


def _sides(reader: Reader, name: Token, given: Given) -> list[Any]:
    if len(given) != 2:
        reader.refuse(f"{name.text} compares two numbers", name)
    return [reader.number(value, token) for token, value in given]


def _hypergeometric(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 3:
        reader.refuse("hyper takes two lists and a number, as in hyper([a], [b], x)", name)
    above, below = (_numbers(reader, g) for g in given[:2])
    at, x = given[2]
    return reader.built(name, hyper, above, below, reader.finite(x, at))


def _numbers(reader: Reader, given: tuple[Token, Any]) -> list[Any]:
    token, value = given
    return [reader.finite(v, token) for v in (value if isinstance(value, list) else [value])]


def _independent(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 2 or not isinstance(given[0][1], Law):
        reader.refuse("iid takes a law and a number, as in iid(Normal(0, 1), D)", name)
    return reader.built(name, iid, given[0][1], reader.number(given[1][1], given[1][0]))


def _truncated(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 3 or not isinstance(given[0][1], Law):
        example = "Truncated(Normal(0, 1), a, b)"
        reader.refuse(f"Truncated takes a law and two ends, as in {example}; they may be oo", name)
    ends = [reader.number(value, token) for token, value in given[1:]]
    try:
        return Truncated(given[0][1], *ends)
    except DeriveError as error:
        reader.refuse(str(error).rstrip("."), name, error)


def _infimal_convolution(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 3 or not isinstance(given[2][1], Symbol):
        example = "infimal_convolution(abs(u), u**2/2, u)"
        reader.refuse(f"{name.text} takes two functions and their variable, as in {example}", name)
    f, g = (reader.number(value, token) for token, value in given[:2])
    u = given[2][1]
    return reader.built(name, InfimalConvolution, f, g, u, Line(), Line(), u)


def _mixture(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 2 or not all(isinstance(value, list) for _, value in given):
        example = "Mixture([w, 1 - w], [Normal(0, 1), Normal(3, 2)])"
        reader.refuse(f"Mixture takes two lists, as in {example}", name)
    (at, weights), (_, laws) = given
    numbers = [reader.number(weight, at) for weight in weights]
    try:
        return Mixture(numbers, laws)
    except DeriveError as error:
        reader.refuse(str(error).rstrip("."), name, error)


FORMS: dict[str, Callable[[Reader, Token, Given], Any]] = {
    "Eq": _equal,
    "Ne": _different,
    "Piecewise": _piecewise,
    "hyper": _hypergeometric,
    "iid": _independent,
    "Independent": independent,
    "Mixture": _mixture,
    "Truncated": _truncated,
    "diag": diagonal,
    "infimal_convolution": _infimal_convolution,
}
