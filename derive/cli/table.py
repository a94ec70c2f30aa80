"""The table of `derive verify` on a terminal: it fills as the work goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from derive.cli.checking import Outcome
from derive.packs.finding import Entry
from derive.text.visible import visible

COLOURS = {"verified": "green", "assumes": "yellow", "open": "yellow"}


def live(chosen: Sequence[Entry], found: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes, each shown as a row above a bar that says how far the work is."""
    console = Console(highlight=False)
    names = max((len(e.declared.name) for e in chosen), default=0)
    columns = (
        TextColumn("checking {task.fields[name]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    heading = (
        f"{'problem':<{names}}  {'status':<9}  {'steps':>5}  {'trials':>6}  {'digits':>6}  seconds"
    )
    with Progress(*columns, console=console, transient=True) as progress:
        progress.console.print(Text(heading, style="bold"), soft_wrap=True)
        task = progress.add_task("", total=len(chosen), name="")
        for entry in chosen:
            progress.update(task, name=entry.declared.name)
            outcome = next(found)
            progress.console.print(row(entry, outcome, names), soft_wrap=True)
            progress.advance(task)
            yield outcome


def row(entry: Entry, outcome: Outcome, names: int) -> Text:
    """One problem, its status coloured; what stopped it stands below."""
    digits = "-" if outcome.digits is None else str(outcome.digits)
    text = Text(f"{entry.declared.name:<{names}}  ")
    text.append(f"{outcome.status:<9}", style=COLOURS.get(outcome.status, "red"))
    text.append(f"  {outcome.steps:>5}  {outcome.trials:>6}  {digits:>6}  {outcome.seconds:>7.2f}")
    if outcome.note:
        text.append(f"\n  {visible(outcome.note)}", style="dim")
    return text
