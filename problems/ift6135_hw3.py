"""The sheet ift6135-hw3: bounds by importance weights, and divergences as suprema."""

from __future__ import annotations

from typing import Any

from sympy import E, Gt, Ne, Not, Symbol, exp, log, oo

from derive.derivation.derivation import Derivation, start, together
from derive.derivation.difference import differing
from derive.language import (
    ELBO,
    JSD,
    KL,
    ArbitraryMap,
    ArgMax,
    BestValue,
    Density,
    Differ,
    Disjoint,
    Dominates,
    Element,
    Everywhere,
    Expect,
    FiniteSum,
    Integral,
    IsFinite,
    Kernel,
    Lattice,
    LawFamily,
    Line,
    Maps,
    Normal,
    ProductLaw,
    Space,
    Sup,
    View,
    WithDensity,
    arbitrary_law,
    iid,
    joint_law,
    mean,
)
from derive.language.equation import Root
from derive.language.masked import Mask, ReceptiveField
from derive.language.matrix import (
    Coordinates,
    Det,
    GaussianVector,
    Image,
    ImageLaw,
    MatrixProduct,
    NamedMatrix,
    NamedVector,
    Tabulated,
    Transposed,
    VectorSum,
)
from derive.packs.sheet import Sheet
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.averages import draws_left_out, leave_one_out, log_of_average
from derive.rulebook.bayes import conditional_definition, marginal_recognised
from derive.rulebook.constants import constant_leaves_the_exponent
from derive.rulebook.constrained import concave_maximum_is_stationary
from derive.rulebook.definitions import density_formula, expectation_definition, kl_definition
from derive.rulebook.disjoint import density_vanishes, jsd_definition
from derive.rulebook.divergence import log_ratio_is_infinite_off_the_support
from derive.rulebook.gaussian_vectors import gaussian_vector_density
from derive.rulebook.gibbs import gibbs_against, gibbs_strictly_against
from derive.rulebook.images import (
    determinant_of_diagonal,
    image_density,
    jacobian_of_affine_map,
    jacobian_of_coordinatewise_map,
)
from derive.rulebook.indexed_products import (
    absolute_value_of_product,
    product_of_exponentials,
    products_join,
)
from derive.rulebook.indexed_sums import mean_of_sum, sum_of_equal_terms
from derive.rulebook.integrals import expectation_recognised, integral_is_linear
from derive.rulebook.jensen import jensen_for_log_outwards
from derive.rulebook.linear_equations import linear_equation_solved
from derive.rulebook.linearity import expectation_is_linear
from derive.rulebook.log_ratios import elbo_recognised, kl_recognised
from derive.rulebook.logarithms import logarithms_combine, logarithms_split
from derive.rulebook.masked_layers import (
    field_through_layers,
    mask_definition,
    masks_exchanged,
    seen_through_mask,
)
from derive.rulebook.matrices import (
    absolute_determinant,
    squared_length_through_matrix,
    sum_of_squares,
)
from derive.rulebook.maximisers import constants_do_not_move_the_maximiser
from derive.rulebook.normalisation import (
    density_integrates_to_one,
    importance_weight_integrates,
    importance_weight_is_at_most_the_integral,
)
from derive.rulebook.optimality import value_is_at_most_the_greatest
from derive.rulebook.pointwise import (
    best_function_is_pointwise,
    concave_supremum_is_at_the_stationary_point,
    supremum_is_infinite_off_the_support,
    supremum_is_pointwise,
)
from derive.rulebook.product_laws import mean_over_one_point, product_law_density
from derive.rulebook.tangents import log_below_tangent, log_strictly_below_tangent
from derive.rulebook.written_laws import written_density
from derive.solvers.conjugates import biconjugate, conjugate

sheet = Sheet("ift6135-hw3", "Generative models: bounds and divergences")

z, z_0, k = Symbol("z"), Symbol("z_0"), Symbol("i", integer=True)
K = Symbol("K", integer=True, positive=True)
noise = iid(Normal(0, 1), K)
mu, sigma = ArbitraryMap("mu", Lattice(1)), ArbitraryMap("sigma", Lattice(1), codomain=Line(0))
centre, S = NamedVector("mu", K), NamedMatrix("S", K)


def moved_and_stretched(at: Any) -> Tabulated:
    """mu_i + sigma_i z_i, for i = 1, ..., K."""
    return Tabulated(mu(k) + sigma(k) * Element(at, k), k, K)


