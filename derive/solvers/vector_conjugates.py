"""Convex conjugates of functions of a vector of symbolic size, and of a law."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Symbol

from derive.derivation.derivation import Derivation, start
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions
from derive.language.covariance import PositiveMatrix
from derive.language.definite import PositivePoint
from derive.language.density import Value
from derive.language.expectation import Expect
from derive.language.law import Law, View
from derive.language.matrix import MatrixProduct, Trace
from derive.language.optimum import Sup
from derive.language.sequence import Element
from derive.language.shaped import Matrix
from derive.language.space import Laws, Line, Maps, PositiveMatrices, Power
from derive.language.vector import Coordinates, NamedVector
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.laws.normalisation import density_integrates_to_one
from derive.rulebook.matrices.quadratic_forms import inverse_drops_out
from derive.rulebook.optima.biconjugates import envelope_has_the_same_conjugate
from derive.rulebook.optima.conjugates import (
    cases_tidied,
    concave_supremum_by_cases,
    pieces_written_out,
    slope_is_matched,
)
from derive.rulebook.optima.log_determinants import (
    log_determinant_bounded,
    log_determinant_of_inverse,
    log_determinant_stationary,
)
from derive.rulebook.optima.log_sum_exp import (
    conjugate_of_log_sum_exp,
    conjugate_of_negative_entropy,
)
from derive.rulebook.optima.mirrored_cases import cases_by_size
from derive.rulebook.optima.norms import norm_supremum, supremum_in_proportion
from derive.rulebook.optima.vector_suprema import (
    form_of_inverse_image,
    inner_product,
    quadratic_supremum,
    separable_supremum,
)
from derive.solvers.closed_form import attempt

_OF_LOG_DETERMINANTS = (
    log_determinant_bounded,
    log_determinant_stationary,
    log_determinant_of_inverse,
    inverse_drops_out,
)


def vector_conjugate(
    f: Expr, u: Any, v: Any, line: Line, given: Assumptions, title: str
) -> Derivation:
    """The conjugate of a function of a vector u, whose coordinates lie in an interval, at v; or of
    a function of a map at a law, or of a law at a map: these are the vectors whose coordinates are
    numbered by the points of a space, and the points of the simplex; or of a function of a positive
    definite matrix at a symmetric one, with the trace of the product for the product of vectors.

    Raises DeriveError where u and v are no such pair.
    """
    supremum = _supremum(f, u, v, line)
    d = start(supremum, *given, title=title)
    d = attempt(d, quadratic_supremum, norm_supremum)
    d = attempt(d, form_of_inverse_image, supremum_in_proportion)
    d = attempt(d, conjugate_of_log_sum_exp, conjugate_of_negative_entropy)
    d = attempt(d, density_integrates_to_one)
    if isinstance(supremum.domain, PositiveMatrices):
        for rule in _OF_LOG_DETERMINANTS:
            d = attempt(d, rule)
    elif not d.steps:
        d = attempt(d, separable_supremum)
        d = attempt(attempt(d, pieces_written_out), envelope_has_the_same_conjugate)
        d = attempt(attempt(d, concave_supremum_by_cases), slope_is_matched)
    if d.reached.has(Sup):
        return d.stop("no rule here gives the supremum ", d.reached)
    return attempt(attempt(d, cases_tidied, algebra), cases_by_size)


def _supremum(f: Expr, u: Any, v: Any, line: Line) -> Sup:
    x = Dummy("x")
    if isinstance(u, PositiveMatrix) and isinstance(v, Matrix) and u.rows == v.rows:
        point = PositivePoint(x, u.rows)
        inner = Trace(MatrixProduct(v, point))
        return Sup(inner - f.xreplace({u: point}), x, PositiveMatrices(u.rows))
    if isinstance(u, NamedVector) and isinstance(v, NamedVector) and u.length == v.length:
        sequence = Symbol("u")
        moved = f.xreplace({u: Coordinates(sequence, u.length)})
        held = [c for c in moved.atoms(Value) if c.family == u.args[0]]
        moved = moved.xreplace({c: Element(sequence, c.point) for c in held})
        gap = inner_product(v, sequence, u.length) - moved
        return Sup(gap, sequence, Power(line, u.length))
    if isinstance(u, View) and isinstance(v, Value):
        mean = Expect(v.xreplace({v.point: x}), x, u)
        return Sup(mean - f, u.family, Laws(u.space))
    if isinstance(u, Value) and isinstance(v, Law):
        mean = Expect(u.xreplace({u.point: x}), x, v)
        return Sup(mean - f, u.family, Maps(v.space))
    raise DeriveError(
        "a conjugate is taken between two vectors of one length, or between a map and a law"
    )


__all__ = ["vector_conjugate"]
