"""Packs: what is found, what is never imported, and what a broken one does to the others."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from derive.errors import DeriveError
from derive.packs.finding import AmbiguousProblem, UnknownProblem, find, load
from derive.packs.foreign import BrokenPack
from derive.packs.modules import GROUP
from derive.packs.reading import Declared, declared_in, read
from derive.packs.sheet import NotAProblem, Sheet

HEAD = """\
from sympy import Symbol, log
from derive import Sheet, start
from derive.rulebook.algebra.rule import algebra
a = Symbol("a", real=True)
"""

PLAIN = """
sheet = Sheet("{sheet}", "Warming up")

@sheet.problem("{name}", part="{part}")
def square():
    \"\"\"The log of a square.

    It is twice
    the log.

    Nothing more.
    \"\"\"
    return start(log(a**2), a > 0).by(algebra, 2 * log(a))
"""

ALARM = "from pathlib import Path\nPath(__file__).with_suffix('.ran').touch()\n"


def plain(name: str = "log-of-square", part: str = "1", sheet: str = "warm-up") -> str:
    return HEAD + PLAIN.format(name=name, part=part, sheet=sheet)


@pytest.fixture(autouse=True)
def no_folders_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DERIVE_PROBLEMS", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with the files that it is given."""
    made = 0

    def make(**files: str) -> Path:
        nonlocal made
        made += 1
        place = tmp_path / f"pack{made}"
        place.mkdir()
        for name, text in files.items():
            (place / f"{name}.py").write_text(dedent(text), encoding="utf-8")
        return place

    return make


def test_a_problem_is_found_by_name_and_by_address(folder: Callable[..., Path]) -> None:
    place = folder(mine=plain())
    for asked in ("log-of-square", "warm-up/1"):
        problem = load(asked, place)
        assert (problem.address, problem.title) == ("warm-up/1", "The log of a square")
        assert problem.statement == "It is twice the log.\n\nNothing more."
        assert problem.source == f"{place.resolve() / 'mine.py'}:8"
    assert problem.verify().status.value == "verified"


def test_looking_does_not_run_what_it_finds(folder: Callable[..., Path]) -> None:
    place = folder(mine=ALARM + plain(), other=ALARM + plain("other", sheet="other"))
    found = find(place)
    assert "log-of-square" in [e.declared.name for e in found.entries]
    assert list(place.glob("*.ran")) == []
    found.problem("log-of-square")
    assert [p.name for p in place.glob("*.ran")] == ["mine.ran"]


def test_nothing_of_the_working_directory_is_imported(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder(problems=ALARM, derive_problems=ALARM, sheet=ALARM)
    monkeypatch.chdir(place)
    assert find().entries
    assert list(place.glob("*.ran")) == []


def test_a_file_of_a_pack_is_no_module_that_anybody_else_can_import(
    folder: Callable[..., Path],
) -> None:
    before = set(sys.modules)
    load("log-of-square", folder(json=plain()))
    new = set(sys.modules) - before
    assert "json" not in new
    assert all(n.startswith(("_derive_pack_", "derive", "sympy", "mpmath")) for n in new), new


def test_files_of_a_folder_may_import_each_other(folder: Callable[..., Path]) -> None:
    text = plain().replace("from sympy import Symbol, log", "from .names import Symbol, log")
    place = folder(mine=text, names="from sympy import Symbol, log")
    assert load("warm-up/1", place).derive().steps


def test_folders_of_the_environment_come_first(
    folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = folder(a=plain("one")), folder(a=plain("two")), folder(a=plain("three"))
    monkeypatch.setenv("DERIVE_PROBLEMS", f"{one}{':' if sys.platform != 'win32' else ';'}{two}")
    names = [e.declared.name for e in find(three, one).entries]
    assert [n for n in names if n in ("one", "two", "three")] == ["one", "two", "three"]


def test_a_folder_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownProblem, match="nowhere is none"):
        find(tmp_path / "nowhere")
    monkeypatch.setenv("DERIVE_PROBLEMS", str(tmp_path / "nowhere"))
    found = find()
    assert found.entries
    (sentence,) = found.broken
    assert "DERIVE_PROBLEMS" in sentence


def test_a_name_that_two_packs_use_is_refused_when_it_is_asked_for(
    folder: Callable[..., Path],
) -> None:
    one, two = folder(a=plain("twice", "1")), folder(b=plain("twice", "2") + "x = 1")
    found = find(one, two, folder(c=plain("once", "3")))
    assert found.problem("once").name == "once"
    with pytest.raises(AmbiguousProblem) as said:
        found.problem("twice")
    assert str(one.resolve() / "a.py") in str(said.value)
    assert str(two.resolve() / "b.py") in str(said.value)
    assert found.problem("warm-up/1").source.startswith(str(one.resolve()))
    assert found.problem("warm-up/2").source.startswith(str(two.resolve()))


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("log-of-sqare", "did you mean log-of-square"),
        ("warmup/1", "did you mean warm-up/1"),
        ("zzzzzz", "`derive list` shows"),
        ("", "`derive list` shows"),
    ],
)
def test_a_mistyped_name_suggests_the_nearest(
    folder: Callable[..., Path], asked: str, hint: str
) -> None:
    with pytest.raises(UnknownProblem, match="there is no problem") as said:
        load(asked, folder(mine=plain()))
    assert hint in str(said.value)


