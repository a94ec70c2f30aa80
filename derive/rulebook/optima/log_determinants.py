"""Suprema over positive definite matrices of something linear and a multiple of log det."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Lt, Mul, Piecewise, S, Symbol, log, oo

from derive.language.covariance import MatrixSum, PositiveMatrix
from derive.language.definite import LargestEigenvalue, PositivePoint, SymmetricMatrix
from derive.language.matrix import Det, Identity, Inverse, MatrixProduct, Trace
from derive.language.optimum import ArgMax, Sup
from derive.language.space import PositiveMatrices
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_D = Symbol("D", integer=True, positive=True)
_x, _c = Symbol("x"), Symbol("c", positive=True)
_X, _V, _P = PositivePoint(_x, _D), SymmetricMatrix("V", _D), PositiveMatrix("P", _D)
_BOYD = "Boyd and Vandenberghe 2004, Convex Optimization"


def negated(matrix: Any) -> Any:
    """-A, a multiple of one matrix with the factor one being that matrix."""
    terms = matrix.terms if isinstance(matrix, MatrixSum) else ((S.One, matrix),)
    return _sum([(-c, m) for c, m in terms])


def _sum(terms: list[tuple[Expr, Any]]) -> Any:
    """The sum of multiples of matrices, those of one matrix together."""
    found: dict[Any, Expr] = {}
    for c, matrix in terms:
        parts = matrix.terms if isinstance(matrix, MatrixSum) else ((S.One, matrix),)
        for inner, part in parts:
            found[part] = found.get(part, S.Zero) + c * inner
    terms = [(c, part) for part, c in found.items() if c != 0] or terms
    return terms[0][1] if len(terms) == 1 and terms[0][0] == 1 else MatrixSum(*terms)


def _read(expr: Any, site: Site) -> tuple[Any, Expr, Expr] | None:
    """The matrix A, the number c > 0 and the number d of tr(A X) + c log det X + d."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax):
        return None
    if not isinstance(expr.domain, PositiveMatrices):
        return None
    body, x, domain = expr.open()
    point = PositivePoint(x, domain.size)
    terms: list[tuple[Expr, Any]] = []
    factor, level = S.Zero, S.Zero
    for term in Add.make_args(body.expand()):
        traces = [t for t in Mul.make_args(term) if isinstance(t, Trace) and t.has(x)]
        if not term.has(x):
            level += term
        elif log(Det(point)) in Mul.make_args(term):
            factor += term / log(Det(point))
        elif len(traces) == 1 and (matrix := _beside(traces[0].args[0], point)) is not None:
            terms.append((term / traces[0], matrix))
        else:
            return None
    if not terms or factor.has(x) or any(c.has(x) or m.has(x) for c, m in terms):
        return None
    return (_sum(terms), factor, level) if sign(factor, site.assumptions) == "+" else None


def _beside(product: Any, point: Any) -> Any:
    """A, where a product is that of A and the variable."""
    if product == point:
        return Identity(point.rows)
    factors: tuple[Any, ...] = product.args if isinstance(product, MatrixProduct) else ()
    if len(factors) != 2 or point not in factors:
        return None
    return factors[0] if factors[1] == point else factors[1]


def _is_negative(matrix: Any, site: Site) -> bool:
    """Whether a matrix is negative definite by the way in which it is made, or that is known."""
    return bool(
        negated(matrix).is_positive_definite or Lt(LargestEigenvalue(matrix), 0) in site.assumptions
    )


def _bounded(expr: Any, site: Site) -> Rewritten | None:
    read = _read(expr, site)
    if read is None or _is_negative(read[0], site):
        return None
    inside: Any = Lt(LargestEigenvalue(read[0]), 0)
    return Rewritten(Piecewise((expr, inside), (oo, True), evaluate=False))


def _gap(matrix: Any) -> Sup:
    body = Trace(MatrixProduct(matrix, _X)) + log(Det(_X))
    return Sup(body, _x, PositiveMatrices(_D))


def _bounded_statement() -> Statement:
    own, turned = _gap(_V), _gap(negated(_V))
    return Statement(
        before=own,
        after=Piecewise((own, LargestEigenvalue(_V) < 0), (oo, True)),
        wrong=(
            Wrong(Piecewise((own, LargestEigenvalue(_V) > 0), (oo, True)), "positive definite"),
            Wrong(turned, "a sign"),
        ),
    )


log_determinant_bounded = Rule(
    name="linear-plus-log-det-is-bounded-for-negative-definite",
    title="It is bounded only where the matrix of the linear part is negative definite",
    reason="Where A has an eigenvalue that is not negative, with the vector w, X = I + t w w^T "
    "makes tr(A X) no smaller and log det X as large as one likes.",
    reference=f"{_BOYD}, example 3.23",
    state=_bounded_statement,
    rewrite=_bounded,
)


def _stationary(expr: Any, site: Site) -> Rewritten | None:
    read = _read(expr, site)
    if read is None or not _is_negative(read[0], site):
        return None
    matrix, c, level = read
    turned = negated(matrix)
    size = expr.domain.size
    trace = Trace(MatrixProduct(turned, Inverse(turned)))
    return Rewritten(c * log(Det(Inverse(turned))) + c * size * log(c) - c * trace + level)


def _stationary_statement() -> Statement:
    turned = MatrixSum((-1, _P))
    trace = Trace(MatrixProduct(_P, Inverse(_P)))
    body = Trace(MatrixProduct(turned, _X)) + _c * log(Det(_X))
    told = _c * log(Det(Inverse(_P))) + _c * _D * log(_c) - _c * trace
    return Statement(
        before=Sup(body, _x, PositiveMatrices(_D)),
        after=told,
        wrong=(
            Wrong(_c * log(Det(_P)) + _c * _D * log(_c) - _c * trace, "the matrix not inverted"),
            Wrong(told + _c * trace, "the linear part left out"),
        ),
    )


log_determinant_stationary = Rule(
    name="linear-plus-log-det-is-greatest-at-the-inverse",
    title="The gradient A + c X^-1 vanishes at X = c (-A)^-1, where it is greatest",
    reason="The gradient of log det X is X^-1, and log det is strictly concave: along B its second "
    "derivative is -tr(X^-1 B X^-1 B) < 0.",
    reference=f"{_BOYD}, section 3.1.5 and example 3.23",
    state=_stationary_statement,
    rewrite=_stationary,
)


def _of_inverse(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not isinstance(expr.args[0], Det):
        return None
    [matrix] = expr.args[0].args
    return Rewritten(-log(Det(matrix.args[0]))) if isinstance(matrix, Inverse) else None


log_determinant_of_inverse = Rule(
    name="log-det-of-an-inverse-is-minus-that-of-the-matrix",
    title="The log-determinant of the inverse",
    reason="A A^-1 has the determinant one.",
    reference="Horn and Johnson 2013, Matrix Analysis, section 0.8",
    state=lambda: Statement(
        before=log(Det(Inverse(_P))),
        after=-log(Det(_P)),
        wrong=(
            Wrong(log(Det(_P)), "a sign"),
            Wrong(1 / log(Det(_P)), "the reciprocal of the logarithm"),
        ),
    ),
    rewrite=_of_inverse,
)

RULES = (log_determinant_bounded, log_determinant_stationary, log_determinant_of_inverse)
