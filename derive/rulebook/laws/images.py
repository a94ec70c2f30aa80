"""The density of the image of a law, and Jacobians of affine and of coordinatewise maps."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Dummy, Expr, Integer, Ne, S, Symbol, exp

from derive.language.assumptions import Assumptions
from derive.language.condition import Everywhere
from derive.language.density import ArbitraryMap, Density
from derive.language.distributions.normal import Normal
from derive.language.law import iid
from derive.language.matrix import Det, Diagonal, Identity, Jacobian, MatrixProduct, NamedMatrix
from derive.language.sequence import Element, FiniteProduct
from derive.language.space import Lattice, Line
from derive.language.vector import Coordinates, Image, NamedVector, Tabulated, VectorSum
from derive.language.vector_laws import ImageLaw
from derive.rulebook.algebra import sign
from derive.rulebook.matrices.matrices import not_singular
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_REFERENCE = "Billingsley 1995, Probability and Measure, theorem 17.2"
_K = Symbol("K", integer=True, positive=True)
_i, _z, _z0 = Symbol("i"), Symbol("z"), Symbol("z0")
_MU, _S = NamedVector("mu", _K), NamedMatrix("S", _K)
_m = ArbitraryMap("m", Lattice(1))
_s = ArbitraryMap("s", Lattice(1), codomain=Line(0))
_BASE = iid(Normal(0, 1), _K)


def affine(at: Any) -> Any:
    """mu + S z."""
    return VectorSum((1, _MU), (1, Image(_S, Coordinates(at, _K))))


def stretched(at: Any) -> Tabulated:
    """m_i + s_i z_i, for each i."""
    return Tabulated(_m(_i) + _s(_i) * Element(at, _i), _i, _K)


def matrix_of(body: Any, variable: Any) -> Any:
    """The matrix A of an affine map z -> A z + b, or None where a vector is not written as one."""
    if not body.has(variable):
        return None
    if isinstance(body, Coordinates):
        return Identity(body.length) if body.sequence == variable else None
    if isinstance(body, Image) and not body.matrix.has(variable):
        inner = matrix_of(body.vector, variable)
        if inner is None or isinstance(inner, Identity):
            return None if inner is None else body.matrix
        return MatrixProduct(body.matrix, inner)
    if isinstance(body, VectorSum):
        moving = [(c, v) for c, v in body.terms if v.has(variable) or c.has(variable)]
        if len(moving) == 1 and moving[0][0] == 1:
            return matrix_of(moving[0][1], variable)
    return None


def slope_of(body: Any, variable: Any) -> tuple[Expr, Any] | None:
    """The derivative of the i-th coordinate with respect to the i-th number, and i; None where a
    coordinate depends on other numbers or is not a plain function of its own."""
    if not isinstance(body, Tabulated):
        return None
    value, i, _ = body.open()
    own, x = Element(variable, i), Dummy("x", real=True)
    alone = value.xreplace({own: x})
    if alone.has(variable) or any(node.has(x) for node in alone.atoms(type(own))):
        return None
    slope = alone.diff(x)
    return None if slope.has(S.NaN) else (slope.xreplace({x: own}), i)


def _image_density(expr: Any, site: Site) -> Rewritten | None:
    """The author names the origin of the point. The map is one to one where it is affine with a
    Jacobian that is not singular, or strictly monotone in each coordinate."""
    if not isinstance(expr, Density) or not isinstance(expr.law, ImageLaw) or not site.arguments:
        return None
    [origin, *_] = site.arguments
    body, z, law = expr.law.open()
    if expr.law.open(origin)[0] != expr.point:
        return None
    one_to_one = _one_to_one(body, z, site.assumptions)
    if one_to_one is None:
        return None
    volume = Abs(Det(Jacobian(body, z, origin)))
    return Rewritten(Density(law, origin) / volume, one_to_one)


def _one_to_one(body: Any, variable: Any, known: Assumptions) -> tuple[Any, ...] | None:
    """The condition under which a map is one to one; None where it is not known to be for any."""
    matrix = matrix_of(body, variable)
    if matrix is not None:
        return not_singular(matrix)
    found = slope_of(body, variable)
    if found is None:
        return None
    slope, i = found
    indices, x = Lattice(1, body.length), Dummy("x", real=True)
    at_x = slope.xreplace({Element(variable, i): x})
    if sign(at_x, known.also(*facts_in(indices, i))) in ("+", "-"):
        return ()
    return None if at_x.has(x) else (Everywhere(Ne(slope, 0), i, indices),)


def _image_statement() -> Statement:
    point, volume = affine(_z0), Abs(Det(Jacobian(affine(_z), _z, _z0)))
    origin = Density(_BASE, _z0)
    return Statement(
        before=Density(ImageLaw(affine(_z), _z, _BASE), point),
        after=origin / volume,
        wrong=(
            Wrong(origin, "the Jacobian dropped"),
            Wrong(origin * volume, "the Jacobian of the inverse map"),
        ),
        conditions=(Ne(Det(_S), 0),),
        arguments=(_z0,),
    )


image_density = Rule(
    name="density-of-an-image-is-that-of-the-origin-over-the-volume",
    title="The change of density under a bijection",
    reason="A bijection moves mass without changing it, and |det| of its Jacobian is what it does "
    "to volumes.",
    reference=_REFERENCE,
    state=_image_statement,
    rewrite=_image_density,
)


def _affine_jacobian(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Jacobian):
        return None
    body, z, _point = expr.open()
    matrix = matrix_of(body, z)
    return None if matrix is None else Rewritten(matrix)


jacobian_of_affine_map = Rule(
    name="jacobian-of-an-affine-map-is-its-matrix",
    title="The Jacobian of an affine map is its matrix",
    reason="The coordinate number i of S z is the sum of S_ij z_j, of which the derivative with "
    "respect to z_j is S_ij.",
    reference="Magnus and Neudecker 2019, Matrix Differential Calculus, section 9.4",
    state=lambda: Statement(
        before=Det(Jacobian(affine(_z), _z, _z0)),
        after=Det(_S),
        wrong=(
            Wrong(Det(MatrixProduct(_S, _S)), "the matrix twice"),
            Wrong(1 / Det(_S), "the inverse map"),
        ),
    ),
    rewrite=_affine_jacobian,
)


def _coordinatewise(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Jacobian):
        return None
    body, z, point = expr.open()
    found = slope_of(body, z)
    if found is None:
        return None
    slope, i = found
    return Rewritten(Diagonal(Tabulated(slope.xreplace({z: point}), i, body.length)))


def _coordinatewise_statement() -> Statement:
    curved = Tabulated(exp(_m(_i) + _s(_i) * Element(_z, _i)), _i, _K)
    at = exp(_m(_i) + _s(_i) * Element(_z0, _i))
    return Statement(
        before=Det(Jacobian(curved, _z, _z0)),
        after=Det(Diagonal(Tabulated(_s(_i) * at, _i, _K))),
        wrong=(
            Wrong(Det(Diagonal(Tabulated(at, _i, _K))), "the inner derivative forgotten"),
            Wrong(Det(Diagonal(Tabulated(_s(_i), _i, _K))), "the outer derivative forgotten"),
        ),
    )


jacobian_of_coordinatewise_map = Rule(
    name="jacobian-of-a-coordinatewise-map-is-diagonal",
    title="The Jacobian of a map that acts on each coordinate alone is diagonal",
    reason="A coordinate of the image depends on the same coordinate of the origin and no other.",
    reference="Magnus and Neudecker 2019, Matrix Differential Calculus, section 9.4",
    state=_coordinatewise_statement,
    rewrite=_coordinatewise,
)


def _diagonal(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Det):
        return None
    [matrix] = expr.args
    if isinstance(matrix, Identity):
        return Rewritten(Integer(1))
    if not isinstance(matrix, Diagonal):
        return None
    [entries], i = matrix.args, Dummy("i", integer=True)
    body = entries.open(i)[0] if isinstance(entries, Tabulated) else Element(entries, i)
    return Rewritten(FiniteProduct(body, i, 1, matrix.rows))


determinant_of_diagonal = Rule(
    name="determinant-of-a-diagonal-matrix-is-the-product-of-its-entries",
    title="The determinant of a diagonal matrix is the product of its entries",
    reason="Of the products that the determinant adds up, that of the diagonal alone has no zero.",
    reference="Horn and Johnson 2013, Matrix Analysis, section 0.9.1",
    state=lambda: Statement(
        before=Det(Diagonal(Tabulated(_s(_i), _i, _K))),
        after=FiniteProduct(_s(_i), _i, 1, _K),
        wrong=(
            Wrong(FiniteProduct(_s(_i) ** 2, _i, 1, _K), "the squares of the entries"),
            Wrong(FiniteProduct(_s(_i), _i, 2, _K), "the first entry left out"),
        ),
    ),
    rewrite=_diagonal,
)

RULES = (
    image_density,
    jacobian_of_affine_map,
    jacobian_of_coordinatewise_map,
    determinant_of_diagonal,
)
