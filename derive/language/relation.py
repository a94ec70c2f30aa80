"""Relations between two expressions, and how they compose along a chain."""

from __future__ import annotations

from enum import StrEnum


class Relation(StrEnum):
    """`before relation after`. Chains compose: = with anything is that; <= with < is <; a chain
    that mixes <= and >= composes to nothing."""

    EQ = "="
    LE = "<="
    GE = ">="
    LT = "<"
    GT = ">"
    NE = "!="

    @property
    def flipped(self) -> Relation:
        """The relation read from right to left, which is also what it becomes where it is negated.

        >>> Relation.LE.flipped.value
        '>='
        """
        return _FLIPPED[self]

    def then(self, other: Relation) -> Relation | None:
        """The relation of a to c where a `self` b and b `other` c; None where nothing follows.

        >>> Relation.LE.then(Relation.LT).value
        '<'
        >>> Relation.LE.then(Relation.GE) is None
        True
        """
        if self is Relation.EQ:
            return other
        if other is Relation.EQ:
            return self
        if {self, other} <= {Relation.LE, Relation.LT}:
            return Relation.LT if Relation.LT in (self, other) else Relation.LE
        if {self, other} <= {Relation.GE, Relation.GT}:
            return Relation.GT if Relation.GT in (self, other) else Relation.GE
        return None


_FLIPPED = {
    Relation.EQ: Relation.EQ,
    Relation.LE: Relation.GE,
    Relation.GE: Relation.LE,
    Relation.LT: Relation.GT,
    Relation.GT: Relation.LT,
    Relation.NE: Relation.NE,
}
