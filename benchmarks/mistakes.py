"""How many wrong steps the numbers catch, with replay switched off.

    python benchmarks/mistakes.py [SHEET ...] [--count 500]

Every step of the sheets (by default those whose laws and functions are arbitrary) is given seeded
mistakes, and the judge of `tests/`, which shares no code with the engine, says which of the
mistaken steps are false. The last figures stand in `docs/mistakes.md`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from test_mutations import figures, tally

from derive.packs.finding import find

SHEETS = ("ift6135-hw3", "bml-hw3", "classics")


def main() -> None:
    parser = argparse.ArgumentParser(description="How many wrong steps the numbers catch.")
    parser.add_argument("sheets", nargs="*", default=SHEETS)
    parser.add_argument("--count", type=int, default=500)
    given = parser.parse_args()
    found = find()
    entries = [e for e in found.entries if e.declared.sheet in given.sheets]
    table, rows = tally([(e.declared.name, e.problem().derive()) for e in entries], given.count)
    print(f"{len(entries)} problems of {', '.join(given.sheets)}")
    print("\n".join(figures(table, rows)))


if __name__ == "__main__":
    main()
