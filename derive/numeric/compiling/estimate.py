"""What an integral or a sum comes to: a value, how sure it is, and whether it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Number, public

Verdict = Literal["converged", "infinite", "not converged"]


@dataclass(frozen=True)
class Estimate:
    """A value with its absolute error, the digits that are right, and a verdict.

    ``infinite`` means that the quantity diverges to ``value`` (``+oo`` or ``-oo``) with one sign;
    ``reason`` says in one sentence why a value did not converge.
    """

    value: Number
    error: float
    digits: float
    verdict: Verdict
    reason: str = ""

    def number(self) -> Number:
        """The value, as an mpf of the global context; ``NotConverged`` unless it has one."""
        if self.verdict == "not converged":
            raise NotConverged(self.reason)
        return public(self.value)
