"""Mistakes of derive itself: they are told like everything else, in one sentence."""

from __future__ import annotations

from types import TracebackType

from derive.errors import DeriveError
from derive.packs.foreign import PASSING, told


class OwnMistake(Exception):
    """Something went wrong that is nobody's fault but derive's."""


class Watched:
    """A block from which nothing leaves but DeriveError, OwnMistake and what interrupts it."""

    def __enter__(self) -> None:
        """Nothing is prepared."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(
            error, (*PASSING, DeriveError, OwnMistake)
        ):
            raise OwnMistake(
                f"a mistake in derive itself, please report it: {told(error)}"
            ) from error