@sheet.problem("reparameterize-diagonal-gaussian", part="1.1")
def reparameterize_diagonal_gaussian() -> Derivation:
    """Moving and stretching independent standard normal numbers.

    The K coordinates of z_0 are independent and standard normal, and g stretches and moves each of
    them: it becomes mu_i plus sigma_i > 0 times what it was. Show from the change of density under
    g that the coordinates of g(z_0) are independent and normal, with the means mu_i and the
    deviations sigma_i.
    """
    image, target = moved_and_stretched(z_0), ProductLaw(Normal(mu(k), sigma(k)), k, K)
    claimed = start(Density(target, image)).by(product_law_density).by(density_formula)
    return (
        start(
            Density(ImageLaw(moved_and_stretched(z), z, noise), image),
            letters=("z",),
            names={"g(z_0)": image},
        )
        .by(image_density, z_0)
        .by(jacobian_of_coordinatewise_map)
        .by(determinant_of_diagonal)
        .by(absolute_value_of_product)
        .by(product_law_density)
        .by(products_join)
        .by(density_formula)
        .back(claimed)
    )


def moved_and_mixed(at: Any) -> VectorSum:
    """mu + S z."""
    return VectorSum((1, centre), (1, Image(S, Coordinates(at, K))))


@sheet.problem("reparameterize-full-gaussian", part="1.2")
def reparameterize_full_gaussian() -> Derivation:
    """Mixing independent standard normal numbers by a matrix.

    The K coordinates of z_0 are independent and standard normal, and g(z_0) is mu + S z_0 with a
    K x K matrix S that is not singular. Find the density of g(z_0) from the change of density under
    g.
    """
    image = moved_and_mixed(z_0)
    target = GaussianVector(centre, MatrixProduct(S, Transposed(S)))
    claimed = start(Density(target, image)).by(gaussian_vector_density)
    return (
        start(
            Density(ImageLaw(moved_and_mixed(z), z, noise), image),
            Ne(Det(S), 0),
            letters=("z",),
            names={"g(z_0)": image},
        )
        .by(image_density, z_0)
        .by(jacobian_of_affine_map)
        .by(product_law_density)
        .by(density_formula)
        .by(product_of_exponentials)
        .by(sum_of_squares)
        .by(squared_length_through_matrix, S)
        .by(absolute_determinant)
        .back(claimed)
    )


X, H = Space("X"), Space("H", "continuous")
x, h, s, j = Symbol("x"), Symbol("h"), Symbol("s"), Symbol("j", integer=True)
p, q = joint_law("p", X, H), arbitrary_law("q", H)


def weight(point: Any) -> Any:
    """The importance weight of a draw of q."""
    return Density(p, x, point) / Density(q, point)


def bound(draws: Any) -> Expect:
    """The importance-weighted lower bound with so many draws."""
    return Expect(log(mean(weight(Element(s, j)), j, draws)), s, iid(q, draws))


Z, Q, PHI, THETA = Space("Z", "continuous"), Space("P"), Space("Phi"), Space("Theta")
pi, phi, theta = Symbol("pi"), Symbol("phi"), Symbol("theta")
i, n = Symbol("i", integer=True, positive=True), Symbol("n", integer=True, positive=True)
prior, q_of_z = arbitrary_law("p_0", Z), arbitrary_law("q", Z)
decoder = LawFamily("p", (X,), (Z, THETA))
likelihood = Density(View(decoder, context=(z, theta)), x)
evidence = Integral(likelihood * Density(prior, z), z, Z)
posterior = WithDensity(likelihood * Density(prior, z) / evidence, z, Z)
bias = -KL(q_of_z, posterior)


def for_every_theta(condition: Any) -> Everywhere:
    """The condition, for all parameters of the model."""
    return Everywhere(condition, theta, THETA)


