"""Determinants, traces and quadratic forms of matrices of symbolic size."""

from __future__ import annotations

from typing import Any

from sympy import (
    Abs,
    Expr,
    ImmutableDenseMatrix,
    Mul,
    Ne,
    S,
    Symbol,
    expand,
    factor_terms,
    log,
    sqrt,
)

from derive.language.gradient import Gradient
from derive.language.matrix import (
    Det,
    Form,
    Identity,
    Inverse,
    MatrixProduct,
    NamedMatrix,
    Perturbed,
    Trace,
    Transposed,
    WrittenMatrix,
)
from derive.language.sequence import Element, FiniteSum
from derive.language.shaped import Matrix, Vector
from derive.language.vector import Coordinates, Image, NamedVector
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_REFERENCE = "Horn and Johnson 2013, Matrix Analysis, section 0.8"
_K = Symbol("K", integer=True, positive=True)
_i, _z, _t = Symbol("i"), Symbol("z"), Symbol("t", real=True)
_A, _B, _V = NamedMatrix("A", _K), NamedMatrix("B", _K), NamedVector("v", _K)
_REGULAR = (Ne(Det(_A), 0),)


def not_singular(matrix: Any) -> tuple[Any, ...]:
    """The condition that a matrix is not singular; of one that is written out it is decided.

    >>> not_singular(WrittenMatrix((1, 2), (3, 4))), not_singular(WrittenMatrix((1, 2), (2, 4)))
    ((), (False,))
    """
    written = isinstance(matrix, WrittenMatrix)
    condition = Ne(determinant(matrix) if written else Det(matrix), 0)
    return () if condition == S.true else (condition,)


def determinant(matrix: WrittenMatrix) -> Expr:
    """The determinant of a matrix that is written out, without a division."""
    return factor_terms(expand(ImmutableDenseMatrix(matrix.args).det(method="berkowitz")))


def _norm(expr: Any, _: Site) -> Rewritten | None:
    if not is_sum(expr) or expr.low != 1:
        return None
    body, i, _low, high = expr.open()
    constant, square = split_constant(body, i)
    base, power = square.as_base_exp()
    if power != 2 or not isinstance(base, Element) or base.index != i or base.sequence.has(i):
        return None
    whole = base.sequence
    vector = whole if isinstance(whole, Vector) else Coordinates(whole, high)
    return Rewritten(constant * Form(vector, Identity(high))) if vector.length == high else None


sum_of_squares = Rule(
    name="sum-of-squares-is-the-squared-length",
    title="A sum of squares is the squared length of the vector",
    reason="That is what z^T z means.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=FiniteSum(Element(_z, _i) ** 2, _i, 1, _K),
        after=Form(Coordinates(_z, _K), Identity(_K)),
        wrong=(
            Wrong(sqrt(Form(Coordinates(_z, _K), Identity(_K))), "the length for its square"),
            Wrong(Form(Coordinates(_z, _K), Identity(_K)) / _K, "the mean for the sum"),
        ),
        conditions=(_K >= 2,),
    ),
    rewrite=_norm,
)


def _through(expr: Any, site: Site) -> Rewritten | None:
    """The squared length of z, by that of A z; the author names the matrix."""
    if not isinstance(expr, Form) or not isinstance(expr.args[1], Identity) or not site.arguments:
        return None
    [matrix, *_] = site.arguments
    vector = expr.args[0]
    if not isinstance(matrix, Matrix) or matrix.columns != vector.length:
        return None
    gram = MatrixProduct(matrix, Transposed(matrix))
    needed = not_singular(matrix)
    return Rewritten(Form(Image(matrix, vector), Inverse(gram)), needed)


squared_length_through_matrix = Rule(
    name="squared-length-is-a-form-of-the-image",
    title="The squared length of a vector, by its image under a matrix that is not singular",
    reason="With y = A z, z = A^-1 y, and (A^-1)^T A^-1 is the inverse of A A^T.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Form(_V, Identity(_K)),
        after=Form(Image(_A, _V), Inverse(MatrixProduct(_A, Transposed(_A)))),
        wrong=(
            Wrong(Form(Image(_A, _V), MatrixProduct(_A, Transposed(_A))), "not inverted"),
            Wrong(Form(Image(_A, _V), Identity(_K)), "the squared length of the image"),
        ),
        conditions=_REGULAR,
        arguments=(_A,),
    ),
    rewrite=_through,
)


