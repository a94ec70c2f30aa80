"""Densities of images of laws, and of normal laws with a matrix for their covariance.

The density of an image is taken at the point's origin, which is sought by Newton's method; what the
inverse map does to volumes is found by differences of the map there.
"""

from __future__ import annotations

from typing import Any

from sympy import Basic

from derive.errors import NotConverged
from derive.language import Density
from derive.language.vector_laws import GaussianVector, ImageLaw
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Env, Run
from derive.numeric.models.densities import compiles_density, log_density_of
from derive.numeric.models.evaluator import evaluator_of, whole
from derive.numeric.vectors.linear_algebra import Row, eliminated, jacobian_at

MOST_STEPS = 60
MOST_HALVINGS = 30


@compiles_density(ImageLaw)
def _density_of_image(law: ImageLaw, point: Basic, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    arithmetic = evaluator.arithmetic
    at, size = evaluator.child(point), evaluator.child(law.space.length)
    name = evaluator.variable_for(law.bound)
    with evaluator.binding(name) as variable:
        body = evaluator.compile(law.open(name)[0])
        density = evaluator.compile(Density(law.law, name))
    coarse = isinstance(arithmetic, FloatArithmetic)
    goal = 10.0 ** -(11 if coarse else evaluator.digits + 3)

    def gap(env: Env, x: Row, wanted: Row) -> Row:
        variable.assign(env, x)
        return tuple(b - w for b, w in zip(body(env), wanted, strict=True))

    def density_of_image(env: Env) -> Number:
        wanted = tuple(at(env)[: whole(size(env), law.space.length)])
        x = tuple(w * 0 for w in wanted)
        off = gap(env, x, wanted)
        for _ in range(MOST_STEPS):
            slopes = jacobian_at(body, variable, env, x, evaluator)
            determinant, step = eliminated(slopes, tuple((g,) for g in off))
            scale = arithmetic.one
            near, left = x, off
            for _ in range(MOST_HALVINGS):
                near = tuple(a - scale * s[0] for a, s in zip(x, step, strict=True))
                left = gap(env, near, wanted)
                if _size(left) < _size(off) or _size(left) <= goal:
                    break
                scale = scale / 2
            x, off = near, left
            if _size(off) <= goal * (1 + _size(wanted)):
                slopes = jacobian_at(body, variable, env, x, evaluator)
                determinant = eliminated(slopes, ((),) * len(x))[0]
                variable.assign(env, x)
                return density(env) / abs(determinant)
        raise NotConverged("the origin of a point under a map is not found")

    return density_of_image


def _size(vector: Row) -> float:
    return max(float(abs(v)) for v in vector)


@log_density_of(GaussianVector)
def _log_density_of_gaussian(law: GaussianVector, point: Basic, compiler: Compiler) -> Run:
    """The inverse and the determinant are found once for each covariance matrix."""
    at, mean = compiler.child(point), compiler.child(law.mean)
    covariance, arithmetic = compiler.child(law.covariance), compiler.arithmetic
    log_two_pi = arithmetic.log(2 * arithmetic.pi)

    zero, one = arithmetic.zero, arithmetic.one
    rows: Any = None
    inverse: Any = None
    height: Any = None

    def log_density(env: Env) -> Any:
        nonlocal rows, inverse, height
        if (now := covariance(env)) is not rows:
            size = range(len(now))
            identity = tuple(tuple(one if i == j else zero for j in size) for i in size)
            determinant, inverse = eliminated(now, identity)
            height = -arithmetic.log(determinant) / 2 - len(now) * log_two_pi / 2
            rows = now
        centre = mean(env)
        off = [y - m for y, m in zip(at(env)[: len(centre)], centre, strict=True)]
        form = zero
        for g, row in zip(off, inverse, strict=True):
            form = form + g * sum((w * v for w, v in zip(row, off, strict=True)), zero)
        return height - form / 2

    return log_density
