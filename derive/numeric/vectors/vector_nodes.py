"""Vectors as tuples of numbers."""

from __future__ import annotations

from sympy import Dummy

from derive.errors import CannotEvaluate
from derive.language import Value
from derive.language.vector import Coordinates, NamedVector, Tabulated, VectorSum, WrittenVector
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of, whole
from derive.numeric.vectors.linear_algebra import Row
from derive.numeric.vectors.matrices import _family


@compiles(Coordinates)
def _coordinates(node: Coordinates, compiler: Compiler) -> Run:
    sequence, length = compiler.child(node.sequence), compiler.child(node.length)

    def coordinates(env: Env) -> Row:
        points, n = sequence(env), whole(length(env), node.length)
        if n > len(points):
            raise CannotEvaluate(f"a sequence of {len(points)} points has no {n} coordinates")
        return tuple(points[:n])

    return coordinates


@compiles(Tabulated, binds=True)
def _tabulated(node: Tabulated, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    length = evaluator.child(node.length)
    index = evaluator.variable_for(node.bound)
    with evaluator.binding(index) as variable:
        body = evaluator.compile(node.open(index)[0])

    def tabulated(env: Env) -> Row:
        found = []
        for i in range(1, whole(length(env), node.length) + 1):
            variable.assign(env, evaluator.arithmetic.rational(i, 1))
            found.append(body(env))
        return tuple(found)

    return tabulated


@compiles(NamedVector, binds=True)
def _named_vector(node: NamedVector, compiler: Compiler) -> Run:
    i = Dummy("i", integer=True)
    return compiler.child(Tabulated(Value(_family(node), i), i, node.length))


@compiles(WrittenVector)
def _written_vector(node: WrittenVector, compiler: Compiler) -> Run:
    runs = compiler.children(node)
    return lambda env: tuple(run(env) for run in runs)


@compiles(VectorSum)
def _vector_sum(node: VectorSum, compiler: Compiler) -> Run:
    terms = [(compiler.child(c), compiler.child(v)) for c, v in node.terms]
    length, zero = compiler.child(node.length), compiler.arithmetic.zero

    def vector_sum(env: Env) -> Row:
        total = [zero] * whole(length(env), node.length)
        for coefficient, vector in terms:
            c = coefficient(env)
            total = [t + c * v for t, v in zip(total, vector(env), strict=True)]
        return tuple(total)

    return vector_sum
