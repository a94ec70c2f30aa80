"""Vectors, matrices, and the numbers and laws made of them."""

from __future__ import annotations

from typing import Any

from sympy import Add, Rational, Symbol

from derive.language import Dirichlet, PositiveMatrices, Value
from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.definite import LargestEigenvalue, PositivePoint, SymmetricMatrix
from derive.language.matrix import (
    Det,
    Diagonal,
    Form,
    Identity,
    Inverse,
    Jacobian,
    MatrixProduct,
    NamedMatrix,
    Perturbed,
    Trace,
    Transposed,
    WrittenMatrix,
)
from derive.language.shaped import Vector
from derive.language.vector import (
    Coordinates,
    Image,
    NamedVector,
    Tabulated,
    VectorSum,
    WrittenVector,
)
from derive.language.vector_laws import GaussianVector, ImageLaw
from derive.text.arrange import arrange, arranges
from derive.text.binders import drawn
from derive.text.laws import call_of, family_name
from derive.text.letters import Scope, is_bound
from derive.text.notation import (
    PRODUCT,
    Call,
    Digits,
    Enclosed,
    Factors,
    Formula,
    Letter,
    Listed,
    Mark,
    Quotient,
    Raised,
    Related,
    Subscripted,
    Terms,
)


@arranges(Coordinates)
def _coordinates(vector: Coordinates, scope: Scope) -> Formula:
    return arrange(vector.sequence, scope)


@arranges(PositivePoint)
def _positive_point(matrix: PositivePoint, scope: Scope) -> Formula:
    return arrange(matrix.args[0], scope)


@arranges(PositiveMatrices)
def _positive_matrices(space: PositiveMatrices, scope: Scope) -> Formula:
    return Raised(Mark("positive-matrices"), arrange(space.size, scope))


@arranges(LargestEigenvalue)
def _largest_eigenvalue(expr: LargestEigenvalue, scope: Scope) -> Formula:
    return Call(Mark("largest-eigenvalue"), (arrange(expr.args[0], scope),))


@arranges(NamedVector, NamedMatrix, PositiveMatrix, SymmetricMatrix)
def _named(expr: Any, scope: Scope) -> Formula:
    return family_name(expr.args[0], scope)


@arranges(WrittenVector)
def _written_vector(vector: WrittenVector, scope: Scope) -> Formula:
    return Enclosed("(", tuple(arrange(c, scope) for c in vector.args), ")")


@arranges(WrittenMatrix)
def _written_matrix(matrix: WrittenMatrix, scope: Scope) -> Formula:
    rows = (tuple(arrange(e, scope) for e in row) for row in matrix.args)
    return Enclosed("[", tuple(Enclosed("[", row, "]") for row in rows), "]")


@arranges(Tabulated)
def _tabulated(vector: Tabulated, scope: Scope) -> Formula:
    """The coordinate in brackets, with where its index runs."""
    inner, letter = scope.entering(vector)
    last = arrange(vector.length, scope)
    runs = Related(Letter(letter), "=", Listed((Digits("1"), Mark("dots"), last)))
    return Subscripted(Enclosed("(", (arrange(vector.args[0], inner),), ")"), (runs,))


@arranges(VectorSum)
def _vector_sum(vector: VectorSum, scope: Scope) -> Formula:
    if not vector.terms:
        return Digits("0")
    return Terms(tuple(_term(c, v, scope) for c, v in vector.terms))


def _term(coefficient: Any, vector: Any, scope: Scope) -> tuple[bool, Formula]:
    minus = bool(coefficient.could_extract_minus_sign())
    size = -coefficient if minus else coefficient
    shown = arrange(vector, scope)
    return minus, shown if size == 1 else Factors((arrange(size, scope), shown))


@arranges(Image, MatrixProduct)
def _product(expr: Any, scope: Scope) -> Formula:
    return Factors(tuple(arrange(a, scope) for a in expr.args))


@arranges(Transposed)
def _transposed(matrix: Transposed, scope: Scope) -> Formula:
    return Raised(arrange(matrix.args[0], scope), Letter("T"))


@arranges(Inverse)
def _inverse(matrix: Inverse, scope: Scope) -> Formula:
    return Raised(arrange(matrix.args[0], scope), Terms(((True, Digits("1")),)))


@arranges(Perturbed)
def _perturbed(matrix: Perturbed, scope: Scope) -> Formula:
    start, amount, direction = (arrange(a, scope) for a in matrix.args)
    return Terms(((False, start), (False, Factors((amount, direction)))))


