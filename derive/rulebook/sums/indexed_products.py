"""Products of symbolic length: joined, and their constants and exponentials taken out."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Add, Expr, Ge, Mul, Pow, S, Symbol, exp, factorrat

from derive.language.density import ArbitraryMap
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.language.space import Lattice, Line
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_REFERENCE = "Graham, Knuth and Patashnik 1994, section 2.3"
_n = Symbol("n", integer=True, positive=True)
_i, _c = Symbol("i"), Symbol("c", positive=True)
_f, _g = ArbitraryMap("f", Lattice(1)), ArbitraryMap("g", Lattice(1))
_v, _w = (ArbitraryMap(name, Lattice(1), codomain=Line(0)) for name in "vw")


def _product(body: Expr) -> FiniteProduct:
    return FiniteProduct(body, _i, 1, _n)


def _parts(factor: Expr) -> tuple[Any, int] | None:
    """A product over an index and whether it stands above (1) or below (-1) a fraction bar."""
    base, power = factor.as_base_exp()
    if isinstance(base, FiniteProduct) and power in (1, -1):
        return base, int(power)
    return None


def _joined(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Mul):
        return None
    read = [(factor, _parts(factor)) for factor in expr.args]
    products = [(factor, part) for factor, part in read if part is not None]
    if len(products) < 2:
        return None
    low, high = products[0][1][0].low, products[0][1][0].high
    joined = [p for p in products if (p[1][0].low, p[1][0].high) == (low, high)]
    if len(joined) < 2:
        return None
    i = joined[0][1][0].open()[1]
    body = Mul(*(Pow(found.open(i)[0], power) for _, (found, power) in joined))
    rest = [factor for factor in expr.args if factor not in [f for f, _ in joined]]
    return Rewritten(Mul(*rest, FiniteProduct(body, i, low, high)))


products_join = Rule(
    name="products-over-one-range-join",
    title="Products over the same range are one product",
    reason="The factors with the same index are multiplied, or divided, first.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_product(_v(_i)) / _product(_w(_i)),
        after=_product(_v(_i) / _w(_i)),
        wrong=(
            Wrong(_product(_v(_i) * _w(_i)), "multiplied for divided"),
            Wrong(_product(_v(_i) - _w(_i)), "a difference for the quotient"),
        ),
    ),
    rewrite=_joined,
)


def _absolute(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Abs) or not isinstance(expr.args[0], FiniteProduct):
        return None
    body, i, low, high = expr.args[0].open()
    sign = Ge(body, 0)
    if sign == S.true:
        return Rewritten(expr.args[0])
    return Rewritten(FiniteProduct(Abs(body), i, low, high))


absolute_value_of_product = Rule(
    name="absolute-value-of-a-product-is-the-product-of-absolute-values",
    title="The absolute value of a product is the product of the absolute values",
    reason="That holds for two factors, hence for any number of them.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Abs(_product(_f(_i))),
        after=_product(Abs(_f(_i))),
        wrong=(
            Wrong(_product(_f(_i) ** 2), "the squares"),
            Wrong(FiniteSum(Abs(_f(_i)), _i, 1, _n), "the sum"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_absolute,
)


def to_the_power(constant: Expr, count: Expr) -> Expr:
    """A positive constant to a power; bases with the same exponent stay together.

    >>> from sympy import pi, sqrt
    >>> to_the_power(1 / sqrt(2 * pi), Symbol("K", positive=True))
    (2*pi)**(-K/2)
    """
    powers: dict[Expr, Expr] = {}
    for base, power in constant.as_powers_dict().items():
        primes = factorrat(base) if base.is_Rational else {base: 1}
        for prime, times in primes.items():
            powers[prime] = powers.get(prime, S.Zero) + times * power
    by_exponent: dict[Expr, Expr] = {}
    for base, power in powers.items():
        by_exponent[power] = by_exponent.get(power, S.One) * base
    return Mul(*(Pow(base, power * count) for power, base in by_exponent.items()))


def _taken_out(expr: Any, _: Site) -> Rewritten | None:
    """c exp(f_i) over i, whose product is c^n exp(sum of f_i)."""
    if not isinstance(expr, FiniteProduct):
        return None
    body, i, low, high = expr.open()
    constant, rest = split_constant(body, i)
    exponents = [f.args[0] for f in Mul.make_args(rest) if isinstance(f, exp)]
    others = [f for f in Mul.make_args(rest) if not isinstance(f, exp) and f != 1]
    if others and not exponents and constant == 1:
        return None
    if constant == 1 and not exponents:
        return None
    count = high - low + 1
    needed = () if constant.is_positive else (Ge(constant, 0),)
    found = to_the_power(constant, count) if constant != 1 else S.One
    if exponents:
        found = found * exp(_summed(Add(*exponents), i, low, high))
    if others:
        found = found * FiniteProduct(Mul(*others), i, low, high)
    counted = () if count.is_nonnegative else (Ge(count, 0),)
    return Rewritten(found, (*(c for c in needed if c != S.true), *counted))


def _summed(body: Expr, i: Any, low: Expr, high: Expr) -> Expr:
    constant, rest = split_constant(body, i)
    return constant * FiniteSum(rest, i, low, high)


product_of_exponentials = Rule(
    name="product-of-exponentials-is-the-exponential-of-the-sum",
    title="A product of exponentials is the exponential of the sum, and constants come out",
    reason="The exponential turns sums into products, and a constant occurs once in each factor.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_product(_c * exp(_f(_i))),
        after=_c**_n * exp(FiniteSum(_f(_i), _i, 1, _n)),
        wrong=(
            Wrong(_c * exp(FiniteSum(_f(_i), _i, 1, _n)), "the constant taken once"),
            Wrong(_c**_n * exp(_product(_f(_i))), "the exponents multiplied"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_taken_out,
)

RULES = (products_join, absolute_value_of_product, product_of_exponentials)
