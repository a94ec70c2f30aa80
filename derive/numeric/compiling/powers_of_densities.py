"""Products of powers of densities, as in p^a q^(1 - a) or p^2/q, taken as one exponential.

Where q underflows or is zero its negative power is +oo or too large to hold; the sum of the logs
says what the product is. A density that is zero makes the product zero before another one that is
zero makes it infinite: 0^2/0 adds nothing to an integral of p^2/q.
"""

from __future__ import annotations

from sympy import Expr, Integer, Mul, log

from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run
from derive.numeric.compiling.logarithms import has_log_of_its_own


def powers_by_logs(node: Expr, compiler: Compiler) -> Run | None:
    """The closure of a product with powers, other than natural ones, of what takes its own log."""
    factors = [f.as_base_exp() for f in Mul.make_args(node)]
    own = [(base, exponent) for base, exponent in factors if has_log_of_its_own(base)]
    if all(isinstance(exponent, Integer) and exponent > 0 for _, exponent in own):
        return None
    owner = compiler.owner(node)
    rest = Mul(*(b**e for b, e in factors if not has_log_of_its_own(b)))
    others = compiler.child(rest, owner)
    pairs = [(compiler.child(log(b), owner), compiler.child(e, owner)) for b, e in own]
    arithmetic = compiler.arithmetic

    def product(env: Env) -> Number:
        total, infinite = arithmetic.zero, False
        for logarithm, exponent in pairs:
            power = exponent(env)
            if power == 0:
                continue
            value = power * logarithm(env)
            if value == arithmetic.ninf:
                return arithmetic.zero
            infinite = infinite or value == arithmetic.inf
            total = total + value
        scale = others(env)
        if infinite:
            return scale if scale == 0 else scale * arithmetic.inf
        return scale * arithmetic.exp(total)

    return product
