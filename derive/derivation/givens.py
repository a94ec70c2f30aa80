"""What a derivation starts from, read off its first expressions and its assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Basic, Contains, Ge, Gt, S, Symbol, exp, log, pi, sqrt

from derive.derivation.derivation import Derivation
from derive.language import Bound, Distribution, Gradient, Lattice, Line, Smooth, Space, Value, View
from derive.language.covariance import PositiveMatrix
from derive.language.definite import SymmetricMatrix
from derive.language.masked import Mask, ReceptiveField
from derive.language.matrix import Det, Form, Inverse, NamedMatrix
from derive.language.vector import Coordinates, NamedVector, VectorSum
from derive.language.vector_laws import GaussianVector
from derive.text.formula import formula
from derive.text.letters import INDICES, MORE_NUMBERS, NUMBERS, is_bound, letter_of, names_in
from derive.text.naming import Meant, stem
from derive.text.notation import Call, Formula, Letter, Subscripted
from derive.text.prose import mathematical

SCALARS = ("real", "positive", "probability", "natural", "integer")


@dataclass(frozen=True)
class Given:
    """One thing that is given: a "family" with its density, an arbitrary "law" or "map", a "mask"
    or a "network", a "fact".

    `expr` is what it speaks of, if that is one expression."""

    kind: str
    expr: Any
    words: tuple[Any, ...]


def givens_of(derivation: Derivation) -> list[Given]:
    """The families with their densities, the arbitrary laws and maps, what has a name, what holds
    in all parts."""
    chains = derivation.parts or (derivation,)
    facts = [f for chain in chains for f in chain.assumptions]
    spoken_of = [*(chain.start for chain in chains), *facts]
    named = {_key(e): e for expr in spoken_of for e in _named(expr)}
    found = [_given(e) for e in named.values()]
    declared = [f for chain in chains for f in _declared(chain.start)]
    known = dict.fromkeys([*declared, *facts])
    names = [Given("name", meant, (Meant(meant),)) for _, meant in derivation.names]
    stated = [Given("fact", f, (f,)) for f in known if f not in _apart(derivation)]
    return [*found, *names, *stated]


def symbols_of(derivation: Derivation) -> set[str]:
    """The names of the symbols that a derivation is about, and those that its page gives."""
    given = {stem(name) for name, _ in derivation.names}
    chains = derivation.parts or (derivation,)
    spaces = {s for c in chains for e in (c.start, *c.assumptions) for s in e.atoms(Space)}
    points = {letter_of(s) for s in spaces if s.is_arbitrary}
    return given.union(points - {""}, *(_names(chain) for chain in chains))


def facts_of_part(derivation: Derivation, part: Derivation) -> list[Any]:
    """What holds in one part and not in all."""
    return [f for f in part.assumptions if f in _apart(derivation)]


def _apart(derivation: Derivation) -> list[Any]:
    """Facts of some parts that do not hold in others that speak of the same things."""
    chains = derivation.parts or (derivation,)
    return [
        f
        for f in dict.fromkeys(f for chain in chains for f in chain.assumptions)
        if any(f not in c.assumptions and names_in(f) & _names(c) for c in chains)
    ]


def _names(chain: Derivation) -> set[str]:
    """The names of the symbols, laws and maps that a part speaks of."""
    return set().union(*(names_in(e) for e in (chain.start, *chain.assumptions)))


def _named(expr: Basic) -> Iterator[Any]:
    """The laws and values of maps in an expression, in the order of reading."""
    if isinstance(expr, (Gradient, Smooth)) and isinstance(expr.point, Symbol):
        # The parameter of a derivative has the name of the point where it is taken.
        yield from _named(expr.open(expr.point)[0])
        return
    bound = isinstance(expr, (View, Value)) and is_bound(expr.family)
    if isinstance(expr, _NAMED) and not bound:
        yield expr
    for a in expr.args:
        yield from _named(a)


_ARRAYS = (NamedMatrix, NamedVector, PositiveMatrix, SymmetricMatrix)
_NAMED = (Distribution, GaussianVector, View, Value, Mask, ReceptiveField, *_ARRAYS)


def _key(expr: Any) -> Any:
    if isinstance(expr, (Distribution, GaussianVector, ReceptiveField)):
        return type(expr)
    if isinstance(expr, (Mask, *_ARRAYS)):
        return expr
    # members of a family that numbers tell apart are each given
    numbered = isinstance(expr, View) and expr.index and all(i.is_number for i in expr.index)
    return (expr.family, expr.index) if numbered else expr.family


def _given(expr: Any) -> Given:
    if isinstance(expr, Distribution):
        return _distribution(type(expr))
    if isinstance(expr, Mask):
        return Given(
            "mask", expr, (formula(expr), *_MASKS[expr.kind], _size(expr.shape), " kernel")
        )
    if isinstance(expr, ReceptiveField):
        return Given(
            "network", None, (*mathematical(_NETWORK, "pMS"), _size(expr.map_shape), " map")
        )
    if isinstance(expr, GaussianVector):
        return _normal_vector()
    if isinstance(expr, _ARRAYS):
        return _array(expr)
    index = expr.index if isinstance(expr, View) else ()
    marks = [*(_mark(i) for i in index), *(formula(p) for p in expr.parameters)]
    name: Formula = Letter(expr.family.label)
    name = Subscripted(name, tuple(marks)) if marks else name
    spoken, context = expr.family.args[1], expr.family.args[2] if isinstance(expr, View) else ()
    if isinstance(expr, Value):
        return _map(expr, name)
    if len(spoken) == 1 and not context:
        return Given("law", None, (name, " is any law"))
    letters = _letters([*spoken, *context])
    shown = Call(name, letters[: len(spoken)], letters[len(spoken) :])
    return Given("law", None, (shown, " is any joint law" if len(spoken) > 1 else " is any law"))


_MASKS = {
    "A": (" allows the places before the centre, in reading order, of a ",),
    "B": (" allows the centre and the places before it, in reading order, of a ",),
    "full": (" allows all places of a ",),
}
_NETWORK = (
    "field(p; M_1, M_2, ...) are the input pixels on which the output at p depends, where layer 1 "
    "has the mask M_1 and so on, the kernels are not flipped, and the border is padded with zeros; "
    "seen(M, S) are the inputs of a layer with mask M for its outputs in S; this is a "
)


def _array(expr: Any) -> Given:
    if isinstance(expr, NamedVector):
        return Given(
            "map", None, (formula(expr), " is any vector of length ", formula(expr.length))
        )
    sizes = (formula(expr.rows), " x ", formula(expr.columns))
    if isinstance(expr, PositiveMatrix):
        kind = " is any symmetric positive definite "
        return Given("map", None, (formula(expr), kind, *sizes, " matrix"))
    kind = " is any symmetric " if isinstance(expr, SymmetricMatrix) else " is any "
    return Given("map", None, (formula(expr), kind, *sizes, " matrix"))


def _normal_vector() -> Given:
    """The normal law of a vector by its density, for a mean and a covariance with names."""
    size = Symbol("D", integer=True, positive=True)
    mean, covariance = NamedVector("loc", size), PositiveMatrix("C", size)
    x = Coordinates(Symbol("x"), size)
    form = Form(VectorSum((1, x), (-1, mean)), Inverse(covariance))
    density = exp(-form / 2) / sqrt((2 * pi) ** size * Det(covariance))
    law = GaussianVector(mean, covariance)
    words = (formula(law), " has the density ", formula(density), " on ", formula(law.space))
    return Given("family", None, words)


def _size(shape: tuple[int, int]) -> str:
    return f"{shape[0]} x {shape[1]}"


def _map(expr: Value, name: Formula) -> Given:
    spaces, codomain = [*expr.family.domain], expr.family.codomain
    if all(isinstance(space, Lattice) for space in spaces):
        indexed = Subscripted(name, tuple(Letter(i) for i, _ in zip(INDICES, spaces, strict=False)))
        return Given("map", None, (indexed, " is any number in ", codomain))
    where = () if codomain == Line() else (" with values in ", codomain)
    # derivatives are taken in models, where every function of numbers is smooth
    kind = "smooth function" if any(isinstance(s, Line) for s in spaces) else "function"
    return Given("map", None, (Call(name, _letters(spaces)), f" is any {kind}", *where))


def _mark(index: Basic) -> Formula:
    return Letter(INDICES[0]) if isinstance(index, Bound) else formula(index)


def _letters(spaces: list[Space]) -> tuple[Formula, ...]:
    """A letter for a point of each space: its own, or one that no other has."""
    own = [letter_of(space) for space in spaces]
    numbers = (letter for letter in (*NUMBERS, *MORE_NUMBERS) if letter not in own)
    return tuple(Letter(letter or next(numbers)) for letter in own)


def _distribution(family: type[Distribution]) -> Given:
    """A family by its density, in the names of its own arguments."""
    if any(kind not in SCALARS for kind in family.parameters.values()):
        meaning = " ".join((family.__doc__ or "").partition("\n\n")[0].split())
        return Given("family", None, (f"{family.signature()}: {meaning}",))
    positive = ("positive", "natural", "probability")
    law = family(
        *(
            Symbol(n, real=True, positive=k in positive or None)
            for n, k in family.parameters.items()
        )
    )
    x = Symbol("x", real=True)
    density, said = law.density(x), " has the density "
    if any(e.has(log) for e in density.atoms(exp)):
        density, said = law.log_density(x), " has the log density "
    # The names of its arguments are the family's own: they take no letter from the page.
    words = (formula(law), said, formula(density), " on ", formula(law.space))
    return Given("family", law, words)


def _declared(expr: Basic) -> list[Any]:
    """What the symbols of an expression were declared to be."""
    symbols = sorted((s for s in expr.free_symbols if isinstance(s, Symbol)), key=lambda s: s.name)
    return [fact for s in symbols if (fact := _declaration(s)) is not None]


def _declaration(symbol: Symbol) -> Any:
    if symbol.is_integer:
        numbers = S.Naturals if symbol.is_positive else S.Integers
        return Contains(symbol, numbers, evaluate=False)
    if symbol.is_positive:
        return Gt(symbol, 0, evaluate=False)
    return Ge(symbol, 0, evaluate=False) if symbol.is_nonnegative else None
