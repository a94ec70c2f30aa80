"""The packs that a command line can see."""

from __future__ import annotations

import argparse

from derive.cli.complaint import complain
from derive.packs.finding import Found, find


def found_packs(options: argparse.Namespace) -> Found:
    """All packs; what could not be read of them is said on standard error."""
    found = find(*options.problems)
    for sentence in found.broken:
        complain(sentence)
    return found
