"""Applying a rule inside an expression: at every outermost match, or at a named place.

The walk opens binders with fresh variables, tells the rule what holds at the place (the variable
lies in its space), and keeps the polarity of the place: an inequality acts inside an expression only
where the expression is known to grow, or to fall, with that part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Basic

from derive.language.assumptions import Assumptions
from derive.language.binder import Binding
from derive.language.condition import AlmostSurely, Everywhere
from derive.language.divergence import ELBO
from derive.language.expectation import Expect, Variance
from derive.language.gradient import Gradient
from derive.language.relation import Relation
from derive.rules.bounds import bound_throughout
from derive.rules.places import facts_at, grows_in, space_of
from derive.rules.rule import Rule, Site


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
    polarities: list[int | None] = field(default_factory=list)

    def visit(self, expr: Any, site: Site, polarity: int | None, inside: bool) -> Any:
        inside = inside or self._is_place(expr)
        if inside:
            rewritten = self.rule.rewrite(expr, site)
            if rewritten is not None and rewritten.after != expr:
                self.conditions += rewritten.conditions
                self.polarities.append(polarity)
                return rewritten.after
            if self.rule.whole:
                return expr
        if isinstance(expr, Binding):
            return self._visit_binder(expr, site, polarity, inside)
        if not expr.args:
            return expr
        args = [
            self.visit(a, site, _times(polarity, grows_in(expr, i, site)), inside)
            for i, a in enumerate(expr.args)
        ]
        return expr if all(a is b for a, b in zip(args, expr.args)) else expr.func(*args)

    def _visit_binder(self, expr: Any, site: Site, polarity: int | None, inside: bool) -> Any:
        opened = list(expr.open())
        variable = opened[expr.slot]
        local = site.also(*facts_at(expr, variable, site.assumptions))
        before = len(self.conditions)
        args = list(opened)
        for i in range(len(opened)):
            if i != expr.slot:
                there = local if i in expr.scope else site
                args[i] = self.visit(
                    opened[i], there, _times(polarity, grows_in(expr, i, site)), inside
                )
        if all(a is b for a, b in zip(args, opened)):
            return expr
        self.conditions[before:] = [
            close_condition(c, variable, expr) for c in self.conditions[before:]
        ]
        return expr.func(*args)

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


def _times(polarity: int | None, growth: int | None) -> int | None:
    return None if polarity is None or growth is None else polarity * growth


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
    after = walk.visit(expr, Site(assumptions, arguments), 1, False)
    if not walk.polarities:
        return Refused(f"{rule.name} finds nothing to act on")
    relation = rule.relation
    if relation is not Relation.EQ:
        if None in walk.polarities:
            return Refused(
                f"{rule.name} is an inequality, and it is not known whether the whole grows or "
                "falls with the part that it acts on"
            )
        if len(set(walk.polarities)) > 1:
            return Refused(f"{rule.name} acts in places of opposite sign: name one of them")
        relation = relation if walk.polarities[0] == 1 else relation.flipped
    return Applied(after, relation, tuple(dict.fromkeys(walk.conditions)))


__all__ = ["Applied", "Refused", "apply"]
