"""Laws of several numbers: independent coordinates, normal vectors of any size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sympy import Integer, MatrixSymbol, Rational, Symbol, cos, gamma, log, oo, pi, symbols

import derive
from derive.errors import DeriveError
from derive.language import (
    KL,
    ArbitraryMap,
    Beta,
    Bhattacharyya,
    Element,
    Entropy,
    Expect,
    Exponential,
    Gamma,
    Lattice,
    Line,
    MultivariateNormal,
    Normal,
    Poisson,
    ProductLaw,
    Uniform,
    Value,
    iid,
)
from derive.language.covariance import MatrixSum
from derive.language.matrix import Det, Form, Inverse, MatrixProduct, Trace, WrittenMatrix
from derive.language.sequence import FiniteSum
from derive.language.vector import VectorSum, WrittenVector
from derive.language.vector_laws import GaussianVector
from derive.numeric import value_of
from derive.render.page import code_of
from derive.text.plain import plain

D = Symbol("D", integer=True, positive=True)
i = Symbol("i")
m, s = Symbol("m", real=True), Symbol("s", positive=True)
mu = ArbitraryMap("mu", Lattice(1))
sigma = ArbitraryMap("sigma", Lattice(1), codomain=Line(0))


def checked(d: Any) -> Any:
    found = d.verify()
    assert str(found.status) == "verified", found.status
    assert len(found.steps) <= 12
    return found.result


def test_divergence_of_equal_coordinates_is_a_multiple() -> None:
    found = checked(derive.kl(iid(Normal(m, s), D), iid(Normal(0, 1), D)))
    expected = D * (m**2 + s**2 - 1 - 2 * log(s)) / 2
    assert (found - expected).expand() == 0


def test_divergence_from_the_standard_normal_is_a_sum_over_coordinates() -> None:
    law = ProductLaw(Normal(mu(i), sigma(i)), i, D)
    found = checked(derive.kl(law, iid(Normal(0, 1), D)))
    term = (mu(i) ** 2 + sigma(i) ** 2 - 1 - 2 * log(sigma(i))) / 2
    assert found == FiniteSum(term.expand(), i, 1, D)


def test_entropy_of_independent_draws_is_a_multiple() -> None:
    a, b = symbols("a b", positive=True)
    one = derive.entropy(Gamma(a, b)).result
    three = checked(derive.entropy(iid(Gamma(a, b), 3)))
    assert (three - 3 * one).expand() == 0


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("law", [Normal(Rational(1, 3), 2), Gamma(2, 3), Beta(2, 3), Poisson(2)])
def test_numbers_of_independent_draws_add_up(law: Any, n: int) -> None:
    """The mean over n numbers is found from cuts: n times the entropy of one."""
    one, all_of_them = value_of(Entropy(law), {}, ()), value_of(Entropy(iid(law, n)), {}, ())
    assert abs(all_of_them - n * one) < 1e-12


@pytest.mark.parametrize("n", [1, 2, 3])
def test_numbers_of_a_divergence_add_up(n: int) -> None:
    found = value_of(KL(iid(Normal(1, 2), n), iid(Normal(0, 1), n)), {}, ())
    # 1/2 (sigma^2 + mu^2 - 1 - 2 log sigma) with sigma = 2, mu = 1
    assert abs(found - n * float(2 - log(Integer(2)))) < 1e-12


def test_a_mean_that_is_neither_sum_nor_product_is_taken_over_all_numbers() -> None:
    """E[cos(x y)] for independent standard normals is 1/sqrt(2)."""

    x = Symbol("x")
    body = cos(Element(x, 1) * Element(x, 2))
    found = value_of(Expect(body, x, iid(Normal(0, 1), 2)), {}, ())
    assert abs(found - 0.5**0.5) < 1e-12


def mean_of_log_ratio(loc: Any, covariance: Any, other_loc: Any, other_covariance: Any) -> float:
    """KL of two normal laws of a vector with numbers, by NumPy's linear algebra."""
    a, s, b, t = (np.array(v, dtype=float) for v in (loc, covariance, other_loc, other_covariance))
    inverse = np.linalg.inv(t)
    forms = np.trace(inverse @ s) + (b - a) @ inverse @ (b - a) - len(a)
    return float(forms + np.linalg.slogdet(t)[1] - np.linalg.slogdet(s)[1]) / 2


