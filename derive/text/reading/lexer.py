"""A text as tokens: numerals, names and signs. Everything else is refused where it stands.

A name begins with a letter of the Latin alphabet or is a Greek letter, which stands for its name:
σ1 is sigma1. Letters that only look like these are refused, so that no two names look alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from derive.text.names import GREEK
from derive.text.reading.refusal import UnreadableText

MOST_CHARACTERS = 10_000
MOST_TOKENS = 2_000
MOST_DIGITS = 300
LONGEST_NAME = 40

LETTERS = {sign: name for name, sign in GREEK.items()}
_GREEK = "".join(LETTERS)
_PART = rf"[A-Za-z][A-Za-z0-9]*|[{_GREEK}][0-9]*"
_TOKEN = re.compile(
    rf"(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<product>prod_\{|\.\.)"
    rf"|(?P<name>(?:{_PART})(?:_(?:{_PART}|[0-9]+))*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/^()\[\]{},;|&<>=~])"
)
_REASONS = {
    ".": "attributes cannot be read, only formulas",
    "'": "a formula has no quotation marks",
    '"': "a formula has no quotation marks",
    "#": "a formula has no comments",
    "!": "a factorial is written factorial(n)",
    "_": "a name begins with a letter and has single underscores inside it",
    ":": "a formula names nothing and has no parts of a program",
    "\\": "this is plain text: Greek letters are written by name, without a backslash",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral, a name, a sign, what a product over an index is written with, or the end of the
    text, and where it begins."""

    kind: str
    text: str
    position: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text, the last of them its end.

    >>> [t.text for t in tokens("σ1**2 <= 1e-3")]
    ['sigma1', '**', '2', '<=', '1e-3', '']

    Raises UnreadableText for a character that no formula has, and for a text that is too long.
    """
    if len(text) > MOST_CHARACTERS:
        sentence = f"the text has {len(text)} characters; at most {MOST_CHARACTERS} are read"
        raise UnreadableText(sentence, text, MOST_CHARACTERS)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] in " \t\n":
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise UnreadableText(_refusal(text[at]), text, at)
        found.append(_token(match, text))
        at = match.end()
        if len(found) > MOST_TOKENS:
            sentence = f"the formula is too long: at most {MOST_TOKENS} numbers, names and signs"
            raise UnreadableText(sentence, text, match.start())
    return [*found, Token("end", "", len(text))]


def _token(match: re.Match[str], text: str) -> Token:
    kind, written = str(match.lastgroup), match.group()
    if kind == "number" and sum(c.isdigit() for c in written) > MOST_DIGITS:
        sentence = f"a number has at most {MOST_DIGITS} digits"
        raise UnreadableText(sentence, text, match.start())
    if kind == "name":
        if len(written) > LONGEST_NAME:
            sentence = f"a name has at most {LONGEST_NAME} letters"
            raise UnreadableText(sentence, text, match.start())
        written = "".join(LETTERS.get(c, c) for c in written)
    return Token(kind, written, match.start())


def _refusal(character: str) -> str:
    """Why a character is not read."""
    if character in _REASONS:
        return _REASONS[character]
    if " " < character <= "~":
        return f"the sign {character} has no meaning in a formula"
    if not character.isprintable():
        return f"the character U+{ord(character):04X} cannot be read"
    name = unicodedata.name(character, "a character without a name").lower()
    plain = unicodedata.normalize("NFKC", character)
    wanted = LETTERS.get(plain, plain if plain.isascii() else "")
    hint = f"; {wanted} is written so" if wanted.isalnum() else ""
    return f"U+{ord(character):04X} ({name}) is not a letter or sign of a formula{hint}"
