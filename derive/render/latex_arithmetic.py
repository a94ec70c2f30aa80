"""Names, sums, products, quotients and powers in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from derive.render.latex_signs import (
    BINARY_SPACE,
    DIGIT,
    SIGNS,
    THIN,
    WORD_LETTER,
)
from derive.render.latex_speller import Latex, spells
from derive.render.typeset import FRACTION, NOTHING, TOWER, Typeset, one, with_subscripts
from derive.text.breaking import (
    FACTOR_RANK,
    TERM_RANK,
)
from derive.text.notation import (
    ATOM,
    BIG,
    PREFIX,
    PRODUCT,
    SUM,
    Call,
    Digits,
    Exponential,
    Factors,
    Formula,
    Letter,
    Mark,
    Place,
    Quotient,
    Raised,
    Root,
    Subscripted,
    Terms,
)

LONGEST_EXPONENT = 6.0


@spells(Letter)
def _letter(latex: Latex, formula: Letter) -> Typeset:
    return latex.subscripted_name(formula.text, ())


@spells(Place)
def _place(latex: Latex, formula: Place) -> Typeset:
    if len(formula.text) == 1 and "A" <= formula.text <= "Z":
        return one(f"\\mathcal{{{formula.text}}}", 0.9)
    return latex.subscripted_name(formula.text, ())


@spells(Digits)
def _digits(_: Latex, formula: Digits) -> Typeset:
    return one(formula.text, DIGIT * len(formula.text))


@spells(Mark)
def _mark(_: Latex, formula: Mark) -> Typeset:
    found = SIGNS.get(formula.name)
    if found is None:
        width = WORD_LETTER * len(formula.name) + 2 * THIN
        return one(f"\\operatorname{{{formula.name}}}", width)
    return one(*found)


@spells(Subscripted)
def _subscripted(latex: Latex, formula: Subscripted) -> Typeset:
    marks = [latex.small(m) for m in formula.marks]
    if isinstance(formula.base, Letter):
        return latex.subscripted_name(formula.base.text, marks)
    return with_subscripts(latex.at_least(ATOM, formula.base), marks)


@spells(Terms)
def _terms(latex: Latex, formula: Terms) -> Typeset:
    found = NOTHING
    for minus, term in formula.terms:
        typeset = latex.at_least(BIG if minus or found.pieces else SUM, term)
        if found.pieces:
            sign = one("- " if minus else "+ ", 0.78 + BINARY_SPACE)
            typeset = sign.then(typeset).after_break(TERM_RANK)
        elif minus:
            typeset = one("-", 0.78).then(typeset)
        found = found.then(typeset)
    return found


@spells(Factors)
def _factors(latex: Latex, formula: Factors) -> Typeset:
    return latex.product(formula.factors)


@spells(Quotient)
def _quotient(latex: Latex, formula: Quotient) -> Typeset:
    if latex.script:
        return slashed(latex, formula)
    above = span(latex, formula.numerator) if formula.numerator else one("1", DIGIT)
    below = span(latex, formula.denominator)
    aside = list(formula.aside)
    if above.width > latex.limit >= below.width:
        # A numerator wider than the line stands beside the fraction, where it can break.
        above, aside = one("1", DIGIT), [*formula.numerator, *aside]
    elif max(above.width, below.width) > latex.limit:
        return slashed(latex, formula)
    text = f"\\frac{{{above.text}}}{{{below.text}}}"
    tall = TOWER if max(above.tall, below.tall) >= FRACTION else FRACTION
    found = one(text, max(above.width, below.width) + 0.25, tall)
    if not aside:
        return found
    rest = latex.product(aside).after_break(FACTOR_RANK, r"\times ", "")
    return found.appended(" ", THIN).then(rest)


def span(latex: Latex, factors: Sequence[Formula]) -> Typeset:
    """What stands over or under a fraction bar, which brackets it."""
    return latex.spell(factors[0]) if len(factors) == 1 else latex.product(factors)


def slashed(latex: Latex, formula: Quotient) -> Typeset:
    factors = (*formula.numerator, *formula.aside)
    above = one("1", DIGIT)
    if factors:
        above = latex.at_least(PRODUCT, Factors(factors) if len(factors) > 1 else factors[0])
    below = latex.at_least(
        PREFIX,
        Factors(formula.denominator) if len(formula.denominator) > 1 else formula.denominator[0],
    )
    slash = one("/", DIGIT)
    return above.then(slash.then(below).after_break(FACTOR_RANK, "", ""))


@spells(Raised)
def _raised(latex: Latex, formula: Raised) -> Typeset:
    text, width = latex.small(formula.exponent)
    base = formula.base
    raised = isinstance(base, Exponential) or (isinstance(base, Call) and base.square)
    bare = base.level == ATOM and not raised
    found = latex.spell(base) if bare else latex.enclosed("(", latex.spell(base), ")")
    return found.appended(f"^{{{text}}}", width + 0.05)


@spells(Root)
def _root(latex: Latex, formula: Root) -> Typeset:
    body = latex.spell(formula.body)
    if body.width > latex.limit:
        return latex.enclosed("(", body, ")").appended("^{1/2}", 1.2)
    return one(f"\\sqrt{{{body.text}}}", body.width + 0.85, body.tall)


@spells(Exponential)
def _exponential(latex: Latex, formula: Exponential) -> Typeset:
    text, width = latex.small(formula.exponent)
    if width <= LONGEST_EXPONENT:
        return one(f"e^{{{text}}}", 0.5 + width)
    inside = latex.enclosed("(", latex.spell(formula.exponent), ")")
    return one(r"\exp", 1.75).then(inside)
