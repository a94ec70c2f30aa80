"""Numbers that expressions mean, computed from definitions alone; no rule is known here.

Scalars (in ``quadrature`` and ``series``, which a chain is checked without):

* ``integral(f, x, lo, hi, digits=15, log_density=None)`` and ``series(f, n, lo, hi, digits=15,
  log_mass=None)`` give an ``mpmath.mpf`` (or ``+-mpmath.inf`` where the quantity is sure to
  diverge with one sign) or raise ``NotConverged`` with a sentence. ``f`` holds no symbol but the
  variable. With a log density the integrand is ``f`` times the density, whose mass must be one.
* ``estimate_integral`` and ``estimate_series`` return an ``Estimate(value, error, digits, verdict,
  reason)`` instead of raising; ``integrate_against(log_density, [f, ...], x, lo, hi)`` and
  ``sum_against(log_mass, [f, ...], n, lo, hi)`` return one for each ``f`` under one law; the
  integrals share their nodes, and the mass is checked on them.
* ``compile_expression(f, variables, arithmetic)`` makes a ``Program``: ``program(*values)``
  evaluates it, ``program.at(*outer)`` is the function of the last variable with all else computed
  once. ``arithmetic`` is ``FLOATS`` or ``precise(dps)``; its ``real`` takes numbers in.
* ``@compiles(NodeClass, binds=True)`` teaches the compiler a node (see ``compile``).

The language:

* ``Trials(chain, assumptions, seed)`` draws models and compares neighbours of a chain in them.
* ``value_of(expression, values, assumptions, digits)`` is one number at given ones.

A value that does not exist raises ``OutOfDomain``, a node without numeric meaning
``CannotEvaluate``; the conventions for ``0 * oo`` and their like stand in ``arithmetic``.
"""

from __future__ import annotations

from derive.numeric import language_nodes
from derive.numeric.arithmetics.arithmetic import FLOATS, Arithmetic, precise
from derive.numeric.comparison import Comparison, Counterexample
from derive.numeric.compiling import elementary, logarithms, logic, special
from derive.numeric.compiling.compile import (
    Compiler,
    Env,
    Program,
    Run,
    compile_expression,
    compiles,
)
from derive.numeric.compiling.estimate import Estimate
from derive.numeric.trials import Trials, value_of

# imported for what they register with the compiler
_HANDLERS = (elementary, language_nodes, logarithms, logic, special)

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
    "precise",
    "value_of",
]
