"""The place in a text that a reader has reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from derive.text.reading.lexer import Token, tokens
from derive.text.reading.refusal import UnreadableText

DEEPEST = 40


class Cursor:
    """The tokens of a text, one after the other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        """The token to be read."""
        return self.tokens[self.at]

    @property
    def after_next(self) -> Token:
        """The token after that; the end follows itself."""
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The next token, which is thereby read."""
        token = self.next
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def accept(self, *texts: str) -> Token | None:
        """The next token where it is one of these signs or words."""
        return self.take() if self.next.text in texts and self.next.kind != "end" else None

    def expect(self, text: str, why: str) -> Token:
        """The next token, which has to be this sign."""
        return self.accept(text) or self.refuse(f"{text} is missing {why}", self.next)

    def closing(self, text: str, opening: Token) -> None:
        """Read the sign that closes a bracket; the bracket is refused where it is not closed."""
        if not self.accept(text):
            ends = self.next.kind == "end"
            why = "is not closed" if ends else f"is not closed before {self.next.text}"
            self.refuse(f"this {opening.text} {why}", opening if ends else self.next)

    @contextmanager
    def deeper(self, token: Token) -> Iterator[None]:
        """One level of nesting, opened by a token."""
        if self.depth == DEEPEST:
            self.refuse(f"the formula is nested more than {DEEPEST} levels deep", token)
        self.depth += 1
        yield
        self.depth -= 1

    def refuse(self, sentence: str, token: Token, cause: Exception | None = None) -> NoReturn:
        """Refuse the text at a token."""
        raise UnreadableText(sentence, self.text, token.position) from cause
