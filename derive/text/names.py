"""Names of symbols, taken apart: Greek letters, subscripts, primes. Any other name is hostile."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
    "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "varepsilon": "ϵ", "vartheta": "ϑ", "varrho": "ϱ", "varsigma": "ς", "varphi": "ϕ",
}  # fmt: skip
# `lambda` is a keyword of Python, so people write it otherwise.
SPELLINGS = {"lamda": "lambda", "lam": "lambda", "Lamda": "Lambda", "Lam": "Lambda"}
_LATIN_NAMES = {letter: name for name, letter in GREEK.items()}
_READABLE = re.compile(r"([A-Za-z]+)([0-9]*)((?:_[A-Za-z0-9]+)*)('*)", re.ASCII)


@dataclass(frozen=True)
class Name:
    """A readable name: a stem (Greek in Latin letters), subscripts, and a number of primes."""

    stem: str
    subscripts: tuple[str, ...] = ()
    primes: int = 0


def read_name(text: str) -> Name | None:
    """The parts of a name; None for a name that is not letters, digits, underscores and primes.

    >>> read_name("mu_q")
    Name(stem='mu', subscripts=('q',), primes=0)
    >>> read_name("x1'")
    Name(stem='x', subscripts=('1',), primes=1)
    >>> read_name("x$y") is None
    True
    """
    found = _READABLE.fullmatch("".join(_LATIN_NAMES.get(c, c) for c in text))
    if found is None:
        return None
    stem, digits, rest, primes = found.groups()
    subscripts = [digits] if digits else []
    subscripts += [_spelled(part) for part in rest.split("_")[1:]]
    return Name(_spelled(stem), tuple(subscripts), len(primes))


def _spelled(stem: str) -> str:
    return SPELLINGS.get(stem, stem)


def spelled(text: str, unicode: bool) -> str:
    """A name as text, made harmless: with Greek letters, or with their names.

    >>> spelled("mu_q", True), spelled("θ", False)
    ('μ_q', 'theta')
    """
    name = read_name(text)
    if name is None:
        return quoted(text, unicode)
    if not unicode:
        return "".join(_LATIN_NAMES.get(c, c) for c in text)
    return "_".join(GREEK.get(p, p) for p in (name.stem, *name.subscripts)) + "'" * name.primes


def quoted(text: str, unicode: bool) -> str:
    """A hostile name in quotes, its characters visible: it can neither act on a terminal nor look
    like a formula.

    >>> quoted("a\\x1b[31m + b", False)
    "'a\\\\x1b[31m + b'"
    """
    return "'" + "".join(_visible(c, unicode) for c in text) + "'"


def _visible(character: str, unicode: bool) -> str:
    if character in "\\'":
        return "\\" + character
    if " " <= character <= "~":
        return character
    is_letter = unicodedata.category(character).startswith("L")
    if unicode and is_letter and unicodedata.bidirectional(character) == "L":
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
