"""Maps of draws as PyTorch functions: what a reparameterisation is for.

The function takes the parameters as tensors of one shape and returns one draw of that shape,
through which gradients reach every parameter.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from typing import Any

from sympy import Abs as AbsoluteValue
from sympy import Add, Expr, Integer, Lambda, Mul, Pow, Rational, Symbol, exp, log
from sympy.core.function import AppliedUndef

from derive.derivation.draws import Draw
from derive.errors import DeriveError
from derive.language import Distribution, Exponential, Normal, Uniform

DRAWS: dict[type, tuple[tuple[int, ...], str]] = {
    Normal: ((0, 1), "torch.randn_like({})"),
    Uniform: ((0, 1), "torch.rand_like({})"),
    Exponential: ((1,), "torch.empty_like({}).exponential_()"),
}
FUNCTIONS: dict[str, str] = {
    name: f"torch.{name}"
    for name in ("exp", "log", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "erf", "erfinv")
}
SUM, PRODUCT, POWER = 1, 2, 3


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
        epsilon = torch.randn_like(logvar)
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
        "import torch",
        "",
        "",
        f"def {name}({', '.join(names)}):",
        f"    {drawn} = {draw.format(names[0])}",
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
    return _code(expr)[0]


def identifier(symbol: Any) -> str:
    """A symbol's name as a Python name."""
    name = re.sub(r"\W", "_", symbol.name, flags=re.ASCII) or "_"
    if name[0].isdigit() or keyword.iskeyword(name) or name == "torch":
        name += "_" if not name[0].isdigit() else ""
        name = f"_{name}" if name[0].isdigit() else name
    return name


def _code(expr: Any) -> tuple[str, int]:
    """The code and how tightly it binds."""
    if isinstance(expr, Symbol):
        return identifier(expr), 4
    if isinstance(expr, Integer):
        return str(expr), 4 if expr >= 0 else SUM
    if isinstance(expr, Rational):
        return f"{expr.p}/{expr.q}", PRODUCT
    if isinstance(expr, Add):
        return _sum(expr), SUM
    if isinstance(expr, Mul):
        return _product(expr), PRODUCT
    if isinstance(expr, (exp, log)):
        return _logarithmic(expr), 4
    if isinstance(expr, Pow):
        return _power(expr)
    if isinstance(expr, AbsoluteValue):
        return f"torch.abs({torch_code(expr.args[0])})", 4
    name = type(expr).__name__
    if isinstance(expr, AppliedUndef) or name not in FUNCTIONS:
        raise DeriveError(f"PyTorch has no function for {expr}")
    return f"{FUNCTIONS[name]}({', '.join(torch_code(a) for a in expr.args)})", 4


def _logarithmic(expr: Any) -> str:
    inner = expr.args[0]
    if isinstance(expr, log) and isinstance(inner, Add) and Integer(1) in inner.args:
        return f"torch.log1p({torch_code(inner - 1)})"
    return f"torch.{type(expr).__name__}({torch_code(inner)})"


def _sum(expr: Add) -> str:
    terms = sorted(expr.args, key=lambda t: (t.could_extract_minus_sign(), len(t.free_symbols)))
    text = ""
    for term in terms:
        negative = term.could_extract_minus_sign()
        shown, strength = _code(-term if negative else term)
        shown = f"({shown})" if strength < PRODUCT else shown
        text += (
            f" {'-' if negative else '+'} {shown}" if text else f"{'-' if negative else ''}{shown}"
        )
    return text


def _product(expr: Mul) -> str:
    if expr.could_extract_minus_sign():
        return f"-{_around(-expr, PRODUCT)}"
    above, below = expr.as_numer_denom()
    factors = [f for f in Mul.make_args(above) if f != 1]
    shown = "*".join(_around(f, POWER) for f in factors) or "1"
    if below == 1:
        return shown
    under, strength = _code(below)
    return f"{shown}/{under if strength > PRODUCT else f'({under})'}"


def _power(expr: Any) -> tuple[str, int]:
    base, power = expr.args
    if power == Rational(1, 2):
        return f"torch.sqrt({torch_code(base)})", 4
    if power.is_Rational and power < 0:
        return f"1/{_around(base**-power, POWER)}", PRODUCT
    return f"{_around(base, 4)}**{_around(power, 4)}", POWER


def _around(expr: Any, strength: int) -> str:
    shown, own = _code(expr)
    return shown if own >= strength else f"({shown})"