@arranges(MatrixSum)
def _matrix_sum(matrix: MatrixSum, scope: Scope) -> Formula:
    return Terms(tuple(_multiple(c, m, scope) for c, m in matrix.terms))


def _multiple(coefficient: Any, matrix: Any, scope: Scope) -> tuple[bool, Formula]:
    """A multiple of a matrix: S/2 for half of it, and 1 - a as it stands."""
    if isinstance(coefficient, Rational) and coefficient.p == 1 and coefficient.q != 1:
        under = (Digits(str(coefficient.q)),)
        return False, Quotient((arrange(matrix, scope),), (), under)
    if isinstance(coefficient, Add):
        return False, Factors((_bracketed(arrange(coefficient, scope)), arrange(matrix, scope)))
    return _term(coefficient, matrix, scope)


@arranges(Identity)
def _identity(matrix: Identity, scope: Scope) -> Formula:
    return Subscripted(Letter("I"), (arrange(matrix.rows, scope),))


@arranges(Det, Trace)
def _named_of(expr: Any, scope: Scope) -> Formula:
    name = "det" if isinstance(expr, Det) else "tr"
    return Call(Mark(name), (arrange(expr.args[0], scope),))


@arranges(Diagonal)
def _diagonal(matrix: Diagonal, scope: Scope) -> Formula:
    """A multiple of the identity where the entries are equal."""
    [vector] = matrix.args
    if isinstance(vector, Tabulated) and not vector.args[0].has(vector.bound):
        identity = arrange(Identity(vector.length), scope)
        return Factors((arrange(vector.args[0], scope), identity))
    return Call(Mark("diag"), (entrywise(vector, scope),))


def entrywise(vector: Any, scope: Scope) -> Formula:
    """A vector in the names of others, each standing for its coordinates: sigma^2 has the
    coordinates sigma_i^2. A vector that is not of this kind is written as it is."""
    if not isinstance(vector, Tabulated):
        return arrange(vector, scope)
    body, index, _ = vector.open()
    names = {
        value: Symbol(value.family.label, real=True, positive=value.is_extended_positive)
        for value in sorted(body.atoms(Value), key=str)
        if value.point == index and not value.parameters and not is_bound(value.family)
    }
    written = body.xreplace(names)
    taken = {str(s) for s in body.free_symbols}
    if written.has(index) or any(str(name) in taken for name in names.values()):
        return arrange(vector, scope)
    return arrange(written, scope)


@arranges(Form)
def _form(form: Form, scope: Scope) -> Formula:
    vector, matrix = form.args
    shown = arrange(vector, scope)
    row = Raised(shown, Letter("T"))
    middle = () if isinstance(matrix, Identity) else (arrange(matrix, scope),)
    return Factors((row, *middle, _bracketed(shown)))


def _bracketed(vector: Formula) -> Formula:
    return Enclosed("(", (vector,), ")") if vector.level < PRODUCT else vector


@arranges(Jacobian)
def _jacobian(matrix: Jacobian, scope: Scope) -> Formula:
    """d(body)/dz at the point, as J_z with the body at the point."""
    at = arrange(matrix.point, scope)
    return Call(Subscripted(Mark("J"), (at,)), (arrange(matrix.open(matrix.point)[0], scope),))


@arranges(ImageLaw)
def _image_law(law: ImageLaw, scope: Scope) -> Formula:
    inner, letter = scope.entering(law)
    body = arrange(law.args[0], inner)
    return Call(Mark("law"), (body,), (drawn(letter, law.law, scope),))


@arranges(GaussianVector)
def _gaussian(law: GaussianVector, scope: Scope) -> Formula:
    return Call(
        Mark("MultivariateNormal"), (entrywise(law.mean, scope), arrange(law.covariance, scope))
    )


@arranges(Dirichlet)
def _dirichlet(law: Dirichlet, scope: Scope) -> Formula:
    """The length of a vector stands beside it where it is not K, or no name shows a vector."""
    alpha = law.concentration
    if not isinstance(alpha, Vector):
        return call_of(law, scope)
    shown = entrywise(alpha, scope)
    is_plain = isinstance(alpha, Tabulated) and not alpha.args[0].has(alpha.bound)
    usual = str(law.space.length) == "K" and not is_plain
    length = () if usual or isinstance(shown, Listed) else (arrange(law.space.length, scope),)
    return Call(Mark("Dirichlet"), (shown, *length))
