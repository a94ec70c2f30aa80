"""Proposed steps: what other software got wrong is caught, what is true is borne out, and a true
line with the wrong reason is told apart."""

from __future__ import annotations

import pytest
from sympy import (
    Abs,
    EulerGamma,
    I,
    Max,
    Piecewise,
    Rational,
    S,
    Symbol,
    acos,
    cos,
    erfc,
    exp,
    factorial,
    floor,
    gamma,
    log,
    nan,
    oo,
    pi,
    sign,
    sin,
    sqrt,
    tanh,
)

from derive import (
    KL,
    Density,
    DeriveError,
    Expect,
    Integral,
    Kumaraswamy,
    Lattice,
    Line,
    LogLogistic,
    Normal,
    Space,
    algebra,
    arbitrary_law,
    propose,
)
from derive.rulebook.catalogue import rule

x, a, z = (Symbol(name, real=True) for name in "xaz")
n = Symbol("n", integer=True)
R, K = Rational, Kumaraswamy


def over(f, low, high):
    return Integral(f, x, Line(low, high))


def summed(f, low, high):
    return Integral(f, n, Lattice(low, high))


def mean(f, law):
    return Expect(f, x, law)


def bowl(low, high):
    """The density of the U-quadratic law."""
    return 12 / (high - low) ** 3 * (x - (low + high) / 2) ** 2


