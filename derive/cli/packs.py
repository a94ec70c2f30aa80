"""The packs that a command line can see."""

from __future__ import annotations

import argparse
import sys

from derive.packs.finding import Found, find
from derive.text.visible import visible


def found_packs(options: argparse.Namespace) -> Found:
    """All packs; what could not be read of them is said on standard error."""
    found = find(*options.problems)
    for sentence in found.broken:
        print(f"derive: {visible(' '.join(sentence.split()))}", file=sys.stderr)
    return found
