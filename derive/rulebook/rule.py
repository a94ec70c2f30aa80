"""What a rule is: a named statement, and the rewriting that it justifies.

A rule is one frozen value. Its statement is written in the language itself, so that a test can try
it in random models; its wrong variants are the mistakes that people make with it, so that a test
can see that the models refute them; its rewriting must turn the statement's left side into the
right one, so that the words and the code cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import FunctionType
from typing import Any, TypeAlias, TypeVar, cast

from sympy import Basic

from derive.language.assumptions import Assumptions
from derive.language.relation import Relation


@dataclass(frozen=True)
class Wrong:
    """A mistaken right-hand side, and what the mistake is."""

    after: Basic
    mistake: str


T = TypeVar("T")
Later: TypeAlias = T | Callable[[], T]
"""A value, or a function that makes it when it is first asked for."""


class Statement:
    """`before relation after`, under conditions; `arguments` are what the rule is given there.

    equality: of an inequality, the conditions under which both sides are equal, and no others;
    unless: the conditions under which a wrong variant is true by accident. Most facts about a
    family are only compared with an expression by their left side; what else they say may be given
    as functions, and is made when it is first asked for.
    """

    def __init__(
        self,
        before: Basic,
        after: Later[Basic],
        wrong: Later[tuple[Wrong, ...]],
        conditions: Later[tuple[Basic, ...]] = (),
        arguments: tuple[Basic, ...] = (),
        equality: tuple[Basic, ...] | None = None,
        unless: tuple[Basic, ...] = (),
    ) -> None:
        self.before, self.arguments = before, arguments
        self.equality, self.unless = equality, unless
        self._after, self._wrong, self._conditions = after, wrong, conditions

    @cached_property
    def after(self) -> Basic:
        """The right side."""
        return _made(self._after)

    @cached_property
    def wrong(self) -> tuple[Wrong, ...]:
        """The mistaken right sides."""
        return _made(self._wrong)

    @cached_property
    def conditions(self) -> tuple[Basic, ...]:
        """What has to hold."""
        return _made(self._conditions)


def _made(given: Later[T]) -> T:
    return cast(T, given() if isinstance(given, FunctionType) else given)


@dataclass(frozen=True)
class Site:
    """Where a rule is tried: what may be assumed there, and what the author named."""

    assumptions: Assumptions
    arguments: tuple[Basic, ...] = ()

    def also(self, *facts: Any) -> Site:
        return Site(self.assumptions.also(*facts), self.arguments) if facts else self


@dataclass(frozen=True)
class Rewritten:
    """What a rule makes of an expression, and the conditions that it needs there."""

    after: Basic
    conditions: tuple[Basic, ...] = ()


@dataclass(frozen=True)
class Reason:
    """One line of a proof: a rule by value, its arguments and its place."""

    rule: Rule
    arguments: tuple[Basic, ...] = ()
    at: Any = None


@dataclass(frozen=True, repr=False)
class Rule:
    """A rule of derivation.

    name: kebab-case, and it is the statement; title: the same for a reader; reason: one sentence
    that says why it holds; reference: where to read more; state: makes the statement; rewrite:
    maps an expression and its site to what the rule gives, or None where it does not apply;
    relation: of the left side to the right; prove: the lines of a proof, for a rule that rests on
    others; whole: it acts on an expression as a whole and never on what stands inside a node.
    """

    name: str
    title: str
    reason: str
    reference: str
    state: Callable[[], Statement] = field(compare=False)
    rewrite: Callable[[Any, Site], Rewritten | None] = field(compare=False)
    relation: Relation = Relation.EQ
    prove: Callable[[], tuple[Reason, ...]] | None = field(default=None, compare=False)
    whole: bool = False

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def tried(self, expr: Any, site: Site) -> Rewritten | None:
        """What `rewrite` makes of an expression. It is a function of values alone, so that what a
        strategy tries, a step takes and a replay asks again is found once."""
        return _found(self.rewrite, expr, site)

    @cached_property
    def statement(self) -> Statement:
        """The statement, made when it is first asked for."""
        return self.state()

    @cached_property
    def proof(self) -> tuple[Reason, ...]:
        """The reasons that lead from the statement's left side to its right side; empty for a rule
        that stands on its own."""
        return self.prove() if self.prove else ()


@lru_cache(maxsize=8192)
def _found(
    rewrite: Callable[[Any, Site], Rewritten | None], expr: Any, site: Site
) -> Rewritten | None:
    return rewrite(expr, site)
