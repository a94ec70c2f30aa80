"""The same number in a form that double precision keeps: logarithms for what would overflow,
differences of log gamma functions for what would cancel.

Nothing is computed or simplified: each form is an identity, used where the signs that it needs are
known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Piecewise,
    Pow,
    RisingFactorial,
    S,
    besseli,
    besselk,
    beta,
    binomial,
    cosh,
    erfc,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
    sinh,
)

from derive.language.assumptions import Assumptions
from derive.render.excesses import with_log_excesses
from derive.render.paired_differences import with_differences
from derive.render.stable_marks import (
    BesselIRatio,
    Expm1,
    Exponent,
    Log1p,
    LogBesselI,
    LogBesselK,
    LogErfc,
    LogSumExp,
)
from derive.rulebook.algebra import sign


def stable(expr: Expr, known: Assumptions) -> Expr:
    """The expression in a form for floats, in the functions of `stable_marks`.

    >>> from sympy import symbols
    >>> a, b = symbols("a b", positive=True)
    >>> stable(gamma(a + b) / gamma(a), Assumptions())
    Exponent(LgammaDifference(a + b, a))
    >>> stable(log(1 + exp(a)), Assumptions())
    LogSumExp(0, a)
    """
    return with_differences(_Stabiliser(known).visit(with_log_excesses(expr, known)))


class _Stabiliser:
    def __init__(self, known: Assumptions) -> None:
        self.known = known

    def visit(self, expr: Any) -> Any:
        if not expr.args:
            return expr
        if isinstance(expr, Piecewise):
            return _cases(expr, self.visit)
        if isinstance(expr, log):
            return self.log_of(expr.args[0])
        if isinstance(expr, Add):
            return self._sum(expr)
        if isinstance(expr, (beta, binomial, RisingFactorial)):
            return self._product([expr])
        if isinstance(expr, (Mul, Pow)):
            return self._product(list(Mul.make_args(expr)))
        return expr.func(*(self.visit(a) for a in expr.args))

    def is_positive(self, expr: Expr) -> bool:
        base = expr.as_base_exp()[0]
        return sign(expr, self.known) == "+" or self._has_logarithm(base)

    def _has_logarithm(self, x: Any) -> bool:
        """Whether the table has the logarithm of a function, where its arguments are."""
        if type(x) not in _LOGARITHMS:
            return False
        wanted = _POSITIVE[type(x)](*x.args) if type(x) in _POSITIVE else x.args[-1:]
        return all(self.is_positive(w) for w in wanted)

    # logarithms

    def log_of(self, x: Expr) -> Expr:
        """The logarithm of something positive."""
        found = self._log(x)
        return found if found is not None else log(self.visit(x))

    def _log(self, x: Any) -> Expr | None:
        """The logarithm as a sum of others; None where it is best left alone."""
        if isinstance(x, exp):
            return self.visit(x.args[0])
        if self._has_logarithm(x):
            return self.visit(_LOGARITHMS[type(x)](*x.args))
        if isinstance(x, Pow) and self.is_positive(x.base):
            inner = self._log(x.base)
            if inner is None and x.exp.is_number:
                return None
            return Mul(self.visit(x.exp), inner or log(self.visit(x.base)))
        if isinstance(x, Mul):
            return self._log_of_product(x)
        return self._log_of_sum(x) if isinstance(x, Add) else None

    def _log_of_product(self, x: Mul) -> Expr | None:
        logs = [(f, self._log(f) if self.is_positive(f) else None) for f in x.args]
        if all(found is None for _, found in logs):
            return None
        rest = Mul(*(f for f, found in logs if found is None))
        if not self.is_positive(rest):
            return None
        sums = [found for _, found in logs if found is not None]
        return Add(*sums, *([] if rest == 1 else [log(self.visit(rest))]))

    def _log_of_sum(self, x: Add) -> Expr | None:
        grows = any(t.has(exp, cosh, sinh) for t in x.args)
        if grows and all(self.is_positive(t) for t in x.args):
            return LogSumExp(*(self.log_of(t) for t in x.args))
        if S.One not in x.args:
            return None
        rest = x - 1
        if isinstance(-rest, exp):
            return log(-Expm1(self.visit((-rest).args[0])))
        return Log1p(self.visit(rest))

    # sums and products

    def _sum(self, expr: Add) -> Expr:
        terms = list(expr.args)
        for term in expr.args:
            coefficient, rest = term.as_coeff_Mul()
            if isinstance(rest, exp) and -coefficient in terms:
                terms.remove(term)
                terms.remove(-coefficient)
                terms.append(coefficient * Expm1(self.visit(rest.args[0])))
        return Add(*(t if t.has(Expm1) else self.visit(t) for t in terms))

    def _product(self, factors: list[Any]) -> Expr:
        """Factors that overflow go into one exponential; the others stand beside it."""
        factors = _with_ratios([part for f in factors for part in self._parts(f)])
        wild = [f for f in factors if self._is_wild(f)]
        growing = [f for f in factors if f in wild or isinstance(f, exp)]
        if not wild or (len(growing) == 1 and not self._must_be_logged(wild[0])):
            return Mul(*(self._plain(f) for f in factors))
        logs = [self._log(f) for f in growing]
        rest = [self._plain(f) for f in factors if f not in growing]
        return Mul(*rest, Exponent(Add(*(found for found in logs if found is not None))))

    def _parts(self, factor: Any) -> list[Any]:
        """A power of a product as the product of powers, where what is in it overflows."""
        base, power = factor.as_base_exp()
        if not isinstance(base, Mul) or not all(self.is_positive(f) for f in base.args):
            return [factor]
        parts = [f**power for f in base.args]
        return parts if any(isinstance(f, exp) or self._is_wild(f) for f in parts) else [factor]

    def _plain(self, factor: Any) -> Expr:
        if isinstance(factor, Pow) and not isinstance(factor, exp):
            return Pow(self.visit(factor.base), self.visit(factor.exp))
        if isinstance(factor, (beta, binomial, RisingFactorial)):
            return factor.func(*map(self.visit, factor.args))
        return self.visit(factor)

    def _is_wild(self, factor: Any) -> bool:
        """Whether a factor overflows, and its logarithm is known."""
        if isinstance(factor, exp):
            return False
        base, power = factor.as_base_exp()
        if self._has_logarithm(base):
            return not isinstance(base, (cosh, sinh, erfc)) and self._log(factor) is not None
        if isinstance(base, Add) and base.has(exp) and sign(power, self.known) == "-":
            return self.is_positive(base) and self._log(factor) is not None
        if power.is_number or not self.is_positive(base):
            return False
        return self._log(factor) is not None

    def _must_be_logged(self, factor: Any) -> bool:
        base = factor.as_base_exp()[0]
        return isinstance(base, (Add, beta, binomial, RisingFactorial))


def _with_ratios(factors: list[Any]) -> list[Any]:
    """Quotients of Bessel functions of one argument as one function: each alone overflows."""
    found = list(factors)
    for above in [f for f in factors if isinstance(f, besseli)]:
        for below in [1 / f for f in found if isinstance(1 / f, besseli)]:
            if above in found and above.args[1] == below.args[1]:
                found.remove(above)
                found.remove(1 / below)
                found.append(BesselIRatio(above.args[0], below.args[0], above.args[1]))
    return found


def _cases(expr: Piecewise, visit: Callable[[Any], Any]) -> Expr:
    return Piecewise(*((visit(value), condition) for value, condition in expr.args), evaluate=False)


def _log_binomial(n: Expr, k: Expr) -> Expr:
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def _log_beta(a: Expr, b: Expr) -> Expr:
    return loggamma(a) + loggamma(b) - loggamma(a + b)


# log f(arguments), where the last argument is positive, or what is listed below.
_LOGARITHMS: dict[Any, Callable[..., Expr]] = {
    gamma: loggamma,
    factorial: lambda n: loggamma(n + 1),
    beta: _log_beta,
    binomial: _log_binomial,
    RisingFactorial: lambda x, n: loggamma(x + n) - loggamma(x),
    besseli: LogBesselI,
    besselk: LogBesselK,
    cosh: lambda x: LogSumExp(x, -x) - log(Integer(2)),
    sinh: lambda x: x + Log1p(-Exponent(-2 * x)) - log(Integer(2)),
    erfc: LogErfc,
}
_POSITIVE: dict[Any, Callable[..., tuple[Expr, ...]]] = {
    factorial: lambda n: (n + 1,),
    beta: lambda a, b: (a, b),
    binomial: lambda n, k: (k + 1, n - k + 1),
    RisingFactorial: lambda x, n: (x, x + n),
    cosh: lambda _: (),
    erfc: lambda _: (),
}
