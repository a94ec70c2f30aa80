"""Formulas in Python, in double precision: the standard library, the functions that it lacks, and
mpmath for the rare ones."""

from __future__ import annotations

from derive.render.code_writer import Dialect
from derive.render.python_matrices import MATRICES

_MATH = (
    "exp log sqrt sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh erf erfc gamma"
)
_BY_MPMATH = {
    "Ci": "ci",
    "E1": "e1",
    "Ei": "ei",
    "RisingFactorial": "rf",
    "Si": "si",
    "besseli": "besseli",
    "besselj": "besselj",
    "besselk": "besselk",
    "bessely": "bessely",
    "beta": "beta",
    "binomial": "binomial",
    "erfi": "erfi",
    "erfinv": "erfinv",
    "expint": "expint",
    "li": "li",
    "polylog": "polylog",
    "zeta": "zeta",
}
_HELPERS = {
    "digamma": '''\
def digamma(x: float) -> float:
    """The derivative of log gamma(x), for x > 0."""
    total = 0.0
    while x < 10:
        total -= 1 / x
        x += 1
    y = 1 / (x * x)
    series = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - y * (
        691 / 32760 - y / 12))))))
    return total + math.log(x) - 1 / (2 * x) - series
''',
    "polygamma": '''\
def polygamma(n: int, x: float) -> float:
    """The n-th derivative of digamma(x), for n >= 1 and x > 0."""
    total = 0.0
    while x < 20 + n:
        total += x ** -(n + 1)
        x += 1
    bernoulli = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6)
    total = math.factorial(n) * (total + x ** -(n + 1) / 2) + math.factorial(n - 1) * x**-n
    for k, b in enumerate(bernoulli, 1):
        total += b * math.factorial(2 * k + n - 1) / math.factorial(2 * k) * x ** -(2 * k + n)
    return total if n % 2 else -total
''',
    "lgamma_difference": '''\
def lgamma_difference(x: float, y: float) -> float:
    """log gamma(x) - log gamma(y), without the digits that large or near arguments lose."""
    if min(x, y) < 20:
        if abs(x - y) < y / 4:
            return (x - y) * averaged(digamma, x, y)
        return math.lgamma(x) - math.lgamma(y)

    def rest(x: float) -> float:
        z = 1 / (x * x)
        return (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / x

    d = x - y
    return (y - 0.5) * math.log1p(d / y) + d * (math.log(x) - 1) + rest(x) - rest(y)
''',
    "digamma_difference": '''\
def digamma_difference(x: float, y: float) -> float:
    """digamma(x) - digamma(y), without the digits that large arguments lose."""
    if min(x, y) < 20:
        return digamma(x) - digamma(y)

    def rest(x: float) -> float:
        z = 1 / (x * x)
        return z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z / 132))))

    d = x - y
    return math.log1p(d / y) + d / (2 * x * y) - rest(x) + rest(y)
''',
    "averaged": '''\
def averaged(f: Callable[[float], float], x: float, y: float) -> float:
    """The mean of f between x and y, by Gauss's rule with eight points."""
    rule = (
        (0.1834346424956498, 0.3626837833783620),
        (0.5255324099163290, 0.3137066458778873),
        (0.7966664774136267, 0.2223810344533745),
        (0.9602898564975363, 0.1012285362903763),
    )
    m, r = (x + y) / 2, (y - x) / 2
    return sum(w * (f(m - r * t) + f(m + r * t)) for t, w in rule) / 2
''',
    "log_excess": '''\
def log_excess(x: float, u: float) -> float:
    """u - 1 - log u, which is never negative, where x is u - 1 with the digits that u has lost."""
    if abs(x) > 0.25:
        return x - math.log(u)
    z = x / (2 + x)  # log(1 + x) is 2 z + 2 z**3/3 + 2 z**5/5 + ...
    return z * x - 2 * z * sum(z ** (2 * k) / (2 * k + 1) for k in range(1, 11))
''',
    "lgamma_excess": '''\
def lgamma_excess(y: float, x: float) -> float:
    """log gamma(y) - log gamma(x) - digamma(x) (y - x), which is never negative."""
    h = y - x
    if abs(h) > x / 4:
        return lgamma_difference(y, x) - digamma(x) * h
    return h * averaged(lambda s: (h - s) * polygamma(1, x + s), 0.0, h)
''',
    "log_sum_exp": '''\
def log_sum_exp(*terms: float) -> float:
    """log(exp(x) + exp(y) + ...), which nothing overflows."""
    *rest, largest = sorted(terms)
    if math.isinf(largest):
        return largest
    return largest + math.log1p(math.fsum(math.exp(t - largest) for t in rest))
''',
}


