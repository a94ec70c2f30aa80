"""Matrices with known entries: products, transposes, inverses and determinants written out."""

from __future__ import annotations

from functools import reduce
from typing import Any

from sympy import ImmutableDenseMatrix, Ne, Symbol, expand, factor_terms

from derive.language.matrix import Det, Form, Inverse, MatrixProduct, Transposed, WrittenMatrix
from derive.language.shaped import Matrix
from derive.language.vector import NamedVector
from derive.rulebook.matrices.matrices import determinant, not_singular
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_a, _b, _c, _d = (Symbol(name, real=True) for name in "abcd")
_A = WrittenMatrix((_a, _b), (0, _d))
_V = NamedVector("v", 2)
_REFERENCE = "Horn and Johnson 2013, Matrix Analysis, section 0.2"


def _entries(matrix: Any) -> ImmutableDenseMatrix:
    return ImmutableDenseMatrix([list(row) for row in matrix.args])


def _written(entries: Any) -> WrittenMatrix:
    return WrittenMatrix(*(tuple(map(expand, row)) for row in entries.tolist()))


def _multiplied(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Matrix) or isinstance(expr, WrittenMatrix):
        return None
    if not all(isinstance(a, WrittenMatrix) for a in expr.args):
        return None
    if isinstance(expr, MatrixProduct):
        return Rewritten(_written(reduce(lambda a, b: a * b, map(_entries, expr.args))))
    if isinstance(expr, Transposed):
        return Rewritten(_written(_entries(expr.args[0]).T))
    if not isinstance(expr, Inverse):
        return None
    [matrix] = expr.args
    adjugate = _entries(matrix).adjugate(method="berkowitz")
    found = adjugate.applyfunc(lambda e: factor_terms(e / determinant(matrix)))
    return Rewritten(WrittenMatrix(*found.tolist()), not_singular(matrix))


def _multiplied_statement() -> Statement:
    gram = WrittenMatrix((_a**2 + _b**2, _b * _d), (_b * _d, _d**2))
    return Statement(
        before=Form(_V, MatrixProduct(_A, WrittenMatrix((_a, 0), (_b, _d)))),
        after=Form(_V, gram),
        wrong=(
            Wrong(
                Form(_V, WrittenMatrix((_a**2, _a * _b), (_a * _b, _b**2 + _d**2))),
                "the product in the other order",
            ),
            Wrong(Form(_V, WrittenMatrix((_a**2, 0), (0, _d**2))), "entry by entry"),
        ),
        conditions=(Ne(_b, 0),),
    )


matrices_written_out = Rule(
    name="matrices-are-multiplied-out",
    title="The matrix, entry by entry",
    reason="An entry of a product is a row of the first times a column of the second; the inverse "
    "is the adjugate divided by the determinant.",
    reference=_REFERENCE,
    state=_multiplied_statement,
    rewrite=_multiplied,
)


def _determinant(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Det) or not isinstance(expr.args[0], WrittenMatrix):
        return None
    return Rewritten(determinant(expr.args[0]))


determinant_written_out = Rule(
    name="determinant-of-known-entries",
    title="The determinant, from the entries",
    reason="It is the sum over permutations of products of entries, each with its sign.",
    reference="Horn and Johnson 2013, Matrix Analysis, section 0.3",
    state=lambda: Statement(
        before=Det(WrittenMatrix((_a, _b), (_c, _d))),
        after=_a * _d - _b * _c,
        wrong=(
            Wrong(_a * _d + _b * _c, "a sign"),
            Wrong(_a * _d, "the diagonal alone"),
        ),
        conditions=(Ne(_b * _c, 0),),
    ),
    rewrite=_determinant,
)

RULES = (matrices_written_out, determinant_written_out)
