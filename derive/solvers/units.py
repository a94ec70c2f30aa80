"""Logarithms to another base: bits for nats."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Rational, log

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.derivation.step import Step
from derive.rulebook.algebra.rule import algebra


def in_base(d: Derivation, base: str) -> Derivation:
    """The same derivation with the goal divided by log(base), by the same rules at the same places.

    base: the text of a positive number other than 1, "2" for bits. Raises RuleRefused where a step
    does not carry over.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential
    >>> from derive.solvers.divergences import entropy
    >>> in_base(entropy(Exponential(Symbol("b", positive=True))), "2").result
    (1 - log(b))/log(2)
    """
    unit = log(Rational(base))
    title = f"{d.title}, in bits" if base == "2" else f"{d.title}, to base {base}"
    other = start(d.start / unit, *d.assumptions, title=title, letters=d.letters)
    other = replace(other, names=d.names)
    for step in d.steps:
        other = _carried(other, step, unit)
    if d.obstacle:
        return other.stop(*d.obstacle)
    try:
        return other.by(algebra)
    except RuleRefused:
        return other


def _carried(other: Derivation, step: Step, unit: Any) -> Derivation:
    """The chain with a step more. Algebra is asked for the form that the step reached, if any."""
    if step.rule is algebra:
        return other.by(algebra, step.after / unit)
    return other.by(step.rule, *step.arguments, at=step.at)