def _summed(names: list[str]) -> tuple[list[str], str, str]:
    """A sum over the coordinates of lists of equal length."""
    each = [f"{name}_i" for name in names]
    if len(names) == 1:
        return each, f"math.fsum({{}} for {each[0]} in {names[0]})", "{}"
    lists = f"zip({', '.join(names)}, strict=True)"
    return each, f"math.fsum({{}} for {', '.join(each)} in {lists})", "{}"


PYTHON = Dialect(
    name="Python",
    functions={
        **{name: f"math.{name}" for name in _MATH.split()},
        **{name: f"float(mpmath.{own}({{*}}))" for name, own in _BY_MPMATH.items()},
        "Abs": "abs",
        "BesselIRatio": "float(mpmath.besseli({0}, {2})/mpmath.besseli({1}, {2}))",
        "DigammaDifference": "digamma_difference",
        "Expm1": "math.expm1",
        "Exponent": "math.exp",
        "Heaviside": "(float({0} > 0) + float({0} == 0)/2)",
        "LambertW": "float(mpmath.lambertw({*}).real)",
        "LgammaDifference": "lgamma_difference",
        "LgammaExcess": "lgamma_excess",
        "Log1p": "math.log1p",
        "LogBesselI": "float(mpmath.log(mpmath.besseli({0}, {1})))",
        "LogBesselK": "float(mpmath.log(mpmath.besselk({0}, {1})))",
        "LogExcess": "log_excess",
        "LogErfc": "float(mpmath.log(mpmath.erfc({0})))",
        "LogSumExp": "log_sum_exp",
        "Max": "max",
        "Min": "min",
        "Mod": "(({0}) % ({1}))",
        "acot": "math.atan(1/({0}))",
        "betainc": "float(mpmath.betainc({0}, {1}, {2}, {3}))",
        "betainc_regularized": "float(mpmath.betainc({0}, {1}, {2}, {3}, regularized=True))",
        "ceiling": "float(math.ceil({0}))",
        "cot": "(1/math.tan({0}))",
        "coth": "(1/math.tanh({0}))",
        "csc": "(1/math.sin({0}))",
        "csch": "(1/math.sinh({0}))",
        "erfcinv": "float(mpmath.erfinv(1 - mpmath.mpf({0})))",
        "factorial": "math.gamma({0} + 1)",
        "harmonic": "float(mpmath.harmonic({0}))",
        "hyper": "float(mpmath.hyper({0}, {1}, {2}))",
        "floor": "float(math.floor({0}))",
        "loggamma": "math.lgamma",
        "lowergamma": "float(mpmath.gammainc({0}, 0, {1}))",
        "polygamma": "polygamma",
        "polygamma_0": "digamma",
        "sec": "(1/math.cos({0}))",
        "sech": "(1/math.cosh({0}))",
        "sign": "(float({0} > 0) - float({0} < 0))",
        "uppergamma": "float(mpmath.gammainc({0}, {1}))",
    },
    constants={
        "Catalan": "0.915965594177219",
        "EulerGamma": "0.5772156649015329",
        "Exp1": "math.e",
        "GoldenRatio": "1.618033988749895",
        "Infinity": "math.inf",
        "NaN": "math.nan",
        "NegativeInfinity": "-math.inf",
        "Pi": "math.pi",
    },
    joined=("and", "or", "not"),
    choose=lambda condition, one, other: f"({one} if {condition} else {other})",
    helpers={**_HELPERS, **MATRICES},
    summed=_summed,
)
