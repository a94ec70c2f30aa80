"""Laws, their densities, and the spaces that they stand on."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Tuple, oo

from derive.language import (
    Density,
    Distribution,
    Element,
    Entropy,
    Lattice,
    Law,
    Laws,
    LeftOut,
    Line,
    Listed,
    Maps,
    Measures,
    Normalised,
    Power,
    ProductLaw,
    Simplex,
    Space,
    Value,
    View,
    WithDensity,
)
from derive.language.divergence import JSD, KL, CrossEntropy
from derive.language.family import Family
from derive.language.vector_laws import GaussianVector
from derive.text.arrange import arrange, arranges
from derive.text.letters import Scope, is_bound, letters_of
from derive.text.notation import (
    Call,
    Digits,
    Enclosed,
    Formula,
    Letter,
    Mark,
    Over,
    Place,
    Raised,
    Related,
    Subscripted,
    Terms,
)


def family_name(family: Family, scope: Scope) -> Letter:
    """The name of an arbitrary law or map, or the letter that its binder has."""
    return Letter(scope.name(int(family.name)) if is_bound(family) else family.label)


def marked(name: Formula, marks: tuple[Any, ...], scope: Scope) -> Formula:
    """A name with what it depends on as subscripts."""
    return Subscripted(name, tuple(arrange(m, scope) for m in marks)) if marks else name


def view_name(law: View, scope: Scope) -> Formula:
    return marked(family_name(law.family, scope), (*law.index, *law.parameters), scope)


def known(law: View, scope: Scope) -> tuple[Formula, ...]:
    """What a view is given."""
    return tuple(arrange(v, scope) for v in (*law.given.values(), *law.context))


def points(value: Basic, scope: Scope) -> tuple[Formula, ...]:
    """The values of a point, which is a tuple where it has several coordinates."""
    values = tuple(value) if isinstance(value, Tuple) else (value,)
    return tuple(arrange(v, scope) for v in values)


def needs_points(law: Law) -> bool:
    """Whether the bare name of a law would not say which it is: p(z), p(z | x) of a joint law."""
    if isinstance(law, ProductLaw):
        return needs_points(law.args[0])
    if not isinstance(law, View):
        return False
    return bool(law.given or law.context) or len(law.positions) < len(law.family.coordinates)


def law_alone(law: Law, scope: Scope, pointed: bool = False) -> Formula:
    """A law by itself; `pointed` gives a view the letters of its points."""
    if isinstance(law, View):
        name = view_name(law, scope)
        if not pointed and not needs_points(law):
            return name
        return Call(name, _letters(law, scope), known(law, scope))
    if isinstance(law, ProductLaw):
        return _product(law, scope, pointed)
    return arrange(law, scope)


def _letters(law: View, scope: Scope) -> tuple[Formula, ...]:
    letters: list[str] = []
    for space in law.coordinates:
        wanted = letters_of(space, scope.numbers)
        letters.append(scope.reserving(*letters).unused(wanted))
    return tuple(Letter(letter) for letter in letters)


def _product(law: ProductLaw, scope: Scope, pointed: bool) -> Formula:
    inner, i = scope.entering(law)
    one = law_alone(law.args[0], inner, pointed)
    length = arrange(law.length, scope)
    if law.is_iid:
        return Raised(one, length)
    return Over("product", Related(Letter(i), "=", Digits("1")), length, one)


def law_of_draw(law: Law, letter: Formula, scope: Scope) -> Formula:
    """A law as it stands after "z ~": q, p(z), q( . | x)."""
    if isinstance(law, ProductLaw):
        return law_of_draw(law.args[0], letter, scope)
    if isinstance(law, View) and needs_points(law):
        given = known(law, scope)
        return Call(view_name(law, scope), (Mark("dot") if given else letter,), given)
    return law_alone(law, scope)


@arranges(Distribution)
def call_of(law: Distribution, scope: Scope) -> Formula:
    """A family with its arguments, a list of them in the brackets that it is read in."""
    arguments = (
        Enclosed("[", tuple(arrange(entry, scope) for entry in a), "]")
        if isinstance(a, Tuple)
        else arrange(a, scope)
        for a in law.args
    )
    return Call(Mark(type(law).__name__), tuple(arguments))


@arranges(View, ProductLaw)
def _law(law: Law, scope: Scope) -> Formula:
    return law_alone(law, scope)


@arranges(Density)
def _density(expr: Density, scope: Scope) -> Formula:
    at, law = points(expr.point, scope), expr.law
    if isinstance(law, View):
        return Call(view_name(law, scope), at, known(law, scope))
    if isinstance(law, (Distribution, GaussianVector)):
        named = arrange(law, scope)
        return Call(named.head, at, named.arguments) if isinstance(named, Call) else named
    return Call(law_alone(law, scope), at)


@arranges(Value)
def _value(expr: Value, scope: Scope) -> Formula:
    name = family_name(expr.family, scope)
    at = points(expr.point, scope)
    if all(isinstance(space, Lattice) for space in expr.family.domain):
        return Subscripted(name, (*at, *(arrange(p, scope) for p in expr.parameters)))
    return Call(marked(name, expr.parameters, scope), at)


@arranges(Element)
def _element(expr: Element, scope: Scope) -> Formula:
    index = arrange(expr.index, scope)
    if isinstance(expr.sequence, LeftOut):
        rest = _without(expr.sequence, scope)
        return Subscripted(rest.base, (*rest.marks, index))
    return Subscripted(arrange(expr.sequence, scope), (index,))


@arranges(LeftOut)
def _left_out(expr: LeftOut, scope: Scope) -> Formula:
    return _without(expr, scope)


def _without(expr: LeftOut, scope: Scope) -> Subscripted:
    """The sequence marked by the point that it lacks."""
    without = Terms(((True, arrange(expr.index, scope)),))
    return Subscripted(arrange(expr.sequence, scope), (without,))


_NAMES = {KL: ("KL", "divergence"), JSD: ("JSD", "divergence"), CrossEntropy: ("H", "comma")}


@arranges(KL, JSD, CrossEntropy)
def _pair(expr: Any, scope: Scope) -> Formula:
    pointed = any(needs_points(law) for law in expr.args)
    p, q = (law_alone(law, scope, pointed) for law in expr.args)
    name, bar = _NAMES[type(expr)]
    return Call(Mark(name), (p, q)) if bar == "comma" else Call(Mark(name), (p,), (q,), bar)


@arranges(WithDensity)
def _with_density(law: WithDensity, scope: Scope) -> Formula:
    inner, letter = scope.entering(law)
    density = Related(Letter(letter), "maps-to", arrange(law.args[0], inner))
    return Enclosed("(", (density,), ")")


@arranges(Normalised)
def _normalised(law: Normalised, scope: Scope) -> Formula:
    inner, letter = scope.entering(law)
    head = Subscripted(Mark("normalised"), (Letter(letter),))
    measure = law_alone(law.args[0], inner)
    return Call(head, measure.items if isinstance(measure, Enclosed) else (measure,))


@arranges(Listed)
def _listed(expr: Listed, scope: Scope) -> Formula:
    return Enclosed("(", tuple(arrange(a, scope) for a in expr.args), ")")


@arranges(Entropy)
def _entropy(expr: Entropy, scope: Scope) -> Formula:
    return Call(Mark("H"), (law_alone(expr.args[0], scope),))


@arranges(Space)
def _space(space: Space, _: Scope) -> Formula:
    return Place(space.name)


@arranges(Line)
def _line(space: Line, scope: Scope) -> Formula:
    if space.low == -oo and space.high == oo:
        return Mark("reals")
    return Enclosed("(", (arrange(space.low, scope), arrange(space.high, scope)), ")")


@arranges(Lattice)
def _lattice(space: Lattice, scope: Scope) -> Formula:
    low, dots, high = arrange(space.low, scope), Mark("dots"), arrange(space.high, scope)
    if space.high == oo:
        return Enclosed("{", (low, arrange(space.low + 1, scope), dots), "}")
    if space.high == space.low + 1:
        return Enclosed("{", (low, high), "}")
    return Enclosed("{", (low, dots, high), "}")


@arranges(Power)
def _power(space: Power, scope: Scope) -> Formula:
    return Raised(arrange(space.base, scope), arrange(space.length, scope))


@arranges(Simplex)
def _simplex(space: Simplex, scope: Scope) -> Formula:
    return Call(Mark("simplex"), (arrange(space.length, scope),))


@arranges(Laws)
def _laws(space: Laws, scope: Scope) -> Formula:
    name = "measures" if isinstance(space, Measures) else "laws"
    return Call(Mark(name), (arrange(space.base, scope),))


@arranges(Maps)
def _maps(space: Maps, scope: Scope) -> Formula:
    return Call(Mark("maps"), (arrange(space.base, scope), arrange(space.codomain, scope)))
