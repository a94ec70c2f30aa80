"""Reading functions of several coordinates: the points of a sequence by their literal numbers."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Expr, Mul, Poly, PolynomialError

from derive.language.sequence import Element


def elements_of(expr: Any, sequence: Basic) -> tuple[Element, ...]:
    """The elements of a sequence that stand in an expression, by their number."""
    found = [e for e in expr.atoms(Element) if e.sequence == sequence and e.index.is_Integer]
    return tuple(sorted(found, key=lambda e: int(e.index)))


def affine_in_element(expr: Expr, sequence: Basic) -> tuple[Expr, int, Expr] | None:
    """slope, number and offset of an expression slope * element + offset; None for any other."""
    elements = elements_of(expr, sequence)
    if len(elements) != 1:
        return None
    [element] = elements
    x = Dummy("x", real=True)
    plain = expr.xreplace({element: x})
    slope = plain.expand().coeff(x, 1)
    offset = (plain - slope * x).expand()
    if plain.has(sequence) or slope.has(x) or offset.has(x):
        return None
    return slope, int(element.index), offset


def affine_factors(body: Expr, sequence: Basic) -> tuple[Expr, list[tuple[Expr, int, Expr]]] | None:
    """A constant, and the factors of a body that are affine in one element each, repeated as often
    as their power says; None for any other body."""
    constant, factors = Mul(), []
    for factor in Mul.make_args(body):
        if not factor.has(sequence):
            constant *= factor
            continue
        base, power = factor.as_base_exp()
        read = affine_in_element(base, sequence)
        if read is None or not (power.is_Integer and power > 0):
            return None
        factors += [read] * int(power)
    return constant, factors


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
