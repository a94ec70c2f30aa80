"""PyTorch functions: results of derivations, and maps of draws.

The map of a reparameterisation becomes a function that takes the parameters as tensors and returns
one draw of the shape that they broadcast to, through which gradients reach every parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sympy import Expr, Integer, Lambda, Symbol

from derive.derivation.derivation import Derivation
from derive.derivation.draws import Draw
from derive.errors import DeriveError
from derive.language import Distribution, Exponential, Normal, Uniform
from derive.render.code_function import docstring, helpers_for, listed, returned
from derive.render.code_writer import Writer, identifier
from derive.render.python_dialect import PYTHON
from derive.render.torch_dialect import TORCH
from derive.render.torch_matrices import TENSORS

_SHAPES = "The parameters are tensors whose shapes broadcast, of one floating-point type."

DRAWS: dict[type, tuple[tuple[int, ...], str]] = {
    Normal: ((0, 1), "torch.randn_like({})"),
    Uniform: ((0, 1), "torch.rand_like({})"),
    Exponential: ((1,), "torch.empty_like({}).exponential_()"),
}


def torch_sampler(
    map_: Lambda,
    base: Distribution,
    parameters: Sequence[Symbol] = (),
    name: str = "reparameterize",
) -> str:
    """A PyTorch function that draws from the base law and applies the map.

    map_: a function of the base variable, with the parameters as its free symbols, which are taken
    in the order of `parameters`, or else by name; base: Normal(0, 1), Uniform(0, 1) or
    Exponential(1). Raises DeriveError for another base, for a map without a parameter, and for a
    function that PyTorch does not have.

    >>> from sympy import exp, symbols
    >>> from derive.language import Normal
    >>> mu, logvar, epsilon = symbols("mu logvar epsilon")
    >>> print(torch_sampler(Lambda(epsilon, mu + epsilon * exp(logvar / 2)), Normal(0, 1)))
    import torch
    <BLANKLINE>
    <BLANKLINE>
    def reparameterize(logvar, mu):
        epsilon = torch.randn_like(logvar + mu)
        return mu + epsilon*torch.exp(logvar/2)
    <BLANKLINE>
    """
    wanted, draw = DRAWS.get(type(base), ((), ""))
    if not draw or tuple(base.args) != tuple(Integer(v) for v in wanted):
        raise DeriveError(f"there is no PyTorch code for draws from {base}")
    (variable,) = map_.variables
    others = sorted(map_.free_symbols - set(parameters), key=str)
    names = [identifier(s) for s in (*parameters, *others)]
    if not names:
        raise DeriveError("a map without a parameter needs no code")
    drawn = identifier(variable)
    while drawn in names:
        drawn += "_"
    body = torch_code(map_(Symbol(drawn, real=True)))
    lines = [
        *(["import math"] if "math." in body else []),
        "import torch",
        "",
        "",
        f"def {name}({', '.join(names)}):",
        f"    {drawn} = {draw.format(' + '.join(names))}",
        f"    return {body}",
    ]
    return "\n".join(lines) + "\n"


def torch_listing(draw: Draw) -> str:
    """The PyTorch code of a draw; empty where PyTorch draws from no such base law."""
    wanted, _ = DRAWS.get(type(draw.base), ((), ""))
    known = wanted and tuple(draw.base.args) == tuple(Integer(v) for v in wanted)
    if not known or not draw.map.free_symbols:
        return ""
    return torch_sampler(draw.map, draw.base, draw.parameters)


def torch_code(expr: Expr) -> str:
    """An expression in PyTorch, its symbols as names of tensors."""
    names = {symbol: identifier(symbol) for symbol in expr.free_symbols}
    first = min(names.values(), default="")
    return _writer(names, first).code(expr)


def _writer(names: dict[Any, str], first: str) -> Writer:
    """What writes formulas in tensors; numbers become tensors like the first parameter."""
    lift = f"{first}.new_tensor({{}})".format if first else "torch.tensor({})".format
    return Writer(TORCH, names, lift, Writer(PYTHON, names))


def torch_function(derivation: Derivation) -> str:
    """The result of a derivation as a function of tensors, which may be differentiated.

    Raises DeriveError where the result is no closed form, or needs a function that PyTorch lacks.
    """
    what = listed(derivation, TORCH)
    first = next(iter(what.parameters.values()), "")
    writer = _writer(what.parameters, first)
    computed = what.arrays.names(writer, TENSORS)
    writer = _writer({**what.parameters, **computed}, first)
    shown = ""
    if not what.value.free_symbols:
        number = writer.code(what.value)
        alike = f"torch.full_like({first}, {{}})" if first else "torch.tensor({}, dtype={})"
        shown = alike.format(number, "torch.float64")
    body = returned(writer, what.value, shown)
    shapes = _SHAPES
    if what.vectors:
        names = " and ".join(what.parameters[v] for v in what.vectors)
        shapes = f"The last dimension of {names} runs over the coordinates."
    if what.arrays.matrices:
        names = " and ".join(what.parameters[m] for m in what.arrays.matrices.values())
        shapes = f"The last two dimensions of {names} are those of a matrix."
    typed = ", ".join(f"{name}: torch.Tensor" for name in what.parameters.values())
    own = [f"def {what.name}({typed}) -> torch.Tensor:", *docstring(what, shapes), *body]
    helpers = list(helpers_for(body, TORCH)) + _helpers_of_numbers(body)
    abstract = any(": Callable[" in source for source in helpers)
    imports = ["from collections.abc import Callable"] if abstract else []
    imports += [f"import {m}" for m in ("math", "mpmath", "torch") if _uses(m, [*body, *helpers])]
    blocks = ["\n".join(imports), *(h.rstrip() for h in helpers), "\n".join(own)]
    return "\n\n\n".join(blocks) + "\n"


def _helpers_of_numbers(body: list[str]) -> list[str]:
    """The helpers of parts without parameters, which are written in Python; differences have
    parameters."""
    own = {n: s for n, s in (PYTHON.helpers or {}).items() if n not in (TORCH.helpers or {})}
    return list(helpers_for(body, replace(PYTHON, helpers=own)))


def _uses(module: str, lines: list[str]) -> bool:
    return module == "torch" or any(f"{module}." in line for line in lines)
