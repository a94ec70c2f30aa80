"""Derivations: immutable chains of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from sympy import Basic

from derive.derivation import display
from derive.derivation.assumed import only_where
from derive.derivation.claims import are_left_out
from derive.derivation.finite_set import where_finite
from derive.derivation.progress import tell
from derive.derivation.status import Status
from derive.derivation.step import Judged, Step, Verdict, taken
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, is_fact
from derive.language.exact import exact
from derive.language.relation import Relation
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.apply import Refused, apply
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.existence import existence
from derive.rulebook.rule import Reason, Rule
from derive.text.plain import plain


class RuleRefused(DeriveError):
    """A rule was named that does not act on the expression, or whose condition fails there."""


@dataclass(frozen=True, repr=False)
class Derivation:
    """A chain of steps from `start`, under assumptions; or several such chains, its `parts`.

    letters: names for bound numbers, in order of preference; names: expressions that have a name of
    their own on the page, like ("p(x)", the integral that it is); obstacle: why it stopped short of
    its goal, where it did, in words and expressions in turn; dual: the variable of a conjugate. The
    verifier alone sets status, seed, seconds and the models tried.
    """

    start: Any
    steps: tuple[Step, ...] = ()
    assumptions: Assumptions = Assumptions()
    title: str = ""
    letters: tuple[str, ...] = ("x", "y", "z")
    names: tuple[tuple[str, Any], ...] = ()
    obstacle: tuple[Any, ...] = ()
    parts: tuple[Derivation, ...] = ()
    dual: Any = None
    status: Status = Status.UNCHECKED
    seed: int = 0
    seconds: float | None = None
    models: tuple[Any, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        chain = () if self.parts else self.steps
        ends = (self.start, *(s.after for s in chain))
        if any(s.before != end for s, end in zip(chain, ends, strict=False)):
            raise DeriveError("a step does not begin where the one before it ended")

    @property
    def reached(self) -> Any:
        """The last expression, whether or not it is the goal."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def result(self) -> Any:
        """The goal; None where the derivation is open."""
        return None if self.obstacle else self.reached

    @property
    def remaining(self) -> str:
        """Why the chain stopped short of its goal, as plain text; empty where it did not."""
        return "".join(
            said if isinstance(said, str) else plain(said, self.letters) for said in self.obstacle
        )

    @property
    def domain(self) -> Any:
        """Of a conjugate, the set on which it is finite, as a SymPy set: read off the cases of the
        result, which hold for every value of its variable. None where there is no result.

        Raises DeriveError where the result is not that of a conjugate.
        """
        if self.dual is None:
            raise DeriveError("only a conjugate has a domain")
        return None if self.result is None else where_finite(self.result, self.dual)

    @property
    def relation(self) -> Relation:
        """The relation of the start to the result; of several parts, that of the last."""
        if self.parts:
            return self.parts[-1].relation
        found: Relation | None = Relation.EQ
        for step in self.steps:
            found = _compose(found, step.relation)
        if found is None:
            raise RuleRefused("the relations of the steps compose to nothing")
        return found

    @property
    def conditions(self) -> tuple[Judged, ...]:
        """The conditions of all steps, each once."""
        return tuple(dict.fromkeys(c for s in self.steps for c in s.conditions))

    @property
    def taken(self) -> tuple[Basic, ...]:
        """The conditions of the steps that do not follow from the assumptions: the result is one
        under these as well, and a later step may use them."""
        return taken(self.steps)

    @property
    def known(self) -> Assumptions:
        """The assumptions, and what the steps took for granted besides."""
        return self.assumptions.also(*filter(is_fact, self.taken))

    def by(self, rule: Rule | str, *arguments: Any, at: Any = None) -> Derivation:
        """The chain with one more step: what the rule makes of the last expression.

        rule: a rule, or the name of one in the catalogue; arguments: symbols or givens that the
        rule asks for; at: a class of nodes or an expression inside which alone the rule acts.

        Raises UnknownRule for a name that no rule has, and RuleRefused where the rule does not act,
        where one of its conditions fails, or where its relation does not continue the chain.
        """
        if isinstance(rule, str):
            from derive.rulebook.catalogue import rule as rule_named

            rule = rule_named(rule)
        if not isinstance(rule, Rule):
            raise RuleRefused(f"{rule!r} is no rule; rules() lists them")
        if self.parts:
            raise RuleRefused(
                "a derivation of several parts is complete; continue one of its parts"
            )
        named = tuple(exact(a) if isinstance(a, (int, float)) else a for a in arguments)
        known = self.known
        applied = apply(rule, self.reached, known, named, at)
        if isinstance(applied, Refused):
            raise RuleRefused(applied.sentence)
        judged = tuple(Judged(c, Verdict.of(holds(c, known))) for c in applied.conditions)
        for c in judged:
            if c.verdict is Verdict.FAILS:
                raise RuleRefused(f"{rule.name} needs {c.condition}, which fails here")
        forced = only_where([c.condition for c in judged if c.verdict is Verdict.UNKNOWN], known)
        if forced is not None:
            raise RuleRefused(f"{rule.name} would need that {forced}")
        if _compose(self.relation, applied.relation) is None:
            raise RuleRefused(
                f"{rule.name} gives {applied.relation.value}, "
                f"which does not continue a chain of {self.relation.value}"
            )
        ends = (self.reached, applied.relation, applied.after)
        step = Step(*ends, rule, named, at, judged, taken=self.taken)
        longer: Derivation = tell(replace(self, steps=(*self.steps, step), status=Status.UNCHECKED))
        return longer

    def because(self, *reasons: Reason) -> Derivation:
        """The chain continued by several reasons in order."""
        return reduce(lambda d, r: d.by(r.rule, *r.arguments, at=r.at), reasons, self)

    def back(self, other: Derivation) -> Derivation:
        """The chain continued by another that ends where this one does, read from its end to its
        start.

        Raises RuleRefused where the ends differ, where the other assumes more than this one, or
        where its relation, turned round, does not continue the chain.
        """
        if other.parts or other.reached != self.reached:
            raise RuleRefused("only a chain that ends where this one does can be read backwards")
        if not set(other.assumptions) <= set(self.assumptions):
            raise RuleRefused("the chain to be read backwards assumes more than this one")
        if _compose(self.relation, other.relation.flipped) is None:
            raise RuleRefused("the chain read backwards does not continue this one")
        back = tuple(step.reversed for step in reversed(other.steps))
        return replace(self, steps=(*self.steps, *back), status=Status.UNCHECKED)

    def claim(self, form: Any) -> Derivation:
        """The last expression in another form, which has to follow by algebra alone.

        A claim shapes the page and proves nothing. Raises RuleRefused where algebra does not give
        it.
        """
        if are_left_out() or self.reached == form:
            return self
        try:
            claimed = self.by(algebra, form)
        except RuleRefused:
            claimed = self
        if claimed.reached != form:
            raise RuleRefused(self._denied(exact(form)))
        return claimed

    def _denied(self, form: Any) -> str:
        """Why a claimed form is refused: a point where it differs, where one is found."""
        from derive.numeric import Trials

        here, there = plain(self.reached), plain(form)
        found = Trials([self.reached, form], self.assumptions, 0).compare(0, Relation.EQ)
        if found.counterexample is None:
            return f"{here} is not known to be {there}: algebra does not lead from one to the other"
        left, right = found.counterexample.sides
        where = str(found.counterexample.model)
        place = f" at {where}" if where else ""
        return f"{here} is not {there}: they are {left} and {right}{place}"

    def stop(self, *said: Any) -> Derivation:
        """The chain marked as open, with what remains in one sentence: words, and expressions."""
        return replace(self, obstacle=said, status=Status.UNCHECKED)

    def verify(self, seed: int = 0) -> Derivation:
        """The same derivation, stamped with its evidence and its status.

        seed: a whole number; the same seed draws the same models. Raises DeriveError for another.
        """
        from derive.derivation.verify import verify

        if not isinstance(seed, int):
            raise DeriveError(f"a seed is a whole number, not {seed!r}")
        return verify(self, seed)

    def value_at(self, values: Mapping[Any, Any], digits: int = 30) -> Any:
        """The number that the last expression means at given values of its symbols, as an mpmath
        number of so many digits; +oo where it is infinite.

        values: maps names (or symbols) to numbers or to text like "1/3".
        """
        from derive.derivation.values import value_at

        return value_at(self, values, digits)

    def latex(self) -> str:
        """The derivation as LaTeX, to be included in a document."""
        return display.show(self, "latex")

    def __repr__(self) -> str:
        made = len(self.steps)
        what = plain(self.reached) if not made else f"{plain(self.start)} .. {plain(self.reached)}"
        return f"<{what}; {made} step{'s' * (made != 1)}, {self.status}>"

    def _repr_latex_(self) -> str:
        return display.show(self, "mathjax")

    def _repr_html_(self) -> str:
        return display.show(self, "html")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {
            "text/plain": display.show(self, "text"),
            "text/latex": self._repr_latex_(),
            "text/html": self._repr_html_(),
        }

    def __str__(self) -> str:
        return display.show(self, "text")


def _compose(a: Relation | None, b: Relation) -> Relation | None:
    return None if a is None else a.then(b)


def start(
    expression: Any,
    *assumptions: Any,
    title: str = "",
    letters: Any = (),
    names: Mapping[str, Any] | None = None,
) -> Derivation:
    """A derivation that begins at an expression, under assumptions: those given, and that the laws
    in it exist.

    letters: for bound numbers, best first; names: what the page calls some expressions, like
    {"p(x)": the integral that it is}. Neither has any part in the derivation.

    >>> from sympy import Symbol
    >>> start(Symbol("x"), Symbol("x") > 0).result
    x
    """
    begins, given = exact(expression), Assumptions.of(*assumptions)
    unknown = [c for c in existence(begins) if holds(c, given) is not True]
    given = given.also(*unknown)
    begun = Derivation(begins, assumptions=given, title=title)
    named = tuple(
        (name, meant if isinstance(meant, Basic) else exact(meant))
        for name, meant in (names or {}).items()
    )
    return replace(begun, letters=tuple(letters) or begun.letters, names=named)
