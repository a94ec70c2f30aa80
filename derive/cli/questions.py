"""What may be asked about laws and functions: the commands, and the texts that each of them takes.

Nothing here imports SymPy: a table of names costs nothing to read.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A text of a question: an option where its name begins with dashes, in its place otherwise."""

    name: str
    about: str
    default: str | None = None
    optional: bool = False

    @property
    def key(self) -> str:
        """Its name among the options that were read."""
        return self.name.lstrip("-")


@dataclass(frozen=True)
class Question:
    """A command: what it answers, from which texts, and by which solver.

    kind: how the texts become the arguments of the solver (`derive.cli.solving`); solver: the
    module of the solvers and the function in it; in_nats: whether the answer is a logarithm, so
    that it can be asked for in another base.
    """

    about: str
    example: str
    words: tuple[Word, ...]
    kind: str
    solver: str = ""
    in_nats: bool = False


_P = Word("P", "a law, such as 'Gamma(a, b)'")
_Q = Word("Q", "a law on the same space")
_PRIOR = Word("--prior", "the law of the latent variable: 'z ~ Gamma(a0, b0)'")
_LIKELIHOOD = Word("--likelihood", "the law of what is observed, given it: 'x ~ Poisson(z)'")
_VARIABLE = Word("--variable", "the variable of the function, where that is not plain", None, True)

QUESTIONS: dict[str, Question] = {
    "kl": Question(
        "the Kullback-Leibler divergence E_p[log p - log q]",
        "kl 'Gamma(a, b)' 'LogNormal(m, s)'",
        (_P, _Q), "laws", "divergences:kl", True,
    ),
    "entropy": Question(
        "the entropy -E_p[log p], differential for a law on the line",
        "entropy 'Weibull(lam, k)'",
        (_P,), "laws", "divergences:entropy", True,
    ),
    "cross-entropy": Question(
        "the cross-entropy -E_p[log q]",
        "cross-entropy 'Normal(m, s)' 'Laplace(0, b)'",
        (_P, _Q), "laws", "divergences:cross_entropy", True,
    ),
    "expectation": Question(
        "the mean of a function of a draw",
        "expectation 'x*log(x)' 'x ~ Gamma(a, b)'",
        (Word("F", "a function of the variable"), Word("LAW", "its law: 'x ~ Gamma(a, b)'")),
        "expectation", "expectations:expectation",
    ),
    "elbo": Question(
        "the evidence lower bound E_q[log p(x, z) - log q(z)]",
        "elbo --prior 'z ~ Gamma(a0, b0)' --likelihood 'x ~ Poisson(z)' --q 'z ~ Gamma(a, b)'",
        (_PRIOR, _LIKELIHOOD, Word("--q", "the variational law: 'z ~ Gamma(a, b)'")),
        "model", "evidence_lower_bound:elbo", True,
    ),
    "marginal": Question(
        "the marginal density of what is observed",
        "marginal --prior 'z ~ Gamma(a, b)' --likelihood 'x ~ Poisson(z)'",
        (_PRIOR, _LIKELIHOOD), "model", "marginals:marginal",
    ),
    "posterior": Question(
        "the posterior law of the latent variable",
        "posterior --prior 'z ~ Beta(a, b)' --likelihood 'x ~ Binomial(n, z)'",
        (_PRIOR, _LIKELIHOOD), "model", "marginals:posterior",
    ),
    "jsd": Question(
        "the Jensen-Shannon divergence with weights 1/2",
        "jsd 'Bernoulli(a)' 'Bernoulli(b)'",
        (_P, _Q), "laws", "discrepancies:jsd", True,
    ),
    "renyi": Question(
        "the Renyi divergence log(int p^a q^(1 - a))/(a - 1) of order a",
        "renyi 'Gamma(a, b)' 'Gamma(c, d)' --order alpha",
        (_P, _Q, Word("--order", "the order: a number or a name")),
        "laws", "discrepancies:renyi", True,
    ),
    "divergence": Question(
        "a divergence by its name, or the f-divergence int q f(p/q) of a generator",
        "divergence chi-squared 'Normal(m, s)' 'Normal(n, s)'",
        (
            Word("NAME", "one of those below; left out with --f", None, True), _P, _Q,
            Word("--f", "the generator, convex: 'u*log(u)'", None, True),
            _VARIABLE,
        ),
        "divergence",
    ),
    "wasserstein": Question(
        "the Wasserstein distance W_r",
        "wasserstein 'Normal(m, s)' 'Normal(n, t)' --order 2",
        (_P, _Q, Word("--order", "r: 1 or 2 (default 2)", "2", True)),
        "laws", "transport:wasserstein",
    ),
    "conjugate": Question(
        "the convex conjugate sup_u (u v - f(u)), and where it is finite",
        "conjugate 'u*log(u)' --domain 'u > 0'",
        (
            Word("F", "a function of one variable"),
            Word("--domain", "where it is finite: 'u > 0', '-1 <= u <= 1'", None, True),
            _VARIABLE,
            Word("--dual", "the name of the variable of the conjugate", None, True),
        ),
        "conjugate", "conjugates:conjugate",
    ),
    "biconjugate": Question(
        "the largest convex function below a function",
        "biconjugate '(u**2-1)**2' --domain '-3 <= u <= 3'",
        (
            Word("F", "a function of one variable"),
            Word("--domain", "where it is finite: '-3 <= u <= 3'", None, True),
            _VARIABLE,
        ),
        "biconjugate", "conjugates:biconjugate",
    ),
    "infimal-convolution": Question(
        "the least of f(y) + g(x - y) over all y, as of abs(x) and x**2/2",
        "infimal-convolution 'abs(x)' 'x**2/2'",
        (
            Word("F", "a function of one variable"), Word("G", "another function of it"),
            Word("--domain", "where F is finite: 'x > 0', '-1 <= x <= 1'", None, True),
            Word("--other", "where G is finite", None, True),
            _VARIABLE,
        ),
        "infimal-convolution", "infimal_convolutions:infimal_convolution",
    ),
    "f-gan": Question(
        "of a generator: the conjugate, the best critic f'(p/q), the bound of D_f by any function",
        "f-gan --f 'u*log(u)'",
        (Word("--f", "the generator, convex on u > 0: 'u*log(u)'"), _VARIABLE),
        "generator", "dual_bounds:f_gan",
    ),
    "reparameterize": Question(
        "a draw of a law as a function of a draw without parameters",
        "reparameterize 'z ~ Weibull(lam, k)'",
        (Word("LAW", "the law: 'z ~ Weibull(lam, k)'"),),
        "reparameterize", "reparameterization:reparameterize",
    ),
}  # fmt: skip

# The divergences that have a name, each with its solver and whether it is a logarithm.
DIVERGENCES: dict[str, tuple[str, bool]] = {
    "kl": ("divergences:kl", True),
    "jsd": ("discrepancies:jsd", True),
    "jeffreys": ("discrepancies:jeffreys", True),
    "bhattacharyya": ("discrepancies:bhattacharyya", True),
    "chi-squared": ("discrepancies:chi_squared", False),
    "squared-hellinger": ("discrepancies:squared_hellinger", False),
    "total-variation": ("discrepancies:total_variation", False),
}
F_DIVERGENCE = "discrepancies:f_divergence"