NUMBERS = {
    1: ([Rational(1, 2)], [[2]], [1], [[3]]),
    2: ([1, -1], [[2, 1], [1, 3]], [0, 2], [[5, -1], [-1, 1]]),
    3: (
        [1, 0, 2],
        [[2, 1, 0], [1, 3, 1], [0, 1, 4]],
        [0, 1, 1],
        [[4, 0, 1], [0, 2, 0], [1, 0, 3]],
    ),
}


def normal_vector(loc: Any, covariance: Any) -> Any:
    """A normal law with numbers, as a vector and a matrix of the language."""
    return GaussianVector(WrittenVector(*loc), WrittenMatrix(*covariance))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_divergence_of_normal_vectors_in_numbers(n: int) -> None:
    loc, covariance, other_loc, other_covariance = NUMBERS[n]
    p, q = normal_vector(loc, covariance), normal_vector(other_loc, other_covariance)
    expected = mean_of_log_ratio(*NUMBERS[n])
    assert abs(float(value_of(KL(p, q), {}, ())) - expected) < 1e-11
    formula = derive.kl(p, q).result
    assert abs(float(value_of(formula, {}, ())) - expected) < 1e-11


def test_divergence_of_normal_vectors_of_any_size() -> None:
    m, n = MatrixSymbol("m", D, 1), MatrixSymbol("n", D, 1)
    s, t = MatrixSymbol("S", D, D), MatrixSymbol("T", D, D)
    p, q = MultivariateNormal(m, s), MultivariateNormal(n, t)
    found = checked(derive.kl(p, q))
    inverse = Inverse(q.covariance)
    forms = Trace(MatrixProduct(inverse, p.covariance)) + Form(
        VectorSum((1, p.mean), (-1, q.mean)), inverse
    )
    expected = (forms - D + log(Det(q.covariance)) - log(Det(p.covariance))) / 2
    assert (found - expected).expand() == 0


def test_entropy_of_a_normal_vector_of_any_size() -> None:
    law = MultivariateNormal(MatrixSymbol("m", D, 1), MatrixSymbol("S", D, D))
    found = checked(derive.entropy(law))
    assert (found - (D * (1 + log(2 * pi)) + log(Det(law.covariance))) / 2).expand() == 0


def test_a_divergence_of_a_law_from_itself_is_zero() -> None:
    law = MultivariateNormal(MatrixSymbol("m", D, 1), MatrixSymbol("S", D, D))
    assert derive.kl(law, law).result == 0


@pytest.mark.parametrize(
    ("p", "q", "result"),
    [
        (
            "MultivariateNormal(mu, diag(sigma^2))",
            "MultivariateNormal(0, I)",
            "sum_{i=1..D} ((mu_i^2 + sigma_i^2 - 1)/2 - log(sigma_i))",
        ),
        (
            "MultivariateNormal(mu, diag(exp(l)))",
            "MultivariateNormal(0, I)",
            "sum_{i=1..D} (exp(l_i)/2 + (mu_i^2 - l_i - 1)/2)",
        ),
        (
            "MultivariateNormal(mu, s^2*I)",
            "MultivariateNormal(0, I)",
            "sum_{i=1..D} ((s^2 + mu_i^2 - 1)/2 - log(s))",
        ),
        (
            "Independent(Exponential(a), D)",
            "Independent(Exponential(b), D)",
            "sum_{i=1..D} (log(a_i/b_i) + b_i/a_i - 1)",
        ),
    ],
)
def test_divergences_read_from_text(p: str, q: str, result: str) -> None:
    found = checked(derive.kl(*derive.parse(p, q)))
    assert plain(found) == result