@sheet.problem("elbo-bias", part="2.1")
def elbo_bias() -> Derivation:
    """The bias of maximising the mean log-likelihood.

    The prior p_0(z) and the law q do not depend on the parameter theta, the likelihood p(x given z)
    does. Show that the theta for which the mean of log p(x given z) under q is greatest maximises
    log p(x) plus a bias that is not positive, and find the bias.
    """
    fit = Expect(log(likelihood), z, q_of_z)
    given = (
        for_every_theta(Everywhere(Gt(likelihood, 0), z, Z)),
        Everywhere(Gt(Density(prior, z), 0), z, Z),
        for_every_theta(IsFinite(evidence)),
        for_every_theta(IsFinite(fit)),
        IsFinite(KL(q_of_z, prior)),
    )
    same_maximiser = (
        start(
            ArgMax(log(evidence) + bias, theta, THETA),
            *given,
            title="Log-likelihood and bias have the same maximiser",
        )
        .by(kl_definition)
        .by(written_density)
        .by(logarithms_split)
        .by(kl_recognised, prior)
        .by(expectation_is_linear)
        .by(constants_do_not_move_the_maximiser)
    )
    not_positive = (
        start(
            bias,
            Everywhere(Gt(likelihood, 0), z, Z),
            Everywhere(Gt(Density(prior, z), 0), z, Z),
            IsFinite(evidence),
            title="The bias is not positive",
        )
        .by(kl_definition)
        .by(logarithms_combine)
        .by(expectation_is_linear)
        .by(jensen_for_log_outwards)
        .by(importance_weight_is_at_most_the_integral)
        .by(density_integrates_to_one)
    )
    return together("Bias", not_positive, same_maximiser)


model, data = joint_law("p", X, Z), Symbol("x")
point = Element(data, i)


def variational(parameter: Any) -> Any:
    """The member of the variational family with this parameter."""
    return Kernel("q", Z, Q)(parameter)


def elbo_at(at: Any, parameter: Any) -> ELBO:
    """The evidence lower bound at a data point."""
    return ELBO(Density(model, at, z), z, variational(parameter))


network = ArbitraryMap("pi", PHI, X, codomain=Q)
trained = ArgMax(
    FiniteSum(elbo_at(Element(data, j), network(phi, Element(data, j))), j, 1, n), phi, PHI
)
amortised, own = network(trained, point), ArgMax(elbo_at(point, pi), pi, Q)
posterior_at_point = model.given_that({X: point})


def against_its_own(sign: int, title: str = "") -> Derivation:
    """The divergence of the amortised law from the posterior, or minus that, against the same for
    the law found for the data point alone."""
    given = (
        Gt(Density(model.marginal(X), point), 0),
        *(Dominates(posterior_at_point, variational(at)) for at in (amortised, own)),
        i <= n,
    )

    def gap(parameter: Any) -> Derivation:
        return (
            start(
                sign * KL(variational(parameter), posterior_at_point),
                *given,
                title=title,
                names={"phi^*": trained, "pi_i^*": own},
            )
            .by(kl_definition)
            .by(conditional_definition)
            .by(logarithms_split)
            .by(elbo_recognised)
        )

    return gap(amortised).by(value_is_at_most_the_greatest, own, amortised).back(gap(own))


@sheet.problem("amortization-gap", part="2.2")
def amortization_gap() -> Derivation:
    """The amortised optimum is no better than the optimum for each data point.

    An encoder with parameters phi* that maximise the sum of the evidence lower bounds over n data
    points gives the law q at x_i a parameter; another one is found for x_i alone by maximising its
    bound over the whole family. Which of the two laws is farther from the posterior?
    """
    return against_its_own(1)


c_phi, c_pi = Symbol("c_phi", positive=True), Symbol("c_pi", positive=True)
d_phi, d_pi = Symbol("d_phi", positive=True), Symbol("d_pi", positive=True)
training = Symbol("t", positive=True)
N, steps = (Symbol(name, integer=True, positive=True) for name in ("N", "S"))


