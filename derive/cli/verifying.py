"""`derive verify`: every problem in a table that fills as the work goes on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table

from derive.cli.main import printable
from derive.errors import DeriveError
from derive.packs.sheet import Problem


@dataclass(frozen=True)
class Row:
    """What came of one problem."""

    status: str
    steps: int
    trials: int
    digits: int | None
    seconds: float
    note: str = ""


def verified(problem: Problem, seed: int) -> Row:
    """Derive and verify one problem; a refusal is a row like any other."""
    began = time.perf_counter()
    try:
        done = problem.derive().verify(seed)
    except DeriveError as wrong:
        return Row("refuted", 0, 0, None, time.perf_counter() - began, str(wrong))
    evidence = [s.evidence for s in done.steps if s.evidence is not None]
    digits = [e.digits for e in evidence if e.digits is not None]
    return Row(
        status=done.status.value,
        steps=len(done.steps),
        trials=min((e.effective for e in evidence), default=0),
        digits=min(digits, default=None),
        seconds=time.perf_counter() - began,
        note=next((e.note for e in evidence if e.note and e.holds is None), ""),
    )


def _row(index: int, seed: int) -> tuple[int, Row]:
    return index, verified(_chosen[index], seed)


_chosen: Sequence[Problem] = ()


def rows(chosen: Sequence[Problem], seed: int) -> Iterator[tuple[int, Row]]:
    """The rows as they are ready: on all processors where processes can be forked."""
    global _chosen
    _chosen = chosen
    workers = min(os.cpu_count() or 1, len(chosen))
    if workers < 2 or "fork" not in _start_methods():
        yield from (_row(i, seed) for i in range(len(chosen)))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        for done in [pool.submit(_row, i, seed) for i in range(len(chosen))]:
            yield done.result()


def _start_methods() -> list[str]:
    from multiprocessing import get_all_start_methods

    return get_all_start_methods()


def verify_all(chosen: Sequence[Problem], seed: int) -> list[str]:
    """Verify problems and show the table; their statuses."""
    console = Console(highlight=False)
    found: list[Row | None] = [None] * len(chosen)
    if console.is_terminal:
        with Live(table(chosen, found), console=console, refresh_per_second=8) as live:
            for i, row in rows(chosen, seed):
                found[i] = row
                live.update(table(chosen, found))
    else:
        width = max(len(p.name) for p in chosen)
        for i, row in rows(chosen, seed):
            found[i] = row
            print(printable(line(chosen[i], row, width)), flush=True)
    done = [r for r in found if r is not None]
    good = sum(r.status in ("verified", "assumes") for r in done)
    seconds = sum(r.seconds for r in done)
    print(f"{good} of {len(done)} verified, {sum(r.steps for r in done)} steps", end="")
    print(f", {seconds:.1f} s" if console.is_terminal else "", flush=True)
    if not console.is_terminal:
        print(f"{seconds:.1f} s of work", file=sys.stderr)
    return [r.status for r in done]


def line(problem: Problem, row: Row, width: int) -> str:
    """One row as plain text. Times are on standard error, so that this is the same every time."""
    digits = "-" if row.digits is None else str(row.digits)
    text = f"{problem.name:<{width}}  {row.status:<9}  {row.steps:>2} steps  {row.trials:>2} trials  {digits:>2} digits"
    return f"{text}  {row.note}".rstrip()


def table(chosen: Sequence[Problem], found: Sequence[Row | None]) -> Any:
    """The table as far as it is known."""
    made = Table(box=None, pad_edge=False)
    for name in ("problem", "status", "steps", "trials", "digits", "seconds", ""):
        made.add_column(name, justify="left" if name in ("problem", "status", "") else "right")
    colours = {"verified": "green", "assumes": "yellow", "open": "yellow"}
    for problem, row in zip(chosen, found):
        name = printable(problem.name)
        if row is None:
            made.add_row(name, "...", style="dim")
            continue
        digits = "-" if row.digits is None else str(row.digits)
        status = f"[{colours.get(row.status, 'red')}]{row.status}[/]"
        figures = (str(row.steps), str(row.trials), digits, f"{row.seconds:.1f}")
        made.add_row(name, status, *figures, printable(row.note).replace("[", "\\["))
    return made
