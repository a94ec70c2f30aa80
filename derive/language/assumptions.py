"""What is taken for granted: an ordered list of facts about symbols. No theorem lives here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sympy import And, Contains, Not, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from derive.errors import DeriveError
from derive.language.condition import Condition


class UnusableFact(DeriveError, ValueError):
    """Something stated as an assumption is false, or is not a fact that can be assumed."""


def _checked(facts: tuple[Boolean | bool, ...]) -> Iterator[Boolean]:
    for fact in facts:
        if isinstance(fact, And):
            # SymPy sorts the arguments of And, so the order does not depend on hashing.
            yield from _checked(fact.args)
        elif isinstance(fact, (bool, BooleanTrue, BooleanFalse)):
            if not fact:
                raise UnusableFact(
                    "An assumption is false by itself: it contradicts what its symbols were "
                    "declared to be."
                )
        elif is_fact(fact):
            yield fact
        else:
            raise UnusableFact(
                f"{fact} is not a fact that can be assumed; give a relation such as a > 0, or "
                "Contains(n, S.Integers)."
            )


def each_fact(given: Boolean | bool | Iterable[Boolean | bool]) -> tuple[Boolean | bool, ...]:
    """The facts that an argument states, which is one fact or several of them.

    >>> from sympy.abc import a, b
    >>> each_fact(a > 0), each_fact([a > 0, a < b])
    ((a > 0,), (a > 0, a < b))

    Raises UnusableFact for text, which `parse` reads.
    """
    if isinstance(given, str):
        raise UnusableFact(
            f"{given!r} is text and not a fact: give a relation such as a > 0, or let parse read it"
        )
    return (given,) if isinstance(given, (bool, Boolean)) else tuple(given)


def is_fact(stated: object) -> bool:
    """Whether it is of a form that can be assumed."""
    if isinstance(stated, Not):
        return isinstance(stated.args[0], Condition)
    return isinstance(stated, (Relational, Contains, Condition))


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Facts in the order in which they were stated: relations, memberships, conditions on laws.

    A fact is a SymPy relation (``a > 0``, ``a < b``, ``Ne(a, 1)``), ``Contains(n, set)``, or a
    condition of this language such as ``Dominates(q, p)``, or its negation. A fact that SymPy
    already knows from how its symbols were declared is dropped, one that it knows to be false is
    refused. Nothing is concluded here: deciding is the business of the rules.

    >>> from sympy import symbols, Symbol
    >>> from derive.language.assumptions import Assumptions
    >>> a, b = symbols("a b")
    >>> given = Assumptions.of(a > 0, Symbol("c", positive=True) > 0).also(a < b)
    >>> print(given)
    a > 0, a < b
    >>> given.about(b)
    (a < b,)

    Raises UnusableFact for a false fact, and for anything else.
    """

    facts: tuple[Boolean, ...] = ()

    @classmethod
    def of(cls, *facts: Boolean | bool) -> Assumptions:
        """The assumptions that state ``facts``, in this order, each once."""
        return cls(tuple(dict.fromkeys(_checked(facts))))

    def also(self, *facts: Boolean | bool) -> Assumptions:
        """These assumptions and ``facts`` after them."""
        return Assumptions(tuple(dict.fromkeys((*self.facts, *_checked(facts)))))

    def about(self, symbol: Symbol) -> tuple[Boolean, ...]:
        """The facts that mention ``symbol``."""
        return tuple(fact for fact in self.facts if symbol in fact.free_symbols)

    def __iter__(self) -> Iterator[Boolean]:
        return iter(self.facts)

    def __str__(self) -> str:
        return ", ".join(str(fact) for fact in self.facts)