@sheet.problem("amortization-tradeoffs", part="2.3")
def amortization_tradeoffs() -> Derivation:
    """What amortised inference costs and what it saves.

    Beside the bias there are two counts. An encoder has d_phi parameters; a law for each of n data
    points has d_pi for each. For N new data points the encoder is run once for each, at the cost
    c_phi; a law for each takes S steps of optimisation at the cost c_pi. The encoder was trained
    before, at the cost t. Where is either way the cheaper one?
    """
    bias_ = against_its_own(-1, "The bias of the amortised law is no nearer to zero")
    memory = start(FiniteSum(d_pi, i, 1, n), title="Numbers to be kept for n data points").by(
        sum_of_equal_terms
    )
    inference = start(FiniteSum(c_phi, i, 1, N), title="Running the encoder on N data points").by(
        sum_of_equal_terms
    )
    optimising = (
        start(
            FiniteSum(FiniteSum(c_pi, s, 1, steps), i, 1, N),
            title="Optimising a law for each of N data points",
        )
        .by(sum_of_equal_terms)
        .by(sum_of_equal_terms)
    )
    of_data = start(
        Root(memory.result - d_phi, n, Line(0)),
        title="The encoder keeps fewer numbers beyond so many data points",
    ).by(linear_equation_solved)
    of_steps = start(
        Root(optimising.result - inference.result, steps, Line(0)),
        title="The encoder is cheaper to run beyond so many steps",
    ).by(linear_equation_solved)
    of_new_data = start(
        Root(optimising.result - inference.result - training, N, Line(0)),
        Gt(steps * c_pi - c_phi, 0),
        title="Its training is paid for beyond so many new data points",
    ).by(linear_equation_solved)
    return together(
        "Tradeoffs", bias_, memory, inference, optimising, of_data, of_steps, of_new_data
    )


@sheet.problem("iwae-lower-bound", part="3.1")
def iwae_lower_bound() -> Derivation:
    """The importance-weighted bound is a lower bound.

    L_K is the mean, over K independent draws of q, of the log of the average of their importance
    weights p(x, h)/q(h). Show that it is at most log p(x).
    """
    return (
        start(bound(K))
        .by(jensen_for_log_outwards)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(sum_of_equal_terms)
        .by(importance_weight_is_at_most_the_integral)
        .by(marginal_recognised)
    )


@sheet.problem("iwae-tightens", part="3.2")
def iwae_tightens() -> Derivation:
    """The importance-weighted bound tightens.

    Show that L_K is at least L_1, the evidence lower bound; and that it never falls as K grows.
    """
    above_one = (
        start(bound(K), title="Against a single draw")
        .by(log_of_average)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(mean_over_one_point)
        .by(sum_of_equal_terms)
    )
    growing = (
        start(bound(K + 1), title="One draw more")
        .by(leave_one_out)
        .by(log_of_average)
        .by(expectation_is_linear)
        .by(mean_of_sum)
        .by(draws_left_out)
        .by(sum_of_equal_terms)
    )
    return together("Tightening", above_one, growing)


T, c = ArbitraryMap("T", X), Symbol("c", real=True)
ours, theirs = arbitrary_law("p", X), arbitrary_law("q", X)
partition = Expect(exp(T(x)), x, theirs)
tilted = WithDensity(exp(T(x)) / partition * Density(theirs, x), x, X)
second = Expect(T(x), x, ours) - log(partition)
best = log(Density(ours, x)) - log(Density(theirs, x)) + c
attaining = Expect(best, x, ours) - log(Expect(exp(best), x, theirs))
normalised = T(x) + 1 - log(partition)
t, u = Symbol("t", real=True), Symbol("u", real=True)
finite = (IsFinite(Expect(T(x), x, ours)), IsFinite(partition))


def field(*kinds: str) -> ReceptiveField:
    """The receptive field of the middle pixel of a 5 x 5 map through 3 x 3 kernels with masks."""
    return ReceptiveField([Mask(kind, 3) for kind in kinds], 5, 5, 3, 3)


def masked_convolution(*kinds: str) -> Derivation:
    """That receptive field, back through the layers."""
    title = f"Masks of type {' and '.join(kinds)}"
    return (
        start(field(*kinds), title=title)
        .by(field_through_layers)
        .by(mask_definition)
        .by(seen_through_mask)
        .by(seen_through_mask)
    )


@sheet.problem("masked-conv-aa", part="4.1")
def masked_conv_aa() -> Derivation:
    """The receptive field through two layers with masks of type A.

    Two layers of convolution with kernels of 3 x 3, padded by 1 and not flipped, take a map of
    5 x 5 to another. On which input pixels does the output in row 3 and column 3 depend?
    """
    return masked_convolution("A", "A")


@sheet.problem("masked-conv-ab", part="4.2")
def masked_conv_ab() -> Derivation:
    """The receptive field through a mask of type A, then one of type B.

    The same two layers, the first with a mask of type A and the second with one of type B.
    """
    return masked_convolution("A", "B")


