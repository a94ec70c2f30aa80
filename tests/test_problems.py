"""Every problem of the built-in pack: it is verified, its claims prove nothing, and its file holds
givens, goals and the names of reasons, but no expression that a derivation would have to find."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.derivation.derivation import Derivation
from derive.derivation.status import Status
from derive.packs.finding import Entry, find
from derive.rulebook.algebra import equal

FOLDER = Path(__file__).resolve().parent.parent / "problems"
FILES = sorted(FOLDER.glob("*.py"))
ENTRIES = [e for e in find().entries if e.module.name.startswith("derive_problems.")]
REASONS = {"by", "because", "Reason"}
# With these a problem file could compute what the engine has to derive.
CALCULATIONS = {"cancel", "diff", "doit", "expand", "factor", "integrate", "simplify", "solve"}


def name_of(entry: Entry) -> str:
    return entry.declared.name


every_problem = pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.declared.address)
every_file = pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)


def test_there_are_problems_and_no_name_is_used_twice() -> None:
    names = [name_of(e) for e in ENTRIES if not e.declared.same_as]
    addresses = [e.declared.address for e in ENTRIES]
    assert names
    assert len(set(names)) == len(names)
    assert len(set(addresses)) == len(addresses)
    again = {e.declared.same_as: name_of(e) for e in ENTRIES if e.declared.same_as}
    stated = {e.declared.address: name_of(e) for e in ENTRIES}
    assert again.items() <= stated.items()


@pytest.mark.slow
@every_problem
def test_it_is_verified(entry: Entry) -> None:
    done = entry.problem().verify()
    assert done.status is Status.VERIFIED
    assert done.steps
    assert all(s.evidence is not None and s.evidence.effective for s in done.steps)


@every_problem
def test_it_reaches_an_equal_result_with_its_claims_left_out(entry: Entry) -> None:
    problem = entry.problem()
    assert_equal_results(problem.derive(), problem.derive(claims=False))


def assert_equal_results(full: Derivation, bare: Derivation) -> None:
    assert len(full.parts) == len(bare.parts)
    for one, other in zip(full.parts, bare.parts, strict=True):
        assert_equal_results(one, other)
    assert full.relation is bare.relation
    assert full.remaining == bare.remaining
    same = full.reached == bare.reached
    assert same or equal(full.reached, bare.reached, full.assumptions) is True


def smuggled(tree: ast.AST) -> Iterator[str]:
    """What a problem hands to its reasons that is more than a name or a place."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=verb) | ast.Name(id=verb)) if verb in REASONS:
                arguments = [*node.args, *(k.value for k in node.keywords)]
                for argument in arguments:
                    if not is_a_name(argument, reasons=verb == "because"):
                        yield f"{argument.lineno}: {ast.unparse(argument)}"
                if verb != "because" and is_algebra(node.args[0]) and len(node.args) > 1:
                    yield f"{node.lineno}: algebra is told its result"


def is_algebra(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node).endswith("algebra")


def is_a_name(node: ast.expr, reasons: bool) -> bool:
    """A name, a part of something named, or (for `because`) a reason, looked at by itself."""
    match node:
        case ast.Name():
            return True
        case ast.Attribute(value=value) | ast.Starred(value=value):
            return is_a_name(value, reasons)
        case ast.Subscript(value=value, slice=place):
            plain = isinstance(place, ast.Constant) or is_a_name(place, reasons)
            return plain and is_a_name(value, reasons)
        case ast.Call(func=ast.Name(id="Reason")):
            return reasons
        case ast.Tuple(elts=elements):
            return all(is_a_name(e, reasons) for e in elements)
    return False


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("start(e).by(jensen).by(marginalise, h)", []),
        ("start(e).by(linear, at=Expect).by(rule, z[1], q.law)", []),
        ("start(e).by(rule, x + y)", ["1: x + y"]),
        ("start(e).by(rule, log(x))", ["1: log(x)"]),
        ("start(e).by(rule, -x)", ["1: -x"]),
        ("start(e).by(rule, at=x * y)", ["1: x * y"]),
        ("start(e).by(rule, z[x + 1])", ["1: z[x + 1]"]),
        ("start(e).by(algebra, answer)", ["1: algebra is told its result"]),
        ("start(e).because(Reason(rule, (x,)))", []),
        ("start(e).because(Reason(rule, (x ** 2,)))", ["1: (x ** 2,)"]),
        ("start(e).because(*kl_steps)", []),
    ],
)
def test_the_reader_of_problems_sees_what_is_smuggled(line: str, said: list[str]) -> None:
    assert list(smuggled(ast.parse(line))) == said


@every_file
def test_reasons_are_given_names_only(path: Path) -> None:
    assert list(smuggled(ast.parse(path.read_text(encoding="utf-8")))) == []


@every_file
def test_a_problem_file_uses_the_engine_and_symbols_alone(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                pytest.fail(f"line {node.lineno}: import the names that are needed")
            case ast.ImportFrom(module=str(module), names=names):
                assert module.partition(".")[0] in {"__future__", "derive", "sympy", "typing"}
                assert not CALCULATIONS & {a.name for a in names}
            case ast.Attribute(attr=name) if name in CALCULATIONS:
                pytest.fail(f"line {node.lineno}: {name} computes")
