"""Formulas in LaTeX, in pieces whose widths are estimated so that long ones can be broken.

Brackets have sizes of their own (`\\bigl(`) and never `\\left(`, so that a line may break between
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod

from derive.render.latex_conventions import BARS, special, times, with_variance
from derive.render.latex_names import latex_name, latex_prose, subscript_width
from derive.render.latex_signs import (
    BIG_SIGNS,
    BINARY_SPACE,
    BRACKETS,
    DIGIT,
    RELATION_SPACE,
    RELATIONS,
    SCRIPT,
    SIGNS,
    SIZES,
    THIN,
    WORD_LETTER,
)
from derive.render.typeset import FLAT, FRACTION, NOTHING, TOWER, Typeset, one, with_subscripts
from derive.text.breaking import (
    FACTOR_RANK,
    LIST_RANK,
    RELATION_RANK,
    TERM_RANK,
    Piece,
    deeper,
    inside,
)
from derive.text.notation import (
    ATOM,
    BIG,
    COMPARISONS,
    PREFIX,
    PRODUCT,
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

LONGEST_EXPONENT = 6.0
NO_LIMIT = float("inf")


@dataclass(frozen=True)
class Latex:
    """Spells formulas in LaTeX. What is wider than `limit` (in em) is written so that it can be
    broken; in a `script` fractions are written with a slash."""

    limit: float = NO_LIMIT
    script: bool = False

    def line(self, formula: Formula) -> str:
        """The formula on one line."""
        return self.spell(formula).text

    def small(self, formula: Formula) -> tuple[str, float]:
        """A formula as a subscript or superscript, and its width there."""
        found = Latex(script=True).spell(formula)
        return found.text, found.width * SCRIPT

    def at_least(self, level: int, formula: Formula) -> Typeset:
        """The formula, in brackets if it binds less tightly than its place wants."""
        found = self.spell(formula)
        return found if formula.level >= level else self.enclosed("(", found, ")", deeper)

    def enclosed(
        self,
        left: str,
        content: Typeset,
        right: str,
        within: Callable[[Sequence[Piece]], list[Piece]] = inside,
    ) -> Typeset:
        """Something in brackets as large as it is tall; `within` says how it may be broken."""
        large, small, more = SIZES[FLAT if self.script else content.tall]
        opening, closing = BRACKETS[left], BRACKETS[right]
        return Typeset(
            [
                Piece(large + opening[0], opening[1] + more),
                *within(content.pieces),
                Piece(small + closing[0], closing[1] + more),
            ],
            content.tall,
        )

    def separated(self, items: Sequence[Formula]) -> Typeset:
        found = NOTHING
        for item in items:
            if found.pieces:
                found = found.then(one(",", 0.28 + THIN))
                found = found.then(self.spell(item).after_break(LIST_RANK))
            else:
                found = found.then(self.spell(item))
        return found

    @singledispatchmethod
    def spell(self, formula: Formula) -> Typeset:
        """The formula in LaTeX."""
        raise TypeError(f"{type(formula).__name__} has no LaTeX form")

    @spell.register
    def _(self, formula: Letter) -> Typeset:
        return self.subscripted_name(formula.text, ())

    def subscripted_name(self, text: str, more: Sequence[tuple[str, float]]) -> Typeset:
        stem, marks, width = latex_name(text)
        own = [(mark, subscript_width(mark) * SCRIPT) for mark in marks]
        return with_subscripts(one(stem, width), [*own, *more])

    @spell.register
    def _(self, formula: Place) -> Typeset:
        if len(formula.text) == 1 and "A" <= formula.text <= "Z":
            return one(f"\\mathcal{{{formula.text}}}", 0.9)
        return self.subscripted_name(formula.text, ())

    @spell.register
    def _(self, formula: Digits) -> Typeset:
        return one(formula.text, DIGIT * len(formula.text))

    @spell.register
    def _(self, formula: Mark) -> Typeset:
        found = SIGNS.get(formula.name)
        if found is None:
            width = WORD_LETTER * len(formula.name) + 2 * THIN
            return one(f"\\operatorname{{{formula.name}}}", width)
        return one(*found)

    @spell.register
    def _(self, formula: Subscripted) -> Typeset:
        marks = [self.small(m) for m in formula.marks]
        if isinstance(formula.base, Letter):
            return self.subscripted_name(formula.base.text, marks)
        return with_subscripts(self.at_least(ATOM, formula.base), marks)

    @spell.register
    def _(self, formula: Terms) -> Typeset:
        found = NOTHING
        for minus, term in formula.terms:
            typeset = self.at_least(BIG if minus or found.pieces else SUM, term)
            if found.pieces:
                sign = one("- " if minus else "+ ", 0.78 + BINARY_SPACE)
                typeset = sign.then(typeset).after_break(TERM_RANK)
            elif minus:
                typeset = one("-", 0.78).then(typeset)
            found = found.then(typeset)
        return found

    @spell.register
    def _(self, formula: Factors) -> Typeset:
        return self.product(formula.factors)

    def product(self, factors: Sequence[Formula]) -> Typeset:
        found = NOTHING
        for i, factor in enumerate(factors):
            typeset = self.factor(factor, last=i == len(factors) - 1)
            if found.pieces:
                sign, width = times(factors[i - 1], factor)
                found = found.appended(sign, width)
                typeset = typeset.after_break(FACTOR_RANK, r"\times ", "")
            found = found.then(typeset)
        return found

    def factor(self, factor: Formula, last: bool) -> Typeset:
        if isinstance(factor, Short) and not last:
            return self.spell(factor.head).then(
                self.enclosed("(", self.spell(factor.argument), ")")
            )
        return self.at_least(BIG if last else PRODUCT, factor)

    @spell.register
    def _(self, formula: Quotient) -> Typeset:
        if self.script:
            return self.slashed(formula)
        above = self.span(formula.numerator) if formula.numerator else one("1", DIGIT)
        below = self.span(formula.denominator)
        aside = list(formula.aside)
        if above.width > self.limit >= below.width:
            # A numerator wider than the line stands beside the fraction, where it can break.
            above, aside = one("1", DIGIT), [*formula.numerator, *aside]
        elif max(above.width, below.width) > self.limit:
            return self.slashed(formula)
        text = f"\\frac{{{above.text}}}{{{below.text}}}"
        tall = TOWER if max(above.tall, below.tall) >= FRACTION else FRACTION
        found = one(text, max(above.width, below.width) + 0.25, tall)
        if not aside:
            return found
        rest = self.product(aside).after_break(FACTOR_RANK, r"\times ", "")
        return found.appended(r" \, ", THIN).then(rest)

    def span(self, factors: Sequence[Formula]) -> Typeset:
        """What stands over or under a fraction bar, which brackets it."""
        return self.spell(factors[0]) if len(factors) == 1 else self.product(factors)

    def slashed(self, formula: Quotient) -> Typeset:
        factors = (*formula.numerator, *formula.aside)
        above = one("1", DIGIT)
        if factors:
            above = self.at_least(PRODUCT, Factors(factors) if len(factors) > 1 else factors[0])
        below = self.at_least(
            PREFIX,
            Factors(formula.denominator)
            if len(formula.denominator) > 1
            else formula.denominator[0],
        )
        slash = one("/", DIGIT)
        return above.then(slash.then(below).after_break(FACTOR_RANK, "", ""))

    @spell.register
    def _(self, formula: Raised) -> Typeset:
        text, width = self.small(formula.exponent)
        base = formula.base
        raised = isinstance(base, Exponential) or (isinstance(base, Call) and base.square)
        bare = base.level == ATOM and not raised
        found = self.spell(base) if bare else self.enclosed("(", self.spell(base), ")")
        return found.appended(f"^{{{text}}}", width + 0.05)

    @spell.register
    def _(self, formula: Root) -> Typeset:
        body = self.spell(formula.body)
        if body.width > self.limit:
            return self.enclosed("(", body, ")").appended("^{1/2}", 1.2)
        return one(f"\\sqrt{{{body.text}}}", body.width + 0.85, body.tall)

    @spell.register
    def _(self, formula: Exponential) -> Typeset:
        text, width = self.small(formula.exponent)
        if width <= LONGEST_EXPONENT:
            return one(f"e^{{{text}}}", 0.5 + width)
        inside = self.enclosed("(", self.spell(formula.exponent), ")")
        return one(r"\exp", 1.75).then(inside)

    @spell.register
    def _(self, formula: Call) -> Typeset:
        written = special(formula, self)
        if written is not None:
            return written
        arguments, given = with_variance(formula)
        inside = self.separated(arguments)
        if given:
            bar = one(*BARS[formula.bar])
            inside = inside.then(bar.then(self.separated(given)).after_break(LIST_RANK))
        left, right = "[]" if formula.square else "()"
        return self.at_least(ATOM, formula.head).then(self.enclosed(left, inside, right))

    @spell.register
    def _(self, formula: Short) -> Typeset:
        head = self.spell(formula.head)
        if is_simple(formula.argument):
            return head.then(one(" ", 0.0), self.spell(formula.argument))
        return head.then(self.enclosed("(", self.spell(formula.argument), ")"))

    @spell.register
    def _(self, formula: Over) -> Typeset:
        sign, width = BIG_SIGNS[formula.sign]
        limits = {"_": formula.below, "^": formula.above}
        small = {k: self.small(f) for k, f in limits.items() if f is not None}
        text = sign + "".join(f"{k}{{{t}}}" for k, (t, _) in small.items())
        widths = [w for _, w in small.values()]
        beside = formula.sign == "integral"
        width = width + max(widths, default=0.0) if beside else max(width, *widths, 0.0)
        tall = FLAT if formula.sign in ("sup", "argmax") else TOWER
        body = self.at_least(PRODUCT, formula.body)
        found = one(f"{text} ", width + THIN, tall).then(Typeset(deeper(body.pieces), body.tall))
        return found if formula.measure is None else found.then(self.measure(formula.measure))

    def measure(self, measure: Formula) -> Typeset:
        """dz, or dz_1 ... dz_K."""
        items = measure.items if isinstance(measure, Listed) else (measure,)
        found = NOTHING
        for item in items:
            dots = item == Mark("dots")
            typeset = one(r"\cdots", 1.34) if dots else one("d", 0.52).then(self.spell(item))
            found = found.then(one(r" \, ", THIN), typeset)
        return found

    @spell.register
    def _(self, formula: Derived) -> Typeset:
        parameter = self.spell(formula.parameter)
        if formula.sign == "nabla":
            head = with_subscripts(one(r"\nabla", 0.84), [self.small(formula.parameter)])
        else:
            text = f"\\frac{{\\partial}}{{\\partial {parameter.text}}}"
            head = one(text, parameter.width + 0.85, FRACTION)
        body = self.spell(formula.body)
        body = body if is_operand(formula.body) else self.enclosed("(", body, ")")
        found = head.then(one(r" \, ", THIN), body)
        if formula.at is not None:
            at, width = self.small(formula.at)
            found = found.appended(f"\\Big|_{{{at}}}", 0.4 + width)
        return found

    @spell.register
    def _(self, formula: Related) -> Typeset:
        sign, width = RELATIONS[formula.sign]
        right = one(f"{sign} ", width + RELATION_SPACE).then(self.spell(formula.right))
        if formula.sign not in COMPARISONS:
            return self.spell(formula.left).then(one(" ", 0.0), right)
        return self.spell(formula.left).then(right.after_break(RELATION_RANK))

    @spell.register
    def _(self, formula: Listed) -> Typeset:
        return self.separated(formula.items)

    @spell.register
    def _(self, formula: Enclosed) -> Typeset:
        return self.enclosed(formula.left, self.separated(formula.items), formula.right)

    @spell.register
    def _(self, formula: Phrase) -> Typeset:
        found = NOTHING
        for part in formula.parts:
            if isinstance(part, Formula):
                found = found.then(self.spell(part))
            else:
                words = one(f"\\text{{{latex_prose(part)}}}", WORD_LETTER * len(part))
                found = found.then(words.after_break(RELATION_RANK, "", ""))
        return found

    @spell.register
    def _(self, formula: Cases) -> Typeset:
        rows, width = [], 0.0
        for value, condition in formula.rows:
            left = self.spell(value)
            right = one(r"\text{otherwise}", 4.5)
            if condition is not None:
                right = one(r"\text{if } ", 1.2).then(self.spell(condition))
            rows.append(f"{left.text} & {right.text}")
            width = max(width, left.width + right.width + 2.5)
        body = r" \\ ".join(rows)
        return one(f"\\begin{{cases}} {body} \\end{{cases}}", width, TOWER)
