"""Checking problems in processes of their own, as many at a time as there are processors."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass

from derive.errors import DeriveError
from derive.packs.finding import Entry
from derive.packs.foreign import Foreign


@dataclass(frozen=True)
class Outcome:
    """What came of one problem. `trials`: the models or points in which the step with the fewest
    was compared; `digits`: those that agreed in the worst."""

    status: str
    steps: int = 0
    trials: int = 0
    digits: int | None = None
    seconds: float = 0.0
    note: str = ""


def check(entry: Entry, seed: int) -> Outcome:
    """Derive and verify one problem; what stops it is an outcome like any other."""
    began = time.perf_counter()
    try:
        with Foreign(f"the problem {entry.declared.name!r}"):
            done = entry.problem().verify(seed)
    except DeriveError as failure:
        return Outcome("unchecked", seconds=time.perf_counter() - began, note=str(failure))
    evidence = [s.evidence for s in done.steps]
    return Outcome(
        status=done.status.value,
        steps=len(done.steps),
        trials=min((e.effective if e else 0 for e in evidence), default=0),
        digits=min((e.digits for e in evidence if e and e.digits is not None), default=None),
        seconds=time.perf_counter() - began,
        note=next((e.note for e in evidence if e and e.note and e.holds is not True), ""),
    )


def outcomes(entries: Sequence[Entry], seed: int) -> Iterator[Outcome]:
    """The outcomes in the order of the problems, each as soon as those before it are there."""
    workers = min(_processors(), len(entries))
    if workers < 2:
        yield from (check(e, seed) for e in entries)
        return
    with _processes(workers) as pool:
        for future in [pool.submit(check, e, seed) for e in entries]:
            yield _outcome(future)


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Spawned, not forked: a fork copies the threads' locks of whoever shows the progress.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_when_interrupted)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.kill()
        raise
    pool.shutdown()


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome("unchecked", note="a process that checks problems was ended from outside")


def _end_when_interrupted() -> None:
    """An interrupt from the keyboard ends a process that checks at once, without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