# What SymPy 1.14 says of integrals, sums and means, and is wrong: the number of the report or a
# name of its own, the line, and what is assumed.
WRONG = {
    "i29792": (over(sqrt(2 - x) * sqrt(1 / (2 - x)), 0, 1), -1, ()),
    "i26477a": (
        Integral(z ** (x - R(1, 2)) * sqrt(1 - z), z, Line(0, 1)),
        -sqrt(pi) * gamma(x + R(1, 2)) / (2 * gamma(x + 2)),
        (x > 0,),
    ),
    "i25052": (over(Abs(cos(x)), -pi / 2, 0), -1, ()),
    "i25066": (over(Abs(sin(x)), -2 * pi, 0), 0, ()),
    "i29072": (over(Abs(sin(x) * cos(x)), 0, 2 * pi), 1, ()),
    "i13850": (over(log(x) / (1 + x), 0, 1), -(pi**2) / 12 + 2 * I * pi * log(2), ()),
    "i22487": (over((cos(x**2) - cos(x)) / x**2, -oo, oo), -oo, ()),
    "i30231": (
        sqrt(x**2 - 9) / x,
        Piecewise(
            (x / sqrt(x**2 - 9) - 9 / (x**2 * sqrt(1 - 9 / x**2)), Abs(x**2) > 9),
            (
                -I * x / sqrt(9 - x**2)
                + I * x / (3 * sqrt(1 - x**2 / 9) * (sqrt(1 - x**2 / 9) + 1))
                + 3 * I / x,
                True,
            ),
        ),
        (),
    ),
    "i30236b": (
        1 / (x * sqrt(x**2 - a**2)),
        Piecewise(
            (-I / (x**2 * sqrt(a / x - 1) * sqrt(a / x + 1)), Abs(a**2 / x**2) > 1),
            (1 / (x**2 * sqrt(-(a**2) / x**2 + 1)), True),
        ),
        (),
    ),
    "i28485b": (
        over(exp(a * (x**2 + 2 * x)), 0, oo),
        I * sqrt(pi) * exp(-a) * erfc(I * sqrt(a)) / (2 * sqrt(a)),
        (a < 0,),
    ),
    "i28485": (
        over(exp(a * (x**2 + 2 * x)), -oo, oo),
        I * sqrt(pi) * exp(-a) * erfc(I * sqrt(a)) / sqrt(a),
        (a < 0,),
    ),
    "i28657": (
        over(400 * pi**2 * x**2 / (1600 * pi**4 * x**4 - 796 * pi**2 * x**2 + 100), 0, oo),
        5 * (-2 * sqrt(160797) * pi + 798 * pi) / (1596 * pi),
        (),
    ),
    "i13133": (summed(1 / (n * (n + 1) * (2 * n + 1)), 1, oo), nan, ()),
    "i19852": (summed(factorial(4 * n) / factorial(4 * n + 4), 1, oo), nan, ()),
    "i15942": (summed(1 / (1 - 4 * n**2) ** 2, -oo, oo), nan, ()),
    # SymPy makes 0 of the sine as soon as it is written, now and then
    "i23086b": (sin(acos(R(7823207, 7823209)), evaluate=False), 0, ()),
    "i29684": ((x**3) ** R(1, 3), Abs(x), ()),
    "beta_1_3h2": (over((1 - x) ** R(1, 2) * log(x), 0, 1), R(16, 9) - 4 * log(2) / 3, ()),
    "beta_1_5h2": (over((1 - x) ** R(3, 2) * log(x), 0, 1), R(92, 75) - 4 * log(2) / 5, ()),
    "inf_207": (over(Abs(cos(x)), 0, 3 * pi), 4, ()),
    "inf_210": (over(Max(sin(x), 0), -2 * pi, 0), 0, ()),
    "inf_209": (over(Abs(sin(2 * x)), -pi, pi), 2, ()),
    "inf_212": (over(sign(cos(x)) * x, -pi, pi), -(pi**2) / 4, ()),
    "sum_223": (summed(1 / (n * (2 * n + 1)), 1, oo), nan, ()),
    "sum_224": (summed(1 / ((2 * n + 1) * (2 * n + 2)), 0, oo), nan, ()),
    "s5": (over(exp(x - exp(x)) * x, -oo, oo), -EulerGamma - I * pi, ()),
    "st_K_var": (mean(x**2, K(2, 3)) - mean(x, K(2, 3)) ** 2, oo, ()),
    "st_LL_H": (
        -mean(log(3 * x**2 / (1 + x**3) ** 2), LogLogistic(1, 3)),
        2 * sqrt(3) * pi / 9,
        (),
    ),
    "ll_x2": (mean(x**2, LogLogistic(1, 3)), 2 * sqrt(3) * pi / 9, ()),
    "ku_x2": (mean(x**2, K(2, 3)), oo, ()),
    "ku_log": (mean(log(x), K(2, 3)), oo, ()),
    "ku_3_2": (mean(x**2, K(3, 2)), -oo, ()),
    "ku_S3h2": (mean(x**2, K(R(3, 2), 2)), -oo, ()),
    "13365a": (summed(R(19, 10) ** n / factorial(n), 0, oo), R(271828182845905, 10**14), ()),
    "13365e": (summed(pi**n / factorial(n), 0, oo), R(200855369231877, 10**13), ()),
    "13365f": (summed(sqrt(2) ** n / factorial(n), 0, oo), R(271828182845905, 10**14), ()),
    "qu_E2": (over(x**2 * bowl(S(0), S(2)), 0, 2), 2, ()),
    "qu_E": (over(x * bowl(S(1), S(4)), 1, 4), R(-23, 2), ()),
}


@pytest.fixture(scope="module")
def verdicts():
    return {name: propose(*line).verdict for name, line in WRONG.items()}


def test_what_is_wrong_is_refuted_and_never_verified(verdicts):
    assert len(WRONG) >= 28
    assert [name for name, found in verdicts.items() if found == "verified"] == []
    assert sum(found == "refuted" for found in verdicts.values()) >= 32


def test_a_refutation_has_its_point_and_both_values():
    found = propose(mean(x**2, K(2, a)), 1 / a, (a > 0,))
    ((symbol, number),) = found.point
    left, right = map(float, found.values)
    assert symbol == a
    assert abs(right - 1 / number) < 1e-7
    assert abs(left - 1 / (1 + number)) < 1e-7


def test_no_number_is_not_some_number():
    found = propose(summed(2**-n, 1, oo), nan)
    assert (found.verdict, found.values) == ("refuted", ("1.0", "undefined"))
    assert propose(nan, nan).verdict == "unchecked"


