"""A law with its variable, as in x ~ Normal(0, 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Symbol

from derive.language.law import Law

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader


@dataclass(frozen=True)
class Drawn:
    """A law with the name of its variable."""

    variable: Symbol
    law: Law


def begins_a_draw(reader: Reader) -> bool:
    """Whether what comes next is a variable and its law."""
    return bool(reader.after_next.text == "~")


def drawn(reader: Reader) -> Drawn:
    """What comes next, which is a variable and its law."""
    name = reader.take()
    if name.kind != "name":
        reader.refuse("a variable stands before ~, as in x ~ Normal(0, 1)", name)
    reader.take()
    token = reader.next
    law = reader.value()
    if not isinstance(law, Law):
        reader.refuse("a law is wanted after ~, as in x ~ Normal(0, 1)", token)
    return Drawn(Symbol(name.text, real=True), law)
