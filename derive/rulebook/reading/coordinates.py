"""Reading functions of several coordinates: the points of a sequence by their literal numbers."""

from __future__ import annotations

from sympy import Basic, Dummy, Expr, Poly, PolynomialError

from derive.language.sequence import Element


def polynomial_in(expr: Expr, sequence: Basic, size: int) -> Poly | None:
    """The expression as a polynomial in the elements 1, ..., size; None where it is none."""
    letters = [Dummy(f"x{i}", real=True) for i in range(1, size + 1)]
    names = {Element(sequence, i): x for i, x in enumerate(letters, start=1)}
    plain = expr.xreplace(names)
    if plain.has(sequence):
        return None
    try:
        return Poly(plain, *letters)
    except PolynomialError:
        return None
