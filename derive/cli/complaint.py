"""What goes wrong is said in one sentence on standard error."""

from __future__ import annotations

import sys

from derive.text.visible import visible


def complain(sentence: str) -> None:
    """Say a sentence, on one line and with nothing in it that a terminal obeys."""
    print(f"derive: {visible(' '.join(sentence.split()))}", file=sys.stderr)
