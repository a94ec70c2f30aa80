"""The result of a derivation as a function of its parameters: typed, documented, in one file."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sympy import Contains, Expr, Symbol, preorder_traversal
from sympy.core.relational import Relational

from derive.derivation.assumed import as_said, not_implied
from derive.derivation.derivation import Derivation
from derive.errors import DeriveError
from derive.language import Density, Distribution, Node, View
from derive.render.arrays_in_code import Arrays
from derive.render.code_writer import Dialect, Writer, identifiers
from derive.render.stable_forms import stable
from derive.render.summed_coordinates import Vectors
from derive.text.plain import plain

WIDEST = 88
_NAMES = {"Expect": "expectation", "Integral": "integral", "CrossEntropy": "cross_entropy"}


@dataclass(frozen=True)
class Listed:
    """What a function is made of: its name, its parameters by symbol, what is known of them, its
    value in a stable form, which parameters are vectors and which vectors are positive, and the
    matrices."""

    name: str
    parameters: dict[Symbol, str]
    facts: tuple[Any, ...]
    value: Expr
    about: tuple[str, str]
    vectors: tuple[Symbol, ...]
    positive: tuple[Symbol, ...]
    arrays: Arrays


def listed(derivation: Derivation, dialect: Dialect) -> Listed:
    """The result as a function.

    Raises DeriveError where the derivation is open, its result is no closed form, or it speaks of
    arbitrary laws, which no code has.
    """
    result = derivation.result
    if result is None:
        raise DeriveError(f"there is no code to print: {derivation.remaining}")
    vectors = Vectors()
    arrays = Arrays(vectors)
    value = vectors.without_sums(arrays.without_arrays(_written_out(result)))
    if derivation.start.has(View) or not isinstance(value, Expr) or value.has(Node):
        raise DeriveError("there is no code to print: the result is no function of numbers")
    sequences = arrays.in_order(derivation.start)
    named = {s.name for s in (*sequences, *arrays.lengths, *arrays.numbers)}
    scalars = [s for s in _in_order(derivation.start, value) if s.name not in named]
    # the length of a vector is seen from it
    wanted = value.free_symbols | arrays.scalars()
    symbols = [*sequences, *(s for s in scalars if not sequences or s in wanted)]
    reserved = [*(dialect.helpers or ()), "torch", "math", "mpmath"]
    names = identifiers(symbols, reserved)
    # what a step had to assume the function has to ask of its arguments
    assumed = map(as_said, not_implied(derivation.taken, derivation.assumptions))
    stated = dict.fromkeys([*derivation.assumptions, *assumed])
    facts = tuple(f for f in stated if f.free_symbols and _speaks_of(f, symbols))
    about = (_ascii(derivation.start), _ascii(result))
    name = _function_name(derivation.start)
    conditions = (c.condition for c in derivation.conditions if isinstance(c.condition, Relational))
    known = derivation.assumptions.also(*conditions)
    return Listed(
        name,
        names,
        facts,
        stable(value, known),
        about,
        tuple(vectors.in_order(derivation.start)),
        tuple(vectors.positive()),
        arrays,
    )


def _written_out(result: Any) -> Any:
    """The density of a named law as its formula."""
    densities = [d for d in result.atoms(Density) if isinstance(d.law, Distribution)]
    return result.xreplace({d: d.law.density(d.point) for d in densities})


def _in_order(start: Any, value: Expr) -> list[Symbol]:
    """The parameters in the order in which the question names them."""
    free = start.free_symbols | value.free_symbols
    named = [s for s in preorder_traversal(start) if isinstance(s, Symbol) and s in free]
    return list(dict.fromkeys([*named, *sorted(free, key=str)]))


def _speaks_of(fact: Any, symbols: list[Symbol]) -> bool:
    is_simple = isinstance(fact, (Relational, Contains)) and not fact.has(Node)
    return is_simple and fact.free_symbols <= set(symbols)


def _function_name(start: Any) -> str:
    """A name from the goal: kl, entropy, expectation."""
    node = next((n for n in preorder_traversal(start) if isinstance(n, Node)), None)
    name = type(node).__name__ if node is not None else "Value"
    snake = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return _NAMES.get(name, snake)


def _ascii(expr: Any) -> str:
    """A formula as it may stand in a docstring."""
    return plain(expr).replace("\\", "/").replace('"', "'").encode("ascii", "replace").decode()


def docstring(what: Listed, more: str = "") -> list[str]:
    """The documentation of a function: what it is the value of, and for which parameters."""
    goal, result = what.about
    lines = [f'    """{goal}.', "", *_wrapped(f"It is {result}", "      ")]
    if what.facts:
        lines += _wrapped(f"for {', '.join(_ascii(f) for f in what.facts)}.", "      ")
    else:
        lines[-1] += "."
    lines += ["", f"    {more}"] if more else []
    return [*lines, '    """']


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDEST, initial_indent="    ", subsequent_indent=indent, break_long_words=False
    )


def returned(writer: Writer, value: Expr, shown: str = "") -> list[str]:
    """The statement that returns a value, with its terms on lines of their own where it is long."""
    line = f"    return {shown or writer.code(value)}"
    if len(line) <= WIDEST or shown:
        return [line]
    terms = writer.terms(value)
    if len(terms) == 1:
        return [line]
    return ["    return (", *(f"        {term}" for term in terms), "    )"]


def helpers_for(lines: list[str], dialect: Dialect) -> Iterator[str]:
    """The sources of the helpers that some lines call, with those that these call, each once."""
    sources = dialect.helpers or {}
    wanted: list[str] = []
    texts = ["\n".join(lines)]
    while texts:
        text = texts.pop()
        for name, source in sources.items():
            if name not in wanted and re.search(rf"(?<![\w.]){name}[(,]", text):
                wanted.append(name)
                texts.append(source)
    yield from (source for name, source in sources.items() if name in wanted)
