"""Images of laws under maps with matrices: other maps than the sheet's, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sympy import Abs, Integer, Ne, Symbol, exp

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.derivation.status import Status
from derive.language import (
    ArbitraryMap,
    Density,
    Element,
    Everywhere,
    Lattice,
    Line,
    LogNormal,
    Normal,
    iid,
)
from derive.language.law import ProductLaw
from derive.language.matrix import (
    Det,
    Identity,
    MatrixProduct,
    NamedMatrix,
    Transposed,
    WrittenMatrix,
)
from derive.language.relation import Relation
from derive.language.vector import (
    Coordinates,
    Image,
    NamedVector,
    Tabulated,
    VectorSum,
    WrittenVector,
)
from derive.language.vector_laws import GaussianVector, ImageLaw
from derive.numeric import Trials
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.laws.gaussian_vectors import gaussian_vector_density
from derive.rulebook.laws.images import (
    determinant_of_diagonal,
    image_density,
    jacobian_of_affine_map,
    jacobian_of_coordinatewise_map,
)
from derive.rulebook.laws.product_laws import product_law_density
from derive.rulebook.matrices.matrices import (
    absolute_determinant,
    squared_length_through_matrix,
    sum_of_squares,
)
from derive.rulebook.matrices.written_matrices import matrices_written_out
from derive.rulebook.sums.indexed_products import absolute_value_of_product, product_of_exponentials

K = Symbol("K", integer=True, positive=True)
i, z, z_0 = Symbol("i", integer=True), Symbol("z"), Symbol("z_0")
A, B, mu = NamedMatrix("A", K), NamedMatrix("B", K), NamedVector("mu", K)
noise = iid(Normal(0, 1), K)
m = ArbitraryMap("m", Lattice(1))
s = ArbitraryMap("s", Lattice(1), codomain=Line(0))


def agrees(trials: Trials) -> bool:
    found = trials.compare(0, Relation.EQ)
    return found.counterexample is None and found.effective == len(trials.models)


def twice(at: Symbol) -> Image:
    return Image(MatrixProduct(A, B), Coordinates(at, K))


def nested(at: Symbol) -> VectorSum:
    return VectorSum((1, mu), (1, Image(A, Image(B, Coordinates(at, K)))))


@pytest.mark.parametrize("moved", [twice, nested], ids=["A B z", "mu + A (B z)"])
def test_a_product_of_matrices(moved) -> None:
    product = MatrixProduct(A, B)
    mean = mu if moved is nested else VectorSum((0, mu), (0, mu))
    law = GaussianVector(mean, MatrixProduct(product, Transposed(product)))
    found = (
        start(Density(ImageLaw(moved(z), z, noise), moved(z_0)), Ne(Det(product), 0))
        .by(image_density, z_0)
        .by(jacobian_of_affine_map)
        .by(product_law_density)
        .by(density_formula)
        .by(product_of_exponentials)
        .by(sum_of_squares)
        .by(squared_length_through_matrix, product)
        .by(absolute_determinant)
    )
    done = found.verify()
    assert done.status is Status.VERIFIED
    claim = Trials([done.result, Density(law, moved(z_0))], done.assumptions, 1)
    assert agrees(claim)


def curved(at: Symbol) -> Tabulated:
    return Tabulated(exp(m(i) + s(i) * Element(at, i)), i, K)


def test_exponentials_of_normal_numbers_are_lognormal() -> None:
    target = ProductLaw(LogNormal(m(i), s(i)), i, K)
    found = (
        start(Density(ImageLaw(curved(z), z, noise), curved(z_0)))
        .by(image_density, z_0)
        .by(jacobian_of_coordinatewise_map)
        .by(determinant_of_diagonal)
    )
    assert found.verify().status is Status.VERIFIED
    claim = Trials([found.result, Density(target, curved(z_0))], (), 2)
    assert agrees(claim)


def test_stretching_by_numbers_of_any_sign() -> None:
    factor = ArbitraryMap("c", Lattice(1))

    def stretched(at: Symbol) -> Tabulated:
        return Tabulated(factor(i) * Element(at, i), i, K)

    not_zero = Everywhere(Ne(factor(i), 0), i, Lattice(1, K))
    found = (
        start(Density(ImageLaw(stretched(z), z, noise), stretched(z_0)), not_zero)
        .by(image_density, z_0)
        .by(jacobian_of_coordinatewise_map)
        .by(determinant_of_diagonal)
        .by(absolute_value_of_product)
    )
    assert found.verify().status is Status.VERIFIED
    target = ProductLaw(Normal(0, Abs(factor(i))), i, K)
    assert agrees(Trials([found.result, Density(target, stretched(z_0))], (not_zero,), 4))


def affine(at: Symbol) -> VectorSum:
    return VectorSum((1, mu), (1, Image(A, Coordinates(at, K))))


def changed() -> Derivation:
    density = Density(ImageLaw(affine(z), z, noise), affine(z_0))
    return start(density, Ne(Det(A), 0)).by(image_density, z_0)


def test_dropping_the_jacobian_is_refuted() -> None:
    step = changed().steps[0]
    for wrong in (Density(noise, z_0), Density(noise, z_0) * Abs(Det(A))):
        told = replace(changed(), steps=(replace(step, after=wrong),)).verify()
        assert told.status is Status.REFUTED
        assert told.steps[0].evidence is not None
        assert told.steps[0].evidence.counterexample is not None


def test_without_a_matrix_that_is_not_singular_it_is_an_assumption() -> None:
    density = Density(ImageLaw(affine(z), z, noise), affine(z_0))
    assert start(density).by(image_density, z_0).verify().status is Status.ASSUMES


def test_a_map_that_is_not_one_to_one_is_refused() -> None:
    folded = Tabulated(Element(z, i) ** 2, i, K)
    there = Tabulated(Element(z_0, i) ** 2, i, K)
    with pytest.raises(RuleRefused):
        start(Density(ImageLaw(folded, z, noise), there)).by(image_density, z_0)


def test_sums_of_vectors_keep_like_terms_together() -> None:
    u, v = Coordinates(z, K), NamedVector("v", K)
    assert VectorSum((1, VectorSum((1, u), (2, v))), (-2, v)) == u
    assert VectorSum((1, u), (1, v)) == VectorSum((1, u), (1, v), (0, mu))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_identity_moves_nothing(size: int) -> None:
    n = Integer(size)
    law = GaussianVector(VectorSum((0, NamedVector("v", n))), Identity(n))
    chain = [Density(law, Coordinates(z, n)), Density(iid(Normal(0, 1), n), z)]
    assert agrees(Trials(chain, (), 3))
    assert start(chain[0]).by(gaussian_vector_density).verify().status is Status.VERIFIED


def test_a_matrix_with_known_entries() -> None:
    two = Integer(2)
    matrix, centre = WrittenMatrix((1, 2), (0, 3)), WrittenVector(4, -1)
    pair = iid(Normal(0, 1), two)

    def mixed(at: Symbol) -> VectorSum:
        return VectorSum((1, centre), (1, Image(matrix, Coordinates(at, two))))

    gram = MatrixProduct(matrix, Transposed(matrix))
    claimed = start(Density(GaussianVector(centre, gram), mixed(z_0))).by(gaussian_vector_density)
    found = (
        start(Density(ImageLaw(mixed(z), z, pair), mixed(z_0)))
        .by(image_density, z_0)
        .by(jacobian_of_affine_map)
        .by(product_law_density)
        .by(density_formula)
        .by(product_of_exponentials)
        .by(sum_of_squares)
        .by(squared_length_through_matrix, matrix)
        .by(absolute_determinant)
        .back(claimed)
        .by(matrices_written_out)
        .by(matrices_written_out)
    )
    done = found.verify()
    assert done.status is Status.VERIFIED
    assert done.result.law.covariance == WrittenMatrix((5, 6), (6, 9))
    singular = Image(WrittenMatrix((1, 2), (2, 4)), Coordinates(z, two))
    there = Image(WrittenMatrix((1, 2), (2, 4)), Coordinates(z_0, two))
    with pytest.raises(RuleRefused):
        start(Density(ImageLaw(singular, z, pair), there)).by(image_density, z_0)
