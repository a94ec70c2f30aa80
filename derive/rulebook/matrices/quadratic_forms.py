"""Means of quadratic forms in a normal vector, and what drops out of traces and forms."""

from __future__ import annotations

from typing import Any

from sympy import S, Symbol

from derive.language.covariance import PositiveMatrix
from derive.language.expectation import Expect
from derive.language.matrix import Det, Form, Identity, Inverse, MatrixProduct, NamedMatrix, Trace
from derive.language.shaped import Matrix
from derive.language.vector import Coordinates, NamedVector, VectorSum
from derive.language.vector_laws import GaussianVector
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_K = Symbol("K", integer=True, positive=True)
_x = Symbol("x")
_A, _S = NamedMatrix("A", _K), PositiveMatrix("S", _K)
_M, _B = NamedVector("m", _K), NamedVector("b", _K)


def at_mean(vector: Any, x: Any, mean: Any) -> tuple[Any, Any] | None:
    """A vector that is c x + b: the number c, and the vector at the mean of x."""
    terms = vector.terms if isinstance(vector, VectorSum) else ((S.One, vector),)
    slope, moved = S.Zero, []
    for coefficient, part in terms:
        if isinstance(part, Coordinates) and part.sequence == x:
            slope += coefficient
            moved.append((coefficient, mean))
        elif part.has(x) or coefficient.has(x):
            return None
        else:
            moved.append((coefficient, part))
    return slope, VectorSum(*moved)


def form(vector: Any, matrix: Any) -> Any:
    """v^T A v, which is zero for the vector zero, and the same for v and -v."""
    if not isinstance(vector, VectorSum):
        return Form(vector, matrix)
    if not vector.terms:
        return S.Zero
    terms = sorted(vector.terms, key=lambda term: str(term[1]))
    sign = -1 if terms[0][0].could_extract_minus_sign() else 1
    return Form(VectorSum(*((sign * c, v) for c, v in terms)), matrix)


def _mean(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, GaussianVector):
        return None
    body, x, law = expr.open()
    constant, found = split_constant(body, x)
    if not isinstance(found, Form) or found.args[1].has(x):
        return None
    vector, matrix = found.args
    read = at_mean(vector, x, law.mean)
    if read is None:
        return None
    slope, centre = read
    spread = Trace(MatrixProduct(matrix, law.covariance))
    return Rewritten(constant * (slope**2 * spread + form(centre, matrix)))


def _mean_statement() -> Statement:
    moved = VectorSum((1, Coordinates(_x, _K)), (-1, _B))
    centre = Form(VectorSum((1, _B), (-1, _M)), _A)
    spread = Trace(MatrixProduct(_A, _S))
    return Statement(
        before=Expect(Form(moved, _A), _x, GaussianVector(_M, _S)),
        after=spread + centre,
        wrong=(
            Wrong(centre, "the spread left out"),
            Wrong(Trace(MatrixProduct(_A, Inverse(_S))) + centre, "the covariance inverted"),
            Wrong(Trace(_A) * Trace(_S) + centre, "the trace of a product taken apart"),
        ),
        conditions=(_K >= 2,),
    )


mean_of_quadratic_form = Rule(
    name="mean-of-a-quadratic-form-is-a-trace-and-the-form-at-the-mean",
    title="The mean of a quadratic form",
    reason="A form is the sum of A_ij x_i x_j, and the mean of x_i x_j is their covariance and the "
    "product of their means.",
    reference="Petersen and Pedersen 2012, The Matrix Cookbook, equation 378",
    state=_mean_statement,
    rewrite=_mean,
)


def without_inverses(matrix: Any) -> Any:
    """A matrix without the factors that stand beside their inverses, and without identities.

    >>> without_inverses(MatrixProduct(_A, Inverse(_S), _S)) == _A
    True
    """
    if isinstance(matrix, Inverse) and isinstance(matrix.args[0], Identity):
        return matrix.args[0]
    if not isinstance(matrix, MatrixProduct):
        return matrix
    kept: list[Any] = []
    for factor in map(without_inverses, matrix.args):
        if kept and (kept[-1] == Inverse(factor) or Inverse(kept[-1]) == factor):
            kept.pop()
        elif not isinstance(factor, Identity):
            kept.append(factor)
    return MatrixProduct(*kept) if kept else Identity(matrix.rows)


def _dropped(expr: Any, _: Site) -> Rewritten | None:
    if isinstance(expr, Matrix):
        return Rewritten(without_inverses(expr))
    if not isinstance(expr, (Trace, Det)):
        return None
    left = without_inverses(expr.args[0])
    if isinstance(left, Identity):
        return Rewritten(left.rows if isinstance(expr, Trace) else S.One)
    return Rewritten(type(expr)(left))


def _dropped_statement() -> Statement:
    product = MatrixProduct(_A, Inverse(_S), _S, Inverse(Identity(_K)))
    return Statement(
        before=Trace(MatrixProduct(Inverse(_S), _S)) + Form(_M, product),
        after=_K + Form(_M, _A),
        wrong=(
            Wrong(1 + Form(_M, _A), "one for the trace of the identity"),
            Wrong(_K + Form(_M, MatrixProduct(_A, _S)), "one of the two kept"),
        ),
        conditions=(_K >= 2,),
    )


inverse_drops_out = Rule(
    name="a-matrix-beside-its-inverse-drops-out",
    title="A matrix beside its inverse drops out, and so does the identity",
    reason="Their product is the identity, which changes nothing.",
    reference="Horn and Johnson 2013, Matrix Analysis, section 0.5",
    state=_dropped_statement,
    rewrite=_dropped,
)


RULES = (mean_of_quadratic_form, inverse_drops_out)
