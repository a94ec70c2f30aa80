"""Rules of the house that no linter knows, read off the syntax trees of the sources."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for top in ("derive", "problems") for path in (ROOT / top).rglob("*.py"))

LONGEST = 400
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}
# SymPy's big hammers: slow, different from one version to the next, and they explain nothing.
HAMMERS = {
    "doit",
    "evalf",
    "integrate",
    "lambdify",
    "nsimplify",
    "parse_expr",
    "simplify",
    "sympify",
}
CALLS_OF_TEXT = {"eval", "exec"}
SYMPY_NUMBERS = {"N"}


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def forbidden(tree: ast.AST) -> Iterator[str]:
    """What a tree says and may not, as `line: what`."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in HAMMERS:
                yield f"{node.lineno}: {name}"
            case ast.Call(func=ast.Name(id=name)) if name in CALLS_OF_TEXT | SYMPY_NUMBERS:
                yield f"{node.lineno}: {name}(...)"
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("sympy"):
                for alias in names:
                    if alias.name in HAMMERS | SYMPY_NUMBERS | {"*"}:
                        yield f"{node.lineno}: {alias.name} from {module}"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a.doit()", ["1: doit"]),
        ("from sympy import *", ["1: * from sympy"]),
        ("from sympy import N as number", ["1: N from sympy"]),
        ("import sympy\nsympy.integrate(x, x)", ["2: integrate"]),
        ("eval(text)", ["1: eval(...)"]),
        ("N(pi)", ["1: N(...)"]),
        ("class Law:\n    def doit(self): return self", []),
        ("N = natural('N')", []),
    ],
)
def test_the_reader_of_trees_sees_what_is_forbidden(source: str, said: list[str]) -> None:
    assert list(forbidden(ast.parse(source))) == said


def offences(found: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """What is found in the text of each source file, the files without any left out."""
    told = {path: list(found(path.read_text(encoding="utf-8"))) for path in SOURCES}
    return {label(path): said for path, said in told.items() if said}


def test_there_are_sources() -> None:
    assert len(SOURCES) > 100


def test_no_big_hammer() -> None:
    assert offences(lambda text: forbidden(ast.parse(text))) == {}


def test_no_type_is_left_unchecked() -> None:
    def ignored(text: str) -> Iterator[str]:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and "type:" in token.string:
                yield f"{token.start[0]}: {token.string}"

    assert offences(ignored) == {}


def test_a_file_is_one_concept() -> None:
    # a sheet is one file, however many parts it has
    own = [path for path in SOURCES if path.is_relative_to(ROOT / "derive")]
    lengths = {label(path): len(path.read_text(encoding="utf-8").splitlines()) for path in own}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_names_say_what_is_inside() -> None:
    parts = {label(path): set(path.relative_to(ROOT).with_suffix("").parts) for path in SOURCES}
    assert [name for name, words in parts.items() if words & EMPTY_NAMES] == []
