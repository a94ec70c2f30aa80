"""Means, integrals, sums and divergences, written like functions: E(x**2, x ~ Normal(0, 1))."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Expr, Symbol

from derive.language.density import Density
from derive.language.divergence import JSD, KL, CrossEntropy, Entropy
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.language.law import Law
from derive.language.space import Lattice, Line
from derive.text.reading.draws import Drawn
from derive.text.reading.lexer import Token

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

Given = list[tuple[Token, Any]]
Form = Callable[["Reader", Token, Given], Any]


def _under_a_law(node: Any) -> Form:
    def build(reader: Reader, name: Token, given: Given) -> Any:
        if len(given) != 2 or not isinstance(given[1][1], Drawn):
            example = f"{name.text}(x**2, x ~ Normal(0, 1))"
            reader.refuse(f"{name.text} takes a function and a draw, as in {example}", name)
        (at, body), (_, draw) = given
        return reader.built(name, node, reader.finite(body, at), draw.variable, draw.law)

    return build


def _of_laws(node: Any, number: int) -> Form:
    def build(reader: Reader, name: Token, given: Given) -> Any:
        if len(given) != number or not all(isinstance(law, Law) for _, law in given):
            example = ", ".join(("Normal(m, s)", "Normal(0, 1)")[:number])
            laws = "a law" if number == 1 else "two laws"
            reader.refuse(f"{name.text} takes {laws}, as in {name.text}({example})", name)
        return reader.built(name, node, *(law for _, law in given))

    return build


def _over(space: Any, example: str) -> Form:
    def build(reader: Reader, name: Token, given: Given) -> Any:
        if len(given) != 4 or not isinstance(given[1][1], Symbol):
            sentence = f"{name.text} takes a function, its variable and two ends, as in {example}"
            reader.refuse(sentence, name)
        (at, body), (_, x), *ends = given
        low, high = (reader.number(end, token) for token, end in ends)
        if low.is_number and high.is_number and not low < high:
            reader.refuse(f"{name.text} goes from the lower end to the upper", ends[0][0])
        return reader.built(
            name, lambda f: Integral(f, x, space(low, high)), reader.finite(body, at)
        )

    return build


def _density(reader: Reader, name: Token, given: Given) -> Any:
    if len(given) != 2 or not isinstance(given[0][1], Law) or not isinstance(given[1][1], Expr):
        reader.refuse("density takes a law and a point, as in density(Normal(0, 1), x)", name)
    return reader.built(name, Density, given[0][1], given[1][1])


NODES: dict[str, Form] = {
    "E": _under_a_law(Expect),
    "Var": _under_a_law(Variance),
    "KL": _of_laws(KL, 2),
    "JSD": _of_laws(JSD, 2),
    "cross_entropy": _of_laws(CrossEntropy, 2),
    "H": _of_laws(Entropy, 1),
    "integral": _over(Line, "integral(exp(-x), x, 0, oo)"),
    "sum": _over(Lattice, "sum(1/2**n, n, 0, oo)"),
    "density": _density,
}
