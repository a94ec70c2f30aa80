"""Sets of pixels as numbers; receptive fields by differentiating a network with drawn weights.

Weights, biases and the image are integers, and the activation between layers is u + u^2, so that
every derivative is exact, and zero only where no path leads from the pixel to the output.
"""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

from sympy import prime

from derive.language.masked import KernelMask, Pixel, Pixels, PixelSet, ReceptiveField, Seen
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.models.sampling import generator

Layer = dict[Pixel, int]
LARGEST_WEIGHT = 10**6


@compiles(PixelSet, binds=True)
def _mass(node: PixelSet, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    arithmetic, columns = evaluator.arithmetic, node.map_shape[1]

    def mass(env: Env) -> Number:
        total = arithmetic.zero
        for r, c in sorted(_pixels(node, evaluator.model(env).seed)):
            total = total + arithmetic.log(arithmetic.rational(prime((r - 1) * columns + c), 1))
        return total

    return mass


@lru_cache(maxsize=256)
def _pixels(node: Any, seed: tuple[Any, ...]) -> frozenset[Pixel]:
    """The pixels of a set, where a network's weights are drawn from a seed."""
    if isinstance(node, Pixels):
        return frozenset(node.pixels)
    if isinstance(node, Seen):
        outputs = _pixels(node.outputs, seed)
        on_map = _all_pixels(node.map_shape)
        return frozenset(p for p in on_map if any(_reads(node.mask, o, p) for o in outputs))
    if isinstance(node, ReceptiveField):
        return _depended_on(node, seed)
    raise TypeError(f"{type(node).__name__} is not a set of pixels")


def _all_pixels(shape: Pixel) -> list[Pixel]:
    return [(r, c) for r in range(1, shape[0] + 1) for c in range(1, shape[1] + 1)]


def _reads(mask: KernelMask, output: Pixel, pixel: Pixel) -> bool:
    """Whether the kernel laid on the output pixel has an allowed place on the other one."""
    row = pixel[0] - output[0] + mask.centre[0]
    column = pixel[1] - output[1] + mask.centre[1]
    inside = 1 <= row <= mask.shape[0] and 1 <= column <= mask.shape[1]
    return inside and mask.allows(row, column)


def _depended_on(node: ReceptiveField, seed: tuple[Any, ...]) -> frozenset[Pixel]:
    """The pixels with respect to which the derivative of the output is not zero."""
    rng = generator(*seed, "masked convolution")
    kernels = [_drawn(mask, rng) for mask in node.masks]
    on_map = _all_pixels(node.map_shape)
    image = {p: rng.randint(-9, 9) for p in on_map}
    derivatives = {p: {q: int(p == q) for q in on_map} for p in on_map}
    for kernel in kernels:
        before = _correlated(image, kernel)
        # the derivative of u + u^2, which no integer makes zero
        slope = {p: 1 + 2 * u for p, u in before.items()}
        image = {p: u + u * u for p, u in before.items()}
        for p in on_map:
            moved = _correlated(derivatives[p], kernel)
            derivatives[p] = {q: slope[q] * d for q, d in moved.items()}
    return frozenset(p for p in on_map if derivatives[p][node.output] != 0)


def _drawn(mask: KernelMask, rng: random.Random) -> Layer:
    """The weights that a mask allows, by how far from the output the input lies."""
    (row, column), found = mask.centre, {}
    for i, j in _all_pixels(mask.shape):
        if mask.allows(i, j):
            weight = rng.randint(1, LARGEST_WEIGHT) * rng.choice((-1, 1))
            found[i - row, j - column] = weight
    return found


def _correlated(values: Layer, kernel: Layer) -> Layer:
    """A layer: each input adds to the outputs on whose kernel it lies, the border cuts off the
    rest."""
    found = dict.fromkeys(values, 0)
    for (r, c), value in values.items():
        for (i, j), weight in kernel.items():
            if value and (r - i, c - j) in found:
                found[r - i, c - j] += weight * value
    return found