def test_a_complex_number_is_not_a_real_one():
    found = propose(over(x * exp(x - exp(x)), -oo, oo), -EulerGamma - I * pi)
    assert (found.verdict, "not real" in found.note) == ("refuted", True)
    assert propose(over(exp(-x), 0, oo), -(I**2)).verdict == "verified"


p, q = (arbitrary_law(name, Space("X")) for name in "pq")


@pytest.mark.parametrize(
    ("before", "after", "given", "name", "verdict"),
    [
        (mean(x**2, K(2, 3)), R(1, 4), (), "kumaraswamy-moment", "verified"),
        (log(a**2), 2 * log(a), (a > 0,), "algebra", "verified"),
        (
            KL(p, q),
            Expect(log(Density(p, z)) - log(Density(q, z)), z, p),
            (),
            "kl-definition",
            "verified",
        ),
        (KL(Normal(a, 1), Normal(0, 1)), a**2 / 2, (), None, "verified"),
        (
            over(exp(-(x**2)), 0, 1),
            over(exp(-(x**2)), 0, R(1, 2)) + over(exp(-(x**2)), R(1, 2), 1),
            (),
            None,
            "verified",
        ),
        # true of every model that is drawn, and false at x = 150
        (floor(x / 100), 0, (x > 0,), None, "agrees"),
    ],
)
def test_what_is_true_is_borne_out_and_its_rule_is_found(before, after, given, name, verdict):
    found = propose(before, after, given)
    assert found.verdict == verdict
    assert (found.rule and found.rule.name) == name


@pytest.mark.parametrize(
    ("before", "after", "given"),
    [
        (Abs(x + 1000), x + 1000, ()),
        (Max(x, -200), x, ()),
        (tanh(x), 1, (x > 100,)),
        ((a + 1) ** 2, a**2 + 1, ()),
    ],
)
def test_a_line_that_is_false_beyond_the_usual_points_is_refuted(before, after, given):
    assert propose(before, after, given).verdict == "refuted"


def test_a_judgement_is_shown_in_one_line_with_both_values():
    found = propose((a + 1) ** 2, a**2 + 1)
    assert repr(found) == "<(a + 1)^2 = a^2 + 1: refuted, 4.0 against 2.0 at a = 1>"


def test_a_true_line_with_the_wrong_reason_is_told_apart():
    line = (mean(3 * x + 2, Normal(a, 1)), 3 * a + 2)
    linear = propose(*line, rule=rule("expectation-is-linear"))
    assert linear.verdict == "true, but not for this reason"
    assert linear.gives == 3 * mean(x, Normal(a, 1)) + 2
    nothing = propose(*line, rule=rule("kl-definition"))
    assert (nothing.verdict, nothing.gives) == ("true, but not for this reason", None)
    right = propose(line[0], linear.gives, rule=rule("expectation-is-linear"))
    assert (right.verdict, right.rule.name) == ("verified", "expectation-is-linear")
    false = propose(line[0], 3 * a, rule=rule("expectation-is-linear"))
    assert false.verdict == "refuted"


def test_an_inequality_is_a_step_too():
    jensen = rule("log-of-mean-is-at-least-mean-of-log")
    before, after = log(mean(exp(x), Normal(a, 1))), mean(x, Normal(a, 1))
    assert propose(before, after, relation=">=").verdict == "verified"
    assert propose(before, after, relation="<=").verdict == "refuted"
    by = propose(before, mean(log(exp(x)), Normal(a, 1)), relation=">=", rule=jensen)
    assert by.verdict == "verified"


def test_what_cannot_be_proposed_is_refused():
    with pytest.raises(DeriveError, match="nothing meets"):
        propose(a, a, (a > 0, a < 0))
    with pytest.raises(DeriveError, match="one of the relations"):
        propose(a, a, relation="!=")
    assert propose((a + 1) ** 2, a**2 + 2 * a + 1, rule=algebra).verdict == "verified"
