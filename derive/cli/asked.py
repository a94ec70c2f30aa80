"""What was asked, read: each text with what it says, and refusals that mark the text at fault."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sympy import Basic, Symbol

from derive.cli.questions import QUESTIONS
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.law import Law
from derive.language.stated import beside, plain
from derive.rulebook.algebra import consistent
from derive.rulebook.conditions.existence import existence
from derive.text.reading import parse
from derive.text.reading.refusal import marked


class AskedWrongly(DeriveError):
    """A question has no answer as it stands; the message marks the text that is at fault."""

    def __init__(self, sentence: str, text: str, position: int = 0) -> None:
        super().__init__(f"{sentence}\n{marked(text, position)}")


@dataclass(frozen=True)
class Asked:
    """The texts of a question by the names of its words, and what each of them says."""

    command: str
    texts: Mapping[str, str]
    values: Mapping[str, Any]
    assumptions: Assumptions

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def refuse(self, key: str, sentence: str, name: object = "") -> NoReturn:
        """Refuse the text under a key, at the first place where a name stands in it."""
        text = self.texts[key]
        raise AskedWrongly(sentence, text, max(0, text.find(str(name))))

    def law(self, key: str) -> Law:
        """A law with a formula."""
        value = self.values[key]
        if not isinstance(value, Law):
            self.refuse(key, f"{self.texts[key]} is not a law: a law is written 'Gamma(a, b)'")
        return value

    def variable(self, key: str) -> Symbol:
        """The variable of a law."""
        found = beside(self.law(key)).variable
        if found is None:
            self.refuse(key, f"the law has no variable: write 'x ~ {self.texts[key]}'")
        return found

    def number(self, key: str) -> Any:
        """An expression, with what was assumed beside it."""
        if not isinstance(plain(self.values[key]), Basic) or isinstance(self.values[key], Law):
            self.refuse(key, f"{self.texts[key]} is not an expression")
        return self.values[key]

    def name(self, key: str) -> Symbol:
        """A bare name."""
        value = self.values[key]
        if not isinstance(value, Symbol):
            self.refuse(key, f"{self.texts[key]} is not a name")
        return value

    def blamed(self, sentence: str) -> AskedWrongly:
        """A refusal of what a sentence names: the last of the texts that occurs in it, or else the
        last that is a law or a function."""
        said = [k for k, v in self.values.items() if _is_said(self.texts[k], v, sentence)]
        key = (said or [k for k in self.values if not isinstance(self.values[k], Symbol)])[-1]
        return AskedWrongly(sentence, self.texts[key])


def _is_said(text: str, value: Any, sentence: str) -> bool:
    return text in sentence or str(plain(value)) in sentence


def asked(options: argparse.Namespace) -> Asked:
    """The texts of a question, read. Raises DeriveError, with the place marked, for a text that is
    not read, and for an assumption that contradicts the others or is about nothing here."""
    question = QUESTIONS[options.command]
    given = {word.key: getattr(options, word.key) for word in question.words if word.key != "NAME"}
    texts = {key: text.lstrip() for key, text in given.items() if text is not None}
    facts = [parse(fact)[0] for fact in options.assume]
    values = dict(zip(texts, parse(*texts.values(), assume=options.assume), strict=True))
    symbols = {s for value in values.values() for s in _symbols(value)}
    laws = [v for v in values.values() if isinstance(v, Distribution)]
    known = Assumptions.of(*(c for law in laws for c in existence(law)))
    for text, fact in zip(options.assume, facts, strict=True):
        for stranger in sorted(fact.free_symbols - symbols, key=str):
            sentence = f"{stranger} occurs in nothing that is asked about"
            raise AskedWrongly(sentence, text, max(0, text.find(stranger.name)))
        known = known.also(fact)
        if consistent(known) is False:
            raise AskedWrongly("this contradicts what is known of the names before it", text)
    return Asked(options.command, texts, values, Assumptions.of(*facts))


def _symbols(value: Any) -> set[Symbol]:
    variable = beside(value).variable
    bare = plain(value)
    inside: set[Symbol] = set(bare.free_symbols) if isinstance(bare, Basic) else set()
    return inside | ({variable} if variable is not None else set())
