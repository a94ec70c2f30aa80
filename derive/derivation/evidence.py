"""What the numbers said of one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Evidence:
    """How a step was checked, and what came of it.

    method: where the numbers came from ("quadrature", "finite models", ...); tried: models or
    points drawn; effective: those in which both sides had a value; digits: that agreed in the worst
    of them; seed: of the draw; slack: the smallest right minus left of an inequality; equality: in
    how many models both sides agreed; lines: in how many further models, with densities on the
    line, both sides had a value; counterexample: a model in which the step fails, with the two
    values; witness: a model in which two expressions differ that are said to; note: what kept a
    trial from being effective.
    """

    method: str
    tried: int
    effective: int
    digits: int | None
    seed: int
    slack: Any = None
    equality: int | None = None
    lines: int = 0
    counterexample: Any = None
    witness: Any = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """True where the numbers agree, False with a counterexample, None where too few had a
        value."""
        if self.counterexample is not None:
            return False
        return True if self.effective >= 1 and 2 * self.effective >= self.tried else None
