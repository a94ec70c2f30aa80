"""Limits in letters hold for all numbers that the letters may stand for."""

from __future__ import annotations

import pytest
from sympy import Piecewise, Symbol, exp, gamma, log, oo, sin

from derive import Line, start
from derive.derivation.derivation import RuleRefused
from derive.language import Limit
from derive.rulebook.expectations.limits import limit_of_formula

t, a, b = (Symbol(name, real=True) for name in "tab")
UNIT, FAR = Line(0, 1), Line(0, oo)


def limit_of(body, interval, end, given):
    return start(Limit(body, t, interval, end), *given).by(limit_of_formula)


@pytest.mark.parametrize(
    ("body", "interval", "end", "given"),
    [
        # each of them has another limit where a is zero
        (t / (t + a), UNIT, 0, (a >= 0,)),
        (t / (t + a), UNIT, 0, ()),
        (t**2 / (a * t + t**2), UNIT, 0, (a >= 0,)),
        (sin(t) / (t + a), UNIT, 0, (a >= 0,)),
        (a**t, UNIT, 0, (a >= 0,)),
        (t**a, UNIT, 0, ()),
        (gamma(t + a) / gamma(t), UNIT, 0, (a >= 0,)),
        (t * log(1 + a / t) / (a + 1 / t), FAR, oo, (a >= 0,)),
        (exp(-a * t), FAR, oo, (a >= 0,)),
        # or where a and b are equal
        ((t + a) / (t + b), UNIT, 0, (a >= 0, b >= 0)),
        (t / (t + a - b), UNIT, 0, (a > 0, b > 0)),
        # and these have none, or none that is known
        (sin(1 / t), UNIT, 0, ()),
        (Piecewise((1, t <= 0), (2, True)), UNIT, 0, ()),
    ],
)
def test_a_limit_that_depends_on_the_letters_is_refused(body, interval, end, given):
    with pytest.raises(RuleRefused, match="nothing to act on"):
        limit_of(body, interval, end, given)


@pytest.mark.parametrize(
    ("body", "interval", "end", "given", "limit"),
    [
        (t / (t + a), UNIT, 0, (a > 0,), 0),
        ((t + a) / (t + b), UNIT, 0, (a > 0, b > 0), a / b),
        ((exp(a * t) - 1) / t, UNIT, 0, (), a),
        (t**a, UNIT, 0, (a > 1,), 0),
        (t * log(1 + a / t), FAR, oo, (a > 0,), a),
    ],
)
def test_a_limit_whose_leading_signs_are_known_is_found(body, interval, end, given, limit):
    found = limit_of(body, interval, end, given).verify()
    assert found.result == limit
    assert found.status.value != "refuted"
