"""The verifier: it replays rules, compares the sides of steps, and alone says `verified`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from derive.derivation.derivation import Derivation
from derive.derivation.evidence import Evidence
from derive.derivation.status import Status
from derive.derivation.step import Judged, Step, Verdict
from derive.language.assumptions import Assumptions, is_fact
from derive.language.relation import Relation
from derive.numeric import Comparison, Trials
from derive.numeric.witness import witness
from derive.rulebook.apply import Refused, apply
from derive.rulebook.conditions.conditions import holds


def verify(derivation: Derivation, seed: int = 0) -> Derivation:
    """The derivation with evidence on every step, and the status that follows from it."""
    began = time.perf_counter()
    if derivation.parts:
        parts = tuple(verify(p, seed) for p in derivation.parts)
        steps = tuple(s for p in parts for s in p.steps)
        status = max((p.status for p in parts), key=_WORST.index)
        done = replace(derivation, parts=parts, steps=steps, status=status, seed=seed)
    else:
        trials = trials_of(derivation, seed)
        steps = _checked(derivation, trials, seed, replays=True)
        done = replace(derivation, steps=steps, seed=seed, models=tuple(trials.models))
        done = replace(done, status=status_of(done))
    return replace(done, seconds=time.perf_counter() - began)


def checked_steps(derivation: Derivation, seed: int, replays: bool = True) -> tuple[Step, ...]:
    """The steps with their evidence; without replay they are judged by the numbers alone."""
    return _checked(derivation, trials_of(derivation, seed), seed, replays)


def trials_of(derivation: Derivation, seed: int) -> Trials:
    """The expressions of a chain in models in which all that it assumes holds."""
    chain = [derivation.start, *(s.after for s in derivation.steps)]
    return Trials(chain, (*derivation.assumptions, *derivation.taken), seed)


def _checked(derivation: Derivation, trials: Trials, seed: int, replays: bool) -> tuple[Step, ...]:
    ends = (
        trials.compare_ends() if derivation.steps and derivation.relation is Relation.EQ else None
    )
    checked = []
    for i, step in enumerate(derivation.steps):
        found = trials.compare(i, step.relation)
        if ends is not None and i == len(derivation.steps) - 1:
            found = found.and_also(ends)
        evidence = evidence_of(found, seed)
        if step.relation is Relation.NE:
            evidence = _with_witness(evidence, step, derivation.assumptions, seed)
        step = replace(step, evidence=evidence)
        checked.append(_replayed(step, derivation) if replays else step)
    return tuple(checked)


def _replayed(step: Step, derivation: Derivation) -> Step:
    """The step replayed under the assumptions, and what the page says that the result assumes."""
    said = [c for c in step.taken if c in derivation.taken and is_fact(c)]
    return replay(step, derivation.assumptions.also(*said))


def _with_witness(evidence: Evidence, step: Step, assumptions: Assumptions, seed: int) -> Evidence:
    """Two expressions are said to differ: that is known only where a model shows it."""
    seen = witness(step.before, step.after, assumptions, seed)
    if seen is None:
        return replace(evidence, effective=0, note="no model was found in which they differ")
    return replace(evidence, witness=seen)


def evidence_of(found: Comparison, seed: int) -> Evidence:
    """The numeric layer's comparison, as evidence."""
    return Evidence(
        method=found.method,
        tried=found.tried,
        effective=found.effective,
        digits=found.digits,
        seed=seed,
        slack=found.slack,
        equality=found.equality,
        lines=found.lines,
        counterexample=found.counterexample,
        note=found.note,
    )


def replay(step: Step, assumptions: Assumptions) -> Step:
    """The step with what its rule gives when it is applied once more, and its conditions judged
    anew."""
    if step.backwards:
        return replay(step.reversed, assumptions).reversed
    again = apply(step.rule, step.before, assumptions, step.arguments, step.at)
    if isinstance(again, Refused):
        return replace(step, replays=False, rule_gives=None)
    judged = tuple(Judged(c, Verdict.of(holds(c, assumptions))) for c in again.conditions)
    same = again.after == step.after and again.relation is step.relation
    return replace(step, replays=same, rule_gives=again.after, conditions=judged)


def status_of(derivation: Derivation) -> Status:
    """The status that the evidence, the replays and the conditions of the steps amount to."""
    steps = derivation.steps
    if any(s.evidence is not None and s.evidence.holds is False for s in steps):
        return Status.REFUTED
    if any(s.replays is False for s in steps):
        return Status.REFUTED
    verdicts = {c.verdict for s in steps for c in s.conditions}
    if Verdict.FAILS in verdicts:
        return Status.REFUTED
    if any(s.evidence is None or s.evidence.holds is None for s in steps):
        return Status.UNCHECKED
    if derivation.obstacle:
        return Status.OPEN
    if not steps:
        return Status.UNCHECKED
    return Status.ASSUMES if Verdict.UNKNOWN in verdicts else Status.VERIFIED


_WORST: Sequence[Status] = (
    Status.VERIFIED,
    Status.ASSUMES,
    Status.OPEN,
    Status.UNCHECKED,
    Status.REFUTED,
)

__all__ = ["checked_steps", "status_of", "verify"]
