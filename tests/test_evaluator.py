"""Numbers that expressions of the language mean, against other quadrature and known values."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from sympy import (
    Abs,
    E,
    EulerGamma,
    Integer,
    Max,
    Rational,
    S,
    Symbol,
    cos,
    exp,
    gamma,
    log,
    oo,
    pi,
    polygamma,
    sqrt,
)

from derive.errors import DeriveError, NotConverged, OutOfDomain
from derive.language import (
    ELBO,
    JSD,
    KL,
    ArbitraryMap,
    ArgMax,
    Assumptions,
    Bernoulli,
    Beta,
    Binomial,
    Categorical,
    Cauchy,
    CrossEntropy,
    Density,
    Dirichlet,
    Element,
    Entropy,
    Expect,
    Exponential,
    FiniteProduct,
    FiniteSum,
    Gamma,
    Geometric,
    Gradient,
    Integral,
    Laplace,
    Lattice,
    Laws,
    Line,
    LogNormal,
    Maps,
    Maximiser,
    MultivariateNormal,
    Normal,
    Poisson,
    Relation,
    Space,
    StudentT,
    Sup,
    Uniform,
    Variance,
    arbitrary_law,
    gradient_of,
    iid,
)
from derive.numeric import Trials, value_of
from derive.numeric.comparison import Known, digits_of_agreement

x, z, k = Symbol("x", real=True), Symbol("z", real=True), Symbol("k")
a, b = Symbol("a", positive=True), Symbol("b", positive=True)
HALF, THIRD = Rational(1, 2), Rational(1, 3)


def value(expression, digits=20, **values):
    symbols = {s.name: s for s in expression.free_symbols}
    at = {symbols[name]: v for name, v in values.items()}
    return value_of(expression, at, Assumptions(), digits)


def close(found, expected, digits=18):
    with mpmath.workdps(40):
        return abs(found - expected) <= mpmath.mpf(10) ** -digits * max(1, abs(expected))


def number(expression):
    """A closed expression in elementary functions."""
    return value(expression, 30)


MEANS = [
    (Expect(z, z, Exponential(3)), THIRD),
    (Expect(log(z), z, Exponential(1)), -EulerGamma),
    (Expect(z**4, z, Normal(0, 2)), Integer(48)),
    (Expect(exp(z), z, Normal(1, HALF)), exp(Rational(9, 8))),
    (Expect(Abs(z - 1), z, Laplace(1, 3)), Integer(3)),
    (Expect(Max(z - 2, 0), z, Exponential(1)), exp(-2)),
    (Expect(cos(z), z, Normal(0, 1)), exp(-HALF)),
    (Expect(z ** Rational(-9, 10), z, Uniform(0, 1)), Integer(10)),
    (
        Expect(log(1 - z), z, Beta(2, Rational(1, 5))),
        polygamma(0, Rational(1, 5)) - polygamma(0, Rational(11, 5)),
    ),
    (Expect(1 / z, z, Gamma(3, 2)), Integer(1)),
    (Expect(log(z) ** 2, z, LogNormal(1, 2)), Integer(5)),
    (Expect(z**2, z, StudentT(5, 0, 1)), Rational(5, 3)),
    (Expect(k**2, k, Poisson(4)), Integer(20)),
    (Expect(HALF**k, k, Geometric(THIRD)), HALF),
    (Expect(k * (k - 1), k, Binomial(7, THIRD)), Rational(42, 9)),
    (Variance(z, z, Gamma(3, 2)), Rational(3, 4)),
    (Expect(Expect(x**2, x, Normal(z, 2)), z, Exponential(2)), Integer(4) + HALF),
    (Expect(Density(Normal(z, 1), 1), z, Normal(0, 1)), exp(-Rational(1, 4)) / sqrt(4 * pi)),
    (Entropy(Normal(3, 2)), log(8 * pi * E) / 2),
    (CrossEntropy(Exponential(2), Exponential(3)), Rational(3, 2) - log(3)),
    (KL(Gamma(2, 1), Gamma(2, 3)), Integer(4) - 2 * log(3)),
    (KL(Bernoulli(HALF), Bernoulli(THIRD)), log(Rational(9, 8)) / 2),
    (Integral(exp(-(z**4)), z, Line()), 2 * gamma(Rational(5, 4))),
    (Integral(1 / (1 + z**2), z, Line(0)), pi / 2),
    (FiniteProduct(k, k, 1, 6), Integer(720)),
    (FiniteSum(1 / k, k, 1, 4), Rational(25, 12)),
    (FiniteSum(k, k, 3, 2), Integer(0)),
]


@pytest.mark.parametrize(("expression", "expected"), MEANS, ids=lambda e: str(e)[:50])
def test_known_values(expression, expected):
    assert close(value(expression), number(expected))


INFINITE = [
    KL(Exponential(1), Uniform(0, 1)),
    KL(Normal(0, 1), Exponential(1)),
    Expect(exp(2 * z), z, Exponential(1)),
    Expect(z**2, z, StudentT(2, 0, 1)),
    Expect(Abs(z), z, Cauchy(0, 1)),
    Integral(1 / z, z, Line(0, 1)),
    Expect(1 / z, z, Exponential(1)),
    KL(Binomial(2, HALF), Bernoulli(HALF)),
]


@pytest.mark.parametrize("expression", INFINITE, ids=lambda e: str(e)[:50])
def test_infinite_values_are_found_out(expression):
    assert value(expression) == mpmath.inf


def test_an_expectation_without_a_value_is_not_a_number():
    with pytest.raises((NotConverged, OutOfDomain)):
        value(Expect(z, z, Cauchy(0, 1)))


class TestSupports:
    def test_a_density_is_zero_off_its_support(self):
        assert value(Density(Exponential(2), Integer(-1))) == 0
        assert value(Density(Poisson(2), HALF)) == 0
        assert value(Density(Uniform(1, 2), Integer(3))) == 0

    def test_a_divergence_from_a_larger_support_is_finite(self):
        assert close(value(KL(Uniform(0, 1), Uniform(-1, 2))), number(log(3)))

    def test_zero_times_infinity_is_nothing_under_the_law(self):
        mean = Expect(log(Density(Uniform(0, 1), z)), z, Uniform(0, HALF))
        assert value(mean) == 0


class TestEvidenceLowerBound:
    theta, phi = Symbol("theta", positive=True), Symbol("phi", positive=True)
    joint = Density(Exponential(theta), z) * Density(Normal(z, 1), x)
    bound = ELBO(joint, z, Exponential(phi))

    @pytest.mark.parametrize(
        ("t", "p", "o"), [(1.0, 2.0, 0.5), (0.25, 0.75, -1.5), (4.0, 0.5, 3.0)]
    )
    def test_against_quadrature_in_numpy(self, t, p, o):
        nodes, weights = np.polynomial.laguerre.laggauss(60)
        at = nodes / p
        logs = np.log(t) - t * at - (o - at) ** 2 / 2 - np.log(2 * np.pi) / 2 - np.log(p) + p * at
        expected = float(np.sum(weights * logs))
        found = value(self.bound, theta=t, phi=p, x=o)
        assert abs(float(found) - expected) < 1e-10 * (1 + abs(expected))

    def test_it_is_below_the_evidence(self):
        evidence = log(Integral(self.joint, z, Line(0)))
        found = Trials([self.bound, evidence], Assumptions(), 0).compare(0, Relation.LE)
        assert found.effective == found.tried == 4
        assert found.counterexample is None
        assert mpmath.mpf(found.slack) > 0

    def test_its_gradient(self):
        slope = Gradient(self.bound, self.theta, Integer(2))
        expected = 1 / self.theta - 1 / self.phi
        found = value(slope, phi=3, x=1)
        assert close(found, number(expected.subs({self.theta: 2, self.phi: 3})), 15)


class TestGradients:
    def test_of_a_finite_sum(self):
        body = FiniteSum(a**k / k, k, 1, 5)
        exact = sum(a ** (j - 1) for j in range(1, 6))
        assert close(value(gradient_of(body, a), a="7/3"), number(exact.subs(a, Rational(7, 3))))

    def test_near_a_singularity(self):
        assert close(value(Gradient(log(a), a, Rational(1, 100))), 100)

    def test_at_a_kink_there_is_none(self):
        with pytest.raises(NotConverged):
            value(Gradient(Abs(z) + z, z, Rational(1, 10**9)), 40)

    @pytest.mark.parametrize("at", [Integer(0), Rational(1, 3)])
    def test_at_the_very_kink_there_is_none(self, at):
        with pytest.raises(NotConverged, match="kink"):
            value(Gradient(Abs(z - at), z, at), 40)

    def test_a_high_curvature_is_no_kink(self):
        assert close(value(Gradient(sqrt(10**-4 + z**2), z, Integer(0))), 0)
        assert close(value(Gradient(z**2 * Abs(z) + z, z, Integer(0))), 1)


class TestNames:
    def test_renamed_expressions_have_the_same_value(self):
        one = Expect(log(z) + a, z, Gamma(a, 2))
        other = Expect(log(x) + a, x, Gamma(a, 2))
        assert value(one, a=3) == value(other, a=3)

    def test_bound_and_free_of_one_name_are_apart(self):
        mixed = Expect(z, z, Exponential(z))
        assert close(value(mixed, z=4), mpmath.mpf(1) / 4)

    def test_nested_bounds_of_one_name(self):
        inner = Expect(z, z, Exponential(2))
        assert close(value(Expect(z * inner, z, Exponential(4))), mpmath.mpf(1) / 8)


class TestInequalities:
    def test_jensen_has_its_slack_on_the_right_side(self):
        mean_of_log, log_of_mean = Expect(log(z), z, Gamma(a, b)), log(Expect(z, z, Gamma(a, b)))
        trials = Trials([mean_of_log, log_of_mean], Assumptions(), 0)
        assert trials.compare(0, Relation.LE).counterexample is None
        assert mpmath.mpf(trials.compare(0, Relation.LT).slack) > 0
        assert trials.compare(0, Relation.GE).counterexample is not None
        assert trials.compare(0, Relation.EQ).counterexample is not None

    def test_equality_is_counted(self):
        trials = Trials([a, a + 0 * b, a], Assumptions(), 0)
        found = trials.compare(0, Relation.LE)
        assert found.equality == found.effective
        assert trials.compare(0, Relation.LT).counterexample is not None

    def test_something_that_differs_somewhere(self):
        assert Trials([a, b], Assumptions(), 0).compare(0, Relation.NE).counterexample is None
        assert Trials([a, a], Assumptions(), 0).compare(0, Relation.NE).counterexample is not None


class TestSmallDifferences:
    """Equal is what agrees to the accuracy of the numbers, and nothing else."""

    mean = Expect(z, z, Exponential(a))

    @pytest.mark.parametrize("change", [Rational(1, 10**8), Rational(1, 10**10)])
    def test_they_are_refuted(self, change):
        found = Trials([self.mean, 1 / a + change], Assumptions(), 0).compare(0, Relation.EQ)
        assert found.counterexample is not None

    def test_tiny_numbers_are_compared_as_they_are(self):
        tiny = exp(-90 - a)
        found = Trials([tiny, tiny * (1 + Rational(1, 10**9))], Assumptions(), 0)
        assert found.compare(0, Relation.EQ).counterexample is not None
        twice = Trials([Density(Normal(0, 1), 15 + a), 2 * Density(Normal(0, 1), 15 + a)], (), 0)
        assert twice.compare(0, Relation.EQ).counterexample is not None

    def test_what_cancels_to_nothing_is_zero(self):
        score = Expect(1 / a - z, z, Exponential(a))
        found = Trials([score, S.Zero], Assumptions(), 0).compare(0, Relation.EQ)
        assert found.counterexample is None
        assert found.effective == 4

    def test_infinities_equal_only_themselves(self):
        infinite = KL(Exponential(a), Uniform(0, b))
        assert Trials([infinite, oo + 0 * a], (), 0).compare(0, Relation.EQ).counterexample is None
        assert Trials([infinite, 10**30 + a], (), 0).compare(0, Relation.EQ).counterexample


class TestSuprema:
    X = Space("X")
    y = Symbol("y")
    p, q, r = arbitrary_law("p", X), arbitrary_law("q", X), arbitrary_law("r", X)
    T, f = ArbitraryMap("T", X), ArbitraryMap("f", X)

    def equal(self, left, right):
        found = Trials([left, right], Assumptions(), 0).compare(0, Relation.EQ)
        assert found.counterexample is None, str(found.counterexample)
        assert found.effective >= 18
        assert found.digits == 30

    def test_of_a_parabola_and_where(self):
        body = a * z - b * z**2
        assert close(value(Sup(body, z, Line()), a=3, b=2), mpmath.mpf(9) / 8)
        assert close(value(ArgMax(body, z, Line(0)), a=3, b=2), mpmath.mpf(3) / 4)

    def test_approached_towards_an_end(self):
        assert close(value(Sup(-exp(-z), z, Line())), 0)
        assert value(Sup(z - 1 / z, z, Line(0))) == mpmath.inf
        with pytest.raises(OutOfDomain):
            value(ArgMax(-exp(-z), z, Line()))

    def test_with_a_kink(self):
        assert close(value(Sup(1 - Abs(z - 2), z, Line())), 1, 15)

    def test_of_two_humps_the_higher(self):
        humps = exp(-((z - 3) ** 2)) + 2 * exp(-((z + 4) ** 2))
        assert value(Sup(humps, z, Line())) >= 2

    def test_nested(self):
        inner = Sup(-((z - x) ** 2) - x**2, z, Line())
        assert close(value(Sup(inner + x, x, Line())), mpmath.mpf(1) / 4, 15)

    def test_the_divergence_is_a_supremum_over_functions(self):
        y, t = self.y, self.T
        dual = Expect(t(y), y, self.p) - Expect(exp(t(y) - 1), y, self.q)
        self.equal(Sup(dual, t.family, Maps(self.X)), KL(self.p, self.q))

    def test_donsker_and_varadhan(self):
        y, t = self.y, self.T
        dual = Expect(t(y), y, self.p) - log(Expect(exp(t(y)), y, self.q))
        self.equal(Sup(dual, t.family, Maps(self.X)), KL(self.p, self.q))

    def test_the_gibbs_variational_principle(self):
        y = self.y
        functional = Expect(self.f(y), y, self.r) - KL(self.r, self.p)
        self.equal(
            Sup(functional, self.r.family, Laws(self.X)), log(Expect(exp(self.f(y)), y, self.p))
        )
        best = Maximiser(functional, self.r.family, Laws(self.X))
        tilted = Density(self.p, y) * exp(self.f(y)) / Expect(exp(self.f(y)), y, self.p)
        self.equal(Density(best, y), tilted)

    def test_the_discriminator_reaches_the_jensen_shannon_divergence(self):
        y, d = self.y, ArbitraryMap("D", self.X, codomain=Line(0, 1))
        value = Expect(log(d(y)), y, self.p) + Expect(log(1 - d(y)), y, self.q)
        self.equal(Sup(value, d.family, Maps(self.X, Line(0, 1))), 2 * JSD(self.p, self.q) - log(4))


class TestSecondOpinion:
    def test_the_ends_are_compared_by_another_quadrature(self):
        chain = [Expect(z**2 * log(z), z, Gamma(a, b)), Expect(z * log(z) * z, z, Gamma(a, b))]
        trials = Trials(chain, Assumptions(), 0)
        found = trials.compare_ends()
        assert found.counterexample is None
        assert found.effective == 2
        first = [trials.known(m, 0) for m in range(2)]
        assert all(isinstance(one, Known) for one in first)

    def test_it_refutes_as_well(self):
        chain = [Expect(z, z, Gamma(a, b)), a / b + Rational(1, 10**5)]
        assert Trials(chain, Assumptions(), 0).compare_ends().counterexample is not None


class TestSeveralNumbers:
    s, i = Symbol("s"), Symbol("i")

    def equal(self, left, right, digits=11):
        found = Trials([left, right], Assumptions(), 0).compare(0, Relation.EQ)
        assert found.counterexample is None, str(found.counterexample)
        assert found.effective == found.tried
        assert found.digits >= digits

    def test_a_normal_vector(self):
        law = MultivariateNormal([z, 0], [[2, 1], [1, 3]])
        self.equal(Expect(Element(self.s, 1) * Element(self.s, 2), self.s, law), 1 + 0 * z)
        self.equal(Entropy(law), log(2 * pi * E) + log(5) / 2 + 0 * z)

    def test_a_point_of_a_simplex(self):
        law = Dirichlet([a, b])
        mean = polygamma(0, a) - polygamma(0, a + b)
        self.equal(Expect(log(Element(self.s, 1)), self.s, law), mean, 10)

    def test_independent_numbers(self):
        n = Symbol("n")
        total = FiniteSum(Element(self.s, self.i) ** 2, self.i, 1, n)
        self.equal(Expect(total, self.s, iid(Normal(z, a), n)), n * (z**2 + a**2))

    def test_a_table_of_probabilities(self):
        p = Symbol("p", positive=True)
        law = Categorical([p, 1 - p])
        self.equal(Entropy(law), -p * log(p) - (1 - p) * log(1 - p), 30)


class TestValueAtNumbers:
    def test_thirty_digits(self):
        found = value(KL(Gamma(a, 1), Gamma(b, 1)), 30, a="1/3", b=2)
        with mpmath.workdps(40):
            third = mpmath.mpf(1) / 3
            exact = (third - 2) * mpmath.digamma(third) - mpmath.loggamma(third)
            assert abs(found - exact) < mpmath.mpf(10) ** -28

    def test_text_is_read_as_a_number_and_nothing_else(self):
        assert close(value(log(a), a="0.25"), number(-log(4)))
        with pytest.raises(DeriveError, match="not a number"):
            value(log(a), a="__import__('os')")

    def test_what_lies_outside_the_domain_is_refused(self):
        rate = Symbol("lambda", real=True)
        with pytest.raises(DeriveError, match="outside the domain"):
            value_of(Expect(z, z, Exponential(rate)), {rate: -1}, Assumptions(), 15)
        with pytest.raises(DeriveError, match="outside"):
            value(log(a), a=-1)


def test_integers_are_summed_as_far_as_they_count():
    heavy = Expect(k, k, Poisson(3000))
    assert close(value(heavy), 3000)
    assert close(value(Expect(log(k + 1), k, Geometric(Rational(1, 500))), 15), 5.65, 1)


def test_a_density_that_is_none_is_found_out():
    lattice = Integral(Density(Poisson(2), k), k, Lattice(0))
    assert close(value(lattice), 1)
    assert math.isclose(float(value(Integral(Density(Normal(5, HALF), z), z, Line(0)))), 1)


def test_digits_are_counted_from_one_where_neither_side_can_be_told_from_zero():
    zero = Known(mpmath.mpf(0), mpmath.mpf(0), mpmath.mpf("1e-37"))
    tiny = Known(mpmath.mpf("2e-47"), mpmath.mpf("2e-47"), mpmath.mpf("1e-37"))
    small = Known(mpmath.mpf("2e-30"), mpmath.mpf("2e-30"), mpmath.mpf("1e-37"))
    assert digits_of_agreement(zero, tiny, 30) == 30
    assert digits_of_agreement(zero, small, 30) == 0
