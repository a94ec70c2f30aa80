"""`derive list`."""

from __future__ import annotations

import argparse
import shutil
import sys
import textwrap

from derive.cli.exits import DONE
from derive.cli.packs import found_packs
from derive.packs.reading import Declared


def list_problems(options: argparse.Namespace) -> int:
    """Print the problems by sheet, with part numbers, names and titles."""
    found = found_packs(options)
    sheets = {options.sheet: found.sheet(options.sheet)} if options.sheet else found.sheets()
    for i, (sheet, rows) in enumerate(sheets.items()):
        if i:
            print()
        print(f"{sheet}  {rows[0].sheet_title}".rstrip())
        parts = max(len(declared.part) for declared in rows)
        names = max(len(declared.name) for declared in rows)
        for declared in rows:
            print(_row(declared, parts, names))
    return DONE


def _row(declared: Declared, parts: int, names: int) -> str:
    """One line; on a terminal a long title goes on below itself, elsewhere it is not broken."""
    start = f"  {declared.part:<{parts}}  {declared.name:<{names}}  "
    if not sys.stdout.isatty():
        return start + declared.title
    width = max(shutil.get_terminal_size().columns, len(start) + 20)
    return textwrap.fill(
        declared.title, width, initial_indent=start, subsequent_indent=" " * len(start)
    )
