"""Suprema over all vectors: of sums of one term for each coordinate, and of concave quadratics."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Add,
    Dummy,
    Expr,
    Mul,
    Rational,
    S,
    Symbol,
    exp,
)

from derive.language.covariance import PositiveMatrix
from derive.language.density import Value
from derive.language.matrix import Form, Identity, Inverse
from derive.language.optimum import ArgMax, Sup
from derive.language.sequence import Element, FiniteSum
from derive.language.shaped import Vector
from derive.language.space import Line, Power
from derive.language.vector import Coordinates, Image, NamedVector, VectorSum
from derive.rulebook.algebra import sign
from derive.rulebook.matrices.quadratic_forms import form
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_n, _i = Symbol("n", integer=True, positive=True), Symbol("i", integer=True)
_x, _t = Symbol("x"), Symbol("t", real=True)
_v, _b = NamedVector("v", _n), NamedVector("b", _n)
_A = PositiveMatrix("A", _n)
_ROCKAFELLAR = "Rockafellar 1970, Convex Analysis"


def _over_vectors(expr: Any) -> bool:
    return (
        isinstance(expr, Sup)
        and not isinstance(expr, ArgMax)
        and isinstance(expr.domain, Power)
        and isinstance(expr.domain.base, Line)
    )


def inner_product(one: Any, two: Any, length: Any) -> FiniteSum:
    """The sum of the products of the coordinates of two sequences or vectors.

    >>> inner_product(Symbol("x"), Symbol("y"), 3)
    FiniteSum(Element(x, _1)*Element(y, _1), _1, 1, 3)
    """
    return FiniteSum(Element(one, _i) * Element(two, _i), _i, 1, length)


def _separated(expr: Any, _: Site) -> Rewritten | None:
    if not _over_vectors(expr):
        return None
    body, x, domain = expr.open()
    i, t = Dummy("i", integer=True), Dummy("t", real=True)
    total: Expr = S.Zero
    for term in Add.make_args(body):
        c, rest = term.as_independent(x, as_Add=False)
        if rest == 1:
            return None
        if not isinstance(rest, FiniteSum) or (rest.low, rest.high) != (1, domain.length):
            return None
        total += c * rest.open(i)[0]
    one = total.xreplace({Element(x, i): t})
    if one.has(x):
        return None
    return Rewritten(FiniteSum(Sup(one, t, domain.base), i, 1, domain.length))


def _separated_statement() -> Statement:
    coordinate, weight = Element(_x, _i), Element(_v, _i)
    every = FiniteSum(weight * coordinate - exp(coordinate), _i, 1, _n)
    one = Sup(weight * _t - exp(_t), _t, Line(0, 2))
    half = Sup(weight * _t - exp(_t) / 2, _t, Line(0, 2))
    return Statement(
        before=Sup(every, _x, Power(Line(0, 2), _n)),
        after=FiniteSum(one, _i, 1, _n),
        wrong=(
            Wrong(FiniteSum(half, _i, 1, _n), "a factor lost"),
            Wrong(FiniteSum(one, _i, 1, _n) / (_n + 1), "the mean for the sum"),
        ),
    )


separable_supremum = Rule(
    name="supremum-of-a-separable-sum-is-taken-in-each-coordinate",
    title="Each coordinate is chosen for itself",
    reason="No term of the sum depends on more than one coordinate, so that the best choice of one "
    "is the same whatever the others are.",
    reference=f"{_ROCKAFELLAR}, theorem 16.4",
    state=_separated_statement,
    rewrite=_separated,
)


def linear_less_a_form(
    expr: Any, form_in: Callable[[Expr], Any], site: Site
) -> tuple[Any, Expr, Any, Expr] | None:
    """The vector a, the number c > 0, the matrix A and the number d of <a, x> - c f(x' A x) + d,
    read term by term; `form_in` finds the form in f of it."""
    if not _over_vectors(expr) or expr.domain.base != Line():
        return None
    body, x, domain = expr.open()
    i = Dummy("i", integer=True)
    level: Expr = S.Zero
    rate: Expr = S.Zero
    curve: tuple[Expr, Any] | None = None
    for term in Add.make_args(body.expand()):
        c, rest = term.as_independent(x, as_Add=False)
        found = form_in(rest)
        if rest == 1:
            level += c
        elif isinstance(found, Form) and found.args[0] == Coordinates(x, domain.length):
            if curve is not None:
                return None
            curve = -c, found.args[1]
        elif isinstance(rest, FiniteSum) and (rest.low, rest.high) == (1, domain.length):
            rate += c * rest.open(i)[0]
        else:
            return None
    slopes = _slopes(rate, Element(x, i), i, domain.length)
    if curve is None or slopes is None or not _is_positive_definite(curve[1]):
        return None
    if sign(curve[0], site.assumptions) != "+" or curve[1].has(x):
        return None
    return slopes, *curve, level


def _quadratic(expr: Any, site: Site) -> Rewritten | None:
    read = linear_less_a_form(expr, lambda rest: rest, site)
    if read is None:
        return None
    slopes, factor, matrix, level = read
    inverse = inverse_of(matrix)
    product, at = form(slopes, inverse), _image(inverse, slopes)
    return Rewritten(product / (2 * factor) - form(at, matrix) / (4 * factor) + level)


def _image(matrix: Any, vector: Any) -> Any:
    """The image of a vector, or of minus that, whichever `form` writes."""
    [shown] = [a for a in form(vector, matrix).args if isinstance(a, Vector)]
    return shown if isinstance(matrix, Identity) else Image(matrix, shown)


def _slopes(rate: Expr, coordinate: Expr, i: Dummy, length: Expr) -> Any:
    """The vector a, where a_i x_i is written with coordinates of vectors; None elsewhere."""
    terms = []
    for term in Add.make_args(rate.expand()):
        parts = Mul.make_args(term)
        vectors = [found for part in parts if (found := _vector(part, i, length)) is not None]
        c = Mul(*(p for p in parts if p != coordinate and _vector(p, i, length) is None))
        if len(vectors) != 1 or c.has(i) or coordinate not in parts:
            return None
        terms.append((c, vectors[0]))
    return VectorSum(*terms)


def _vector(coordinate: Expr, i: Dummy, length: Expr) -> Any:
    """The named vector of which this is the coordinate number i."""
    if not isinstance(coordinate, Value) or coordinate.point != i:
        return None
    return NamedVector(coordinate.family, length)


def _is_positive_definite(matrix: Any) -> bool:
    inner = matrix.args[0] if isinstance(matrix, Inverse) else matrix
    return isinstance(inner, (PositiveMatrix, Identity))


def inverse_of(matrix: Any) -> Any:
    """The inverse of a matrix, of an inverse the matrix itself."""
    if isinstance(matrix, Identity):
        return matrix
    return matrix.args[0] if isinstance(matrix, Inverse) else Inverse(matrix)


def _quadratic_statement() -> Statement:
    half = Rational(1, 2)
    tilted = inner_product(_v, _x, _n) - inner_product(_b, _x, _n)
    gap = VectorSum((1, _v), (-1, _b))
    product = form(gap, Inverse(_A))
    return Statement(
        before=Sup(tilted - half * Form(Coordinates(_x, _n), _A), _x, Power(Line(), _n)),
        after=product - form(_image(Inverse(_A), gap), _A) / 2,
        wrong=(
            Wrong(form(gap, _A) / 2, "the matrix not inverted"),
            Wrong(form(_v, Inverse(_A)) / 2, "the linear part of the function left out"),
            Wrong(product, "the quadratic part left out"),
        ),
        conditions=(_n >= 2,),
    )


quadratic_supremum = Rule(
    name="concave-quadratic-is-greatest-where-its-gradient-vanishes",
    title="A concave quadratic is greatest where its gradient vanishes",
    reason="The gradient of a'x - c x'A x is a - 2 c A x and vanishes at x = A^-1 a/(2 c) alone; "
    "as A is positive definite the function is strictly concave, so that it is greatest there.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, example 3.22",
    state=_quadratic_statement,
    rewrite=_quadratic,
)


def _form_of_image(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Form) or not isinstance(expr.args[0], Image):
        return None
    image, matrix = expr.args
    inverted = image.matrix == Inverse(matrix) or matrix == Inverse(image.matrix)
    if not inverted or not _is_positive_definite(matrix):
        return None
    return Rewritten(form(image.vector, image.matrix))


form_of_inverse_image = Rule(
    name="form-of-the-inverse-image-is-the-inverse-form",
    title="The form at the inverse image is the form of the inverse",
    reason="A is symmetric, so that (A^-1 a)'A (A^-1 a) is a'A^-1 a.",
    reference="Horn and Johnson 2013, Matrix Analysis, section 0.5",
    state=lambda: Statement(
        before=Form(Image(Inverse(_A), _v), _A),
        after=Form(_v, Inverse(_A)),
        wrong=(
            Wrong(Form(_v, _A), "the matrix not inverted"),
            Wrong(2 * Form(_v, Inverse(_A)), "counted twice"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_form_of_image,
)


RULES = (separable_supremum, quadratic_supremum, form_of_inverse_image)
