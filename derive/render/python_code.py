"""The result of a derivation as a Python function of floats."""

from __future__ import annotations

from typing import Any

from sympy import Contains, S
from sympy.core.relational import Relational

from derive.derivation.derivation import Derivation
from derive.render.code_function import Listed, docstring, helpers_for, listed, returned
from derive.render.code_writer import Writer
from derive.render.python_dialect import PYTHON
from derive.render.python_matrices import LISTS


def python_function(derivation: Derivation) -> str:
    """A module with one function, in double precision: what would overflow is computed by its
    logarithm, and what would cancel as a difference. Parameters outside the assumptions of the
    derivation are refused.

    Raises DeriveError where the result is no closed form.

    >>> from sympy import symbols
    >>> from derive.language import Exponential
    >>> from derive.solvers.divergences import entropy
    >>> b = symbols("b", positive=True)
    >>> print(python_function(entropy(Exponential(b))))
    import math
    <BLANKLINE>
    <BLANKLINE>
    def entropy(b: float) -> float:
        \"\"\"H(Exponential(b)).
    <BLANKLINE>
        It is 1 - log(b).
        \"\"\"
        return 1 - math.log(b)
    <BLANKLINE>
    """
    what = listed(derivation, PYTHON)
    writer = Writer(PYTHON, what.parameters)
    writer = writer.named({**what.parameters, **what.arrays.names(writer, LISTS)})
    body = [*_checks(what, writer), *returned(writer, what.value)]
    typed = (f"{name}: {_type(symbol, what)}" for symbol, name in what.parameters.items())
    head = f"def {what.name}({', '.join(typed)}) -> float:"
    own = [head, *docstring(what), *body]
    helpers = list(helpers_for(body, PYTHON))
    text = "\n".join([*helpers, *own])
    abstract = [name for name in ("Callable", "Sequence") if f": {name}[" in text]
    imports = [f"from collections.abc import {', '.join(abstract)}"] if abstract else []
    imports += [f"import {m}" for m in ("math", "mpmath") if f"{m}." in text]
    blocks = ["\n".join(imports)] if imports else []
    return "\n\n\n".join([*blocks, *(h.rstrip() for h in helpers), "\n".join(own)]) + "\n"


def _type(symbol: Any, what: Listed) -> str:
    if symbol in what.vectors:
        return "Sequence[float]"
    if symbol in what.arrays.matrices.values():
        return "Sequence[Sequence[float]]"
    return "int" if Contains(symbol, S.Integers) in what.facts else "float"


def _checks(what: Listed, writer: Writer) -> list[str]:
    """Lines that refuse parameters for which the result was not derived."""
    facts: list[Any] = [f for f in what.facts if isinstance(f, Relational)]
    signs = []
    for name in (what.parameters[v] for v in what.positive):
        signs.append(f"    if not all({name}_i > 0 for {name}_i in {name}):")
        signs.append(f'        raise ValueError("the coordinates of {name} must be positive")')
    if not facts:
        return signs
    test = " and ".join(writer.condition(f)[1:-1] for f in facts)
    said = test.replace('"', "'")
    return [
        *signs,
        f"    if not ({test}):",
        f'        raise ValueError("it must hold that {said}")',
    ]