@pytest.mark.parametrize(
    "text",
    [
        "MultivariateNormal(mu, diag(sigma^2))",
        "MultivariateNormal(mu, S)",
        "MultivariateNormal(0, I_D)",
        "MultivariateNormal(0, I_3)",
        "MultivariateNormal(mu, s^2*I_D)",
        "MultivariateNormal(2*mu, diag(exp(l)))",
        "Normal(m, s)^D",
        "prod_{i=1..D} Normal(mu_i, s)",
    ],
)
def test_laws_of_vectors_are_printed_as_they_are_read(text: str) -> None:
    [law] = derive.parse(text)
    assert plain(law) == text
    assert derive.parse(plain(law)) == (law,)


def test_independent_coordinates_are_read_back_with_their_index() -> None:
    [law] = derive.parse("Independent(Gamma(a, exp(b)), n + 1)")
    assert plain(law) == "prod_{i=1..n + 1} Gamma(a_i, exp(b_i))"
    assert derive.parse(plain(law)) == (law,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prod_{i=2..D} Normal(m_i, s_i)", "begins at 1"),
        ("prod_{i=1..D Normal(m_i, s_i)", "not closed"),
        ("prod_{i=1..D} 3", "laws of numbers"),
        ("MultivariateNormal(mu, A*B)", "a covariance is I"),
        ("MultivariateNormal(mu, diag(s), D, 2)", "a normal law of a vector is written"),
        ("MultivariateNormal([a, b], I_3)", "different sizes: 2 and 3"),
        ("MultivariateNormal(mu, [[1, 0], [0, 1]])", "loc is a list as well"),
        ("Independent(Binomial(n, p), D)", "counts something"),
        ("Independent(mu, D)", "Independent takes a law"),
        ("2*diag(s)", "a matrix stands where a number is wanted"),
    ],
)
def test_what_is_no_law_of_a_vector_is_refused(text: str, said: str) -> None:
    with pytest.raises(DeriveError, match=said):
        derive.parse(text)


def test_what_does_not_fall_apart_into_coordinates_is_open_and_says_so() -> None:
    p, q = derive.parse("iid(Normal(0, 1), D)", "Independent(Normal(mu, 1), D)")
    mixed, distance = derive.jsd(p, q), derive.total_variation(p, q)
    assert mixed.result is None
    assert "no sum over the coordinates" in mixed.remaining
    assert distance.result is None
    assert "no product over the coordinates" in distance.remaining
    assert derive.jsd(p, p).result == 0


def test_laws_of_different_sizes_have_no_divergence() -> None:
    with pytest.raises(DeriveError, match=r"2 number\(s\)"):
        derive.kl(iid(Normal(0, 1), 2), iid(Normal(0, 1), 3))


@pytest.mark.parametrize(
    ("name", "law", "of_many"),
    [
        ("renyi", Exponential, lambda one: D * one),
        ("bhattacharyya", Exponential, lambda one: D * one),
        ("squared_hellinger", Poisson, lambda one: 1 - (1 - one) ** D),
        ("chi_squared", Poisson, lambda one: (1 + one) ** D - 1),
    ],
)
def test_divergences_of_independent_draws(name: str, law: Any, of_many: Any) -> None:
    """Renyi and Bhattacharyya add over coordinates, affinities multiply."""
    a, b = symbols("a b", positive=True)
    solver, order = getattr(derive, name), (Rational(1, 3),) if name == "renyi" else ()
    one = solver(law(a), law(b), *order).result
    found = checked(solver(iid(law(a), D), iid(law(b), D), *order))
    assert derive.compare(found, of_many(one)).verdict.value == "equal"


