"""The sheet aml-dgm-02: variational inference with exponential laws, and draws of one."""

from __future__ import annotations

from sympy import Gt, Integer, Rational, Symbol, log

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import (
    ELBO,
    KL,
    Density,
    Exponential,
    Integral,
    Normal,
    ProductLaw,
    Space,
    WithDensity,
    arbitrary_law,
    gradient_of,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.expectations.constants import constant_joins_the_mean
from derive.rulebook.expectations.gradients import differentiate
from derive.rulebook.expectations.log_ratios import kl_recognised
from derive.rulebook.inequalities.strict_jensen import strict_jensen_for_log_from_below
from derive.rulebook.laws.definitions import density_formula, elbo_definition, kl_definition
from derive.rulebook.laws.normalisation import (
    density_integrates_to_one,
    importance_weight_integrates,
)
from derive.rulebook.laws.product_laws import mean_over_one_point, product_law_density
from derive.rulebook.laws.written_laws import written_density
from derive.rulebook.rewriting.collecting import collected_by_powers
from derive.rulebook.rewriting.logarithms import logarithms_combine, logarithms_split
from derive.rulebook.standard.gaussian_integrals import gaussian_integral_on_a_half_line
from derive.rulebook.sums.indexed_sums import log_of_finite_product, mean_of_sum, sums_join
from derive.solvers.evidence_lower_bound import elbo
from derive.solvers.gradients import gradient
from derive.solvers.marginals import marginal
from derive.solvers.optima import optimal, stationary_between
from derive.solvers.reparameterization import by_inversion, reparameterize

sheet = Sheet("aml-dgm-02", "Variational inference with exponential laws")

theta, phi = Symbol("theta", positive=True), Symbol("phi", positive=True)
x, z = Symbol("x", real=True), Symbol("z", positive=True)
prior, likelihood, q = Exponential(theta), Normal(z, 1), Exponential(phi)
joint = Density(likelihood, x) * Density(prior, z)
evidence = Integral(joint, z, prior.space)
posterior = WithDensity(joint / evidence, z, prior.space)
components, i = Space("Z", "continuous"), Symbol("i", integer=True)
dimension = Symbol("D", integer=True, positive=True)


@sheet.problem("exponential-elbo-tightness", part="1a")
def exponential_elbo_tightness() -> Derivation:
    """No exponential approximation makes the evidence lower bound tight.

    A latent z has the exponential law with rate theta, and an observation x given z the normal law
    with mean z and variance one; q is the exponential law with rate phi. Is there a phi, for given
    theta and x, for which the bound equals log p(x)?

    The log ratio of q to the posterior r has a term in z^2 whatever phi is, so that the two laws
    differ. The gap is the divergence between them, which is positive.
    """
    called = {"p(x)": evidence, "r": posterior}
    ratio = (
        start(
            log(Density(q, z)) - log(Density(posterior, z)),
            title="The log ratio of q to the posterior r, by powers of z",
            letters=("z",),
            names=called,
        )
        .by(written_density)
        .by(density_formula)
        .by(gaussian_integral_on_a_half_line)
        .by(logarithms_split)
        .by(collected_by_powers, z)
    )
    gap = (
        start(
            log(evidence) - ELBO(joint, z, q),
            Gt(evidence, 0),
            title="The gap between log p(x) and the bound is the divergence of q from r",
            letters=("z",),
            names=called,
        )
        .by(elbo_definition)
        .by(constant_joins_the_mean)
        .by(logarithms_combine)
        .back(
            start(KL(q, posterior), Gt(evidence, 0))
            .by(kl_definition)
            .by(written_density)
            .by(logarithms_combine)
        )
    )
    divergence = (
        start(
            KL(q, posterior),
            Gt(evidence, 0),
            title="It is positive",
            letters=("z",),
            names=called,
        )
        .by(kl_definition)
        .by(strict_jensen_for_log_from_below)
        .by(importance_weight_integrates)
        .by(density_integrates_to_one)
    )
    return together("Tightness", marginal(prior, likelihood, z, x), ratio, gap, divergence)


@sheet.problem("exponential-elbo", part="1b")
def exponential_elbo() -> Derivation:
    """The evidence lower bound for exponential prior and approximation, and normal likelihood.

    Write the bound in closed form, for the prior with rate theta, the likelihood with mean z and
    variance one, and the approximation with rate phi.
    """
    return elbo(prior, likelihood, q, latent=z, observed=x)


@sheet.problem("exponential-elbo-gradients", part="1c")
def exponential_elbo_gradients() -> Derivation:
    """The partial derivatives of the bound.

    Differentiate the closed form of the bound with respect to theta and to phi.
    """
    return gradient(exponential_elbo(), theta, phi)


@sheet.problem("exponential-elbo-optimum", part="1d")
def exponential_elbo_optimum() -> Derivation:
    """The greatest value of the bound, and where it is attained.

    Maximise the bound over theta > 0 and phi > 0 together: for x > 0, and for x at most zero, where
    the supremum is approached and not attained. Beside it, the theta that maximises the marginal
    density itself: the equation that it solves, and its value at x = 1.
    """
    bound = exponential_elbo()
    likelihood_of = marginal(prior, likelihood, z, x)
    log_evidence = log(likelihood_of.result)
    equation = (
        start(
            gradient_of(log_evidence, theta),
            title="The theta that maximises the marginal density is where this is zero",
        )
        .by(differentiate)
        .by(algebra)
    )
    at_one = log_evidence.xreplace({x: Integer(1)})
    return together(
        "Optimum",
        bound,
        *optimal(bound.result, theta, phi, assume=(x > 0,)).parts,
        optimal(bound.result, theta, phi, assume=(x <= 0,)).parts[-1],
        likelihood_of,
        equation,
        stationary_between(at_one, theta, Rational(1), Rational(3), digits=3),
    )


@sheet.problem("exponential-from-exponential", part="2a")
def exponential_from_exponential() -> Derivation:
    """A draw of an exponential law from one with rate one.

    Find a map T of the positive numbers that turns a draw of the exponential law with rate one into
    one with rate phi, and prove that it does.
    """
    return reparameterize(Exponential(phi), Exponential(1))


@sheet.problem("exponential-from-uniform", part="2b")
def exponential_from_uniform() -> Derivation:
    """A draw of an exponential law from a uniform one.

    Find a map S of the unit interval that turns a uniform draw into one of the exponential law with
    rate phi. The increasing map inverts the distribution function; the decreasing one does as well,
    because a uniform variable and its complement have the same law.
    """
    return by_inversion(Exponential(phi))


@sheet.problem("kl-factorizes", part="3")
def kl_factorizes() -> Derivation:
    """The divergence between laws of independent components.

    Under q as under p the D components of a vector are independent, the i-th with the density q_i
    or p_i. Show that the divergence of q from p is the sum of those of the q_i from the p_i.
    """
    ours, theirs = (
        ProductLaw(arbitrary_law(name, components, index=(i,)), i, dimension) for name in "qp"
    )
    return (
        start(KL(ours, theirs))
        .by(kl_definition)
        .by(product_law_density)
        .by(log_of_finite_product)
        .by(sums_join)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(kl_recognised)
    )
