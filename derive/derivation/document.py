"""A page: what a derivation looks like, before any printer has seen it.

Blocks hold words and expressions. Printers turn them into terminal, LaTeX, HTML or Markdown, and
compute nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sympy import Basic, Contains, S, Tuple
from sympy.core.relational import Relational
from sympy.core.symbol import Str

from derive.derivation.assumed import as_said, not_implied
from derive.derivation.derivation import Derivation
from derive.derivation.draws import Draw, draw_of
from derive.derivation.evidence_line import evidence_line
from derive.derivation.figure import figure_of
from derive.derivation.givens import Given, facts_of_part, givens_of, symbols_of
from derive.derivation.proof import prove
from derive.derivation.step import Judged, Step, Verdict
from derive.language import Node
from derive.text.letters import Scope
from derive.text.naming import Lettered, naming
from derive.text.prose import mathematical
from derive.text.record import Record

Words = tuple[Any, ...]
"""Prose: strings, and expressions or formulas, in turn."""


class Heading(Record):
    """A title; level 1 is the page's own."""

    text: str
    level: int = 1


class Prose(Record):
    """A paragraph."""

    words: Words


class Note(Record):
    """A paragraph that stands back: a condition, what is assumed, the evidence."""

    words: Words


class Items(Record):
    """A list of short paragraphs."""

    items: tuple[Words, ...]


class Display(Record):
    """A formula on its own: `left relation expr`, where a chain goes on without its left side."""

    expr: Any
    relation: str = ""
    left: Any = None
    boxed: bool = False


class Reason(Record):
    """Why the formula below it holds: the number of the step, the title of its rule, one sentence,
    and the conditions that the rule needed."""

    number: str
    title: str
    words: Words
    conditions: tuple[Words, ...] = ()


class Inset(Record):
    """Blocks that belong to the one before them: the proof of a rule."""

    blocks: tuple[Any, ...]


class Listing(Record):
    """A program that the derivation amounts to: how to draw, for whoever has a language for it."""

    draw: Draw


class Page(Record):
    """Blocks, and the letters for the bound variables of their expressions."""

    blocks: tuple[Any, ...]
    scope: Scope

    @classmethod
    def of(
        cls,
        blocks: list[Any],
        letters: tuple[str, ...] = (),
        names: tuple[tuple[str, Any], ...] = (),
    ) -> Page:
        """A page whose bound variables take no letter that is free anywhere on it."""
        return cls(tuple(blocks), naming(Scope.of(_expressions(blocks), letters), names))


def _expressions(content: Any) -> Iterator[Any]:
    if isinstance(content, Basic):
        yield content
    elif isinstance(content, (list, tuple)):
        for part in content:
            yield from _expressions(part)
    elif isinstance(content, Record):
        for name in content.fields:
            yield from _expressions(getattr(content, name))


def page_of(
    derivation: Derivation,
    statement: str = "",
    *,
    expand: bool = False,
    values: Mapping[str, str] | None = None,
    number: str = "",
) -> Page:
    """The page of a derivation.

    statement: paragraphs, with a blank line between them; expand: opens the proofs of the rules;
    number: the value of the result at `values`.
    """
    blocks: list[Any] = [Heading(derivation.title)] if derivation.title else []
    symbols = symbols_of(derivation)
    for paragraph in filter(None, (" ".join(p.split()) for p in statement.split("\n\n"))):
        blocks.append(Prose(mathematical(paragraph, symbols)))
    givens = givens_of(derivation)
    if givens:
        blocks += [Prose(("Given:",)), Items(tuple(_in_one_line(givens)))]
    blocks += chain_of(derivation, expand)
    if values and number:
        at = ", ".join(f"{k} = {v}" for k, v in values.items())
        blocks.append(Prose((f"At {at} this is {number}.",)))
    blocks.append(Note((evidence_line(derivation),)))
    return Page.of(blocks, derivation.letters, derivation.names)


def _in_one_line(givens: list[Given]) -> Iterator[Words]:
    """A paragraph for each given; the relations between numbers share one."""
    relations = [g for g in givens if isinstance(g.expr, (Relational, Contains))]
    simple = [g.expr for g in relations if not g.expr.has(Node)]
    yield from (g.words for g in givens if g.expr not in simple)
    if simple:
        in_order = sorted(simple, key=lambda f: min((s.name for s in f.free_symbols), default=""))
        yield tuple(_listed(in_order, ", "))


def chain_of(derivation: Derivation, expand: bool = False) -> list[Any]:
    """The blocks of the steps and of the result; those of each part under its title."""
    told: set[str] = set()
    if not derivation.parts:
        return _steps(derivation, expand, 1, told) + _result(derivation)
    blocks: list[Any] = []
    number = 1
    for part in derivation.parts:
        blocks += [Heading(part.title, 2)] if part.title else []
        facts = facts_of_part(derivation, part)
        blocks += [Prose(("Here ", *_listed(facts, ", "), "."))] if facts else []
        own = _steps(part, expand, number, told) + _result(part)
        blocks += own if part.letters == derivation.letters else _in_letters(own, part.letters)
        number += len(part.steps)
    return blocks


