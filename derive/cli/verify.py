"""`derive verify`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence

from derive.cli.checking import Outcome, outcomes
from derive.cli.exits import FAILED, exit_code
from derive.cli.packs import found_packs
from derive.packs.finding import Entry
from derive.text.visible import visible


def verify(options: argparse.Namespace) -> int:
    """Check every problem, or those named; 1 where one is refuted or not checked, or where a pack
    could not be read although everything was asked for."""
    found = found_packs(options)
    chosen = [found.entry(n) for n in options.names] or list(found.entries)
    began = time.perf_counter()
    done = []
    for outcome in _shown(chosen, outcomes(chosen, options.seed)):
        done.append(outcome)
    code = exit_code((o.status for o in done), options.strict)
    if found.broken and not options.names:
        code = FAILED
    _summary(done, time.perf_counter() - began)
    return code


def _shown(chosen: Sequence[Entry], found: Iterator[Outcome]) -> Iterator[Outcome]:
    if sys.stdout.isatty():
        from derive.cli.table import live

        yield from live(chosen, found)
        return
    names = max((len(e.declared.name) for e in chosen), default=0)
    for entry, outcome in zip(chosen, found, strict=True):
        print(line(entry, outcome, names), flush=True)
        yield outcome


def line(entry: Entry, outcome: Outcome, names: int) -> str:
    """One problem as plain text, its time at the end."""
    digits = "-" if outcome.digits is None else str(outcome.digits)
    text = (
        f"{entry.declared.name:<{names}}  {outcome.status:<9}  {outcome.steps:>3} steps"
        f"  {outcome.trials:>3} trials  {digits:>3} digits  {outcome.seconds:6.2f} s"
    )
    return f"{text}  {visible(outcome.note)}".rstrip()


def _summary(done: Sequence[Outcome], seconds: float) -> None:
    counts = {s: sum(o.status == s for o in done) for s in dict.fromkeys(o.status for o in done)}
    told = ", ".join(f"{n} {status}" for status, n in counts.items()) or "no problems"
    print(f"{len(done)} problems: {told}" if done else told, end="")
    print(f"; {sum(o.steps for o in done)} steps, {seconds:.1f} s")