@sheet.problem("masked-conv-ba", part="4.3")
def masked_conv_ba() -> Derivation:
    """The receptive field through a mask of type B, then one of type A.

    The same two layers, the first with a mask of type B and the second with one of type A. It is
    the set that the masks give in the other order; why?
    """
    swapped = start(field("A", "B")).by(field_through_layers)
    why = (
        start(field("B", "A"), title="The order of the masks does not matter here")
        .by(field_through_layers)
        .by(masks_exchanged)
        .back(swapped)
    )
    return together("Field", why, masked_convolution("B", "A"))


@sheet.problem("masked-conv-bb", part="4.4")
def masked_conv_bb() -> Derivation:
    """The receptive field through two layers with masks of type B.

    The same two layers, both with masks of type B.
    """
    return masked_convolution("B", "B")


def functional_1(function: Any) -> Any:
    """R1: the mean of the function under p less that of exp(function - 1) under q."""
    return Expect(function, x, ours) - Expect(exp(function - 1), x, theirs)


def functional_2(function: Any) -> Any:
    """R2: the mean of the function under p less the log of that of its exponential under q."""
    return Expect(function, x, ours) - log(Expect(exp(function), x, theirs))


D = ArbitraryMap("D", X, codomain=Line(0, 1))
f0, f1 = arbitrary_law("f_0", X), arbitrary_law("f_1", X)
both_positive = tuple(Everywhere(Gt(Density(f, x), 0), x, X) for f in (f0, f1))
one_point = tuple(Gt(Density(f, x), 0) for f in (f0, f1))


def discriminator(real: Any, fake: Any, title: str) -> Derivation:
    """The function into (0, 1) that tells draws of `real` from those of `fake` best."""
    score = Expect(log(D(x)), x, real) + Expect(log(1 - D(x)), x, fake)
    return (
        start(
            BestValue(score, D(x).family, Maps(X, Line(0, 1)), x),
            *both_positive,
            *one_point,
            title=title,
        )
        .by(expectation_definition)
        .by(best_function_is_pointwise)
        .by(concave_maximum_is_stationary)
    )


@sheet.problem("gan-density-ratio", part="5")
def gan_density_ratio() -> Derivation:
    """The density ratio from the optimal discriminator.

    The densities f_0 and f_1 are positive everywhere. D* maximises, over functions into the unit
    interval, the mean of log D under the law with density f_1 plus that of log(1 - D) under the
    other. Show that f_1 = f_0 D*/(1 - D*); with the two laws swapped this is false.
    """
    best_one = discriminator(f1, f0, "The optimal discriminator")
    swapped = discriminator(f0, f1, "The optimal discriminator with the two laws swapped")
    right, wrong = (
        Density(f0, x) * found.result / (1 - found.result) for found in (best_one, swapped)
    )
    identity = start(right, *one_point, title="The identity").by(algebra)
    refuted = differing(wrong, Density(f1, x), *one_point, title="It fails for the swapped laws")
    return together("Density ratio", swapped, refuted, best_one, identity)


everywhere = tuple(Everywhere(Gt(Density(law, x), 0), x, X) for law in (ours, theirs))
first = Expect(T(x), x, ours) - Expect(exp(T(x) - 1), x, theirs)


@sheet.problem("conjugate-u-log-u", part="6.1a")
def conjugate_u_log_u() -> Derivation:
    """The conjugate of u log u, and its biconjugate, each with its domain.

    The conjugate of f is the function of t that is the supremum of u t - f(u) over the u for which
    f is defined. Find that of f(u) = u log u for u >= 0, and then its own conjugate, each for every
    real number, and the sets on which they are finite.
    """
    once = conjugate(u * log(u), u, t, (0, oo), title="The conjugate, for every t")
    return together(
        "Conjugates",
        once,
        conjugate(once.result, t, u, title="The conjugate of that, for every u"),
        biconjugate(u * log(u), u, (0, oo), title="Once more, as a convex envelope"),
    )


