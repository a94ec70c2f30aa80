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
from derive.text.notation import Call, Formula, Letter, Mark, Raised, Related

_NAME = re.compile(r"(\w+)(\^\*)?(?:\((\w+(?:, \w+)*)\))?")


class Meant(Basic):
    """An expression with its name, where the page says what the name means."""


def name_formula(text: str) -> Formula:
    """The formula of a name: a letter, perhaps with a star, perhaps applied to letters.

    Raises DeriveError for anything else.

    >>> name_formula("phi^*")
    Raised(base=Letter(text='phi'), exponent=Mark(name='star'))
    """
    found = _read(text)
    head: Formula = Letter(found[1])
    if found[2]:
        head = Raised(head, Mark("star"))
    return Call(head, tuple(Letter(a) for a in found[3].split(", "))) if found[3] else head


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
