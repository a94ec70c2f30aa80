"""Infimal convolutions: the infimum that defines them, by search."""

from __future__ import annotations

from typing import Any

from derive.language import InfimalConvolution
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.searches.line_search import supremum


@compiles(InfimalConvolution, binds=True)
def _infimal_convolution(node: InfimalConvolution, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    arithmetic, budget = evaluator.arithmetic, evaluator.budget
    y = evaluator.variable_for(node.bound)
    with evaluator.binding(y) as variable:
        total = evaluator.compile(node.open(y)[0] + node.open(node.point - y)[1])
    lines = node.line, node.other_line
    ends = [[evaluator.child(end) for end in (line.low, line.high)] for line in lines]
    at = evaluator.child(node.point)

    def found(env: Env) -> Any:
        def gain(y: Number) -> Number:
            budget.spend(1)
            variable.assign(env, y)
            return -total(env)

        (low, high), (other_low, other_high) = ((one(env), two(env)) for one, two in ends)
        x = at(env)
        low, high = max(low, x - other_high), min(high, x - other_low)
        if low > high:
            return arithmetic.inf
        if low == high:
            return -gain(low)
        memory = evaluator.memory(env)
        peak = supremum(gain, low, high, arithmetic, memory.get(node, ()))
        memory[node] = () if peak.coordinate is None else (peak.coordinate, *peak.others)
        if abs(peak.height) < arithmetic.inf:
            evaluator.note(peak.size, peak.error)
        return -peak.height

    return found
