"""Numbers that expressions mean (see the modules)."""

from __future__ import annotations

from derive.numeric import elementary, logarithms, logic, special
from derive.numeric.arithmetic import FLOATS, Arithmetic, precise
from derive.numeric.compile import Compiler, Env, Program, Run, compile_expression, compiles
from derive.numeric.estimate import Estimate
from derive.numeric.quadrature import estimate_integral, integral, integrate_against
from derive.numeric.series import estimate_series, series, sum_against
from derive.numeric.trials import Comparison, Counterexample, Trials, value_of

# imported for what they register with the compiler
_HANDLERS = (elementary, logarithms, logic, special)

__all__ = [
    "FLOATS",
    "Arithmetic",
    "Comparison",
    "Compiler",
    "Counterexample",
    "Env",
    "Estimate",
    "Program",
    "Run",
    "Trials",
    "compile_expression",
    "compiles",
    "estimate_integral",
    "estimate_series",
    "integral",
    "integrate_against",
    "precise",
    "series",
    "sum_against",
    "value_of",
]
