"""Formulas as a person writes them, before any alphabet: what every printed form is made from.

An expression is arranged once (`derive.text.arrange`): bound variables have letters, terms their
order and signs, quotients their numerators. Plain text and LaTeX only spell the outcome, each with
brackets where its own notation needs them: a fraction bar brackets what it spans, a slash does not.
"""

from __future__ import annotations

from typing import ClassVar

from derive.text.record import Record

WORDS, RELATION, SUM, BIG, PRODUCT, PREFIX, POWER, ATOM = range(8)
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")


class Formula(Record):
    """A piece of notation; `level` says how tightly it binds."""

    level: ClassVar[int] = ATOM


class Letter(Formula):
    """A name that somebody chose."""

    text: str


class Digits(Formula):
    """A natural number."""

    text: str


class Mark(Formula):
    """A sign or a name that the notation itself has: "pi", "infinity", "dot", "log", "KL"."""

    name: str


class Subscripted(Formula):
    """A name with subscripts."""

    base: Formula
    marks: tuple[Formula, ...]


class Terms(Formula):
    """A sum of terms, each with whether it is subtracted."""

    terms: tuple[tuple[bool, Formula], ...]
    level: ClassVar[int] = SUM


class Factors(Formula):
    """A product."""

    factors: tuple[Formula, ...]
    level: ClassVar[int] = PRODUCT


class Quotient(Formula):
    """numerator * aside / denominator; `aside` is what a fraction bar should not span."""

    numerator: tuple[Formula, ...]
    aside: tuple[Formula, ...]
    denominator: tuple[Formula, ...]
    level: ClassVar[int] = PRODUCT


class Raised(Formula):
    """A power."""

    base: Formula
    exponent: Formula
    level: ClassVar[int] = POWER


class Root(Formula):
    """A square root."""

    body: Formula


class Exponential(Formula):
    """e to a power."""

    exponent: Formula


class Call(Formula):
    """A head applied to arguments, perhaps given others: p(x, z | y). `bar` separates the given."""

    head: Formula
    arguments: tuple[Formula, ...]
    given: tuple[Formula, ...] = ()
    bar: str = "given"
    square: bool = False


class Short(Formula):
    """A function whose brackets may be left out before something simple: log x."""

    head: Formula
    argument: Formula
    level: ClassVar[int] = PREFIX


class Over(Formula):
    """A big operator over a body: a sum, a product, an integral, a supremum."""

    sign: str
    below: Formula | None
    above: Formula | None
    body: Formula
    measure: Formula | None = None
    level: ClassVar[int] = BIG


class Derived(Formula):
    """A derivative: `sign` is "nabla" or "partial"; `at` says where it is taken, if elsewhere."""

    sign: str
    parameter: Formula
    body: Formula
    at: Formula | None = None
    level: ClassVar[int] = PREFIX


class Related(Formula):
    """Two formulas and the sign between them."""

    left: Formula
    sign: str
    right: Formula
    level: ClassVar[int] = RELATION


class Listed(Formula):
    """Formulas with commas between them."""

    items: tuple[Formula, ...]
    level: ClassVar[int] = WORDS


class Enclosed(Formula):
    """A list in brackets of its own: (a, b), {1, 2}, |x|."""

    left: str
    items: tuple[Formula, ...]
    right: str


class Phrase(Formula):
    """Words and formulas in turn."""

    parts: tuple[str | Formula, ...]
    level: ClassVar[int] = WORDS


class Cases(Formula):
    """A value for each condition; None stands for "otherwise"."""

    rows: tuple[tuple[Formula, Formula | None], ...]


class Place(Formula):
    """The name of a space."""

    text: str


def is_operand(formula: Formula) -> bool:
    """Whether a derivative may stand before a formula without brackets."""
    if isinstance(formula, Short):
        return is_simple(formula.argument)
    return isinstance(formula, Call) and formula.level == ATOM


def is_simple(formula: Formula) -> bool:
    """Whether a function may stand before a formula without brackets: log x, log p(x, z)."""
    if isinstance(formula, Subscripted):
        return is_simple(formula.base)
    if isinstance(formula, Call):
        return isinstance(formula.head, (Letter, Subscripted, Mark))
    return isinstance(formula, (Letter, Digits, Mark))
