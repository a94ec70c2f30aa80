"""Numbers on the command line: `theta=2`, `x=1.5`, `p=1/3`. They are read, never evaluated."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Iterable
from fractions import Fraction

from derive.errors import DeriveError

# The lengths are bounded because an exact number of a thousand million digits is a memory bomb.
NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?[0-9]{1,3})?"
    r"|[+-]?[0-9]{1,60}/[0-9]{1,60}",
    re.ASCII,
)
MOST_DIGITS = 200
MOST_SECONDS = 1_000_000
NAME = re.compile(r"[^\W\d]\w{0,60}'*")


def setting(text: str) -> tuple[str, str]:
    """A name, and the text of a number that Fraction reads.

    >>> setting("x = 1.5")
    ('x', '1.5')

    Raises ArgumentTypeError for anything else.
    """
    name, equals, number = text.partition("=")
    name, number = name.strip(), number.strip()
    if not equals or not NAME.fullmatch(name):
        raise ArgumentTypeError(f"{text!r} is not of the form NAME=NUMBER")
    if not NUMBER.fullmatch(number):
        raise ArgumentTypeError(
            f"{number!r} is not a number: give an integer, a decimal or a fraction such as 1/3"
        )
    try:
        Fraction(number)
    except ZeroDivisionError:
        raise ArgumentTypeError(f"{number!r} divides by zero") from None
    return name, number


def base(text: str) -> str:
    """The base of a logarithm: the text of a number above 0 that is not 1.

    >>> base("2")
    '2'

    Raises ArgumentTypeError for anything else.
    """
    _, number = setting(f"base={text}")
    if Fraction(number) <= 0 or Fraction(number) == 1:
        raise ArgumentTypeError(f"{text!r} is no base of a logarithm: it is positive, and not 1")
    return number


def digits(text: str) -> int:
    """How many digits of a value are wanted. Raises ArgumentTypeError for too few and too many."""
    if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII) or not 1 <= int(text) <= MOST_DIGITS:
        raise ArgumentTypeError(f"{text!r} is not a number of digits: give 1 to {MOST_DIGITS}")
    return int(text)


def seconds(text: str) -> float:
    """A time limit. Raises ArgumentTypeError for what is none."""
    _, number = setting(f"seconds={text}")
    if not 0 < Fraction(number) <= MOST_SECONDS:
        raise ArgumentTypeError(f"{text!r} is no time limit: give 0.1 to {MOST_SECONDS} seconds")
    return float(Fraction(number))


def settings(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """All settings together. Raises DeriveError where a name has two values."""
    values: dict[str, str] = {}
    for name, number in given:
        if values.setdefault(name, number) != number:
            raise DeriveError(f"{name} cannot be both {values[name]} and {number}")
    return values
