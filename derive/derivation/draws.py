"""Derivations that say how to draw: E[f(T(e))] under one law is E[f(z)] under another."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Lambda, Symbol

from derive.derivation.derivation import Derivation
from derive.language import Distribution, Expect, Value


@dataclass(frozen=True)
class Draw:
    """A draw of the base law, and the map that makes it a draw of another, with the parameters of
    that one in the order in which they stand in it."""

    map: Lambda
    base: Distribution
    parameters: tuple[Symbol, ...]


def draw_of(derivation: Derivation) -> Draw | None:
    """The map of a derivation from E[f(T(e))] to E[f(z)] for an arbitrary f; None for any other.

    >>> from sympy import Symbol
    >>> draw_of(Derivation(Symbol("x"))) is None
    True
    """
    begun, ended = derivation.start, derivation.result
    if not (isinstance(begun, Expect) and isinstance(ended, Expect) and derivation.steps):
        return None
    letter = Symbol(derivation.letters[0], real=True)
    variable = letter if letter not in begun.free_symbols else None
    at, variable, base = begun.open(variable)
    reached, point, law = ended.open()
    if not (
        isinstance(at, Value) and isinstance(reached, Value) and isinstance(base, Distribution)
    ):
        return None
    if reached.point != point or at.family != reached.family:
        return None
    named = (sorted(a.free_symbols, key=str) for a in law.args)
    known = at.point.free_symbols - {variable}
    parameters = tuple(dict.fromkeys(s for group in named for s in group if s in known))
    return Draw(Lambda(variable, at.point), base, parameters)


def draws_of(derivation: Derivation) -> list[Draw]:
    """The maps of all parts of a derivation."""
    found = [draw_of(chain) for chain in derivation.parts or (derivation,)]
    return [draw for draw in found if draw is not None]
