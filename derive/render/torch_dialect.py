"""Formulas in PyTorch, whose functions take tensors."""

from __future__ import annotations

from derive.render.code_writer import Dialect
from derive.render.torch_matrices import MATRICES

_TORCH = (
    "exp log sqrt sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh erf erfc erfinv"
    " sign floor digamma"
)
_HELPERS = {
    "gamma_function": '''\
def gamma_function(x: torch.Tensor) -> torch.Tensor:
    """gamma(x), with its sign."""
    negative = (x < 0) & (torch.floor(x) % 2 != 0)
    return torch.where(negative, -1.0, 1.0) * torch.exp(torch.lgamma(x))
''',
    "lgamma_difference": '''\
def lgamma_difference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """log gamma(x) - log gamma(y), without the digits that large or near arguments lose."""

    def rest(x: torch.Tensor) -> torch.Tensor:
        z = 1 / (x * x)
        return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / x

    large = torch.minimum(x, y) >= 20
    u, v = torch.where(large, x, 20.0), torch.where(large, y, 20.0)
    d = u - v
    far = (v - 0.5) * torch.log1p(d / v) + d * (torch.log(u) - 1) + rest(u) - rest(v)
    near = torch.abs(x - y) < y / 4
    s = torch.where(near, x, y)
    close = (x - y) * averaged(torch.digamma, s, y)
    return torch.where(
        large, far, torch.where(near, close, torch.lgamma(x) - torch.lgamma(y))
    )
''',
    "averaged": '''\
def averaged(
    f: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, y: torch.Tensor
) -> torch.Tensor:
    """The mean of f between x and y, by Gauss's rule with eight points."""
    rule = (
        (0.1834346424956498, 0.3626837833783620),
        (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745),
        (0.9602898564975363, 0.1012285362903763),
    )
    m, r = (x + y) / 2, (y - x) / 2
    return sum((w * (f(m - r * t) + f(m + r * t)) for t, w in rule), 0 * m) / 2
''',
    "log_excess": '''\
def log_excess(x: torch.Tensor, u: torch.Tensor) -> torch.Tensor:
    """u - 1 - log u, which is never negative, where x is u - 1 with the digits that u has lost."""
    small = torch.abs(x) <= 0.25
    y = torch.where(small, x, 0.0)
    z = y / (2 + y)  # log(1 + y) is 2 z + 2 z**3/3 + 2 z**5/5 + ...
    near = z * y - 2 * z * sum(z ** (2 * k) / (2 * k + 1) for k in range(1, 11))
    return torch.where(small, near, x - torch.log(torch.where(small, 1.0, u)))
''',
    "lgamma_excess": '''\
def lgamma_excess(y: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """log gamma(y) - log gamma(x) - digamma(x) (y - x), which is never negative."""
    near = torch.abs(y - x) <= x / 4
    h = torch.where(near, y - x, 0.0)
    close = h * averaged(lambda s: (h - s) * torch.polygamma(1, x + s), 0 * h, h)
    return torch.where(near, close, lgamma_difference(y, x) - torch.digamma(x) * (y - x))
''',
    "digamma_difference": '''\
def digamma_difference(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """digamma(x) - digamma(y), without the digits that large arguments lose."""

    def rest(x: torch.Tensor) -> torch.Tensor:
        z = 1 / (x * x)
        return z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))))

    large = torch.minimum(x, y) >= 20
    u, v = torch.where(large, x, 20.0), torch.where(large, y, 20.0)
    d = u - v
    far = torch.log1p(d / v) + d / (2 * u * v) - rest(u) + rest(v)
    return torch.where(large, far, torch.digamma(x) - torch.digamma(y))
''',
}

TORCH = Dialect(
    name="PyTorch",
    functions={
        **{name: f"torch.{name}" for name in _TORCH.split()},
        "Abs": "torch.abs",
        "BesselIRatio_1_0": "(torch.special.i1e({0})/torch.special.i0e({0}))",
        "DigammaDifference": "digamma_difference",
        "Expm1": "torch.expm1",
        "Exponent": "torch.exp",
        "Heaviside": "torch.heaviside({0}, ({0}).new_tensor(0.5))",
        "LgammaDifference": "lgamma_difference",
        "LgammaExcess": "lgamma_excess",
        "Log1p": "torch.log1p",
        "LogBesselI_0": "(torch.log(torch.special.i0e({0})) + torch.abs({0}))",
        "LogBesselI_1": "(torch.log(torch.special.i1e({0})) + torch.abs({0}))",
        "LogBesselK_0": "(torch.log(torch.special.scaled_modified_bessel_k0({0})) - ({0}))",
        "LogBesselK_1": "(torch.log(torch.special.scaled_modified_bessel_k1({0})) - ({0}))",
        "LogExcess": "log_excess",
        "LogErfc": "(torch.log(torch.special.erfcx({0})) - ({0})**2)",
        "LogSumExp": "torch.logaddexp",
        "Max": "torch.maximum",
        "Min": "torch.minimum",
        "Mod": "torch.remainder",
        "acot": "torch.atan(1/({0}))",
        "besseli_0": "torch.special.i0",
        "besseli_1": "torch.special.i1",
        "besselk_0": "torch.special.modified_bessel_k0",
        "besselk_1": "torch.special.modified_bessel_k1",
        "ceiling": "torch.ceil",
        "cot": "(1/torch.tan({0}))",
        "coth": "(1/torch.tanh({0}))",
        "csc": "(1/torch.sin({0}))",
        "csch": "(1/torch.sinh({0}))",
        "erfcinv": "torch.erfinv(1 - ({0}))",
        "factorial": "torch.exp(torch.lgamma({0} + 1))",
        "gamma": "gamma_function",
        "loggamma": "torch.lgamma",
        "lowergamma": "(torch.exp(torch.lgamma({0}))*torch.special.gammainc({0}, {1}))",
        "polygamma_0": "torch.digamma",
        **{f"polygamma_{n}": f"torch.polygamma({n}, {{0}})" for n in range(1, 6)},
        "sec": "(1/torch.cos({0}))",
        "sech": "(1/torch.cosh({0}))",
        "uppergamma": "(torch.exp(torch.lgamma({0}))*torch.special.gammaincc({0}, {1}))",
        "zeta": "torch.special.zeta({0}, {1})",
    },
    constants={"NaN": "torch.nan", "Infinity": "torch.inf", "NegativeInfinity": "-torch.inf"},
    joined=("&", "|", "~"),
    choose=lambda condition, one, other: f"torch.where({condition}, {one}, {other})",
    pairwise=("LogSumExp", "Max", "Min"),
    helpers={**_HELPERS, **MATRICES},
    summed=lambda names: (names, "torch.sum({}, dim=-1)", "{}.unsqueeze(-1)"),
)
