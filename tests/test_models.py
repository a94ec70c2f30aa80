"""Models: what is true of every joint law is true in them, what is assumed holds, and what they say
of themselves is enough to compute every density again."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from fractions import Fraction

import mpmath
import pytest
from sympy import Contains, FiniteSet, Gt, Lt, Ne, Not, Rational, S, Symbol, log

from derive.errors import NotConverged
from derive.language import (
    KL,
    ArbitraryMap,
    Assumptions,
    Bernoulli,
    Density,
    Disjoint,
    Dominates,
    Element,
    Everywhere,
    Expect,
    Exponential,
    FiniteSum,
    Integral,
    IsFinite,
    Kernel,
    Lattice,
    Line,
    Normal,
    Power,
    Relation,
    Space,
    Uniform,
    arbitrary_law,
    iid,
    joint_law,
)
from derive.numeric import Trials
from derive.numeric.comparison import Known
from derive.numeric.models.truths import holds_in
from derive.numeric.models.worlds import Worlds

X, Z = Space("X"), Space("Z")
x, z, t = Symbol("x"), Symbol("z"), Symbol("t", real=True)
JOINT = joint_law("p", X, Z, parameters=(t,))
POSTERIOR = JOINT.given_that({X: x})


def known(expression, *given, seed=0):
    """The values of an expression in all models."""
    trials = Trials([expression], Assumptions.of(*given), seed)
    found = [trials.known(m, 0) for m in range(len(trials.models))]
    return [value.value for value in found if isinstance(value, Known)]


def compared(left, right, *given, relation=Relation.EQ):
    return Trials([left, right], Assumptions.of(*given), 0).compare(0, relation)


def equal_everywhere(left, right, *given, digits=30):
    found = compared(left, right, *given)
    assert found.counterexample is None, str(found.counterexample)
    assert 2 * found.effective >= found.tried
    assert found.digits >= digits
    return found


class TestViews:
    def test_a_joint_law_has_mass_one(self):
        whole = Integral(Integral(Density(JOINT, x, z), z, Z), x, X)
        assert all(abs(v - 1) < 1e-30 for v in known(whole))

    def test_a_marginal_is_the_integral_of_the_joint(self):
        equal_everywhere(Density(JOINT.marginal(X), x), Integral(Density(JOINT, x, z), z, Z))

    def test_bayes(self):
        likelihood = JOINT.given_that({Z: z})
        left = Density(POSTERIOR, z) * Density(JOINT.marginal(X), x)
        right = Density(likelihood, x) * Density(JOINT.marginal(Z), z)
        equal_everywhere(left, right)

    def test_nothing_else_is_true_of_views(self):
        independent = Density(JOINT.marginal(X), x) * Density(JOINT.marginal(Z), z)
        found = compared(Density(JOINT, x, z), independent)
        assert found.counterexample is not None

    def test_a_kernel_has_mass_one_at_every_point(self):
        kernel = Kernel("k", Z, X)
        equal_everywhere(Integral(Density(kernel(x), z), z, Z), S.One)

    def test_points_are_weighted(self):
        assert any(abs(v - int(v)) > 0 for v in known(Integral(S.One, x, X)))

    def test_two_laws_of_one_name_and_other_indices_are_unrelated(self):
        one, other = (arbitrary_law("q", X, index=(i,)) for i in (1, 2))
        assert compared(KL(one, other), S.Zero).counterexample is not None
        equal_everywhere(KL(one, one), S.Zero)

    def test_a_parameter_moves_a_law(self):
        moved = joint_law("p", X, Z, parameters=(t + 1,))
        found = compared(Density(JOINT, x, z), Density(moved, x, z))
        assert found.counterexample is not None


class TestZeros:
    p, q = arbitrary_law("p", X), arbitrary_law("q", X)

    def test_a_divergence_is_infinite_where_mass_is_lacking(self):
        values = known(KL(self.p, self.q))
        assert any(v == mpmath.inf for v in values)
        assert any(v < mpmath.inf for v in values)
        assert all(v >= 0 for v in values)

    def test_domination_is_respected(self):
        values = known(KL(self.p, self.q), Dominates(self.q, self.p))
        assert all(v < mpmath.inf for v in values)

    def test_its_negation_is(self):
        values = known(KL(self.p, self.q), Not(Dominates(self.q, self.p)))
        assert values
        assert all(v == mpmath.inf for v in values)

    def test_a_model_is_asked(self):
        trials = Trials([KL(self.p, self.q)], Assumptions(), 0)
        found = [(m, trials.known(i, 0)) for i, m in enumerate(trials.models)]
        found = [(model, known.value) for model, known in found if isinstance(known, Known)]
        assert len(found) >= 15
        assert {value == mpmath.inf for _, value in found} == {True, False}
        for model, value in found:
            infinite = value == mpmath.inf
            assert holds_in(Dominates(self.q, self.p), model) is not infinite
            assert holds_in(IsFinite(KL(self.p, self.q)), model) is not infinite
            assert holds_in(Dominates(self.p, self.p), model) is True

    def test_disjoint_laws_are_disjoint(self):
        overlap = Integral(Density(self.p, x) * Density(self.q, x), x, X)
        values = known(overlap, Disjoint(self.p, self.q))
        assert len(values) == 20
        assert all(v == 0 for v in values)

    def test_a_weight_times_its_law_is_not_another_law(self):
        ratio = Expect(Density(self.p, x) / Density(self.q, x), x, self.q)
        assert compared(ratio, S.One).counterexample is not None
        equal_everywhere(ratio, S.One, Dominates(self.q, self.p))

    def test_zero_times_infinity_under_a_law_is_nothing(self):
        mean = Expect(log(Density(self.p, x)), x, self.p)
        assert all(abs(v) < mpmath.inf for v in known(mean))


class TestAssumptions:
    def numbers(self, *given, expression=None):
        symbols = sorted({s for fact in given for s in fact.free_symbols}, key=str)
        whole = sum(symbols) if expression is None else expression
        worlds = Worlds([whole], Assumptions.of(*given))
        return [model.numbers for model in worlds.draw(0, 30)]

    def test_a_simplex(self):
        p, q = Symbol("p", positive=True), Symbol("q", positive=True)
        assert all(n[p] + n[q] < 1 for n in self.numbers(Lt(p + q, 1)))

    def test_twice_one_above_the_other(self):
        a, b = Symbol("a", positive=True), Symbol("b", positive=True)
        assert all(2 * n[a] > n[b] for n in self.numbers(Gt(2 * a, b)))

    def test_an_order(self):
        a, b, c = (Symbol(n, real=True) for n in "abc")
        assert all(n[a] < n[c] < n[b] for n in self.numbers(Lt(a, c), Lt(c, b)))

    def test_finite_sets_integers_and_inequations(self):
        k, n, a = Symbol("k"), Symbol("n"), Symbol("a", real=True)
        given = (Contains(k, FiniteSet(0, 1)), Contains(n, S.Naturals), Gt(n, 2), Ne(a, 1))
        for found in self.numbers(*given):
            assert found[k] in (0, 1)
            assert found[n].is_integer
            assert found[n] > 2
            assert found[a] != 1

    def test_the_domains_of_parameters(self):
        a, b = Symbol("a"), Symbol("b")
        for found in self.numbers(
            expression=Density(Exponential(a), Rational(1, 2)) + KL(Normal(0, b), Normal(0, 1))
        ):
            assert found[a] > 0
            assert found[b] > 0

    def test_observations_lie_in_the_support(self):
        low, high, y = (Symbol(n, real=True) for n in ("l", "h", "y"))
        law = Uniform(low, high)
        assert all(n[low] < n[y] < n[high] for n in self.numbers(expression=Density(law, y)))

    def test_numbers_are_of_many_sizes(self):
        a = Symbol("a", positive=True)
        values = [n[a] for n in self.numbers(expression=a)]
        assert min(values) < Rational(1, 2)
        assert max(values) > 2

    def test_what_cannot_be_met_is_one_sentence(self):
        a, b = Symbol("a", real=True), Symbol("b", real=True)
        with pytest.raises(NotConverged, match="no numbers were found"):
            self.numbers(Gt(a, b), Gt(b, a))

    def test_a_statement_about_a_map(self):
        f = ArbitraryMap("f", X)
        lowest = Expect(f(x), x, arbitrary_law("p", X))
        values = known(lowest, Everywhere(Gt(f(x), 0), x, X))
        assert len(values) == 20
        assert all(v > 0 for v in values)


class TestLengths:
    def test_they_take_small_values_and_one(self):
        n = Symbol("n")
        i = Symbol("i")
        assert {int(v) for v in known(FiniteSum(S.One, i, 1, n))} == {1, 2, 3}

    def test_sequences_of_codes(self):
        n = Symbol("n")
        s = Symbol("s")
        total = Integral(S.One, s, Power(Lattice(0, 1), n))
        assert {int(v) for v in known(total)} == {2, 4, 8}

    def test_the_mean_of_independent_draws(self):
        n, s, i, p = Symbol("n"), Symbol("s"), Symbol("i"), Symbol("p")
        total = FiniteSum(Element(s, i), i, 1, n)
        equal_everywhere(Expect(total, s, iid(Bernoulli(p), n)), n * p)


class TestWrittenDown:
    """A model as plain data, read by a program that knows nothing of this one."""

    def test_it_is_enough_to_compute_every_density(self):
        trials = Trials([Density(JOINT, x, z)], Assumptions(), 0)
        for m, model in enumerate(trials.models):
            value = trials.known(m, 0)
            assert isinstance(value, Known)
            again = self.density(model.to_json())
            assert abs(again - value.value) < mpmath.mpf(10) ** -13

    def density(self, model):
        """p(x, z; t) from the layout alone."""

        def number(text):
            return mpmath.mpf(Fraction(text).numerator) / Fraction(text).denominator

        (law,) = model["laws"]
        weights = [[number(w) for w in model["spaces"][name]] for name in ("X", "Z")]
        at = number(model["numbers"]["t"])
        mass = {}
        for cell in law["cells"]:
            b, c = number(cell["b"][0]), number(cell["c"][0])
            logit = number(cell["a"]) + b * mpmath.sin(at) + c * at
            mass[tuple(cell["point"])] = mpmath.exp(logit)
        total = sum(
            mass.get((i, j), 0) * v * w
            for (i, v), (j, w) in itertools.product(enumerate(weights[0]), enumerate(weights[1]))
        )
        return mass.get((model["points"]["x"], model["points"]["z"]), 0) / total


SCRIPT = """
from sympy import Symbol
from derive.language import KL, Assumptions, Space, arbitrary_law, joint_law, Density
from derive.numeric import Trials
X, Z = Space("X"), Space("Z")
x, z, t = Symbol("x"), Symbol("z"), Symbol("t", real=True)
joint = joint_law("p", X, Z, parameters=(t,))
chain = [Density(joint, x, z), KL(arbitrary_law("r", X), arbitrary_law("q", X))]
trials = Trials(chain, Assumptions(), 3)
print([str(trials.known(m, i)) for m in range(20) for i in (0, 1)])
print([model.to_json() for model in trials.models])
"""


def test_the_same_seed_gives_the_same_models_whatever_the_hashes():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1


def test_one_name_for_two_laws_is_one_sentence():
    trials = Trials([Density(JOINT, x, z), Density(arbitrary_law("p", X), x)], Assumptions(), 0)
    found = trials.compare(0, Relation.EQ)
    assert found.effective == 0
    assert "p is the name of two different things" in found.note


def test_the_order_of_evaluation_does_not_matter():
    p, q = arbitrary_law("p", X), arbitrary_law("q", X)
    one = Trials([KL(p, q), KL(q, p)], Assumptions(), 0)
    other = Trials([KL(q, p), KL(p, q)], Assumptions(), 0)
    for m in range(20):
        assert one.known(m, 1) == other.known(m, 0)


def test_laws_on_the_line():
    law = arbitrary_law("p", Line(), parameters=(t,))
    y = Symbol("y")
    equal_everywhere(Integral(Density(law, y), y, Line()), S.One, digits=15)
    mean = Expect(y, y, law)
    equal_everywhere(Expect((y - mean) ** 2, y, law), Expect(y**2, y, law) - mean**2, digits=14)
    positive = arbitrary_law("r", Line(0))
    assert all(v > 0 for v in known(Expect(y, y, positive)))
    equal_everywhere(Integral(Density(positive, y), y, Line(0)), S.One, digits=15)


def test_joint_laws_of_a_number_and_a_point():
    y = Symbol("y")
    joint = joint_law("p", X, Line())
    given_x = joint.given_that({X: x})
    tower = Expect(Expect(y**2, y, given_x), x, joint.marginal(X))
    equal_everywhere(tower, Expect(y**2, y, joint.marginal(Line())), digits=14)