@sheet.problem("kl-fenchel", part="6.1b")
def kl_fenchel() -> Derivation:
    """The divergence as a supremum over functions.

    Let R1[T] be the mean of T under p less the mean of exp(T - 1) under q. Show that its supremum
    over all functions T is the divergence of p from q.
    """
    supremum = Sup(first, T(x).family, Maps(X))
    lacking = Not(Dominates(theirs, ours))
    finite_ = (
        start(supremum, *everywhere, title="Where both densities are positive")
        .by(expectation_definition)
        .by(supremum_is_pointwise)
        .by(concave_supremum_is_at_the_stationary_point)
        .by(expectation_recognised)
        .by(kl_recognised)
    )
    unbounded = (
        start(supremum, lacking, title="The supremum where p has mass that q lacks")
        .by(expectation_definition)
        .by(supremum_is_infinite_off_the_support)
    )
    infinite = (
        start(KL(ours, theirs), lacking, title="The divergence where p has mass that q lacks")
        .by(kl_definition)
        .by(log_ratio_is_infinite_off_the_support)
    )
    return together("Fenchel", unbounded, infinite, finite_)


@sheet.problem("donsker-varadhan-density", part="6.2a")
def donsker_varadhan_density() -> Derivation:
    """The tilted density integrates to one.

    For a law q and a function T let r(x) be exp(T(x)) divided by its mean under q. Show that r q is
    a density.
    """
    return (
        start(Integral(Density(tilted, x), x, X), *finite[1:])
        .by(written_density)
        .by(integral_is_linear)
        .by(expectation_recognised)
    )


@sheet.problem("donsker-varadhan", part="6.2b")
def donsker_varadhan() -> Derivation:
    """The divergence is at least the second functional of any function.

    Let R2[T] be the mean of T under p less the log of the mean of exp(T) under q. Show that it is
    at most the divergence of p from q, and equal to it exactly where the tilted law r q is p.
    """
    supported = Dominates(theirs, ours)
    bound_ = (
        start(KL(ours, theirs), supported, *finite, title="The bound")
        .by(kl_definition)
        .by(gibbs_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    strict = (
        start(
            KL(ours, theirs),
            supported,
            *finite,
            Differ(ours, tilted),
            title="It is strict unless r q is p",
        )
        .by(kl_definition)
        .by(gibbs_strictly_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    infinite = (
        start(
            KL(ours, theirs),
            Not(supported),
            title="Where p has mass that q lacks the divergence is infinite",
        )
        .by(kl_definition)
        .by(log_ratio_is_infinite_off_the_support)
    )
    attained = (
        start(attaining, supported, title="Equality for T = log p - log q + c")
        .by(kl_recognised)
        .by(expectation_is_linear)
        .by(importance_weight_integrates)
        .by(density_integrates_to_one)
    )
    never = (
        start(
            KL(ours, theirs),
            supported,
            Not(Dominates(ours, theirs)),
            *finite,
            title="Where q has mass that p lacks no T attains it",
        )
        .by(kl_definition)
        .by(gibbs_strictly_against, tilted)
        .by(written_density)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
    return together("Donsker and Varadhan", bound_, infinite, strict, attained, never)


@sheet.problem("donsker-varadhan-vs-fenchel", part="6.3")
def donsker_varadhan_vs_fenchel() -> Derivation:
    """The second functional is at least the first.

    Let R1[T] be the mean of T under p less the mean of exp(T - 1) under q. Show that R2[T] is at
    least R1[T], and equal to it exactly where the mean of exp(T - 1) under q is one: that is, where
    that of exp(T) is e.
    """
    of_any = start(functional_1(T(x))).by(constant_leaves_the_exponent)
    of_normalised = start(functional_1(normalised)).by(expectation_is_linear)
    bound_ = (
        start(second, IsFinite(partition), title="The bound").by(log_below_tangent, E).back(of_any)
    )
    strict = (
        start(second, *finite, Ne(partition, E), title="It is strict where that mean is not e")
        .by(log_strictly_below_tangent, E)
        .back(of_any)
    )
    equal_ = (
        start(functional_2(normalised), title="Equality for T + 1 - log E[exp T], which has it")
        .by(constant_leaves_the_exponent)
        .by(expectation_is_linear)
        .back(of_normalised)
    )
    return together("Comparison", strict, equal_, bound_)


@sheet.problem("jsd-disjoint", part="7")
def jsd_disjoint() -> Derivation:
    """The Jensen-Shannon divergence of laws with disjoint supports.

    No point has positive density under p and under q. What is their Jensen-Shannon divergence?
    """
    return (
        start(JSD(ours, theirs), Disjoint(ours, theirs))
        .by(jsd_definition)
        .by(density_vanishes)
        .by(logarithms_split)
        .by(expectation_is_linear)
    )
