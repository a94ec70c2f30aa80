"""The proof of a rule, as a derivation from its statement's left side by the reasons it names."""

from __future__ import annotations

from dataclasses import replace

from derive.derivation.derivation import Derivation, start
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.conditions.existence import existence
from derive.rulebook.rule import Rule


def prove(rule: Rule) -> Derivation | None:
    """The derivation of a rule's statement from other rules; None where it rests on no other.

    The last expression is brought to the form of the statement by algebra.
    """
    if not rule.proof:
        return None
    statement = rule.statement
    given = (*existence(statement.before), *statement.conditions)
    opened = replace(start(statement.before, *given), title=rule.title)
    proved = opened.because(*rule.proof)
    # not by `claim`, which may be left out: this is the last line of the proof
    done = proved.reached == statement.after
    return proved if done else proved.by(algebra, statement.after)
