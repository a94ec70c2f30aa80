"""Whether an expression grows or falls with a part of it, and whether strictly.

An inequality about a part is one about the whole only where this is known. A part that is strictly
smaller makes the whole strictly smaller only where what stands beside it is a finite number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Add, Max, Min, Mul, Pow, exp, log

from derive.language.condition import IsFinite
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.limit import Limit
from derive.language.optimum import ArgMax, Sup
from derive.language.relation import Relation
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.rulebook.conditions.node_signs import is_nonnegative
from derive.rulebook.rule import Site

_WEAK = {Relation.LT: Relation.LE, Relation.GT: Relation.GE}


@dataclass(frozen=True)
class Growth:
    """direction: +1 where the whole grows with the part, -1 where it falls; strict: without
    rest."""

    direction: int
    strict: bool = False

    def then(self, inner: Growth) -> Growth:
        """The growth of a whole with a part of a part."""
        return Growth(self.direction * inner.direction, self.strict and inner.strict)

    def of(self, relation: Relation) -> Relation:
        """The relation of the wholes, where the parts stand in a relation.

        >>> Growth(-1).of(Relation.LT).value, Growth(-1, strict=True).of(Relation.LT).value
        ('>=', '>')
        """
        kept = relation if self.strict else _WEAK.get(relation, relation)
        return kept if self.direction == 1 else kept.flipped


ITSELF = Growth(1, strict=True)


def grows_in(expr: Any, i: int, site: Site) -> Growth | None:
    """How the expression grows with its i-th argument; None where that is not known."""
    if isinstance(expr, (exp, log, Max, Min)):
        return Growth(1)
    if isinstance(expr, (ArgMax, FiniteProduct)):
        return None
    if isinstance(expr, (Expect, Integral, Limit, Sup, FiniteSum)) and i == 0:
        return Growth(1)
    if isinstance(expr, (Add, Mul)):
        rest = expr.func(*(a for k, a in enumerate(expr.args) if k != i))
        plain = bool(rest.is_number and rest.is_finite)
        if isinstance(expr, Add):
            return Growth(1, strict=plain or _is_taken_to_be_finite(rest, site))
        if is_nonnegative(rest, site.assumptions):
            return Growth(1, strict=plain and rest != 0)
        falls = is_nonnegative(-rest, site.assumptions)
        return Growth(-1, strict=plain and rest != 0) if falls else None
    rational = isinstance(expr, Pow) and i == 0 and expr.exp.is_Rational
    if rational and is_nonnegative(expr.base, site.assumptions):
        return Growth(1 if expr.exp.is_positive else -1)
    return None


def _is_taken_to_be_finite(rest: Any, site: Site) -> bool:
    """Whether each term is a finite number times something that is assumed to be finite."""
    return all(
        coefficient.is_finite and (node == 1 or IsFinite(node) in site.assumptions.facts)
        for coefficient, node in (term.as_coeff_Mul() for term in Add.make_args(rest))
    )


def still_grows(expr: Any, args: list[Any], site: Site) -> bool:
    """Whether the growth that was found for the old arguments is that of the way to the new ones.

    Of a product one factor may change, whose others keep their signs; what a power or a logarithm
    is taken of may not become negative.
    """
    changed = [new for new, old in zip(args, expr.args, strict=True) if new is not old]
    if isinstance(expr, Mul):
        return len(changed) == 1
    if isinstance(expr, (Pow, log)):
        return len(changed) == 1 and is_nonnegative(changed[0], site.assumptions)
    return True
