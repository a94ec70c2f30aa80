"""The sheet ift6135-hw3: normal vectors by change of variables, and masked convolutions."""

from __future__ import annotations

from typing import Any

from sympy import Ne, Symbol

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language import ArbitraryMap, Density, Element, Lattice, Line, Normal, ProductLaw, iid
from derive.language.masked import Mask, ReceptiveField
from derive.language.matrix import Det, MatrixProduct, NamedMatrix, Transposed
from derive.language.vector import Coordinates, Image, NamedVector, Tabulated, VectorSum
from derive.language.vector_laws import GaussianVector, ImageLaw
from derive.packs.sheet import Sheet
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.laws.gaussian_vectors import gaussian_vector_density
from derive.rulebook.laws.images import (
    determinant_of_diagonal,
    image_density,
    jacobian_of_affine_map,
    jacobian_of_coordinatewise_map,
)
from derive.rulebook.laws.product_laws import product_law_density
from derive.rulebook.matrices.masked_layers import (
    field_through_layers,
    mask_definition,
    masks_exchanged,
    seen_through_mask,
)
from derive.rulebook.matrices.matrices import (
    absolute_determinant,
    squared_length_through_matrix,
    sum_of_squares,
)
from derive.rulebook.sums.indexed_products import (
    absolute_value_of_product,
    product_of_exponentials,
    products_join,
)

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
