"""Exit codes: what a script learns from a command."""

from __future__ import annotations

from collections.abc import Iterable

DONE = 0
FAILED = 1
BAD_INPUT = 2
OPEN = 3
INTERRUPTED = 130
UNREAD = 141

_CODES = {"verified": DONE, "assumes": DONE, "open": OPEN, "unchecked": FAILED, "refuted": FAILED}


def exit_code(statuses: Iterable[str], strict: bool = False) -> int:
    """The code of the worst of several statuses: 1 before 3 before 0.

    >>> exit_code(["verified", "open", "assumes"])
    3
    >>> exit_code(["open", "assumes"], strict=True)
    1
    """
    codes = {FAILED if strict and s == "assumes" else _CODES[s] for s in statuses}
    return next((code for code in (FAILED, OPEN) if code in codes), DONE)
