"""What spells formulas as plain text, in ASCII or with the signs of Unicode."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatchmethod

from derive.text.breaking import (
    FACTOR_RANK,
    LIST_RANK,
    RELATION_RANK,
    TERM_RANK,
    Piece,
    breakable,
    deeper,
    inside,
    joined,
)
from derive.text.columns import flowing, piece
from derive.text.names import spelled
from derive.text.notation import (
    ATOM,
    BIG,
    COMPARISONS,
    POWER,
    PREFIX,
    PRODUCT,
    RELATION,
    SUM,
    Call,
    Cases,
    Derived,
    Digits,
    Enclosed,
    Exponential,
    Factors,
    Formula,
    Letter,
    Listed,
    Mark,
    Over,
    Phrase,
    Place,
    Quotient,
    Raised,
    Related,
    Root,
    Short,
    Subscripted,
    Terms,
    is_operand,
    is_simple,
)
from derive.text.plain_conventions import conventional
from derive.text.signs import ASCII, SUPERSCRIPTS, UNICODE

Pieces = list[Piece]
BARS = {"given": " |", "divergence": " ||", "semicolon": ";"}


class Plain:
    """Spells formulas as text: `pieces` gives what a line may be broken into."""

    def __init__(self, unicode: bool = False) -> None:
        self.unicode = unicode
        self.signs = UNICODE if unicode else ASCII

    def line(self, formula: Formula) -> str:
        """The formula on one line."""
        return joined(self.pieces(formula))

    def at_least(self, level: int, formula: Formula) -> Pieces:
        """The formula, in brackets if it binds less tightly than its place wants."""
        found = self.pieces(formula)
        at_a_point = isinstance(formula, Derived) and formula.at is not None
        binds = RELATION if at_a_point else formula.level
        return found if binds >= level else [piece("("), *deeper(found), piece(")")]

    def enclosed(self, left: str, content: Pieces, right: str) -> Pieces:
        return [piece(left), *inside(content), piece(right)]

    def separated(self, items: Sequence[Formula], sign: str = ", ") -> Pieces:
        """Formulas with a sign between them, broken after the sign."""
        found: Pieces = []
        for item in items:
            pieces = self.pieces(item)
            if found:
                found.append(piece(sign.rstrip()))
                gap = " " if sign.endswith(" ") else ""
                pieces = breakable(pieces, LIST_RANK, gap, len(gap))
            found += pieces
        return found

    @singledispatchmethod
    def pieces(self, formula: Formula) -> Pieces:
        raise TypeError(f"{type(formula).__name__} has no plain form")

    @pieces.register(Letter)
    def _(self, formula: Letter) -> Pieces:
        return [piece(spelled(formula.text, self.unicode))]

    @pieces.register(Place)
    def _(self, formula: Place) -> Pieces:
        return [piece(spelled(formula.text, self.unicode))]

    @pieces.register(Digits)
    def _(self, formula: Digits) -> Pieces:
        return [piece(formula.text)]

    @pieces.register(Mark)
    def _(self, formula: Mark) -> Pieces:
        return [piece(self.sign(formula.name))]

    def sign(self, name: str) -> str:
        return self.signs.get(name, ASCII.get(name, name))

    @pieces.register(Subscripted)
    def _(self, formula: Subscripted) -> Pieces:
        marks = joined(self.separated(formula.marks, ","))
        braces = not marks.replace(",", "").isalnum()
        base = joined(self.at_least(ATOM, formula.base))
        return [piece(f"{base}_{{{marks}}}" if braces else f"{base}_{marks}")]

    @pieces.register(Terms)
    def _(self, formula: Terms) -> Pieces:
        found: Pieces = []
        for minus, term in formula.terms:
            pieces = self.at_least(BIG if minus or found else SUM, term)
            if found:
                pieces = [piece("- " if minus else "+ "), *pieces]
                pieces = breakable(pieces, TERM_RANK, " ", 1)
            elif minus:
                pieces = [piece("-"), *pieces]
            found += pieces
        return found

    @pieces.register(Factors)
    def _(self, formula: Factors) -> Pieces:
        return self.product(formula.factors)

    def product(self, factors: Sequence[Formula]) -> Pieces:
        found: Pieces = []
        for i, factor in enumerate(factors):
            last = i == len(factors) - 1
            level = BIG if last else POWER if isinstance(factor, Short) else PRODUCT
            pieces = self.factor(factor, level)
            if found:
                times = self.times(factors[i - 1], factor)
                pieces = breakable([piece(times), *pieces], FACTOR_RANK)
            found += pieces
        return found

    def times(self, before: Formula, after: Formula) -> str:
        """The sign of a product: none between a number and a letter, as in 2π; a word is none."""
        named = after.base if isinstance(after, Raised) else after
        letter = isinstance(named, Letter) and len(self._stem(named)) == 1
        short = isinstance(before, Digits) and (letter or isinstance(named, (Mark, Root)))
        return "" if self.unicode and short else self.sign("times")

    def _stem(self, letter: Letter) -> str:
        """A name without its subscripts."""
        return spelled(letter.text, self.unicode).partition("_")[0]

    def factor(self, factor: Formula, level: int) -> Pieces:
        if isinstance(factor, Short) and level == POWER:
            return self.applied(self.pieces(factor.head), [factor.argument])
        return self.at_least(PREFIX if isinstance(factor, Quotient) else level, factor)

    @pieces.register(Quotient)
    def _(self, formula: Quotient) -> Pieces:
        above = (*formula.numerator, *formula.aside)
        if len(above) == 1:
            level = POWER if isinstance(above[0], Short) else PREFIX
            numerator = self.factor(above[0], level)
        else:
            numerator = self.product(above) if above else [piece("1")]
            if above and isinstance(above[-1], (Over, Short)):
                numerator = [*self.product(above[:-1]), *self._guarded(above[-1])]
        below = self.product(formula.denominator)
        if len(formula.denominator) > 1:
            below = self.enclosed("(", below, ")")
        else:
            below = self.factor(formula.denominator[0], POWER)
        return [*numerator, *breakable([piece("/"), *below], FACTOR_RANK)]

    def _guarded(self, factor: Formula) -> Pieces:
        """A last factor before a slash."""
        pieces = self.factor(factor, POWER)
        return breakable([piece(self.sign("times")), *pieces], FACTOR_RANK)

    @pieces.register(Raised)
    def _(self, formula: Raised) -> Pieces:
        bare = isinstance(formula.base, Short) and not self.unicode
        base = self.pieces(formula.base) if bare else self.at_least(ATOM, formula.base)
        if joined(base).endswith("!"):
            base = self.enclosed("(", base, ")")
        exponent = self.pieces(formula.exponent)
        text = joined(exponent)
        if self.unicode and isinstance(formula.exponent, Digits):
            return [*base, piece("".join(SUPERSCRIPTS[c] for c in text))]
        simple = isinstance(formula.exponent, (Letter, Digits, Subscripted, Mark))
        return [*base, piece("^" + (text if simple else f"({text})"))]

    @pieces.register(Root)
    def _(self, formula: Root) -> Pieces:
        head = [piece(self.sign("sqrt"))]
        if self.unicode and isinstance(formula.body, (Letter, Digits, Mark)):
            return [*head, *self.pieces(formula.body)]
        return self.applied(head, [formula.body])

    @pieces.register(Exponential)
    def _(self, formula: Exponential) -> Pieces:
        return self.applied([piece("exp")], [formula.exponent])

    def applied(self, head: Pieces, arguments: Sequence[Formula]) -> Pieces:
        return [*head, *self.enclosed("(", self.separated(arguments), ")")]

    @pieces.register(Call)
    def _(self, formula: Call) -> Pieces:
        special = conventional(self, formula) if self.unicode else None
        if special is not None:
            return special
        content = self.separated(formula.arguments)
        if formula.given:
            bar = BARS[formula.bar]
            given = breakable(self.separated(formula.given), LIST_RANK, " ", 1)
            content = [*content, piece(bar), *given]
        left, right = "[]" if formula.square else "()"
        return [*self.at_least(POWER, formula.head), *self.enclosed(left, content, right)]

    @pieces.register(Short)
    def _(self, formula: Short) -> Pieces:
        head = self.pieces(formula.head)
        if self.unicode and is_simple(formula.argument):
            return [*head, piece(" "), *self.pieces(formula.argument)]
        return self.applied(head, [formula.argument])

    @pieces.register(Over)
    def _(self, formula: Over) -> Pieces:
        head = self.sign(formula.sign)
        below = "" if formula.below is None else self.line(formula.below)
        above = "" if formula.above is None else self.line(formula.above)
        if formula.sign == "integral":
            limits = f"_{{{below}}}^{{{above}}}" if above else f"_{{{below}}}" if below else ""
        else:
            dots = ".." if above else ""
            limits = "_{" + (below.replace(" = ", "=") if above else below) + dots + above + "}"
        body = self.at_least(PRODUCT, formula.body)
        found = [piece(head + limits + " "), *deeper(body)]
        if formula.measure is not None:
            found.append(piece(f" {self._measure(formula.measure)}"))
        return found

    def _measure(self, measure: Formula) -> str:
        items = measure.items if isinstance(measure, Listed) else (measure,)
        return " ".join(s if (s := self.line(i)) == self.sign("dots") else f"d{s}" for i in items)

    @pieces.register(Derived)
    def _(self, formula: Derived) -> Pieces:
        parameter = self.line(formula.parameter)
        d = self.sign(formula.sign)
        head = f"{d}_{parameter}" if formula.sign == "nabla" else f"{d}/{d}{parameter}"
        body = self.pieces(formula.body)
        if is_operand(formula.body):
            found = [piece(head + " "), *body]
        else:
            found = [piece(head), *self.enclosed("(", body, ")")]
        if formula.at is not None:
            found += [piece(" at "), *self.pieces(formula.at)]
        return found

    @pieces.register(Related)
    def _(self, formula: Related) -> Pieces:
        left, right = self.pieces(formula.left), self.pieces(formula.right)
        if formula.sign not in COMPARISONS:
            return [*left, piece(f" {self.sign(formula.sign)} "), *right]
        sign = [piece(f"{self.sign(formula.sign)} "), *right]
        return [*left, *breakable(sign, RELATION_RANK, " ", 1)]

    @pieces.register(Listed)
    def _(self, formula: Listed) -> Pieces:
        return self.separated(formula.items)

    @pieces.register(Enclosed)
    def _(self, formula: Enclosed) -> Pieces:
        left, right = self.sign(formula.left), self.sign(formula.right)
        return self.enclosed(left, self.separated(formula.items), right)

    @pieces.register(Phrase)
    def _(self, formula: Phrase) -> Pieces:
        return flowing(p if isinstance(p, str) else self.pieces(p) for p in formula.parts)

    @pieces.register(Cases)
    def _(self, formula: Cases) -> Pieces:
        found: Pieces = []
        for value, condition in formula.rows:
            where = " otherwise" if condition is None else " if "
            row = [*self.pieces(value), piece(where)]
            row += [] if condition is None else self.pieces(condition)
            found += breakable(row, LIST_RANK, " ", 1) if found else row
            found.append(piece(";"))
        return self.enclosed("{", found[:-1], "}")
