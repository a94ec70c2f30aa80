"""What a module declares, read off its text.

Listing problems and guessing what a mistyped name meant should not import SymPy, so sheets that
are written plainly are read without running anything: `sheet = Sheet("...", "...")` at the top
level, and `@sheet.problem("...", part="...")` above top-level functions with docstrings. A module
that declares problems in any other way is imported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType

from derive.packs.sheet import NAME, PART, Sheet, title_and_statement
from derive.text.visible import visible


@dataclass(frozen=True)
class Declared:
    """A problem as its declaration announces it, without what builds it."""

    name: str
    sheet: str
    sheet_title: str
    part: str
    title: str
    same_as: str

    @property
    def address(self) -> str:
        """The sheet and the part."""
        return f"{self.sheet}/{self.part}"


class _NotPlain(Exception):
    """The text leaves open what is declared."""


def declared_in(module: ModuleType) -> tuple[Declared, ...]:
    """What the sheets of an imported module declare."""
    sheets = dict.fromkeys(v for v in vars(module).values() if isinstance(v, Sheet))
    return tuple(
        Declared(p.name, s.name, s.title, p.part, p.title, p.same_as)
        for s in sheets
        for p in s.problems
    )


def read(text: str, filename: str = "a module") -> tuple[Declared, ...] | None:
    """What a module with this text declares; None where only running it can tell.

    >>> read('''
    ... from derive import Sheet
    ... sheet = Sheet("warm-up", "A first sheet")
    ... @sheet.problem("nothing-to-do", part="1")
    ... def nothing():
    ...     "Nothing is asked."
    ... ''')[0].title
    'Nothing is asked'
    >>> read("from sheets import another") is None
    False
    >>> read("import sheets; sheets.first.problem('p', part='1')(print)") is None
    True

    Raises SyntaxError for what is not Python.
    """
    tree = ast.parse(text, filename)
    try:
        sheets = dict(_sheets(tree.body))
        found = tuple(
            declared
            for statement in tree.body
            if isinstance(statement, ast.FunctionDef)
            for declared in _problems(statement, sheets)
        )
        _nothing_else(tree, sheets, len(found))
    except _NotPlain:
        return None
    addresses = [d.address for d in found]
    return found if len(set(addresses)) == len(addresses) else None


def _sheets(body: Iterable[ast.stmt]) -> Iterator[tuple[str, tuple[str, str]]]:
    for statement in body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=variable)],
                value=ast.Call(func=ast.Name(id="Sheet"), args=[name, title], keywords=[]),
            ):
                yield variable, (_word(name, NAME), visible(_constant(title)))


def _problems(function: ast.FunctionDef, sheets: dict[str, tuple[str, str]]) -> Iterator[Declared]:
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=variable), attr="problem"),
                args=[name],
                keywords=keywords,
            ) if variable in sheets:
                given = {k.arg: k.value for k in keywords}
                if "part" not in given or not given.keys() <= {"part", "same_as"}:
                    raise _NotPlain
                title, _ = title_and_statement(ast.get_docstring(function) or "")
                if not title:
                    raise _NotPlain
                yield Declared(
                    _word(name, NAME),
                    *sheets[variable],
                    _word(given["part"], PART),
                    title,
                    _address(given.get("same_as")),
                )


def _address(node: ast.expr | None) -> str:
    if node is None:
        return ""
    sheet, _, part = _constant(node).partition("/")
    if not NAME.fullmatch(sheet) or not PART.fullmatch(part):
        raise _NotPlain
    return f"{sheet}/{part}"


def _nothing_else(tree: ast.Module, sheets: dict[str, tuple[str, str]], problems: int) -> None:
    """Whether sheets and their `problem` occur in the places that were read, and nowhere else."""
    made = used = declarations = 0
    for node in ast.walk(tree):
        match node:
            case ast.Name(id="Sheet"):
                made += 1
            case ast.Name(id=variable) if variable in sheets:
                used += 1
            case ast.Attribute(attr="problem"):
                declarations += 1
            case ast.Attribute(attr="Sheet") | ast.alias(name="Sheet", asname=str()):
                raise _NotPlain
            case ast.ImportFrom(module=module, names=[ast.alias(name="*")]) if module != "derive":
                raise _NotPlain
    # A sheet's variable occurs where it is assigned and in front of each `.problem`.
    if (made, used, declarations) != (len(sheets), len(sheets) + problems, problems):
        raise _NotPlain


def _constant(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise _NotPlain


def _word(node: ast.expr, allowed: re.Pattern[str]) -> str:
    text = _constant(node)
    if not allowed.fullmatch(text):
        raise _NotPlain
    return text