def test_distance_of_normal_vectors_with_diagonal_covariances() -> None:
    texts = ("MultivariateNormal(mu, diag(sigma^2))", "MultivariateNormal(nu, diag(tau^2))")
    found = checked(derive.bhattacharyya(*derive.parse(*texts)))
    s_, t_ = (Symbol(name, positive=True) for name in "st")
    m_, n_ = symbols("m n", real=True)
    names = {"mu": m_, "nu": n_, "sigma": s_, "tau": t_}
    body, _, low, high = found.open()
    term = body.xreplace({v: names[v.family.label] for v in body.atoms(Value)})
    expected = log((s_**2 + t_**2) / (2 * s_ * t_)) / 2 + (m_ - n_) ** 2 / (4 * (s_**2 + t_**2))
    assert (low, str(high)) == (1, "D")
    assert derive.compare(term, expected).verdict.value == "equal"


def test_jeffreys_divergence_of_normal_vectors_is_the_sum_of_both() -> None:
    p, q = derive.parse("MultivariateNormal(m, S)", "MultivariateNormal(n, T)")
    found = checked(derive.jeffreys(p, q))
    assert (found - derive.kl(p, q).result - derive.kl(q, p).result).expand() == 0


def test_integral_of_powers_of_normal_densities_in_numbers() -> None:
    """1/8 d^T C^-1 d + 1/2 log(det C / sqrt(det S det T)) with C = (S + T)/2, by NumPy."""
    a, s, b, t = (np.array(v, dtype=float) for v in NUMBERS[2])
    c = (s + t) / 2
    logs = [np.linalg.slogdet(matrix)[1] for matrix in (c, s, t)]
    expected = (a - b) @ np.linalg.inv(c) @ (a - b) / 8 + (logs[0] - (logs[1] + logs[2]) / 2) / 2
    loc, covariance, other_loc, other_covariance = NUMBERS[2]
    p, q = normal_vector(loc, covariance), normal_vector(other_loc, other_covariance)
    assert abs(float(value_of(Bhattacharyya(p, q), {}, ())) - expected) < 1e-10


DATA = [
    ("Normal(0, 1)", "Normal(z, 1)", "Normal(z | (sum_{i=1..n} x_i)/(n + 1), 1/sqrt(n + 1))"),
    ("Beta(a, b)", "Bernoulli(z)", "Beta(z | sum_{i=1..n} x_i + a, b + n - sum_{i=1..n} x_i)"),
    ("Gamma(a, b)", "Poisson(z)", "Gamma(z | sum_{i=1..n} x_i + a, b + n)"),
    ("Gamma(a, b)", "Exponential(z)", "Gamma(z | a + n, sum_{i=1..n} x_i + b)"),
    ("Beta(a, b)", "Geometric(z)", "Beta(z | a + n, sum_{i=1..n} x_i + b)"),
]


@pytest.mark.parametrize(("prior", "likelihood", "law"), DATA)
def test_posterior_given_any_number_of_observations(prior: str, likelihood: str, law: str) -> None:
    """The conjugate updates of every textbook, with their sums over the data."""
    of_latent, of_data = derive.parse(f"z ~ {prior}", f"x ~ iid({likelihood}, n)")
    latent, observed = Symbol("z", real=True), Symbol("x", real=True)
    found = checked(derive.posterior(of_latent, of_data, latent=latent, observed=observed))
    assert plain(found) == law


def test_lower_bound_given_any_number_of_observations() -> None:
    texts = ("z ~ Normal(0, 1)", "x ~ iid(Normal(z, 1), n)", "z ~ Normal(m, s)")
    latent, observed = Symbol("z", real=True), Symbol("x", real=True)
    found = checked(derive.elbo(*derive.parse(*texts), latent=latent, observed=observed))
    data = "sum_{i=1..n} (-s^2/2 - (x_i - m)^2/2 - log(2*pi)/2)"
    assert plain(found) == f"{data} + log(s) + (1 - m^2 - s^2)/2"


def test_evidence_of_any_number_of_observations() -> None:
    """b^a Gamma(a + n) / (Gamma(a) (b + sum of x_i)^(a + n))."""
    a, b, z = symbols("a b z", positive=True)
    n, x = Symbol("n", integer=True, positive=True), Symbol("x")
    found = checked(derive.marginal(Gamma(a, b), iid(Exponential(z), n), z, x))
    total = b + FiniteSum(Element(x, i), i, 1, n)
    expected = b**a * gamma(a + n) / gamma(a) / total ** (a + n)
    assert derive.compare(found, expected, assume=[total > 0]).verdict.value == "equal"


