"""A derivation as one JSON object; docs/json.md says what stands in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from sympy import Basic, S

from derive.derivation import display
from derive.derivation.derivation import Derivation
from derive.derivation.evidence import Evidence
from derive.derivation.givens import givens_of
from derive.derivation.laws_used import laws_used
from derive.derivation.proof import prove
from derive.derivation.step import Judged, Step
from derive.derivation.tree import tree
from derive.language.masked import Pixels
from derive.text.formula import formula
from derive.text.letters import Scope
from derive.text.naming import naming
from derive.text.notation import Formula
from derive.text.plain import Plain, plain

SCHEMA = 1


class Heading(Protocol):
    """What a problem says of itself."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def part(self) -> str: ...


def problem_json(
    problem: Heading,
    derivation: Derivation,
    values: Mapping[str, str] | None = None,
    number: str = "",
    expand: bool = False,
) -> str:
    """The derivation of a problem as text; ASCII, so that no name in it can act on a terminal.
    `number` is the value of the result at `values`; expand: as `derivation_json` has it."""
    found = derivation_json(derivation, expand)
    if values and number:
        found["value"] = {"at": dict(values), "number": number}
    about = {"name": problem.name, "title": problem.title}
    about |= {"sheet": problem.sheet, "part": problem.part}
    return json.dumps({"schema": SCHEMA, **about, **found}, indent=1) + "\n"


def derivation_json(derivation: Derivation, expand: bool = False) -> dict[str, Any]:
    """The derivation as dictionaries, lists, texts and numbers; expand: the proofs of its rules are
    checked as well, and their steps have evidence of their own."""
    chains = derivation.parts or (derivation,)
    everything = [e for c in chains for e in (c.start, *(s.after for s in c.steps))]
    scope = naming(Scope.of(everything, derivation.letters), derivation.names)
    return _Writer(scope, derivation.seed if expand else None).derivation(derivation, everything)


class _Writer:
    """Writes expressions in the letters of one page."""

    def __init__(self, scope: Scope, seed: int | None = None) -> None:
        """seed: of the models in which the proofs of rules are checked; None where they are not."""
        self.scope, self.seed = scope, seed
        self.proofs: dict[str, list[dict[str, Any]]] = {}

    def derivation(self, derivation: Derivation, everything: list[Any]) -> dict[str, Any]:
        facts = dict.fromkeys(f for d in (derivation, *derivation.parts) for f in d.assumptions)
        return {
            "status": derivation.status.value,
            **self.ends(derivation),
            "conditions": self.conditions(derivation.conditions),
            "steps": self.chains(derivation),
            "parts": [
                {"title": p.title, "status": p.status.value, **self.ends(p)}
                for p in derivation.parts
            ],
            "givens": [self.given(g.expr, g.kind, g.words) for g in givens_of(derivation)],
            "assumptions": [self.expression(f) for f in facts],
            "laws": laws_used([*everything, *facts]),
            "models": [m.to_json() for c in derivation.parts or (derivation,) for m in c.models],
            "seed": derivation.seed,
            "seconds": derivation.seconds,
        }

    def ends(self, derivation: Derivation) -> dict[str, Any]:
        """Where a chain begins and ends; an open one has no result, but what it reached."""
        reached = self.expression(derivation.reached)
        return {
            "relation": derivation.relation.value,
            "start": self.expression(derivation.start),
            "result": None if derivation.obstacle else reached,
            "reached": reached,
            "remaining": derivation.remaining,
        }

    def chains(self, derivation: Derivation) -> list[dict[str, Any]]:
        """The steps of all parts, numbered through; each with the models that it was checked in."""
        found: list[dict[str, Any]] = []
        models = 0
        for part, chain in enumerate(derivation.parts or (derivation,)):
            tried = [models, models + len(chain.models)]
            models = tried[1]
            for step in chain.steps:
                nested = {"steps": self.proof(step), "part": part, "models": tried}
                found.append({**self.step(step, len(found) + 1), **nested})
        return found

    def proof(self, step: Step) -> list[dict[str, Any]]:
        """The steps that lead to a rule which rests on others; empty where it stands on its own."""
        if step.rule.name not in self.proofs:
            proof = prove(step.rule)
            if proof is not None and self.seed is not None:
                proof = proof.verify(self.seed)
            steps = () if proof is None else proof.steps
            self.proofs[step.rule.name] = [self.step(s, i) for i, s in enumerate(steps, 1)]
        return self.proofs[step.rule.name]

    def step(self, step: Step, number: int) -> dict[str, Any]:
        return {
            "number": number,
            "relation": step.relation.value,
            "rule": step.rule.name,
            "title": step.title,
            "reason": step.reason,
            "before": self.expression(step.before),
            "after": self.expression(step.after),
            "conditions": self.conditions(step.conditions),
            "backwards": step.backwards,
            "replays": step.replays,
            "evidence": None if step.evidence is None else evidence_json(step.evidence),
        }

    def conditions(self, judged: Iterable[Judged]) -> list[dict[str, Any]]:
        return [
            {**self.expression(c.condition), "verdict": c.verdict.value}
            for c in judged
            if c.condition != S.true
        ]

    def given(self, expr: Any, kind: str, words: tuple[Any, ...]) -> dict[str, Any]:
        said = "".join(w if isinstance(w, str) else self.word(w) for w in words)
        form = {"text": said, "latex": None, "tree": None}
        return {"kind": kind, "said": said, **(form if expr is None else self.expression(expr))}

    def word(self, word: Any) -> str:
        return Plain().line(word if isinstance(word, Formula) else formula(word, self.scope))

    def expression(self, expr: Basic) -> dict[str, Any]:
        found = {
            "text": plain(expr, self.scope),
            "latex": display.show(expr, "formula", self.scope),
            "tree": tree(expr),
        }
        return {**found, "map": expr.rows_of_signs} if isinstance(expr, Pixels) else found


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """What the numbers said of one step."""
    against = evidence.counterexample
    return {
        "method": evidence.method,
        "tried": evidence.tried,
        "effective": evidence.effective,
        "lines": evidence.lines,
        "digits": evidence.digits,
        "seed": evidence.seed,
        "slack": None if evidence.slack is None else str(evidence.slack),
        "equality": evidence.equality,
        "counterexample": None if against is None else against.to_json(),
        "witness": None if evidence.witness is None else evidence.witness.to_json(),
        "note": evidence.note,
    }


__all__ = ["derivation_json", "evidence_json", "problem_json"]
