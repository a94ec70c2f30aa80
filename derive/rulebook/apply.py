"""Applying a rule inside an expression: at every outermost match, or at a named place.

The walk opens binders with fresh variables, tells the rule what holds at the place (the variable
lies in its space), and keeps the polarity of the place: an inequality acts inside an expression
only where the expression is known to grow, or to fall, with that part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Basic, Piecewise
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.language.binder import Binding, replace_free
from derive.language.condition import AlmostSurely, Everywhere
from derive.language.divergence import ELBO
from derive.language.expectation import Expect, Variance
from derive.language.gradient import Gradient
from derive.language.relation import Relation
from derive.rulebook.monotonicity import ITSELF, Growth, grows_in, still_grows
from derive.rulebook.places import facts_at, facts_of_case, space_of
from derive.rulebook.reading.bounds import bound_throughout
from derive.rulebook.rule import Rule, Site


@dataclass(frozen=True)
class Applied:
    """The whole expression after the rule, the relation of the whole, and the conditions used."""

    after: Any
    relation: Relation
    conditions: tuple[Basic, ...]


@dataclass(frozen=True)
class Refused:
    """Why a rule could not be applied."""

    sentence: str


@dataclass
class _Walk:
    rule: Rule
    at: Any
    conditions: list[Basic] = field(default_factory=list)
    growths: list[Growth | None] = field(default_factory=list)

    def visit(self, expr: Any, site: Site, growth: Growth | None, inside: bool) -> Any:
        inside = inside or self._is_place(expr)
        if inside:
            rewritten = self.rule.tried(expr, site)
            if rewritten is not None and rewritten.after != expr:
                self.conditions += rewritten.conditions
                self.growths.append(growth)
                return rewritten.after
            if self.rule.whole:
                return expr
        if isinstance(expr, Binding):
            return self._visit_binder(expr, site, growth, inside)
        if isinstance(expr, Piecewise):
            return self._visit_cases(expr, site, growth, inside)
        if not expr.args:
            return expr
        args = [
            self.visit(a, site, self._growth_in(expr, i, site, growth), inside)
            for i, a in enumerate(expr.args)
        ]
        if all(a is b for a, b in zip(args, expr.args, strict=True)):
            return expr
        if self.rule.relation is not Relation.EQ and not still_grows(expr, args, site):
            self.growths.append(None)
        return expr.func(*args)

    def _visit_binder(self, expr: Any, site: Site, growth: Growth | None, inside: bool) -> Any:
        opened = list(expr.open_alone())
        variable = opened[expr.slot]
        local = site.also(*facts_at(expr, variable, site.assumptions))
        before, place = len(self.conditions), self.at
        args = list(opened)
        if isinstance(place, Basic):
            # a place inside is named with the binder's own variable
            self.at = replace_free(place, expr.bound, variable)
        for i in range(len(opened)):
            if i != expr.slot:
                there = local if i in expr.scope else site
                args[i] = self.visit(
                    opened[i], there, self._growth_in(expr, i, site, growth), inside
                )
        self.at = place
        if all(a is b for a, b in zip(args, opened, strict=True)):
            return expr
        self.conditions[before:] = [
            close_condition(c, variable, expr) for c in self.conditions[before:]
        ]
        return expr.func(*args)

    def _visit_cases(self, expr: Any, site: Site, growth: Growth | None, inside: bool) -> Any:
        """In each case its condition holds, and none of those before it."""
        from derive.rulebook.conditions.conditions import holds  # which applies rules itself

        here, rows = site, []
        for value, condition in expr.args:
            there = here.also(*facts_of_case(condition))
            before = len(self.conditions)
            grown = growth if self.rule.relation is Relation.EQ else None
            rows.append((self.visit(value, there, grown, inside), condition))
            self.conditions[before:] = [
                c for c in self.conditions[before:] if holds(c, there.assumptions) is not True
            ]
            if isinstance(condition, Relational):
                here = here.also(*facts_of_case(condition.negated))
        if all(row[0] is piece.expr for row, piece in zip(rows, expr.args, strict=True)):
            return expr
        return Piecewise(*rows, evaluate=False)

    def _growth_in(self, expr: Any, i: int, site: Site, growth: Growth | None) -> Growth | None:
        """How the whole grows with an argument; an equation does not need to know."""
        if self.rule.relation is Relation.EQ or growth is None:
            return growth
        inner = grows_in(expr, i, site)
        return None if inner is None else growth.then(inner)

    def _is_place(self, expr: Any) -> bool:
        if self.at is None:
            return True
        if isinstance(self.at, type):
            return isinstance(expr, self.at)
        return bool(expr == self.at)


def close_condition(condition: Basic, variable: Basic, binder: Any) -> Basic:
    """A condition at a place inside a binder, as a condition outside: it holds everywhere there, or
    wherever the law of an expectation has mass, or at the point of a gradient."""
    if not condition.has(variable):
        return condition
    if isinstance(binder, Gradient):
        return condition.xreplace({variable: binder.point})
    bound = bound_throughout(condition, variable, space_of(binder))
    if bound is not None:
        return bound
    if isinstance(binder, (Expect, Variance, ELBO)):
        return AlmostSurely(condition, variable, binder.law)
    space = space_of(binder)
    return condition if space is None else Everywhere(condition, variable, space)


def apply(
    rule: Rule,
    expr: Any,
    assumptions: Assumptions,
    arguments: tuple[Basic, ...] = (),
    at: Any = None,
) -> Applied | Refused:
    """What the rule makes of the expression, or one sentence that says why it makes nothing of it.

    `at` is a class of nodes or an expression: the rule then acts only inside those.
    """
    walk = _Walk(rule, at)
    after = walk.visit(expr, Site(assumptions, arguments), ITSELF, False)
    if not walk.growths:
        return Refused(f"{rule.name} finds nothing to act on")
    if rule.relation is Relation.EQ:
        return Applied(after, Relation.EQ, tuple(dict.fromkeys(walk.conditions)))
    if None in walk.growths:
        return Refused(
            f"{rule.name} is an inequality, and it is not known whether the whole grows or "
            "falls with the part that it acts on"
        )
    relation: Relation | None = Relation.EQ
    for growth in walk.growths:
        # the places change one after the other, and each change is a comparison of its own
        relation = relation.then(growth.of(rule.relation)) if relation and growth else None
    if relation is None:
        return Refused(f"{rule.name} acts in places of opposite sign: name one of them")
    return Applied(after, relation, tuple(dict.fromkeys(walk.conditions)))


__all__ = ["Applied", "Refused", "apply"]
