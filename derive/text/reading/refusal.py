"""Text that cannot be read is refused in one sentence, with the place marked."""

from __future__ import annotations

from derive.errors import DeriveError
from derive.text.visible import visible

MOST_SHOWN = 60


class UnreadableText(DeriveError, ValueError):
    """A text is no formula, or one that is not read here.

    `sentence` says why, `position` counts the characters before the place, and `place` shows the
    text there with a mark below it; the message is both.

    >>> print(UnreadableText("nothing follows the plus", "x +", 3))
    nothing follows the plus
        x +
           ^
    """

    def __init__(self, sentence: str, text: str, position: int) -> None:
        self.sentence, self.text, self.position = sentence, text, position
        self.place = marked(text, position)
        super().__init__(f"{sentence}\n{self.place}")


def marked(text: str, position: int) -> str:
    """The part of a text around a position, with a mark below the character there."""
    first = max(0, position - MOST_SHOWN // 2)
    shown = visible(text[first : first + MOST_SHOWN])
    before, after = "..." if first else "", "..." if first + MOST_SHOWN < len(text) else ""
    return f"    {before}{shown}{after}\n    {' ' * (len(before) + position - first)}^"
