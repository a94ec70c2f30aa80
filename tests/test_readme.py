"""The README's Python gives what it shows, and its transcripts are what the command prints."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_NAME = re.compile(r"this file in it, `([\w-]+/\w+\.py)`")
SECONDS = re.compile(r" *\d+\.\d+ s\b")


@dataclass(frozen=True)
class Session:
    """One command of a transcript, and what it is shown to print."""

    command: str
    printed: str


def blocks(language: str) -> list[str]:
    found = BLOCK.findall(README.read_text(encoding="utf-8"))
    return [text for name, text in found if name == language]


def sessions() -> list[Session]:
    found = []
    for text in blocks("console"):
        opening, *rest = re.split(r"^\$ ", text, flags=re.MULTILINE)
        assert opening == "", "a transcript begins with a command"
        found += [Session(*part.split("\n", 1)) for part in rest]
    return found


def timeless(text: str) -> str:
    return SECONDS.sub(" ... s", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working directory with the README's own pack in it, and its own lines."""
    (lines,) = blocks("text")
    (tmp_path / lines.removeprefix("# ").partition(":")[0]).write_text(lines, encoding="utf-8")
    (name,) = FILE_NAME.findall(README.read_text(encoding="utf-8"))
    (pack,) = (text for text in blocks("python") if ">>>" not in text)
    file = tmp_path / name
    file.parent.mkdir()
    file.write_text(pack, encoding="utf-8")
    return tmp_path


def test_the_python_examples_give_what_they_show() -> None:
    text = "".join(block for block in blocks("python") if ">>>" in block)
    examples = doctest.DocTestParser().get_doctest(text, {}, "README.md", str(README), 0)
    assert len(examples.examples) > 10
    said: list[str] = []
    results = doctest.DocTestRunner().run(examples, out=said.append)
    assert results.failed == 0, "".join(said)


@pytest.mark.parametrize("session", sessions(), ids=lambda session: session.command)
def test_the_transcripts_are_what_the_command_prints(session: Session, folder: Path) -> None:
    name, *words = session.command.split()
    plain = {key: value for key, value in os.environ.items() if key != "DERIVE_PROBLEMS"}
    done = subprocess.run(
        [Path(sys.executable).with_name(name), *words],
        cwd=folder,
        env={**plain, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (int(" refuted\n" in session.printed), "")
    assert timeless(done.stdout) == timeless(session.printed)


def test_the_transcript_of_the_first_example_is_there() -> None:
    assert "derive exponential-elbo" in [session.command for session in sessions()]


def test_the_packs_problem_is_found_from_python(folder: Path) -> None:
    from derive import load

    names = [s.command.split() for s in sessions() if "--problems" in s.command]
    ((_, _, directory, name),) = names
    assert load(name, str(folder / directory)).verify().status == "verified"
