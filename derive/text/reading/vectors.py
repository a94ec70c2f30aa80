"""Laws of vectors: a name may stand for a whole vector or matrix where a vector or matrix is due.

In MultivariateNormal(mu, diag(sigma^2)) the names are vectors, and what is done to them is done to
each coordinate; `0` is the vector zero, `I` the identity, `s^2*I` a multiple of it, and a single
name in the place of the covariance a symmetric positive definite matrix. The dimension is D where
no list shows it; another one stands in the third place, or on the identity, as in I_3. In
Independent(Normal(mu, sigma), D), which is printed as prod_{i=1..D} Normal(mu_i, sigma_i), every
name is a vector as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sympy import Contains, Dummy, Expr, Integer, Mul, Symbol, diag, eye, oo
from sympy.core.relational import Relational

from derive.errors import DeriveError
from derive.language.covariance import PositiveMatrix, zero_vector
from derive.language.density import ArbitraryMap
from derive.language.distribution import Distribution
from derive.language.distributions.dirichlet import Dirichlet
from derive.language.distributions.multivariatenormal import MultivariateNormal
from derive.language.law import Law, ProductLaw
from derive.language.matrix import Diagonal, Identity
from derive.language.space import Lattice, Line
from derive.language.vector import NamedVector, Tabulated, WrittenVector
from derive.text.reading.lexer import Token

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

PARAMETERS = ("loc", "covariance_matrix", "dimension")
_DIMENSION, _SHARES = Symbol("D", real=True), Symbol("K", real=True)


@dataclass(frozen=True)
class DiagonalOf:
    """diag(...) as it was read: of a list, or of an expression in names of vectors."""

    entries: Any


def diagonal(reader: Reader, name: Token, given: list[tuple[Token, Any]]) -> DiagonalOf:
    """diag(v), the matrix with the vector v on its diagonal."""
    if len(given) != 1:
        reader.refuse("diag takes one vector, as in diag(sigma^2) or diag([1, 2])", name)
    token, value = given[0]
    return DiagonalOf(value if isinstance(value, list) else reader.finite(value, token))


def independent(reader: Reader, name: Token, given: list[tuple[Token, Any]]) -> Any:
    """The law of independent coordinates whose parameters are the coordinates of vectors."""
    if len(given) != 2 or not isinstance(given[0][1], Distribution):
        example = "Independent(Normal(mu, sigma), D)"
        reader.refuse(f"Independent takes a law of numbers and a number, as in {example}", name)
    (at, law), (token, length) = given
    coordinates = {s: s.name for s in _names(law)}
    return _independent(reader, name, at, law, coordinates, reader.number(length, token))


def product_over(reader: Reader, index: Token, length: Expr, at: Token, law: Any) -> Any:
    """The same law with its index written: mu_i is a coordinate of mu, any other name a number."""
    if not isinstance(law, Distribution):
        reader.refuse("a product over an index is one of laws of numbers by name", at)
    mark = f"_{index.text}"
    coordinates = {s: s.name[: -len(mark)] for s in _names(law) if s.name.endswith(mark)}
    return _independent(reader, index, at, law, coordinates, length)


def _independent(
    reader: Reader,
    name: Token,
    at: Token,
    law: Distribution,
    coordinates: dict[Symbol, str],
    length: Expr,
) -> Any:
    """The law of independent coordinates, the names of vectors being given by their symbols."""
    if not isinstance(law.space, (Line, Lattice)):
        reader.refuse("the coordinates of independent laws are numbers", at)
    counts = [c.args[0] for c in law.conditions if isinstance(c, Contains)]
    if any(n.free_symbols for n in counts):
        reader.refuse("a parameter that counts something is no coordinate of a vector", at)
    i = Dummy("i", integer=True)
    values = {s: _map_of(s, vector, law)(i) for s, vector in coordinates.items()}
    return reader.built(name, ProductLaw, law.xreplace(values), i, length)


def multivariate_normal(
    reader: Reader, name: Token, given: list[tuple[Token, Any]], named: dict[str, Any]
) -> Law:
    """MultivariateNormal(loc, covariance_matrix), with its dimension in the third place where
    nothing else says it."""
    values = dict(zip(PARAMETERS, (value for _, value in given), strict=False)) | named
    extra = sorted(named.keys() & dict(zip(PARAMETERS, given, strict=False)).keys())
    strangers = [key for key in values if key not in PARAMETERS]
    if len(given) > len(PARAMETERS) or strangers or extra or len(values) < 2:
        form = "MultivariateNormal(loc, covariance_matrix)"
        reader.refuse(f"a normal law of a vector is written {form}", name)
    loc, covariance, stated = (values.get(key) for key in PARAMETERS)
    if isinstance(loc, list) and isinstance(covariance, list):
        return _built(reader, name, MultivariateNormal, loc, covariance)
    size = _size(reader, name, loc, covariance, stated)
    if isinstance(loc, list):
        entries = _entries(covariance, int(size))
        if entries is not None:
            return _built(reader, name, MultivariateNormal, loc, entries)
    if isinstance(loc, Expr) and isinstance(covariance, Symbol) and loc.has(covariance):
        reader.refuse(f"{covariance} stands for a vector and for a matrix", name)
    if isinstance(covariance, list):
        reader.refuse("where the covariance is written out, loc is a list as well", name)
    mean = WrittenVector(*loc) if isinstance(loc, list) else _vector(reader.number(loc, name), size)
    spread = _covariance(reader, name, covariance, size)
    return _built(reader, name, MultivariateNormal, mean, spread)


def dirichlet(
    reader: Reader, name: Token, given: list[tuple[Token, Any]], named: dict[str, Any]
) -> Law:
    """Dirichlet(alpha), alpha being a vector of K positive numbers, with its length in the second
    place where it is another."""
    if named or len(given) > 2:
        reader.refuse("a Dirichlet law is written Dirichlet([a, b]) or Dirichlet(alpha, K)", name)
    (at, alpha), *rest = given
    size = reader.number(rest[0][1], rest[0][0]) if rest else _SHARES
    entries = _spread(reader.finite(alpha, at), size)
    return _built(reader, name, Dirichlet, entries)


def _built(reader: Reader, name: Token, family: type[Distribution], *values: Any) -> Any:
    try:
        return family(*values)
    except DeriveError as error:
        reader.refuse(str(error).rstrip("."), name, error)


def _size(reader: Reader, name: Token, loc: Any, covariance: Any, stated: Any) -> Expr:
    """How many coordinates there are, from everything that says it."""
    said: list[Any] = [] if stated is None else [reader.number(stated, name)]
    said += [Integer(len(v)) for v in (loc, covariance) if isinstance(v, list)]
    if isinstance(covariance, DiagonalOf) and isinstance(covariance.entries, list):
        said.append(Integer(len(covariance.entries)))
    if isinstance(covariance, Expr):
        said += [s for s in (_size_of_identity(f) for f in Mul.make_args(covariance)) if s]
    if len(set(said)) > 1:
        sizes = " and ".join(str(s) for s in dict.fromkeys(said))
        reader.refuse(f"the mean and the covariance have different sizes: {sizes}", name)
    found: Expr = said[0] if said else _DIMENSION
    if found.is_Integer and not 1 <= found <= 6 and isinstance(loc, list):
        reader.refuse("a vector that is written out has at most 6 coordinates", name)
    return found


def _size_of_identity(factor: Expr) -> Expr | None:
    """The D of I_D, where a name says it."""
    mark, _, size = str(factor).partition("_")
    if not isinstance(factor, Symbol) or mark != "I" or not size:
        return None
    return Integer(size) if size.isdigit() else Symbol(size, real=True)


def _is_identity(factor: Expr) -> bool:
    return isinstance(factor, Symbol) and str(factor).partition("_")[0] == "I"


def _multiple_of_identity(covariance: Any) -> Expr | None:
    """The number c of a covariance c I."""
    if not isinstance(covariance, Expr):
        return None
    factors = Mul.make_args(covariance)
    if sum(map(_is_identity, factors)) != 1:
        return None
    return Mul(*(f for f in factors if not _is_identity(f)))


def _entries(covariance: Any, size: int) -> Any:
    """A covariance matrix entry by entry, where all entries are known."""
    multiple = _multiple_of_identity(covariance)
    if multiple is not None:
        return (multiple * eye(size)).tolist()
    if isinstance(covariance, DiagonalOf) and isinstance(covariance.entries, list):
        return diag(*covariance.entries).tolist()
    return None


def _covariance(reader: Reader, name: Token, covariance: Any, size: Expr) -> Any:
    multiple = _multiple_of_identity(covariance)
    if multiple == 1:
        return Identity(size)
    if multiple is not None:
        return Diagonal(Tabulated(multiple, Dummy("i", integer=True), size))
    if isinstance(covariance, DiagonalOf):
        if isinstance(covariance.entries, list):
            return Diagonal(WrittenVector(*covariance.entries))
        return Diagonal(_spread(covariance.entries, size))
    if not isinstance(covariance, Symbol):
        forms = "I, s^2*I, diag(...), a list of rows or the name of one"
        reader.refuse(f"a covariance is {forms}", name)
    return PositiveMatrix(covariance.name, size)


def _vector(expr: Expr, size: Expr) -> Any:
    """An expression in names of vectors, coordinate by coordinate."""
    if expr == 0:
        return zero_vector(size)
    if isinstance(expr, Symbol):
        return NamedVector(expr.name, size)
    i = Dummy("i", integer=True)
    values = {s: ArbitraryMap(s.name, Lattice(1))(i) for s in _names(expr)}
    return Tabulated(expr.xreplace(values), i, size)


def _spread(expr: Expr, size: Expr) -> Tabulated:
    """The same for what has to be positive: names stand for positive numbers, unless the
    expression is positive for all numbers."""
    i = Dummy("i", integer=True)
    codomain = Line() if expr.is_positive else Line(0)
    values = {s: ArbitraryMap(s.name, Lattice(1), codomain=codomain)(i) for s in _names(expr)}
    return Tabulated(expr.xreplace(values), i, size)


def _names(expr: Any) -> list[Symbol]:
    return sorted((s for s in expr.free_symbols if isinstance(s, Symbol)), key=str)


def _map_of(symbol: Symbol, vector: str, law: Distribution) -> ArbitraryMap:
    """The coordinates of a vector of which a symbol stands for one: between the bounds that the
    law has for it."""
    low: Any = -oo
    high: Any = oo
    for condition in law.conditions:
        if not isinstance(condition, Relational) or condition.free_symbols != {symbol}:
            continue
        if condition.gts == symbol:
            low = max(low, condition.lts)
        elif condition.lts == symbol:
            high = min(high, condition.gts)
    return ArbitraryMap(vector, Lattice(1), codomain=Line(low, high))
