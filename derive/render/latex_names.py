r"""Names and prose in LaTeX. What somebody wrote is escaped: it prints as itself and does nothing.

Special characters of a name are set as signs of mathematics, because inside \text{} a notebook does
not know the escapes that LaTeX has there; no `<` stands before a letter, so that a page of Markdown
or HTML does not take it for markup.
"""

from __future__ import annotations

import unicodedata

from derive.render.latex_signs import DIGIT, WORD_LETTER, stem_width
from derive.text.names import GREEK, read_name

_IN_MATHEMATICS = {
    "\\": r"\backslash ",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"{\wedge}",
    "~": r"{\sim}",
    "<": r"{<}",
    ">": r"{>}",
    "`": r"{`}",
}
_IN_PROSE = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "–": "--",
    "—": "---",
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "…": r"\dots{}",
    "≤": r"$\le$",
    "≥": r"$\ge$",
    "≠": r"$\ne$",
    "∞": r"$\infty$",
    "−": "$-$",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "→": r"$\to$",
    "²": "$^2$",
    "\n": " ",
    **{letter: f"$\\{name}$" for name, letter in GREEK.items()},
}
_LAST_OF_T1 = "\u017f"


def latex_name(text: str) -> tuple[str, list[str], float]:
    r"""The stem of a name with its primes, its subscripts, and the width of the stem.

    >>> latex_name("mu_q")[:2]
    ('\\mu', ['q'])
    """
    name = read_name(text)
    if name is None:
        return hostile(text), [], WORD_LETTER * 1.4 * len(text) + 1
    stem = _part(name.stem, r"\operatorname")
    marks = [_part(s, r"\mathrm") for s in name.subscripts]
    return stem + "'" * name.primes, marks, stem_width(name.stem) + 0.26 * name.primes


def _part(part: str, upright: str) -> str:
    if part in GREEK:
        return f"\\{part}"
    return part if len(part) == 1 or part.isdigit() else f"{upright}{{{part}}}"


def subscript_width(mark: str) -> float:
    """The width of a subscript of a name, at text size."""
    word = mark.removeprefix(r"\mathrm{").removesuffix("}")
    return DIGIT * len(word) if word.isdigit() else stem_width(word.removeprefix("\\"))


def hostile(text: str) -> str:
    r"""A name that is no name, as it stands, for mathematics.

    >>> hostile("x$y")
    '{\\text{x}\\$\\text{y}}'
    """
    found, run = [], ""
    for c in text:
        if c in _IN_MATHEMATICS:
            found += [f"\\text{{{run}}}" if run else "", _IN_MATHEMATICS[c]]
            run = ""
        else:
            run += printable(c)
    found.append(f"\\text{{{run}}}" if run else "")
    return "{" + "".join(found) + "}"


def printable(character: str) -> str:
    """A character that every LaTeX with T1 fonts prints; others by their number."""
    if " " <= character <= "~":
        return character
    if character <= _LAST_OF_T1 and unicodedata.category(character).startswith("L"):
        return character
    return f"U+{ord(character):04X}"


def latex_prose(text: str) -> str:
    r"""Prose, escaped.

    >>> latex_prose("100% of θ_1")
    '100\\% of $\\theta$\\_1'
    """
    return "".join(_IN_PROSE.get(c) or printable(c) for c in text)
