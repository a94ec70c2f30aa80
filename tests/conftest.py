"""What all tests share: examples are drawn alike in every run, and a slow machine is no failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from stub_problems import STUBS, Run

from derive.packs.finding import find

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def built_in_derivations():
    """The name and the derivation of every built-in problem."""
    entries = [e for e in find().entries if e.module.name.startswith("derive_problems.")]
    return [(e.declared.name, e.problem().derive()) for e in entries]


@pytest.fixture(scope="session")
def derivations_of():
    """The names and the derivations of the problems of a sheet."""

    def of(sheet: str):
        entries = [e for e in find().entries if e.declared.sheet == sheet]
        return [(e.declared.name, e.problem().derive()) for e in entries]

    return of


@pytest.fixture
def stubs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stubs"
    folder.mkdir()
    (folder / "stubs.py").write_text(STUBS, encoding="utf-8")
    monkeypatch.setenv("DERIVE_PROBLEMS", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run(stubs: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process: its exit code, output and complaints."""

    def command(*words: str) -> tuple[int, str, str]:
        from derive.cli import main

        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command
