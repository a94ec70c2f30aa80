"""What the checks of a derivation came to, in one line."""

from __future__ import annotations

from derive.derivation.derivation import Derivation
from derive.derivation.evidence import Evidence
from derive.derivation.status import Status
from derive.derivation.step import Step
from derive.language import Family


def evidence_line(derivation: Derivation) -> str:
    """What the checks came to, in one line."""
    evidence = [s.evidence for s in derivation.steps if s.evidence is not None]
    said = _SAID[derivation.status]
    if not evidence:
        said = "Open" if derivation.status is Status.OPEN else said
        return f"{said}: no step has been checked."
    agreed = [e.digits for e in evidence if e.digits is not None]
    found = [f"each step {_where(derivation.steps)}{_on_the_line(evidence)}"]
    found += [f"{min(agreed)} digits"] if agreed else []
    found += [f"seed {derivation.seed}"]
    found += [f"{derivation.seconds:.1f} s"] if derivation.seconds is not None else []
    return f"{said}: {', '.join(found)}."


def _where(steps: tuple[Step, ...]) -> str:
    """In how many models, and where numbers alone are open at how many points, at the least."""
    models: list[int] = []
    points: list[int] = []
    for step in steps:
        if step.evidence is not None:
            drawn = step.evidence.method == "finite models" or step.before.atoms(Family)
            (models if drawn else points).append(step.evidence.effective)
    found = [f"in {min(models)} models"] if models else []
    return " or ".join([*found, *([f"at {min(points)} points"] if points else [])])


def _on_the_line(evidence: list[Evidence]) -> str:
    """How many steps were also checked with densities on the line."""
    moved = [e for e in evidence if e.lines]
    if not moved:
        return ""
    fewest = min(e.lines for e in moved)
    which = "" if len(moved) == len(evidence) else f"{len(moved)} of {len(evidence)} steps "
    return f" and {which}in {fewest} on the line"


_SAID = {
    Status.VERIFIED: "Checked",
    Status.ASSUMES: "Checked, under what is assumed above",
    Status.OPEN: "Open; as far as it goes, checked",
    Status.UNCHECKED: "Unchecked",
    Status.REFUTED: "Refuted",
}
