"""Text: what is read, as what; what is refused, and where; what nothing may run or blow up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import (
    Abs,
    And,
    Contains,
    E,
    Eq,
    FiniteSet,
    Heaviside,
    Integer,
    Interval,
    LambertW,
    Max,
    Min,
    Mul,
    Ne,
    Or,
    Piecewise,
    Rational,
    S,
    Symbol,
    Tuple,
    beta,
    binomial,
    cosh,
    digamma,
    erf,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    pi,
    polygamma,
    sqrt,
)

from derive import DeriveError, UnreadableText, compare, elbo, expectation, iid, kl, parse
from derive.language import (
    JSD,
    KL,
    CrossEntropy,
    Density,
    Entropy,
    Expect,
    Integral,
    Lattice,
    Line,
    Variance,
    distributions,
)
from derive.language.distributions import (
    Arcsine,
    Bernoulli,
    Categorical,
    Dirichlet,
    Gamma,
    LowRankMultivariateNormal,
    MultivariateNormal,
    Normal,
    Pareto,
    Poisson,
    Uniform,
)
from derive.language.exact import exact
from derive.language.stated import beside, given_with, plain
from derive.text.plain import plain as printed


def real(names):
    return [Symbol(name, real=True) for name in names.split()]


a, b, u, x, y, z, mu, sigma = real("a b u x y z mu sigma")


def read(text, assume=()):
    (found,) = parse(text, assume=assume)
    return found


def refusal(text, assume=()):
    with pytest.raises(UnreadableText) as refused:
        parse(text, assume=assume)
    return refused.value


# values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("x**4", x**4),
        ("x^2*exp(a*x)", x**2 * exp(a * x)),
        ("-x^2", -(x**2)),
        ("(-x)^2", x**2),
        ("2^-1", Rational(1, 2)),
        ("2*-x", -2 * x),
        ("x - -1", x + 1),
        ("2**3**x", 2 ** (3**x)),
        ("(x**a)**b", (x**a) ** b),
        ("a - b - x", a - b - x),
        ("a/b/x", a / (b * x)),
        ("a/b*x", a * x / b),
        # a minus sign belongs to the whole product
        ("-(u+1)*log(2*u)+u*log(u)", Mul(-1, u + 1, log(2 * u)) + u * log(u)),
        ("Max(0,1-u)**2/2", Max(0, 1 - u) ** 2 / 2),
        ("max(u, -u) + min(1, u)", Max(u, -u) + Min(1, u)),
        ("Min((u+1)**2,(u-1)**2)", Min((u + 1) ** 2, (u - 1) ** 2)),
        ("sqrt(Abs(u))", sqrt(Abs(u))),
        ("|x - |y||", Abs(x - Abs(y))),
        ("log(1+exp(x))", log(1 + exp(x))),
        ("softplus(x) - sigmoid(x)", log(1 + exp(x)) - 1 / (1 + exp(-x))),
        ("cosh(u)", cosh(u)),
        ("Heaviside(x - 100)", Heaviside(x - 100)),
        ("log(x, 10)", log(x) / log(10)),
        ("ln(x)", log(x)),
        ("digamma(a) + polygamma(2, a)", digamma(a) + polygamma(2, a)),
        ("loggamma(a+b) - beta(a, b)", loggamma(a + b) - beta(a, b)),
        ("LambertW(u, -1)", LambertW(u, -1)),
        ("exp(1)", E),
        ("pi/2", pi / 2),
        ("-oo", -oo),
        ("[1, x, [y]]", Tuple(1, x, Tuple(y))),
        ("Piecewise((y*log(y)-y, y>0), (0, y == 0), (oo, True))",
         Piecewise((y * log(y) - y, y > 0), (0, Eq(y, 0)), (oo, True))),
        ("Piecewise((0, (y>=-1)&(y<=1)), (oo, True))",
         Piecewise((0, (y >= -1) & (y <= 1)), (oo, True))),
        ("{x if x > 0; 1 if x = 0; 0 otherwise}", Piecewise((x, x > 0), (1, Eq(x, 0)), (0, True))),
    ],
)  # fmt: skip
def test_a_formula_is_what_sympy_would_make_of_it(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Rational(3, 10)),
        (".5", Rational(1, 2)),
        ("5.", Integer(5)),
        ("1e-3", Rational(1, 1000)),
        ("2.5E2", Integer(250)),
        ("10**30 + 1", Integer(10) ** 30 + 1),
        ("2**-99", Rational(1, 2**99)),
        ("355/113", Rational(355, 113)),
    ],
)
def test_numerals_are_exact(text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    "name",
    ["lambda", "gamma", "beta", "zeta", "E", "I", "S", "N", "Q", "O", "C", "e", "ln", "Gamma",
     "mu_q", "x0", "Om1", "sigma_1_a"],
)  # fmt: skip
def test_a_name_is_a_symbol_unless_it_is_called(name):
    assert read(f"2*{name} + 1") == 2 * Symbol(name, real=True) + 1


def test_greek_letters_stand_for_their_names():
    assert read("σ1**2 + λ*μ_q - π") == read("sigma1**2 + lambda*mu_q - pi")


def test_a_name_that_is_called_is_the_function():
    g = Symbol("gamma", real=True)
    assert read("gamma*gamma(gamma)") == g * gamma(g)


def test_a_name_is_the_same_symbol_whatever_is_assumed():
    assert read("x", assume=["x > 0", "x integer"]) == read("x") == x
    assert read("log(x)", assume=["x > 0"]) == read("log(x)")
    assert read("log(x) + a", assume=["x > 0"]).free_symbols == {x, a}


# relations


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a < b", a < b),
        ("2*a > b", 2 * a > b),
        ("a != 1", Ne(a, 1)),
        ("a*x**2+(1-a)*y**2 > 1/10", a * x**2 + (1 - a) * y**2 > Rational(1, 10)),
        ("(a*x+(1-a)*y) > 1/5", a * x + (1 - a) * y > Rational(1, 5)),
        ("Abs(x)*b < 9/10", Abs(x) * b < Rational(9, 10)),
        ("0 < x <= 1", And(x > 0, x <= 1)),
        ("a < b < x < y", And(a < b, b < x, x < y)),
        ("x < 1 and not y > 2 or z == 3", Or(And(x < 1, y <= 2), Eq(z, 3))),
        ("~(x > 1) | (y < 0)", Or(x <= 1, y < 0)),
        ("y in {0, 1}", Contains(y, FiniteSet(0, 1))),
        ("x in (0, 1]", Contains(x, Interval(0, 1, True, False))),
        ("x in [a, oo)", Contains(x, Interval(a, oo))),
        ("x in Z", Contains(x, S.Integers)),
        ("x positive integer", And(x > 0, Contains(x, S.Integers))),
        ("x nonnegative", x >= 0),
        ("x real", S.true),
        ("1 < 2", S.true),
    ],
)
def test_a_relation_says_what_it_says(text, value):
    assert parts(read(text)) == parts(value)


def parts(condition):
    """What is said together; 0 < x and x > 0 are the same relation in another order."""
    return {getattr(part, "canonical", part) for part in And.make_args(condition)}


def test_the_parts_of_a_chain_are_separate_facts():
    facts = given_with(read("Normal(x, y)", assume=["0 < x < y"])).facts
    assert {f.canonical for f in facts} == {(x > 0), (x < y).canonical}


# laws


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("Normal(mu, sigma)", Normal(mu, sigma)),
        ("Normal(0, scale=2)", Normal(0, 2)),
        ("Normal(z*a + b, sqrt(x))", Normal(z * a + b, sqrt(x))),
        ("Bernoulli(sigmoid(z))", Bernoulli(1 / (1 + exp(-z)))),
        ("Arcsine()", Arcsine()),
        ("Categorical([a, b, 1-a-b])", Categorical([a, b, 1 - a - b])),
        ("Dirichlet([a, b, 1])", Dirichlet([a, b, 1])),
        ("MultivariateNormal([x, y], [[a**2, u*a*b], [u*a*b, b**2]])",
         MultivariateNormal([x, y], [[a**2, u * a * b], [u * a * b, b**2]])),
        ("LowRankMultivariateNormal([x, y], [[u], [z]], [a, b])",
         LowRankMultivariateNormal([x, y], [[u], [z]], [a, b])),
        ("iid(Normal(mu, sigma), D)", iid(Normal(mu, sigma), Symbol("D", real=True))),
        ("Normal(mu, sigma)^3", iid(Normal(mu, sigma), 3)),
    ],
)  # fmt: skip
def test_a_law_is_read_with_its_parameters(text, law):
    assert read(text) == law


@pytest.mark.parametrize("name", distributions.__all__)
def test_every_family_is_read_by_its_name(name):
    family = getattr(distributions, name)
    numbers = {"probability": "1/3", "natural": "3", "positives": "[a, b]", "vector": "[x, y]",
               "matrix": "[[2, 1], [1, 2]]"}  # fmt: skip
    given_as = [numbers.get(k, f"p{i}") for i, k in enumerate(family.parameters.values())]
    special = {"Categorical": ["[a, 1 - a]"], "Triangular": ["0", "2", "1"]}
    assert isinstance(read(f"{name}({', '.join(special.get(name, given_as))})"), family)


def test_a_law_with_a_variable_is_the_law_and_remembers_the_variable():
    law = read("z ~ Gamma(a, b)")
    assert law == Gamma(a, b)
    assert beside(law).variable == z
    assert beside(read("Gamma(a, b)")).variable is None


# assumptions, beside what was read


def test_a_law_carries_what_was_assumed_and_equals_one_that_does_not():
    law = read("Pareto(a, b)", assume=["b > 2", "a real"])
    assert law == Pareto(a, b)
    assert given_with(law).facts == (b > 2,)


def test_what_was_assumed_in_one_call_never_reaches_another():
    first = read("Pareto(a, b)", assume=["b > 2"])
    first.subs(z, 1)  # fills SymPy's cache with an equal law
    assert given_with(read("Pareto(a, b)").subs(z, 1)).facts == ()
    assert given_with(read("Pareto(a, b)")).facts == ()
    assert given_with(first).facts == (b > 2,)


def test_an_expression_carries_what_was_assumed_where_no_law_does():
    f, v = parse("a*Abs(u) + u**2/2", "u", assume=["a > 0"])
    assert v == u
    assert given_with(f).facts == (a > 0,)
    assert exact(f) == plain(f) == f == a * Abs(u) + u**2 / 2
    assert f + 1 == 1 + f == a * Abs(u) + u**2 / 2 + 1
    assert given_with(f + 1).facts == ()
    assert (f.diff(a), f - u, 2 * f, -f) == (Abs(u), exact(f) - u, 2 * exact(f), -exact(f))


def test_an_expression_read_with_a_law_is_bare():
    f, law = parse("x**2", "x ~ Normal(mu, sigma)", assume=["mu > 0"])
    assert type(f) is type(x**2)
    assert given_with(f, law).facts == (mu > 0,)


def test_the_solvers_find_what_was_assumed():
    p, q = parse("Pareto(a, x)", "Pareto(b, y)", assume=["a > b"])
    d = kl(p, q)
    assert (a > b) in d.assumptions.facts
    assert d.result is not None
    f, variable, law = parse("1/x", "x", "x ~ Gamma(a, b)", assume=["a > 1"])
    assert expectation(f, variable, law).result == b / (a - 1)


def test_the_evidence_lower_bound_of_a_model_in_words():
    texts = ("Beta(a, b)", "Bernoulli(z)", "Beta(u, 2)", "z", "y")
    prior, likelihood, q, latent, observed = parse(*texts, assume=["y in {0, 1}"])
    d = elbo(prior, likelihood, q, latent=latent, observed=observed)
    assert Contains(y, FiniteSet(0, 1)) in d.assumptions.facts
    assert d.result is not None


def test_two_answers_are_compared_under_what_was_assumed_of_them():
    assert compare(*parse("log(x^2)", "2*log(x)", assume=["x > 0"])).verdict == "equal"
    assert compare(*parse("log(x^2)", "2*log(x)")).verdict == "different"


def test_assumptions_that_nothing_meets_are_refused():
    p, q = parse("Exponential(a)", "Exponential(b)", assume=["a < 0"])
    with pytest.raises(DeriveError, match="contradict"):
        kl(p, q)
    assert "no numbers" in refusal("x", assume=["1 > 2"]).sentence


@pytest.mark.parametrize("text", ["x + 1", "Normal(0, 1)", "x ~ Normal(0, 1)", "x", "[x > 0]"])
def test_an_assumption_has_to_state_something(text):
    assert "assumption" in refusal("x", assume=[text]).sentence


def test_only_text_is_read():
    with pytest.raises(DeriveError, match="reads text"):
        parse(3)


# refusals


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "empty"),
        ("x +", 3, "ends"),
        ("2x", 1, "sign is missing"),
        ("x y", 2, "x*y"),
        ("(x + 1", 0, "not closed"),
        ("x + 1)", 5, "closes nothing"),
        ("[1, 2", 0, "not closed"),
        ("(x]", 2, "not closed before"),
        ("x + sen(x)", 4, "did you mean sin"),
        ("Nromal(0, 1)", 0, "did you mean Normal"),
        ("x(1)", 0, "x*(...)"),
        ("log()", 0, "takes 1 or 2 arguments, not 0"),
        ("exp(x, y)", 0, "takes 1 argument, not 2"),
        ("x + Normal(mu, -1)", 4, "scale = -1 is refused"),
        ("Normal(mu)", 0, "lacks its scale"),
        ("Categorical([1/2, 1/3])", 0, "sum to one"),
        ("Normal(0, 1) + 1", 0, "a law stands where a number is wanted"),
        ("log(x > 1)", 4, "a condition stands where a number is wanted"),
        ("x and y > 1", 0, "a number stands where a condition is wanted"),
        ("x ~ y", 4, "a law is wanted after ~"),
        ("x + y ~ Normal(0, 1)", 6, "single variable"),
        ("x = 1", 2, "assigned"),
        ("1/(2 - 2)", 2, "divided by zero"),
        ("0^-1", 0, "negative powers"),
        ("1 + log(0)", 4, "not defined"),
        ("oo - oo", 0, "infinity"),
        ("exp(-oo)", 0, "infinity"),
        ("sqrt(-1) > 0", 9, "no value"),
        ("x imaginary", 2, "says nothing about x"),
        ("y in 3", 5, "after `in` stands a set"),
        ("Piecewise(x)", 10, "pair"),
        ("{x if 1 > 0", 0, "not closed"),
        ("x, y", 1, "one formula at a time"),
        ("x[0]", 1, "sign is missing"),
    ],
)
def test_a_refusal_is_one_sentence_with_the_place(text, position, words):
    refused = refusal(text)
    assert words in refused.sentence
    assert "\n" not in refused.sentence
    assert refused.position == position
    shown, mark = refused.place.split("\n")
    assert mark.strip() == "^"
    assert shown[mark.index("^") :] == text[position:]
    assert str(refused) == f"{refused.sentence}\n{refused.place}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("E(log(x), x ~ Gamma(a, 2))", Expect(log(x), x, Gamma(a, 2))),
        ("Var(x, x ~ Normal(0, 1)) + 1", Variance(x, x, Normal(0, 1)) + 1),
        ("KL(Normal(0, 1), Normal(0, 2))", KL(Normal(0, 1), Normal(0, 2))),
        ("JSD(Normal(0, 1), Normal(0, 2))", JSD(Normal(0, 1), Normal(0, 2))),
        ("cross_entropy(Poisson(1), Poisson(2))", CrossEntropy(Poisson(1), Poisson(2))),
        ("H(Poisson(2))", Entropy(Poisson(2))),
        ("integral(exp(-x), x, 0, oo)", Integral(exp(-x), x, Line(0, oo))),
        ("sum(1/2^x, x, 0, oo)", Integral(2**-x, x, Lattice(0, oo))),
        ("density(Normal(0, 1), x)", Density(Normal(0, 1), x)),
    ],
)
def test_means_integrals_and_divergences_are_read_and_not_computed(text, meant):
    assert parse(text) == (meant,)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("E(x^2)", r"takes a function and a draw, as in E\("),
        ("KL(Normal(0, 1), 2)", "takes two laws"),
        ("H(2)", "takes a law"),
        ("integral(x, 0, 1)", "a function, its variable and two ends"),
        ("sum(x, 2, 0, 1)", "a function, its variable and two ends"),
        ("integral(x, x, 2, 1)", "from the lower end to the upper"),
        ("log(x ~ Normal(0, 1))", "a draw stands where a number is wanted"),
        ("f(x ~ Normal(0, 1))", "f is not a function"),
    ],
)
def test_what_is_no_mean_is_refused_with_an_example(text, words):
    with pytest.raises(UnreadableText, match=words):
        parse(text)


def test_the_mark_stands_below_the_place_in_a_long_text():
    text = " + ".join(["x"] * 100) + " + 2y + " + " + ".join(["x"] * 100)
    shown, mark = refusal(text).place.split("\n")
    assert shown[mark.index("^")] == "y"
    assert len(shown) < 80


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    assert 0 <= place_of_refusal(text) <= len(text)


PIECES = ["x", "y", "1", "2", "0", ".5", "+", "-", "*", "/", "^", "(", ")", "log(", "Normal(", ",",
          "<", "==", "|", "[", "]", "{", "}", " if ", ";", " and ", " not ", " in ", "~", "oo",
          "Piecewise(", "Max(", "exp(", "True", "gamma", " real"]  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_arrangement_of_good_pieces_is_read_or_refused(text):
    assert 0 <= place_of_refusal(text) <= len(text)


def place_of_refusal(text):
    """Where a text is refused; its beginning where it is read."""
    try:
        parse(text)
    except UnreadableText as refused:
        return refused.position
    return 0


# print and read back

_LEAVES = st.one_of(
    st.sampled_from([x, y, a, pi, Symbol("mu_q", real=True), Symbol("lambda", real=True)]),
    st.integers(-5, 5).map(Integer),
    st.fractions(-3, 3, max_denominator=7).map(lambda f: Rational(f.numerator, f.denominator)),
)
_FUNCTIONS = [exp, log, loggamma, gamma, digamma, Abs, erf, sqrt, cosh]
_EXPONENTS = [2, 3, -1, Rational(1, 2), Rational(-3, 2), a]


def _grown(inner):
    pairs = st.tuples(inner, inner)
    powers = st.tuples(inner, st.sampled_from(_EXPONENTS))
    return st.one_of(
        pairs.map(lambda p: p[0] + p[1]),
        pairs.map(lambda p: p[0] * p[1]),
        pairs.map(lambda p: p[0] - 2 * p[1]),
        powers.map(lambda p: p[0] ** p[1] if p[0] != 0 else p[0]),
        st.tuples(st.sampled_from(_FUNCTIONS), inner).map(lambda p: p[0](p[1])),
        pairs.map(lambda p: binomial(x, a) * p[0] + p[1]),
        pairs.map(lambda p: Piecewise((p[0], x > 0), (p[1], True))),
    )


def _can_be_written(expr):
    """Real and finite. The number e stands out: it is read as exp(1) and printed as e."""
    return not expr.has(S.NaN, S.ComplexInfinity, oo, -oo, S.ImaginaryUnit, E)


@settings(max_examples=300)
@given(st.recursive(_LEAVES, _grown, max_leaves=7).filter(_can_be_written))
def test_a_printed_expression_reads_back_to_an_equal_one(expr):
    assert read(printed(expr)) == expr


@pytest.mark.parametrize(
    "expr",
    [
        log(b / a) - Rational(1, 2) + (a**2 + (mu - y) ** 2) / (2 * b**2),
        -(a + b) * log(x) / 2,
        (digamma(a) - log(b)) * (a - x) + loggamma(x) - loggamma(a),
        exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sqrt(2 * pi) * sigma),
        Piecewise((u * log(u), u > 0), (0, Eq(u, 0)), (oo, True)),
        Piecewise((-1, u < -2), (u + u**2 / 4, True)),
        x * S.EulerGamma / sqrt(a),
        (a / b) ** x * 2 ** (x / 3),
        x > a,
        x ** Rational(-3, 2),
        Max(x, -x, 1),
        Normal(mu, sigma),
        Uniform(a, a + b),
        Dirichlet([a, b]),
        Categorical([a, 1 - a]),
    ],
)
def test_answers_and_laws_read_back_as_derive_and_as_sympy_print_them(expr):
    assert read(printed(expr)) == expr
    assert read(str(expr)) == expr


def test_a_product_law_reads_back():
    law = iid(Normal(mu, sigma), Symbol("D", real=True))
    assert read(printed(law)) == law