BROKEN = {
    "syntax": "def (:\n",
    "error": "sheet.problem\n",
    "leaves": HEAD + "raise SystemExit(3)\n[Sheet]",
    "own_error": HEAD + "class Odd(Exception): pass\nraise Odd('two\\nlines')\n[Sheet]",
    "recursion": HEAD + "def f(): f()\nf()\n[Sheet]",
    "no_docstring": plain()
    .replace('"""', "#", 1)
    .replace('"""', "#", 1)
    .replace("\n    ", "\n    #", 6),
    "bad_name": plain("Not A Name\x1b[31m"),
    "bad_part": plain(part="1/2"),
    "part_twice": plain() + PLAIN.format(sheet="warm-up", name="again", part="1").split("\n", 2)[2],
    "zeros": "\x00",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_told_of_and_disturbs_nobody(
    folder: Callable[..., Path], kind: str
) -> None:
    place = folder(**{kind: BROKEN[kind]}, good=plain("good", sheet="good"))
    found = find(place)
    assert found.problem("good").derive().steps
    (sentence,) = found.broken
    assert str(place.resolve() / f"{kind}.py") in sentence
    assert "\n" not in sentence


def test_a_broken_installed_pack_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.entry_points(group=GROUP)
    gone = importlib.metadata.EntryPoint("gone", "no_such_module_at_all", GROUP)
    inner = importlib.metadata.EntryPoint("inner", "no_such_parent.module", GROUP)
    monkeypatch.setattr("derive.packs.modules.entry_points", lambda group: [*real, gone, inner])
    found = find()
    assert found.entries
    assert [s.split("'")[1] for s in found.broken] == ["gone", "inner"]


def test_a_problem_that_fails_says_which_and_where(folder: Callable[..., Path]) -> None:
    text = plain().replace("return start", "return 1 / 0 or start")
    with pytest.raises(BrokenPack, match=r"'log-of-square' fails: ZeroDivisionError.*line 17"):
        load("log-of-square", folder(mine=text)).derive()
    refused = plain().replace("2 * log(a)", "3 * log(a)")
    with pytest.raises(BrokenPack, match="'log-of-square': algebra") as said:
        load("log-of-square", folder(mine=refused)).derive()
    assert isinstance(said.value.__cause__, DeriveError)
    nothing = plain().replace("return start", "start")
    with pytest.raises(NotAProblem, match="NoneType, not a Derivation"):
        load("log-of-square", folder(mine=nothing)).derive()


def test_claims_can_be_left_out(folder: Callable[..., Path]) -> None:
    text = plain().replace(".by(algebra, 2 * log(a))", ".claim(2 * log(a))")
    problem = load("log-of-square", folder(mine=text))
    assert len(problem.derive().steps) == 1
    assert len(problem.derive(claims=False).steps) == 0
    assert len(problem.derive().steps) == 1


DYNAMIC = {
    "in a loop": "for i in (1, 2):\n    sheet.problem(f'p-{i}', part=str(i))(square)",
    "under an if": "if a:\n    @sheet.problem('p-1', part='1')\n    def one():\n        'One.'",
    "another name": "same = sheet\n@same.problem('p-1', part='1')\ndef f():\n    'F.'",
    "a computed name": "@sheet.problem('p-' + '1', part='1')\ndef f():\n    'F.'",
    "a computed title": "def f(): ...\nf.__doc__ = 'F.'\nsheet.problem('p-1', part='1')(f)",
}


@pytest.mark.parametrize("kind", DYNAMIC)
def test_what_only_running_can_tell_is_run(folder: Callable[..., Path], kind: str) -> None:
    body = 'def square():\n    "Squared."\n'
    text = f'from derive import Sheet\na = 1\nsheet = Sheet("s", "S")\n{body}{DYNAMIC[kind]}\n'
    assert read(text) is None
    assert load("p-1", folder(mine=text)).address == "s/1"


def test_a_sheet_states_the_problem_of_another(folder: Callable[..., Path]) -> None:
    other = plain().replace("warm-up", "other-sheet")
    other = other.replace('part="1"', 'part="2b", same_as="warm-up/1"')
    found = find(folder(mine=plain(), other=other))
    assert found.problem("other-sheet/2b").address == "other-sheet/2b"
    assert found.problem("log-of-square").address == "warm-up/1"
    assert [declared.part for declared in found.sheet("other-sheet")] == ["2b"]


def test_parts_are_listed_in_order(folder: Callable[..., Path]) -> None:
    texts = {
        f"p{part}": plain().replace('part="1"', f'part="{part}"').replace("log-of", f"l{part}")
        for part in ("10", "1g", "2", "1f")
    }
    found = find(folder(**texts))
    assert [d.part for d in found.sheet("warm-up")] == ["1f", "1g", "2", "10"]


def test_titles_obey_nobody() -> None:
    sheet = Sheet("s", "red\x1b[31m\u202e")

    @sheet.problem("p", part="1")
    def problem() -> None:
        """Bell\x07.

        Word\x9b by\x00 word.
        """

    assert sheet.title == "red?[31m?"
    assert sheet.problems[0].title == "Bell?"
    assert sheet.problems[0].statement == "Word? by? word."


def test_the_built_in_sheets_are_read_as_they_are_declared() -> None:
    """Listing reads text, deriving runs it: both must know the same problems."""
    modules = list(dict.fromkeys(e.module for e in find().entries))
    assert modules
    for module in modules:
        text = module.source()
        assert text is not None
        read_off: tuple[Declared, ...] | None = read(text)
        assert read_off == declared_in(module.load())


def test_reading_needs_no_sympy(folder: Callable[..., Path]) -> None:
    program = (
        "import sys\nfrom derive.packs.finding import find\n"
        "assert find(sys.argv[1]).entry('log-of-square')\nprint('sympy' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(folder(mine=plain()))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
