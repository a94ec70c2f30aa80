"""Calls, big operators, derivatives, relations and cases in LaTeX."""

from __future__ import annotations

from derive.render.latex_conventions import BARS, special, with_variance
from derive.render.latex_names import latex_prose
from derive.render.latex_signs import (
    BIG_SIGNS,
    RELATION_SPACE,
    RELATIONS,
    THIN,
    WORD_LETTER,
)
from derive.render.latex_speller import Latex, spells
from derive.render.typeset import FLAT, FRACTION, NOTHING, TOWER, Typeset, one, with_subscripts
from derive.text.breaking import (
    LIST_RANK,
    RELATION_RANK,
    deeper,
)
from derive.text.notation import (
    COMPARISONS,
    POWER,
    PRODUCT,
    Call,
    Cases,
    Derived,
    Enclosed,
    Formula,
    Listed,
    Mark,
    Over,
    Phrase,
    Related,
    Short,
    is_operand,
    is_simple,
)


@spells(Call)
def _call(latex: Latex, formula: Call) -> Typeset:
    written = special(formula, latex)
    if written is not None:
        return written
    arguments, given = with_variance(formula)
    inside = latex.separated(arguments)
    if given:
        bar = one(*BARS[formula.bar])
        inside = inside.then(bar.then(latex.separated(given)).after_break(LIST_RANK))
    left, right = "[]" if formula.square else "()"
    return latex.at_least(POWER, formula.head).then(latex.enclosed(left, inside, right))


@spells(Short)
def _short(latex: Latex, formula: Short) -> Typeset:
    head = latex.spell(formula.head)
    if is_simple(formula.argument):
        return head.then(one(" ", 0.0), latex.spell(formula.argument))
    return head.then(latex.enclosed("(", latex.spell(formula.argument), ")"))


@spells(Over)
def _over(latex: Latex, formula: Over) -> Typeset:
    sign, width = BIG_SIGNS[formula.sign]
    limits = {"_": formula.below, "^": formula.above}
    small = {k: latex.small(f) for k, f in limits.items() if f is not None}
    text = sign + "".join(f"{k}{{{t}}}" for k, (t, _) in small.items())
    widths = [w for _, w in small.values()]
    beside = formula.sign == "integral"
    width = width + max(widths, default=0.0) if beside else max(width, *widths, 0.0)
    tall = FLAT if formula.sign in ("sup", "inf", "lim", "argmax") else TOWER
    body = latex.at_least(PRODUCT, formula.body)
    found = one(f"{text} ", width + THIN, tall).then(Typeset(deeper(body.pieces), body.tall))
    return found if formula.measure is None else found.then(measure(latex, formula.measure))


def measure(latex: Latex, measure: Formula) -> Typeset:
    """dz, or dz_1 ... dz_K."""
    items = measure.items if isinstance(measure, Listed) else (measure,)
    found = NOTHING
    for item in items:
        dots = item == Mark("dots")
        typeset = one(r"\cdots", 1.34) if dots else one("d", 0.52).then(latex.spell(item))
        found = found.then(one(r" \, ", THIN), typeset)
    return found


@spells(Derived)
def _derived(latex: Latex, formula: Derived) -> Typeset:
    parameter = latex.spell(formula.parameter)
    if formula.sign == "nabla":
        head = with_subscripts(one(r"\nabla", 0.84), [latex.small(formula.parameter)])
        gap = r" \, "
    else:
        text = f"\\frac{{\\partial}}{{\\partial {parameter.text}}}"
        head = one(text, parameter.width + 0.85, FRACTION)
        gap = " "
    body = latex.spell(formula.body)
    body = body if is_operand(formula.body) else latex.enclosed("(", body, ")")
    found = head.then(one(gap, THIN), body)
    if formula.at is not None:
        at, width = latex.small(formula.at)
        found = found.appended(f"\\Big|_{{{at}}}", 0.4 + width)
    return found


@spells(Related)
def _related(latex: Latex, formula: Related) -> Typeset:
    sign, width = RELATIONS[formula.sign]
    right = one(f"{sign} ", width + RELATION_SPACE).then(latex.spell(formula.right))
    if formula.sign not in COMPARISONS:
        return latex.spell(formula.left).then(one(" ", 0.0), right)
    return latex.spell(formula.left).then(right.after_break(RELATION_RANK))


@spells(Listed)
def _listed(latex: Latex, formula: Listed) -> Typeset:
    return latex.separated(formula.items)


@spells(Enclosed)
def _enclosed(latex: Latex, formula: Enclosed) -> Typeset:
    rows = _rows(formula)
    if rows:
        cells = [[latex.spell(entry) for entry in row] for row in rows]
        body = r" \\ ".join(" & ".join(cell.text for cell in row) for row in cells)
        widths = [max(cell.width for cell in column) for column in zip(*cells, strict=True)]
        width = sum(widths) + len(widths) + 1.0
        if width <= latex.limit:
            return one(f"\\begin{{pmatrix}} {body} \\end{{pmatrix}}", width, TOWER)
    return latex.enclosed(formula.left, latex.separated(formula.items), formula.right)


def _rows(formula: Enclosed) -> list[tuple[Formula, ...]]:
    """The rows of a matrix, which plain text writes as a list of lists of one length."""
    rows = [item.items for item in formula.items if isinstance(item, Enclosed) and item.left == "["]
    whole = formula.left == "[" and len(rows) == len(formula.items)
    return rows if whole and len({len(row) for row in rows}) == 1 else []


@spells(Phrase)
def _phrase(latex: Latex, formula: Phrase) -> Typeset:
    found = NOTHING
    for part in formula.parts:
        if isinstance(part, Formula):
            found = found.then(latex.spell(part))
        else:
            words = one(f"\\text{{{latex_prose(part)}}}", WORD_LETTER * len(part))
            found = found.then(words.after_break(RELATION_RANK, "", ""))
    return found


@spells(Cases)
def _cases(latex: Latex, formula: Cases) -> Typeset:
    rows, width = [], 0.0
    for value, condition in formula.rows:
        left = latex.spell(value)
        right = one(r"\text{otherwise}", 4.5)
        if condition is not None:
            right = one(r"\text{if } ", 1.2).then(latex.spell(condition))
        rows.append(f"{left.text} & {right.text}")
        width = max(width, left.width + right.width + 2.5)
    if width > latex.limit:
        return listed_cases(latex, formula)
    body = r" \\ ".join(rows)
    return one(f"\\begin{{cases}} {body} \\end{{cases}}", width, TOWER)


def listed_cases(latex: Latex, formula: Cases) -> Typeset:
    """Cases one after another, which can be broken."""
    found = NOTHING
    for value, condition in formula.rows:
        row = latex.spell(value)
        if condition is None:
            row = row.then(one(r" \text{ otherwise}", 4.8))
        else:
            row = row.then(one(r" \text{ if } ", 1.5), latex.spell(condition))
        found = found.then(one(";", 0.28), row.after_break(LIST_RANK)) if found.pieces else row
    return latex.enclosed("{", found, "}")
