"""Code of a pack, which anybody may have written: whatever it raises becomes one sentence."""

from __future__ import annotations

import traceback
from types import TracebackType

from derive.errors import DeriveError

PASSING = (KeyboardInterrupt, GeneratorExit, BrokenPipeError)
"""What says nothing about the code that it interrupts."""


class BrokenPack(DeriveError):
    """A pack, or one of its problems, fails in its own code; the message names it and the place."""


class Foreign:
    """A block in which foreign code runs: `with Foreign("the pack 'mine'"): ...`.

    What the code raises leaves the block as a BrokenPack that says where it was raised, with the
    original as its cause; a DeriveError keeps its own sentence; an interrupt passes.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        """Nothing is prepared."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if error is None or isinstance(error, (*PASSING, BrokenPack)):
            return
        if isinstance(error, DeriveError):
            raise BrokenPack(f"{self.what}: {error}") from error
        raise BrokenPack(f"{self.what} fails: {told(error)}") from error


def told(error: BaseException) -> str:
    """The error with the last place that it came from, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename}, line {frames[-1].lineno})" if frames else ""
    if isinstance(error, SyntaxError):
        place = ""  # it says itself where it is
    said = " ".join(str(error).split())
    return f"{type(error).__name__}{': ' if said else ''}{said}{place}"
