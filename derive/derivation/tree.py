"""Expressions as nested lists, head first, for a reader that has no SymPy; see docs/json.md.

A node becomes its head and the trees of its arguments. A binder keeps its variable as ["bound", n]:
inside a scope of level n only lower levels are bound, so that a table from levels to values is all
that an evaluator needs.
"""

from __future__ import annotations

from typing import Any

import sympy as s
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Exp1, Infinity, NegativeInfinity, Pi
from sympy.core.symbol import Str
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import BooleanFalse, BooleanTrue
from sympy.sets.fancysets import Integers, Naturals, Naturals0, Rationals, Reals

import derive.language as d
from derive.errors import DeriveError
from derive.language import covariance, definite, equation, masked, matrix, vector, vector_laws

Tree = list[Any]

HEADS: dict[type, str] = {
    s.Add: "add",
    s.Mul: "mul",
    s.Pow: "pow",
    s.exp: "exp",
    s.log: "log",
    s.Abs: "abs",
    s.Max: "max",
    s.Min: "min",
    s.gamma: "gamma",
    s.loggamma: "loggamma",
    s.polygamma: "polygamma",
    s.Piecewise: "piecewise",
    ExprCondPair: "case",
    s.Tuple: "tuple",
    Pi: "pi",
    Exp1: "e",
    s.core.numbers.EulerGamma: "euler-gamma",
    s.core.numbers.Catalan: "catalan",
    Infinity: "infinity",
    NegativeInfinity: "negative-infinity",
    s.Eq: "eq",
    s.Ne: "ne",
    s.Lt: "lt",
    s.Le: "le",
    s.Gt: "gt",
    s.Ge: "ge",
    s.And: "and",
    s.Or: "or",
    s.Not: "not",
    BooleanTrue: "true",
    BooleanFalse: "false",
    s.Contains: "contains",
    s.Interval: "interval",
    s.FiniteSet: "set",
    Reals: "reals",
    Rationals: "rationals",
    Integers: "integers",
    Naturals: "naturals",
    Naturals0: "naturals-with-zero",
    d.Space: "space",
    d.Line: "line",
    d.Lattice: "lattice",
    d.Power: "power",
    d.Simplex: "simplex",
    d.PositiveMatrices: "positive-matrices",
    d.Laws: "laws",
    d.Measures: "measures",
    d.Maps: "maps",
    d.LawFamily: "law-family",
    d.MapFamily: "map-family",
    d.View: "view",
    d.ProductLaw: "product-law",
    d.Maximiser: "maximiser",
    d.WithDensity: "with-density",
    d.Normalised: "normalised",
    d.Density: "density",
    d.Value: "value",
    d.Element: "element",
    d.Listed: "listed",
    d.LeftOut: "left-out",
    d.FiniteSum: "sum",
    d.FiniteProduct: "product",
    d.Integral: "integral",
    d.Expect: "expect",
    d.Variance: "variance",
    d.Entropy: "entropy",
    d.CrossEntropy: "cross-entropy",
    d.KL: "kl",
    d.JSD: "jsd",
    d.ChiSquared: "chi-squared",
    d.SquaredHellinger: "squared-hellinger",
    d.Bhattacharyya: "bhattacharyya",
    d.TotalVariation: "total-variation",
    d.Jeffreys: "jeffreys",
    d.Renyi: "renyi",
    d.Wasserstein: "wasserstein",
    d.FDivergence: "f-divergence",
    d.ELBO: "elbo",
    d.Gradient: "gradient",
    d.Sup: "sup",
    d.ArgMax: "argmax",
    d.Conjugate: "conjugate",
    d.InfimalConvolution: "infimal-convolution",
    d.Limit: "limit",
    d.BestValue: "best-value",
    masked.Mask: "mask",
    masked.WrittenMask: "written-mask",
    masked.Pixels: "pixels",
    masked.Seen: "seen",
    masked.ReceptiveField: "receptive-field",
    equation.Root: "root",
    vector.Coordinates: "coordinates",
    vector.Tabulated: "tabulated",
    vector.NamedVector: "vector",
    matrix.NamedMatrix: "matrix",
    vector.WrittenVector: "written-vector",
    matrix.WrittenMatrix: "written-matrix",
    vector.VectorSum: "vector-sum",
    vector.Image: "image",
    matrix.MatrixProduct: "matrix-product",
    matrix.Transposed: "transposed",
    matrix.Inverse: "inverse",
    matrix.Perturbed: "perturbed",
    matrix.Identity: "identity",
    covariance.PositiveMatrix: "positive-matrix",
    definite.SymmetricMatrix: "symmetric-matrix",
    definite.PositivePoint: "positive-point",
    definite.LargestEigenvalue: "largest-eigenvalue",
    covariance.MatrixSum: "matrix-sum",
    matrix.Diagonal: "diagonal",
    matrix.Jacobian: "jacobian",
    matrix.Det: "det",
    matrix.Trace: "trace",
    matrix.Form: "form",
    vector_laws.ImageLaw: "image-law",
    vector_laws.GaussianVector: "gaussian-vector",
    d.Dominates: "dominates",
    d.Disjoint: "disjoint",
    d.Differ: "differ",
    d.IsFinite: "is-finite",
    d.Smooth: "smooth",
    d.Convex: "convex",
    d.Everywhere: "everywhere",
    d.AlmostSurely: "almost-surely",
}
SPECIAL_HEADS = ("symbol", "bound", "rational", "name", "law", "function")


def tree(expr: Any) -> Tree:
    """The nested list of an expression, a law, a space or a condition.

    >>> from sympy import Symbol, log
    >>> tree(log(Symbol("x")) / 2)
    ['mul', ['rational', 1, 2], ['log', ['symbol', 'x']]]
    """
    if isinstance(expr, d.Bound):
        return ["bound", expr.level]
    if isinstance(expr, s.Symbol):
        return ["symbol", expr.name]
    if isinstance(expr, s.Rational):
        return ["rational", int(expr.p), int(expr.q)]
    if isinstance(expr, Str):
        return ["name", str(expr)]
    if isinstance(expr, d.Family):
        name = ["bound", int(expr.name)] if expr.name.is_Integer else ["name", expr.label]
        return [HEADS[type(expr)], name, *map(tree, expr.args[1:])]
    head = HEADS.get(type(expr))
    if head is not None:
        return [head, *map(tree, expr.args)]
    if isinstance(expr, d.Distribution):
        return ["law", type(expr).__name__, *map(tree, expr.args)]
    if isinstance(expr, (s.Function, AppliedUndef)):
        return ["function", str(expr.func), *map(tree, expr.args)]
    raise DeriveError(f"{type(expr).__name__} has no place in the JSON form")
