"""Reports of how far a derivation has come, made beside the work."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from derive.cli.budget import Answer, Tell
from derive.cli.delivering import CODE
from derive.cli.exits import OPEN
from derive.cli.mistakes import OwnMistake, Watched
from derive.derivation.derivation import Derivation
from derive.derivation.progress import told_to
from derive.derivation.status import Status
from derive.errors import DeriveError

EVERY = 0.2


@dataclass(frozen=True)
class Unfinished:
    """What is shown of a derivation if there is no time for more; `draw` makes its page."""

    options: argparse.Namespace
    draw: Callable[[Derivation], str]

    def __call__(self, derived: Derivation, before: str = "this was derived") -> Answer:
        limit = f"the time limit of {self.options.seconds:g} s was reached before {before}"
        if self.options.to in CODE:
            return Answer("", OPEN, (f"open: {limit}, so that there is no code",), final=False)
        stopped = replace(derived.stop(limit), status=Status.OPEN)
        return Answer(self.draw(stopped), OPEN, final=False)


class Reports:
    """Tells of the longest chain so far that begins at the goal: at most one report in 0.2 s,
    because making one costs time that the work could have had."""

    def __init__(self, tell: Tell, draw: Callable[[Derivation], Answer]) -> None:
        self._tell, self._draw = tell, draw
        self._latest: Derivation | None = None
        self._news = threading.Event()
        self._over = threading.Event()
        self.mistake: OwnMistake | None = None

    def hear(self, derivation: Derivation) -> None:
        """There is a new chain."""
        if self._latest is None or derivation.start == self._latest.start:
            self._latest = derivation
            self._news.set()

    def run(self) -> None:
        """Report until it is over, or until a report cannot be made: that is a mistake of ours."""
        try:
            with Watched():
                self._report()
        except (OwnMistake, DeriveError) as mistake:
            self.mistake = OwnMistake(str(mistake))

    def _report(self) -> None:
        while not self._over.is_set():
            self._news.wait()
            self._news.clear()
            latest = self._latest
            if latest is not None and not self._over.is_set():
                self._tell(self._draw(latest))
            self._over.wait(EVERY)

    def end(self) -> None:
        """Nothing more is reported."""
        self._over.set()
        self._news.set()


@contextmanager
def reported(tell: Tell, draw: Callable[[Derivation], Answer]) -> Iterator[None]:
    """A block whose derivations are reported as they grow."""
    reports = Reports(tell, draw)
    thread = threading.Thread(target=reports.run, daemon=True)
    thread.start()
    try:
        with told_to(reports.hear):
            yield
    finally:
        reports.end()
        thread.join()
    if reports.mistake is not None:
        raise reports.mistake