def _root(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Abs) or not isinstance(expr.args[0], Det):
        return None
    [matrix] = expr.args[0].args
    return Rewritten(sqrt(Det(MatrixProduct(matrix, Transposed(matrix)))))


absolute_determinant = Rule(
    name="absolute-determinant-is-the-root-of-that-of-the-gram-matrix",
    title="|det A| is the square root of det A A^T",
    reason="The determinant of a product is the product of the determinants, and A^T has that of "
    "A.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Abs(Det(_A)),
        after=sqrt(Det(MatrixProduct(_A, Transposed(_A)))),
        wrong=(
            Wrong(Det(MatrixProduct(_A, Transposed(_A))), "the square for the root"),
            Wrong(1 / sqrt(Det(MatrixProduct(_A, Transposed(_A)))), "the reciprocal"),
        ),
    ),
    rewrite=_root,
)


def _of_product(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Det) or not isinstance(expr.args[0], MatrixProduct):
        return None
    factors = expr.args[0].args
    if any(f.rows != f.columns for f in factors):
        return None
    return Rewritten(Mul(*(Det(f) for f in factors)))


determinant_of_product = Rule(
    name="determinant-of-a-product-is-the-product-of-determinants",
    title="The determinant of a product is the product of the determinants",
    reason="What a map does to volumes is done by its parts one after the other.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Det(MatrixProduct(_A, _B)),
        after=Det(_A) * Det(_B),
        wrong=(Wrong(Det(_A) + Det(_B), "the sum"), Wrong(Det(_A) / Det(_B), "the quotient")),
    ),
    rewrite=_of_product,
)


def _of_transpose(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Det):
        return None
    [matrix] = expr.args
    if isinstance(matrix, Transposed):
        return Rewritten(Det(matrix.args[0]))
    return Rewritten(1 / Det(matrix.args[0])) if isinstance(matrix, Inverse) else None


determinant_of_inverse = Rule(
    name="determinant-of-an-inverse-is-the-reciprocal",
    title="The determinant of the inverse is the reciprocal, that of the transpose the same",
    reason="A A^-1 has the determinant one; rows and columns play the same part in a determinant.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Det(Inverse(_A)) * Det(Transposed(_B)),
        after=Det(_B) / Det(_A),
        wrong=(
            Wrong(-Det(_B) / Det(_A), "a sign"),
            Wrong(Det(_B) * Det(_A), "the determinant for its reciprocal"),
        ),
        conditions=_REGULAR,
    ),
    rewrite=_of_transpose,
)


def _log_det(expr: Any, _: Site) -> Rewritten | None:
    """The derivative of log|det(A + t B)| at t = 0."""
    if not isinstance(expr, Gradient) or expr.point != 0:
        return None
    body, t, _point = expr.open()
    if not isinstance(body, log):
        return None
    inside = body.args[0].args[0] if isinstance(body.args[0], Abs) else body.args[0]
    if not isinstance(inside, Det) or not isinstance(inside.args[0], Perturbed):
        return None
    matrix, amount, direction = inside.args[0].args
    if amount != t or matrix.has(t) or direction.has(t):
        return None
    return Rewritten(Trace(MatrixProduct(Inverse(matrix), direction)), (Ne(Det(matrix), 0),))


log_determinant_derivative = Rule(
    name="derivative-of-log-determinant-is-the-trace-of-the-inverse-times-the-change",
    title="The derivative of log |det A| along B is the trace of A^-1 B",
    reason="det(A + t B) = det A det(I + t A^-1 B), of which the last is 1 + t tr(A^-1 B) + ...",
    reference="Magnus and Neudecker 2019, Matrix Differential Calculus, section 8.3",
    state=lambda: Statement(
        before=Gradient(log(Abs(Det(Perturbed(_A, _t, _B)))), _t, S.Zero),
        after=Trace(MatrixProduct(Inverse(_A), _B)),
        wrong=(
            Wrong(S.Zero, "a constant for the derivative"),
            Wrong(Trace(MatrixProduct(_A, _B)), "not inverted"),
        ),
        conditions=(*_REGULAR, Ne(Trace(_B), 0)),
    ),
    rewrite=_log_det,
)

RULES = (
    sum_of_squares,
    squared_length_through_matrix,
    absolute_determinant,
    determinant_of_product,
    determinant_of_inverse,
    log_determinant_derivative,
)
