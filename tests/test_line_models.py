"""Statements about arbitrary densities are also checked with densities on the line."""

from __future__ import annotations

import mpmath
import pytest
from sympy import Not, Symbol, exp, log

from derive import KL, Assumptions, Density, Dominates, Expect, Space, arbitrary_law, iid, start
from derive.language import ArbitraryMap, Line, Relation
from derive.numeric import Trials
from derive.numeric.line_models import on_the_line
from derive.rulebook.definitions import kl_definition

X, K = Space("X", "continuous"), Symbol("K", integer=True, positive=True)
x, s = Symbol("x"), Symbol("s")
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
T = ArbitraryMap("T", X)
divergence = Expect(log(Density(p, x) / Density(q, x)), x, p)


def test_both_sides_have_values_there():
    found = Trials([KL(p, q), divergence], Assumptions(), 0).compare(0, Relation.EQ)
    assert (found.effective, found.lines, found.counterexample) == (20, 2, None)


def test_the_values_are_integrals_over_the_line():
    (moved, _), _ = on_the_line([KL(p, q), divergence], ())
    assert moved.args[0].space == Line()
    values = Trials([moved], (), 0, 2)
    for model in range(2):
        assert 0 < values.known(model, 0).value < mpmath.inf


def test_a_statement_that_fails_there_alone_is_refuted():
    # on the line exp(x) has a mean under q, and so has x; on a few points x is no number
    bound = [KL(p, q), KL(p, q) + 1]
    trials = Trials(bound, (), 0)
    assert trials.compare(0, Relation.GE).counterexample is not None
    trials.models.clear()
    found = trials.compare(0, Relation.GE)
    assert (found.effective, found.lines) == (0, 2)
    assert found.counterexample is not None


@pytest.mark.parametrize(
    ("expr", "facts"),
    [
        (KL(p, q), (Not(Dominates(q, p)),)),
        (Expect(Density(p, x), s, iid(p, K)), ()),
        (Expect(exp(T(x)), x, arbitrary_law("r", Space("Y", "discrete"))), ()),
    ],
    ids=["laws that lack mass", "many numbers", "a discrete space"],
)
def test_what_is_not_moved(expr, facts):
    moved = on_the_line([expr], facts)
    assert moved is None or all(Line() != law.space for law in _laws(moved[0][0]))


def _laws(expr):
    found = [expr] if hasattr(expr, "family") and hasattr(expr, "space") else []
    return found + [law for a in expr.args for law in _laws(a)]


def test_the_page_says_so():
    d = start(KL(p, q)).by(kl_definition).verify()
    assert all(step.evidence.lines == 2 for step in d.steps)
    assert "in 20 models and in 2 on the line" in str(d)
