"""Work under a time limit: it is done in a process of its own, which tells how far it has come."""

from __future__ import annotations

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from derive.cli.mistakes import OwnMistake, Watched
from derive.errors import DeriveError


@dataclass(frozen=True)
class Answer:
    """What a command prints, what it complains of, and its exit code; `final` where it is done.

    wrong: the sentence of the failure where there is no answer; `own` where the mistake is ours.
    """

    text: str = ""
    code: int = 0
    complaints: tuple[str, ...] = ()
    final: bool = True
    wrong: str = ""
    own: bool = False


Tell = Callable[[Answer], None]
Work = Callable[[Any, Tell], Answer]


def within(seconds: float, began: float, work: Work, options: Any) -> Answer | None:
    """The answer of `work(options, tell)`; the last that it told where the time since `began`
    (on the monotonic clock) is over; None where it had told nothing.

    Raises DeriveError for what the work cannot do, OwnMistake where it fails.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_worked, args=(there, work, options), daemon=True)
    last: Answer | None = None
    try:
        with _no_interrupts_for_children():
            process.start()
        there.close()
        while last is None or not last.final:
            if not here.poll(max(0.0, began + seconds - time.monotonic())):
                return last
            last = here.recv()
    except EOFError:
        raise OwnMistake("the process that worked on this was ended from outside") from None
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
    if last.wrong:
        raise OwnMistake(last.wrong) if last.own else DeriveError(last.wrong)
    return last


@contextmanager
def _no_interrupts_for_children() -> Iterator[None]:
    """A key pressed to interrupt the command reaches all its processes: this one alone obeys, and
    ends the others. (A process inherits what is blocked.)"""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _worked(there: Connection, work: Work, options: Any) -> None:
    """The work, in its own process: whatever comes of it is sent."""
    lock = threading.Lock()

    def tell(answer: Answer) -> None:
        with lock:
            there.send(answer)

    try:
        with Watched():
            answer = work(options, tell)
    except OwnMistake as mistake:
        answer = Answer(wrong=str(mistake), own=True)
    except DeriveError as error:
        answer = Answer(wrong=str(error))
    tell(answer)
