"""Facts about the von Mises law: the means of cosines are quotients of Bessel functions."""

from __future__ import annotations

from sympy import Contains, Expr, S, Symbol, besseli, cos, sin

from derive.language.distributions.vonmises import VonMises
from derive.language.expectation import Expect
from derive.rulebook.facts.fact import by_integral, fact
from derive.rulebook.rule import Statement, Wrong

_m, _k = Symbol("mu", real=True), Symbol("k", positive=True)
_x, _n, _a = (Symbol(name, real=True) for name in "xna")
_law = VonMises(_m, _k)
_SOURCE = "Mardia and Jupp 2000, Directional Statistics, section 3.5.4"


def _length() -> Expr:
    return besseli(_n, _k) / besseli(0, _k)


mean_of_cosine = fact(
    "vonmises-mean-of-cosine",
    "Mean of a cosine of an angle with the von Mises law",
    state=lambda: Statement(
        before=Expect(cos(_n * _x + _a), _x, _law),
        after=lambda: _length() * cos(_n * _m + _a),
        wrong=lambda: (
            Wrong(cos(_n * _m + _a), "the cosine of the mean direction"),
            Wrong(_length() * cos(_a), "the mean direction left out"),
        ),
        conditions=lambda: (Contains(_n, S.Integers),),
    ),
    reason="It is the integral that defines the Bessel function of an integer order.",
    reference=_SOURCE,
    prove=by_integral("circular-integral-with-cosine"),
)

mean_of_sine = fact(
    "vonmises-mean-of-sine",
    "Mean of a sine of an angle with the von Mises law",
    state=lambda: Statement(
        before=Expect(sin(_n * _x + _a), _x, _law),
        after=lambda: _length() * sin(_n * _m + _a),
        wrong=lambda: (
            Wrong(sin(_n * _m + _a), "the sine of the mean direction"),
            Wrong(_length() * cos(_n * _m + _a), "the cosine for the sine"),
        ),
        conditions=lambda: (Contains(_n, S.Integers),),
    ),
    reason="It is the integral that defines the Bessel function of an integer order, a quarter of "
    "a turn on.",
    reference=_SOURCE,
    prove=by_integral("circular-integral-with-sine"),
)

RULES = (mean_of_cosine, mean_of_sine)
