"""The public reader of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sympy import And, Expr, S
from sympy.logic.boolalg import Boolean

from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.law import Law
from derive.language.stated import stated
from derive.text.reading.calls import as_tuple
from derive.text.reading.draws import Drawn
from derive.text.reading.refusal import UnreadableText
from derive.text.reading.statements import read, statement


def parse(*texts: str, assume: Iterable[str | Boolean] | str = ()) -> tuple[Any, ...]:
    """What the texts say, one object for each: expressions, laws, relations, lists.

    Symbols are real, so one name is the same symbol in every call, whatever is assumed. `lambda`,
    `gamma`, `beta`, `e`, `E`, `I`, `S`, `N`, `Q` and Greek letters are ordinary names, but gamma(x)
    is the function; the constants are `pi`, `oo`, `EulerGamma`, `Catalan`, `GoldenRatio`, and e is
    written exp(1). Decimals are exact. A law may have a variable: `x ~ Normal(0, 1)`.

    assume: what holds of the symbols, each a relation such as `a1 < b1`, or `x real`,
    `n positive integer`, `y in {0, 1}`. It is kept beside what was read (`derive.language.stated`),
    where the solvers find it.

    Raises UnreadableText, with the place marked, for a text that is none of these, and for one that
    would be too large. Nothing in a text is ever executed.

    >>> parse("x^2/2 - .5", "Gamma(lambda, b)", "a1 < b1")
    (x**2/2 - 1/2, Gamma(lambda, b), a1 < b1)
    """
    given = Assumptions.of(*_facts([assume] if isinstance(assume, str) else assume))
    found = [read(_text(text)) for text in texts]
    has_law = any(isinstance(f, (Law, Drawn)) for f, _ in found)
    return tuple(_beside(f, wanted, given, has_law) for f, wanted in found)


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise DeriveError(f"parse reads text, not {type(text).__name__}")
    return text


def _facts(assume: Iterable[str | Boolean]) -> Iterator[Boolean]:
    for one in assume:
        found = one if isinstance(one, Boolean) else statement(_text(one))
        if not isinstance(found, Boolean) or isinstance(found, Expr):
            sentence = "an assumption is a relation, or says what a symbol is: x real, n integer"
            raise UnreadableText(sentence, str(one), 0)
        if found == S.false:
            raise UnreadableText("this holds for no numbers", str(one), 0)
        yield from found.args if isinstance(found, And) else (found,)


def _beside(found: Any, wanted: tuple[Any, ...], given: Assumptions, has_law: bool) -> Any:
    """What was read, with the assumptions beside it, and where it is defined."""
    if isinstance(found, Drawn):
        return stated(found.law, given, found.variable)
    if isinstance(found, Law) or not has_law:
        return stated(as_tuple(found), given, wanted=wanted)
    return as_tuple(found)
