"""How expressions are written, as text and in LaTeX."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import (
    Add,
    Contains,
    Function,
    Max,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Symbol,
    binomial,
    digamma,
    erf,
    exp,
    log,
    loggamma,
    oo,
    pi,
    sqrt,
    symbols,
)

from derive.language import (
    ELBO,
    KL,
    ArbitraryMap,
    ArgMax,
    Bernoulli,
    CrossEntropy,
    Density,
    Dominates,
    Element,
    Entropy,
    Everywhere,
    Expect,
    Exponential,
    FiniteProduct,
    FiniteSum,
    Gradient,
    Integral,
    IsFinite,
    Kernel,
    Lattice,
    Line,
    Maps,
    Normal,
    Power,
    ProductLaw,
    Space,
    Sup,
    Variance,
    arbitrary_law,
    gradient_of,
    iid,
    joint_law,
    mean,
)
from derive.render.latex_formula import Latex
from derive.text.formula import formula
from derive.text.plain import plain

a, b, c, t = symbols("a b c t")
x, z, h, j, K = symbols("x z h j K")
theta, phi = symbols("theta phi", positive=True)
mu, sigma = Symbol("mu_q", real=True), Symbol("sigma", positive=True)
X, Z, H = Space("X"), Space("Z"), Space("H")
joint = joint_law("p", X, Z, parameters=(theta,))
encoder = Kernel("q", Z, X, parameters=(phi,))
p, q = arbitrary_law("p", X), arbitrary_law("q", X)
T = ArbitraryMap("T", X)


def latex(expr: Any, letters: tuple[str, ...] = ()) -> str:
    return Latex().line(formula(expr, letters))


@pytest.mark.parametrize(
    ("expr", "text", "in_latex"),
    [
        (Density(joint, x, z), "p_theta(x, z)", r"p_{\theta}(x, z)"),
        (
            Density(joint.given_that({X: x}), z),
            "p_theta(z | x)",
            r"p_{\theta}(z \mid x)",
        ),
        (
            Density(Exponential(theta), z),
            "Exponential(z | theta)",
            r"\operatorname{Exp}(z \mid \theta)",
        ),
        (Density(Normal(z, 1), x), "Normal(x | z, 1)", r"\mathcal{N}(x \mid z, 1)"),
        (
            Density(Normal(mu, sigma), x),
            "Normal(x | mu_q, sigma)",
            r"\mathcal{N}(x \mid \mu_{q}, \sigma^{2})",
        ),
        (
            KL(encoder(x), joint.marginal(Z)),
            "KL(q_phi(z | x) || p_theta(z))",
            r"\operatorname{KL}(q_{\phi}(z \mid x) \,\|\, p_{\theta}(z))",
        ),
        (KL(p, q), "KL(p || q)", r"\operatorname{KL}(p \,\|\, q)"),
        (Entropy(p), "H(p)", "H(p)"),
        (CrossEntropy(p, q), "H(p, q)", "H(p, q)"),
        (
            Expect(log(Density(encoder(x), z)), z, encoder(x)),
            "E_{z ~ q_phi(. | x)}[log(q_phi(z | x))]",
            r"\mathbb{E}_{z \sim q_{\phi}(\cdot \mid x)}[\log q_{\phi}(z \mid x)]",
        ),
        (
            ELBO(Density(joint, x, z), z, encoder(x)),
            "ELBO(z ~ q_phi(. | x); p_theta(x, z))",
            r"\mathcal{L}(z \sim q_{\phi}(\cdot \mid x) ;\; p_{\theta}(x, z))",
        ),
        (
            Integral(Density(joint, x, z), z, Z),
            "int p_theta(x, z) dz",
            r"\int p_{\theta}(x, z) \, dz",
        ),
        (
            Integral(
                Density(arbitrary_law("p", Space("Z", "discrete")), z), z, Space("Z", "discrete")
            ),
            "sum_{z in Z} p(z)",
            r"\sum_{z \in \mathcal{Z}} p(z)",
        ),
        (
            Integral(exp(-(t**2) / 2), t, Line(0, oo)),
            "int_{0}^{oo} exp(-x^2/2) dx",
            r"\int_{0}^{\infty} e^{-x^{2}/2} \, dx",
        ),
        (
            gradient_of(Expect(T(x), x, arbitrary_law("q", X, parameters=(phi,))), phi),
            "grad_phi E_{x ~ q_phi}[T(x)]",
            r"\nabla_{\phi} \, \mathbb{E}_{x \sim q_{\phi}}[T(x)]",
        ),
        (
            gradient_of(Expect(t**2, t, Exponential(phi)), phi),
            "d/dphi E_{x ~ Exponential(phi)}[x^2]",
            r"\frac{\partial}{\partial \phi} \mathbb{E}_{x \sim \operatorname{Exp}(\phi)}[x^{2}]",
        ),
        (
            Expect(log(mean(T(Element(h, j)), j, K)), h, iid(p, K)),
            "E_{x_1, ..., x_K ~ p}[log((sum_{i=1..K} T(x_i))/K)]",
            (
                r"\mathbb{E}_{x_{1}, \dots, x_{K} \sim p}\biggl[\log\biggl(\frac{1}{K} "
                r"\sum_{i = 1}^{K} T(x_{i})\biggr)\biggr]"
            ),
        ),
        (
            Sup(Expect(T(x), x, p) - log(Expect(exp(T(x)), x, q)), T.family, Maps(X)),
            "sup_{T} (E_{x ~ p}[T(x)] - log(E_{x ~ q}[exp(T(x))]))",
            r"\sup_{T} (\mathbb{E}_{x \sim p}[T(x)] - \log \mathbb{E}_{x \sim q}[e^{T(x)}])",
        ),
        (
            ArgMax(t - t**2, t, Line(0, oo)),
            "argmax_{x > 0} (x - x^2)",
            r"\operatorname*{arg\,max}_{x > 0} (x - x^{2})",
        ),
        (
            KL(*(ProductLaw(arbitrary_law(n, X, index=(j,)), j, K) for n in "qp")),
            "KL(prod_{i=1..K} q_i || prod_{i=1..K} p_i)",
            (
                r"\operatorname{KL}\biggl(\prod_{i = 1}^{K} q_{i} \,\|\, "
                r"\prod_{i = 1}^{K} p_{i}\biggr)"
            ),
        ),
        (
            Variance(mean(Element(h, j), j, K), h, iid(Bernoulli(b), K)),
            "Var_{x_1, ..., x_K ~ Bernoulli(b)}[(sum_{i=1..K} x_i)/K]",
            (
                r"\operatorname{Var}_{x_{1}, \dots, x_{K} \sim \operatorname{Bernoulli}(b)}"
                r"\biggl[\frac{1}{K} \sum_{i = 1}^{K} x_{i}\biggr]"
            ),
        ),
        (FiniteProduct(Element(a, j), j, 1, K), "prod_{i=1..K} a_i", r"\prod_{i = 1}^{K} a_{i}"),
        (Dominates(q, p), "q > 0 wherever p > 0", r"q > 0\text{ wherever }p > 0"),
        (
            IsFinite(KL(p, q)),
            "KL(p || q) is finite",
            r"\operatorname{KL}(p \,\|\, q)\text{ is finite}",
        ),
        (
            Everywhere(Density(q, x) > 0, x, X),
            "q(x) > 0 for every x in X",
            r"q(x) > 0\text{ for every }x \in \mathcal{X}",
        ),
        (Contains(K, S.Naturals), "K in N", r"K \in \mathbb{N}"),
    ],
    ids=lambda value: value if isinstance(value, str) and "\\" not in value else "",
)
def test_the_language(expr: Any, text: str, in_latex: str) -> None:
    assert plain(expr) == text
    assert latex(expr) == in_latex


def unevaluated(kind: Any, *args: Any) -> Any:
    return kind(*args, evaluate=False)


@pytest.mark.parametrize(
    ("expr", "text", "in_latex"),
    [
        (
            unevaluated(Add, a, unevaluated(Mul, -1, b + c)),
            "a - (b + c)",
            "a - (b + c)",
        ),
        (-(x**2), "-x^2", "-x^{2}"),
        (unevaluated(Pow, -x, 2), "(-x)^2", "(-x)^{2}"),
        ((a / b) / c, "a/(b*c)", r"\frac{a}{b c}"),
        (a / (b + c), "a/(b + c)", r"\frac{a}{b + c}"),
        ((a + b) / c, "(a + b)/c", r"\frac{a + b}{c}"),
        (a * (b + c), "a*(b + c)", r"a \, (b + c)"),
        (a ** (b + c), "a^(b + c)", "a^{b + c}"),
        ((a**b) ** c, "(a^b)^c", "(a^{b})^{c}"),
        (Rational(1, 2) ** a, "(1/2)^a", r"\Bigl(\frac{1}{2}\Bigr)^{a}"),
        (
            Expect(T(x), x, p) * (a + b),
            "(a + b)*E_{x ~ p}[T(x)]",
            r"(a + b) \, \mathbb{E}_{x \sim p}[T(x)]",
        ),
        (
            -2 * Expect(T(x), x, p) / 3,
            "-2*E_{x ~ p}[T(x)]/3",
            r"-\frac{2}{3} \mathbb{E}_{x \sim p}[T(x)]",
        ),
        (Expect(T(x), x, p) ** 2, "E_{x ~ p}[T(x)]^2", r"(\mathbb{E}_{x \sim p}[T(x)])^{2}"),
        (
            FiniteSum(a + Element(h, j), j, 1, K),
            "sum_{i=1..K} (a + h_i)",
            r"\sum_{i = 1}^{K} (a + h_{i})",
        ),
        (
            FiniteSum(Element(h, j), j, 1, K) * FiniteSum(Element(a, j), j, 1, K),
            "(sum_{i=1..K} a_i)*sum_{i=1..K} h_i",
            r"\biggl(\sum_{i = 1}^{K} a_{i}\biggr) \sum_{i = 1}^{K} h_{i}",
        ),
        (log(a) ** 2, "log(a)^2", r"(\log a)^{2}"),
        (log(a) * log(b), "log(a)*log(b)", r"\log(a) \log b"),
        (1 - a, "1 - a", "1 - a"),
        (-a - 1, "-a - 1", "-a - 1"),
        (x**2 - 2 * x + 1, "x^2 - 2*x + 1", "x^{2} - 2 x + 1"),
        (log(a) / 2 - log(b) + 1, "log(a)/2 - log(b) + 1", r"\frac{1}{2} \log a - \log b + 1"),
        (1 / sqrt(2 * pi), "1/sqrt(2*pi)", r"\frac{1}{\sqrt{2 \pi}}"),
        (2 * Pow(3, a), "2*3^a", r"2 \cdot 3^{a}"),
        (exp(-(x**2) / 2), "exp(-x^2/2)", "e^{-x^{2}/2}"),
        (loggamma(a), "loggamma(a)", r"\log\Gamma(a)"),
        (digamma(a), "digamma(a)", r"\psi(a)"),
        (binomial(a, b), "binomial(a, b)", r"\binom{a}{b}"),
        (erf(a), "erf(a)", r"\operatorname{erf}(a)"),
        (abs(a), "|a|", "|a|"),
        (Max(a, b), "max(a, b)", r"\max(a, b)"),
        (Function("f")(a), "f(a)", "f(a)"),
        (-oo, "-oo", r"-\infty"),
        (
            Piecewise((a, a > 0), (0, True)),
            "{a if a > 0; 0 otherwise}",
            r"\begin{cases} a & \text{if } a > 0 \\ 0 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_arithmetic(expr: Any, text: str, in_latex: str) -> None:
    assert plain(expr) == text
    assert latex(expr) == in_latex


def test_a_terminal_shows_the_signs_of_unicode() -> None:
    expr = log(2 * pi) / 2 + theta**2 + Expect(T(x), x, q)
    assert plain(expr, unicode=True) == "E_{x ∼ q}[T(x)] + θ² + log(2π)/2"
    assert plain(Integral(Density(joint, x, z), z, Z), unicode=True) == "∫ p_θ(x, z) dz"


def test_a_bound_letter_is_never_one_that_is_free() -> None:
    assert plain(z + Expect(z, z, arbitrary_law("q", Z))) == "E_{z' ~ q}[z'] + z"
    assert plain(Expect(a, a, Normal(x, 1))) == "E_{y ~ Normal(x, 1)}[y]"
    assert plain(FiniteSum(Symbol("i") * j, j, 1, K)) == "sum_{j=1..K} i*j"
    assert plain(Sup(Expect(T(x), x, arbitrary_law("T", X)), T.family, Maps(X))) == (
        "sup_{f} E_{x ~ T}[f(x)]"
    )


def test_a_bound_letter_is_never_one_of_a_binder_around_it() -> None:
    inner = Expect(T(x), x, p)
    assert plain(Expect(T(x) * inner, x, q)) == "E_{x ~ q}[T(x)*E_{x' ~ p}[T(x')]]"
    assert plain(inner + inner**2) == "E_{x ~ p}[T(x)]^2 + E_{x ~ p}[T(x)]"
    nested = FiniteSum(FiniteSum(j, j, 1, Symbol("m")) * j, j, 1, K)
    assert plain(nested) == "sum_{i=1..K} i*sum_{j=1..m} j"


def test_a_derivative_at_another_point_says_where() -> None:
    free = Gradient(x * theta * t, t, theta)
    assert plain(free) == "d/dtheta'(theta*x*theta') at theta' = theta"
    assert plain(Gradient(t**2, t, S(1))) == "d/dt(t^2) at t = 1"


def test_a_point_of_a_concrete_space_has_the_letters_that_are_wanted() -> None:
    assert plain(Expect(t**2, t, Exponential(phi)), ("z",)) == "E_{z ~ Exponential(phi)}[z^2]"
    codes = Power(Lattice(0, 1), K)
    assert plain(Integral(1 + t * 0, t, codes), ("z",)) == "sum_{z in {0, 1}^K} 1"


HOSTILE = [
    r"\input{/etc/passwd}",
    "$x$",
    "a&b#c%d",
    "{",
    "}}",
    "x_",
    "_1",
    "x^2",
    "a + b",
    "\x1b[31mred",
    "a\nb",
    "\u202eabc",
    "<script>alert(1)</script>",
    "` ~ ^ ' \"",
    "中文",
    "",
    "é",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_prints_as_itself_and_does_nothing(name: str) -> None:
    symbol = Symbol(name)
    text, fancy, tex = plain(symbol + 1), plain(symbol + 1, unicode=True), latex(symbol + 1)
    assert text.isascii()
    assert tex.isprintable()
    assert fancy.isprintable()
    assert text.startswith("'")
    for command in ("\\input", "\\write", "<script"):
        assert command not in tex
    depth = 0
    for i, character in enumerate(tex):
        if character in "{}" and tex[i - 1] != "\\":
            depth += 1 if character == "{" else -1
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize(
    ("name", "text", "fancy", "tex"),
    [
        ("mu_q", "mu_q", "μ_q", r"\mu_{q}"),
        ("θ", "theta", "θ", r"\theta"),
        ("lamda", "lamda", "λ", r"\lambda"),
        ("logvar", "logvar", "logvar", r"\operatorname{logvar}"),
        ("x1", "x1", "x_1", "x_{1}"),
        ("x_data_2", "x_data_2", "x_data_2", r"x_{\mathrm{data}, 2}"),
        ("x'", "x'", "x'", "x'"),
    ],
)
def test_names(name: str, text: str, fancy: str, tex: str) -> None:
    symbol = Symbol(name)
    assert plain(symbol) == text
    assert plain(symbol, unicode=True) == fancy
    assert latex(symbol) == tex