def _in_letters(content: Any, letters: tuple[str, ...]) -> Any:
    """Blocks of a part, with the letters that this part wants for numbers."""
    if isinstance(content, Basic):
        return Lettered(content, Tuple(*map(Str, letters)))
    if isinstance(content, (list, tuple)):
        return type(content)(_in_letters(part, letters) for part in content)
    if not isinstance(content, (Display, Items, Note, Prose, Reason)):
        return content
    return type(content)(*(_in_letters(getattr(content, n), letters) for n in content.fields))


def _steps(derivation: Derivation, expand: bool, first: int, told: set[str]) -> list[Any]:
    blocks: list[Any] = [Display(derivation.start)] if derivation.steps else []
    for number, step in enumerate(derivation.steps, first):
        blocks += _step(step, str(number), expand, told)
    return blocks


def _step(step: Step, number: str, expand: bool, told: set[str]) -> list[Any]:
    """The blocks of a step. Why its rule holds is told once on a page, where it comes first."""
    words = () if step.rule.name in told else mathematical(step.reason)
    told.add(step.rule.name)
    reason = Reason(number, step.title, words, tuple(_conditions(step.conditions)))
    blocks = [reason, Display(step.after, step.relation.value), *_witness(step), *_failure(step)]
    proof = prove(step.rule) if expand else None
    if proof is not None:
        opened = _steps(proof, False, 1, set())
        blocks.append(Inset((Prose((f"Proof of step {number}, in general:",)), *opened)))
    return blocks


def _conditions(conditions: tuple[Judged, ...]) -> Iterator[Words]:
    for verdict, said in _VERDICTS.items():
        found = [c.condition for c in conditions if c.verdict is verdict and c.condition != S.true]
        found = list(dict.fromkeys(map(as_said, found)))
        if found:
            yield (said, *_listed(found), ".")


def _listed(expressions: list[Any], sign: str = "; ") -> Iterator[Any]:
    for i, expression in enumerate(expressions):
        yield from (sign, expression) if i else (expression,)


_VERDICTS = {
    Verdict.HOLDS: "Needed, and true here: ",
    Verdict.UNKNOWN: "Assumed: ",
    Verdict.FAILS: "Needed, and false here: ",
}


def _witness(step: Step) -> list[Any]:
    """The model that shows that two expressions differ."""
    seen = None if step.evidence is None else step.evidence.witness
    if seen is None:
        return []
    left, right = seen.sides
    where = f"Where {seen.model}, the left side is "
    return [Note((where, left, " and the right side is ", right, "."))]


def _failure(step: Step) -> list[Any]:
    blocks: list[Any] = []
    evidence = step.evidence
    if evidence is not None and evidence.counterexample is not None:
        blocks.append(Note((f"Refuted: {evidence.counterexample}.",)))
    elif evidence is not None and evidence.holds is None:
        blocks.append(
            Note((f"Not checked: {evidence.note or 'no model gave both sides a value'}.",))
        )
    if step.replays is False:
        blocks.append(Note(("The rule does not give this step.",)))
        if step.rule_gives is not None:
            blocks += [Note(("It gives:",)), Display(step.rule_gives, step.relation.value)]
    return blocks


def _result(derivation: Derivation) -> list[Any]:
    blocks: list[Any] = []
    assumed = [as_said(c) for c in not_implied(derivation.taken, derivation.assumptions)]
    if assumed:
        blocks += [Prose(("The result assumes:",)), Items(tuple((c,) for c in assumed))]
    if derivation.obstacle:
        blocks.append(Prose(("Open: ", *derivation.obstacle, ". What was reached:")))
    left = derivation.start if derivation.steps else None
    relation = derivation.relation.value if derivation.steps else ""
    blocks.append(Display(derivation.reached, relation, left, boxed=True))
    blocks += _where_finite(derivation)
    figure, draw = figure_of(derivation.start, derivation.reached), draw_of(derivation)
    blocks += [figure] if figure is not None else []
    return [*blocks, Listing(draw)] if draw is not None else blocks


def _where_finite(derivation: Derivation) -> list[Any]:
    """Of a conjugate, the set where it is finite."""
    if derivation.dual is None or derivation.result is None:
        return []
    inside = Contains(derivation.dual, derivation.domain)
    nowhere = ("nowhere",) if inside == S.false else ("where ", inside)
    where = ("everywhere",) if inside == S.true else nowhere
    return [Prose(("It is finite ", *where, "."))]
