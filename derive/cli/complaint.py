"""What goes wrong is said in one sentence on standard error, with the place below it if there is
one."""

from __future__ import annotations

import sys

from derive.text.visible import visible

PLACE = "    "


def complain(message: str) -> None:
    """Say a sentence, on one line and with nothing in it that a terminal obeys; then the lines that
    show a place, which are indented."""
    lines = message.splitlines()
    place = lines[-2:] if len(lines) > 2 and all(x.startswith(PLACE) for x in lines[-2:]) else []
    sentence = " ".join(" ".join(lines[: len(lines) - len(place)]).split())
    print(f"derive: {visible(sentence)}", *map(visible, place), sep="\n", file=sys.stderr)
