"""Expectations of functions, in closed form."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.law import Law
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.facts import facts_about
from derive.rulebook.rule import Rule
from derive.solvers.closed_form import attempt, reduced
from derive.solvers.givens import assumed
from derive.solvers.moves import acts


def expectation(f: Expr, x: Symbol, p: Law, assume: tuple[Any, ...] = ()) -> Derivation:
    """E[f(x)] for x with the law p, where f is an expression in the symbol x.

    Where the answer is a single fact about the family, it is derived from the density and not
    quoted.

    >>> from sympy import log, symbols
    >>> from derive.language import Gamma
    >>> a, b, x = symbols("a b x", positive=True)
    >>> expectation(log(x), x, Gamma(a, b)).result
    -log(b) + polygamma(0, a)
    """
    goal = Expect(f, x, p)
    d = start(goal, *assumed((p,), assume), title="Expectation", letters=(x.name,))
    return _from_its_proof(d) or reduced(d)


def _from_its_proof(d: Derivation) -> Derivation | None:
    """The chain that proves the one fact that answers; None where none does, or its proof does not
    carry over from the letters of its statement."""
    fact = _answering(d)
    if fact is None:
        return None
    try:
        answer = d.by(fact).reached
        proved = d.because(*fact.proof)
        proved = proved if proved.reached == answer else proved.by(algebra, answer)
    except RuleRefused:
        return None
    return attempt(proved, algebra)


def _answering(d: Derivation) -> Rule | None:
    law = d.start.args[2]
    facts = facts_about(type(law)) if isinstance(law, Distribution) else ()
    return next((fact for fact in facts if acts(fact, d.start, d.assumptions)), None)
