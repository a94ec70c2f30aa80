"""Names that a page gives to expressions: p(x) for an integral, phi^* for a maximiser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sympy import Basic

from derive.errors import DeriveError
from derive.text.arrange import arrange, arranges
from derive.text.letters import Scope
from derive.text.notation import (
    Call,
    Digits,
    Formula,
    Letter,
    Mark,
    Raised,
    Related,
    Subscripted,
    Terms,
)

_NAME = re.compile(r"([^\W_]\w*?)(?:_\{(\w+)\+(\d+)\})?(\^\*)?(?:\((\w+(?:, \w+)*)\))?")


class Lettered(Basic):
    """An expression in a part of a page, with the letters that are wanted there for numbers."""


class Meant(Basic):
    """An expression with its name, where the page says what the name means."""


def name_formula(text: str) -> Formula:
    """The formula of a name: a letter, perhaps with an index like K+1, with a star, applied
    to letters.

    Raises DeriveError for anything else.

    >>> name_formula("phi^*")
    Raised(base=Letter(text='phi'), exponent=Mark(name='star'))
    """
    letter, index, step, star, points = _read(text).groups()
    head: Formula = Letter(letter)
    if index:
        head = Subscripted(head, (Terms(((False, Letter(index)), (False, Digits(step)))),))
    if star:
        head = Raised(head, Mark("star"))
    return Call(head, tuple(Letter(a) for a in points.split(", "))) if points else head


def _read(text: str) -> re.Match[str]:
    found = _NAME.fullmatch(text)
    if found is None:
        raise DeriveError(f"{text!r} is no name: a letter like phi, phi^* or p(x) is one")
    return found


def stem(text: str) -> str:
    """The letter of a name: p of p(x), phi of phi^*."""
    return str(_read(text)[1])


def naming(scope: Scope, names: Iterable[tuple[str, Any]]) -> Scope:
    """The scope of a page on which these expressions are called by these names."""
    return replace(scope, names={expr: name_formula(name) for name, expr in names})


@arranges(Meant)
def _meant(node: Meant, scope: Scope) -> Formula:
    (expr,) = node.args
    others = {e: n for e, n in scope.names.items() if e != expr}
    return Related(scope.names[expr], "=", arrange(expr, replace(scope, names=others)))


@arranges(Lettered)
def _lettered(node: Lettered, scope: Scope) -> Formula:
    expr, letters = node.args
    own = tuple(str(letter) for letter in letters.args)
    return arrange(expr, replace(scope, numbers=(*own, *scope.numbers)))
