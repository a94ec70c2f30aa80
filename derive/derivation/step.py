"""One line of a derivation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sympy import Basic

from derive.derivation.evidence import Evidence
from derive.language.relation import Relation
from derive.rulebook.rule import Rule
from derive.text.plain import plain


class Verdict(StrEnum):
    """The three answers to a condition."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, answer: bool | None) -> Verdict:
        return cls.UNKNOWN if answer is None else cls.HOLDS if answer else cls.FAILS


@dataclass(frozen=True)
class Judged:
    """A condition that a rule needed, and whether it is known to hold."""

    condition: Basic
    verdict: Verdict


@dataclass(frozen=True, repr=False)
class Step:
    """`before relation after`, by a rule, which leads from `after` to `before` where the step is
    read backwards; taken: what the steps before it took for granted when it was made.

    The evidence is None until the verifier has seen the step; `replays` says whether the rule,
    applied again, gave the same, and `rule_gives` what it gave.
    """

    before: Any
    relation: Relation
    after: Any
    rule: Rule
    arguments: tuple[Basic, ...] = ()
    at: Any = None
    conditions: tuple[Judged, ...] = ()
    evidence: Evidence | None = None
    replays: bool | None = None
    rule_gives: Any = None
    backwards: bool = False
    taken: tuple[Basic, ...] = ()

    def __repr__(self) -> str:
        sides = f"{plain(self.before)} {self.relation.value} {plain(self.after)}"
        return f"<{sides}, by {self.rule.name}>"

    @property
    def title(self) -> str:
        """The title of the rule."""
        return f"{self.rule.title}, read backwards" if self.backwards else self.rule.title

    @property
    def reversed(self) -> Step:
        """The same step from its end to its beginning."""
        return replace(
            self,
            before=self.after,
            relation=self.relation.flipped,
            after=self.before,
            backwards=not self.backwards,
        )

    @property
    def reason(self) -> str:
        """Why the step holds, in one sentence."""
        return self.rule.reason


def taken(steps: Iterable[Step]) -> tuple[Basic, ...]:
    """The conditions of steps that are not known to hold, each once."""
    judged = (c for s in steps for c in s.conditions)
    return tuple(dict.fromkeys(c.condition for c in judged if c.verdict is Verdict.UNKNOWN))