def test_code_takes_vectors() -> None:
    """1/2 sum (mu^2 + sigma^2 - 1 - 2 log sigma), for lists of any length."""
    texts = ("MultivariateNormal(mu, diag(sigma^2))", "MultivariateNormal(0, I)")
    source = code_of(derive.kl(*derive.parse(*texts)), "python")
    space: dict[str, Any] = {}
    exec(compile(source, "<printed>", "exec"), space)  # noqa: S102  our own output, in a test
    mu_, sigma_ = np.array([0.5, -1.0, 2.0]), np.array([0.1, 1.5, 3.0])
    expected = float(np.sum(mu_**2 + sigma_**2 - 1 - 2 * np.log(sigma_))) / 2
    assert abs(space["kl"](list(mu_), list(sigma_)) - expected) < 1e-12
    with pytest.raises(ValueError, match="the coordinates of sigma must be positive"):
        space["kl"]([0.0], [-1.0])


def test_torch_code_sums_over_the_last_dimension() -> None:
    texts = ("MultivariateNormal(mu, s^2*I)", "MultivariateNormal(0, I)")
    source = code_of(derive.kl(*derive.parse(*texts)), "torch")
    scale = "s.unsqueeze(-1)"
    body = f"mu**2/2 + {scale}**2/2 - 1/2 - torch.log({scale})"
    assert f"return torch.sum({body}, dim=-1)" in source


def test_overlap_of_normal_vectors_of_any_size() -> None:
    """1/8 d^T C^-1 d + 1/2 log(det C / sqrt(det S det T)) with C = (S + T)/2."""
    p, q = derive.parse("MultivariateNormal(m, S)", "MultivariateNormal(n, T)")
    found = checked(derive.bhattacharyya(p, q))
    middle = MatrixSum((Rational(1, 2), p.covariance), (Rational(1, 2), q.covariance))
    distance = Form(VectorSum((1, p.mean), (-1, q.mean)), Inverse(middle))
    volumes = log(Det(middle)) / 2 - (log(Det(p.covariance)) + log(Det(q.covariance))) / 4
    assert derive.compare(found, distance / 8 + volumes).verdict.value == "equal"
    assert "(S/2 + T/2)^(-1)" in plain(found)


def test_renyi_divergence_of_normal_vectors_in_numbers() -> None:
    """With M = (1 - a) S + a T: a/2 d^T M^-1 d - log(det M / (det S^(1-a) det T^a))/(2 (a - 1))."""
    order = Rational(1, 3)
    a, s, b, t = (np.array(v, dtype=float) for v in NUMBERS[2])
    w = float(order)
    mixed = (1 - w) * s + w * t
    volumes = np.linalg.slogdet(mixed)[1]
    volumes -= (1 - w) * np.linalg.slogdet(s)[1] + w * np.linalg.slogdet(t)[1]
    distance = (a - b) @ np.linalg.inv(mixed) @ (a - b)
    expected = w / 2 * distance - volumes / (2 * (w - 1))
    loc, covariance, other_loc, other_covariance = NUMBERS[2]
    p, q = normal_vector(loc, covariance), normal_vector(other_loc, other_covariance)
    found = derive.renyi(p, q, order)
    assert abs(float(value_of(found.start, {}, ())) - expected) < 1e-10
    assert abs(float(value_of(found.result, {}, ())) - expected) < 1e-10


def test_a_divergence_is_infinite_where_one_coordinate_lacks_mass() -> None:
    assert checked(derive.kl(iid(Uniform(0, 2), D), iid(Uniform(0, 1), D))) == oo


def test_draws_that_are_counted_have_no_divergence_from_draws_on_the_line() -> None:
    with pytest.raises(DeriveError, match="is on the integers and"):
        derive.kl(iid(Poisson(1), D), iid(Normal(0, 1), D))
