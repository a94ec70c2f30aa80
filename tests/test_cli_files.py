"""Output goes into a file as a whole, and never over another unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from stub_problems import TIME, Run

WORDS = ("stub-verified", "--to", "latex", "-o")


def leftovers(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_the_file_holds_what_would_be_printed(run: Run, tmp_path: Path) -> None:
    assert run(*WORDS, "page.tex") == (0, "", "")
    printed = run("stub-verified", "--to", "latex")[1]
    written = (tmp_path / "page.tex").read_text(encoding="utf-8")
    assert TIME.sub("", written) == TIME.sub("", printed)
    assert leftovers(tmp_path) == {"page.tex", "stubs"}


def test_nothing_is_overwritten_without_force(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "page.tex"
    target.write_text("mine")
    target.chmod(0o640)
    code, _, err = run(*WORDS, "page.tex")
    assert (code, target.read_text()) == (2, "mine")
    assert "--force" in err
    assert run(*WORDS, "page.tex", "--force")[0] == 0
    assert target.read_text().startswith("\\documentclass")
    assert target.stat().st_mode & 0o777 == 0o640
    assert leftovers(tmp_path) == {"page.tex", "stubs"}


def test_a_link_is_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.tex").write_text("mine")
    (tmp_path / "link.tex").symlink_to(tmp_path / "real.tex")
    assert run(*WORDS, "link.tex")[0] == 2
    assert run(*WORDS, "link.tex", "--force")[0] == 0
    assert (tmp_path / "link.tex").is_symlink()
    assert (tmp_path / "real.tex").read_text() != "mine"


@pytest.mark.parametrize("place", [".", "stubs", "no/such/page.tex", "/dev/null", "x" * 300])
def test_what_is_no_file_is_refused(run: Run, tmp_path: Path, place: str) -> None:
    code, _, err = run(*WORDS, place, "--force")
    assert code == 2
    assert err.count("\n") == 1
    assert leftovers(tmp_path) == {"stubs"}


def test_a_failure_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.tex").write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = run(*WORDS, "page.tex", "--force")
    assert code == 2
    assert "No space left on device" in err
    assert (tmp_path / "page.tex").read_text() == "mine"
    assert leftovers(tmp_path) == {"page.tex", "stubs"}
