"""The command: what it prints where, its exit codes, its files, and how it answers mistakes."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from derive.cli import main
from derive.cli.arguments import COMMANDS, read
from derive.errors import NotConverged

DERIVE = str(Path(sys.executable).with_name("derive"))
STUBS = '''\
"""One problem of each status."""
from dataclasses import replace
from sympy import Symbol, log
from derive import ArbitraryMap, Expect, Sheet, Space, arbitrary_law, start
from derive.rules.algebra.rule import algebra
from derive.rules.linearity import expectation_is_linear

sheet = Sheet("stubs", "One of each")
a, x, X = Symbol("a", real=True), Symbol("x"), Space("X")
p, f, g = arbitrary_law("p", X), ArbitraryMap("f", X), ArbitraryMap("g", X)


@sheet.problem("stub-verified", part="1")
def good():
    """A square.

    Write the log of a square as a multiple of a log.
    """
    return start(log(a**2), a > 0).by(algebra, 2 * log(a))


@sheet.problem("stub-assumes", part="2")
def assumed():
    """A sum whose means may not exist."""
    return start(Expect(f(x) + g(x), x, p)).by(expectation_is_linear)


@sheet.problem("stub-open", part="3")
def stopped():
    """A chain that stops."""
    return good().stop("nothing more is known.")


@sheet.problem("stub-refuted", part="4a")
def wrong():
    """A step that is false."""
    d = good()
    return replace(d, steps=(replace(d.steps[0], after=3 * log(a)),))


@sheet.problem("stub-unchecked", part="4b")
def impossible():
    """Nothing satisfies what is given."""
    return start(log(a**2), a > 0, a < -1).by(algebra, 2 * log(a))


@sheet.problem("stub-broken", part="5")
def broken():
    """A problem that fails."""
    return 1 / 0


@sheet.problem("verify", part="6")
def named_like_a_command():
    """A problem whose name is a command."""
    return good()
'''
CODES = {
    "stub-verified": 0,
    "stub-assumes": 0,
    "stub-open": 3,
    "stub-refuted": 1,
    "stub-unchecked": 1,
    "stub-broken": 2,
    "stubs/6": 0,
}
TIME = re.compile(r"\d+\.\d+ s\b")

Run = Callable[..., tuple[int, str, str]]


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
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DERIVE, *words],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def test_bare_it_says_what_it_can_do_in_half_a_screen(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "")
    assert len(out.splitlines()) <= 14
    assert all(f"derive {command}" in out for command in COMMANDS)


@pytest.mark.parametrize("words", [["--help"], ["-h"], *([c, "--help"] for c in COMMANDS)])
def test_help(run: Run, words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: derive{''.join(f' {w}' for w in words if w in COMMANDS)}")


def test_version(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert re.fullmatch(r"derive \d+\.\d+\.\d+\S*\n", out)


@pytest.mark.parametrize("name", CODES)
def test_exit_codes(run: Run, name: str) -> None:
    code, out, err = run(name)
    assert code == CODES[name]
    assert bool(out) == (code != 2)
    assert "Traceback" not in err


def test_strict_counts_an_assumption_as_a_failure(run: Run) -> None:
    assert run("stub-assumes", "--strict")[0] == 1
    assert run("--strict", "stub-verified")[0] == 0
    assert run("--strict", "stub-open")[0] == 3


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["stub-verified", "stub-assumes"], 0),
        (["stub-open", "stub-verified"], 3),
        (["stub-open", "stub-refuted", "stub-verified"], 1),
        (["stub-verified", "stub-broken"], 1),
        (["stub-unchecked"], 1),
    ],
)
def test_verify_exits_with_the_worst(run: Run, names: list[str], code: int) -> None:
    found, out, err = run("verify", *names)
    assert (found, err) == (code, "")
    *lines, summary = out.splitlines()
    assert [line.split()[0] for line in lines] == names
    assert summary.startswith(f"{len(names)} problems: ")
    assert "\x1b" not in out


def test_verify_says_what_stopped_a_problem(run: Run) -> None:
    _, out, _ = run("verify", "stub-broken", "stub-unchecked")
    broken, unchecked, _ = out.splitlines()
    assert "ZeroDivisionError" in broken
    assert "a < -1" in unchecked


def test_verify_without_names_is_strict_about_packs_that_cannot_be_read(
    run: Run, stubs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("derive.packs.modules.entry_points", lambda group: ())
    (stubs / "stubs.py").write_text(plain_only(), encoding="utf-8")
    assert run("verify")[0] == 0
    (stubs / "other.py").write_text("def (", encoding="utf-8")
    code, out, err = run("verify")
    assert code == 1
    assert "stub-verified" in out
    assert "other.py" in err


def plain_only() -> str:
    """The stubs up to the first that is not verified."""
    return STUBS.partition('@sheet.problem("stub-assumes"')[0]


def test_list_shows_sheets_parts_and_titles(run: Run) -> None:
    code, out, err = run("list", "--sheet", "stubs")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()[:3]] == [
        ["stubs", "One", "of", "each"],
        ["1", "stub-verified", "A", "square"],
        ["2", "stub-assumes", "A", "sum", "whose", "means", "may", "not", "exist"],
    ]
    assert out in run("list")[1]


def test_commands_win_over_problems_and_an_address_always_works(run: Run) -> None:
    assert run("verify", "stub-verified")[1].endswith(" s\n")
    assert "A problem whose name is a command" in run("stubs/6")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stub-verifed"], "did you mean stub-verified"),
        (["stubs/1a"], "did you mean stubs/"),
        (["verfy"], "did you mean verify"),
        (["lst"], "did you mean list"),
        (["list", "--sheet", "stub"], "did you mean stubs?"),
        (["rules", "expectation-is-liner"], "did you mean expectation-is-linear"),
        (["verify", "stub-verified", "stub-asumes"], "did you mean stub-assumes"),
        (["stub-verified", "--to", "pdf"], "invalid choice: 'pdf'"),
        (["stub-verified", "extra"], "unrecognized arguments: extra"),
        (["stub-verified", "--expandd"], "unrecognized arguments: --expandd"),
        (["--strict"], "required: NAME"),
        (["stub-verified", "--seed", "one"], "invalid int value: 'one'"),
        (["stub-verified", "--set", "a"], "'a' is not of the form NAME=NUMBER"),
        (["stub-verified", "--set", "a=b"], "'b' is not a number"),
        (["stub-verified", "--set", "a=2**9"], "'2**9' is not a number"),
        (["stub-verified", "--set", "a=1/0"], "'1/0' divides by zero"),
        (["stub-verified", "--set", "a=1e9999"], "is not a number"),
        (["stub-verified", "--set", "a=nan"], "is not a number"),
        (["stub-verified", "--set", "a=1", "--set", "a=2"], "both 1 and 2"),
        (["stub-verified", "--set", "b=2"], "there is no b"),
        (["stub-verified", "--set", "a=-1"], "a > 0"),
        (["stub-verified", "--problems", "no/such/place"], "needs a folder"),
        (["stub-verified", "-o", "page.tex"], "-o needs a form"),
        (["--problems"], "expected one argument"),
        (["two\nlines\x1b[2J"], "there is no problem"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(run: Run, words: list[str], said: str) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("derive: ")
    assert err.count("\n") == 1
    assert err.rstrip("\n").isprintable()


def test_options_may_stand_before_the_name() -> None:
    options = read(["--set", "a=1", "--to", "json", "list-like", "--expand"])
    assert (options.command, options.name, options.values) == ("show", "list-like", [("a", "1")])
    assert read(["--problems", "list", "verify", "x"]).command == "verify"


def test_the_value_at_numbers_is_printed(run: Run) -> None:
    _, out, _ = run("stub-verified", "--set", "a=1/2")
    assert "-1.38629436111989" in out
    assert "1.38629436111989" in run("stub-verified", "--set", "a=2.0")[1]


def test_a_value_that_does_not_converge_is_no_fault_of_the_input(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise NotConverged("its tail is too heavy")

    monkeypatch.setattr("derive.derivation.derivation.Derivation.value_at", never)
    code, out, err = run("stub-verified", "--set", "a=2")
    assert code == 1
    assert out
    assert err == "derive: the value could not be found: its tail is too heavy\n"


class TestFiles:
    """Output goes into a file as a whole, and never over another unasked."""

    WORDS = ("stub-verified", "--to", "latex", "-o")

    def test_the_file_holds_what_would_be_printed(self, run: Run, tmp_path: Path) -> None:
        assert run(*self.WORDS, "page.tex") == (0, "", "")
        printed = run("stub-verified", "--to", "latex")[1]
        written = (tmp_path / "page.tex").read_text(encoding="utf-8")
        assert TIME.sub("", written) == TIME.sub("", printed)
        assert self.leftovers(tmp_path) == {"page.tex", "stubs"}

    def test_nothing_is_overwritten_without_force(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "page.tex"
        target.write_text("mine")
        target.chmod(0o640)
        code, _, err = run(*self.WORDS, "page.tex")
        assert (code, target.read_text()) == (2, "mine")
        assert "--force" in err
        assert run(*self.WORDS, "page.tex", "--force")[0] == 0
        assert target.read_text().startswith("\\documentclass")
        assert target.stat().st_mode & 0o777 == 0o640
        assert self.leftovers(tmp_path) == {"page.tex", "stubs"}

    def test_a_link_is_followed(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "real.tex").write_text("mine")
        (tmp_path / "link.tex").symlink_to(tmp_path / "real.tex")
        assert run(*self.WORDS, "link.tex")[0] == 2
        assert run(*self.WORDS, "link.tex", "--force")[0] == 0
        assert (tmp_path / "link.tex").is_symlink()
        assert (tmp_path / "real.tex").read_text() != "mine"

    @pytest.mark.parametrize("place", [".", "stubs", "no/such/page.tex", "/dev/null", "x" * 300])
    def test_what_is_no_file_is_refused(self, run: Run, tmp_path: Path, place: str) -> None:
        code, _, err = run(*self.WORDS, place, "--force")
        assert code == 2
        assert err.count("\n") == 1
        assert self.leftovers(tmp_path) == {"stubs"}

    def test_a_failure_leaves_nothing(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "page.tex").write_text("mine")

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        code, _, err = run(*self.WORDS, "page.tex", "--force")
        assert code == 2
        assert "No space left on device" in err
        assert (tmp_path / "page.tex").read_text() == "mine"
        assert self.leftovers(tmp_path) == {"page.tex", "stubs"}

    @staticmethod
    def leftovers(folder: Path) -> set[str]:
        return {p.name for p in folder.iterdir()}


def test_hostile_packs_do_not_reach_the_terminal(run: Run, stubs: Path) -> None:
    escape = "\\x1b]0;owned\\x07"
    text = plain_only().replace("One of each", f"One{escape}").replace("A square", f"A{escape}")
    (stubs / "stubs.py").write_text(text.replace("Write", f"Write{escape}"), encoding="utf-8")
    (stubs / "evil\x1b[2J.py").write_text("def (", encoding="utf-8")
    for words in (["list"], ["stub-verified"], ["verify", "stub-verified"]):
        _, out, err = run(*words)
        assert "owned" in out or words[0] == "verify"
        assert all(line.isprintable() for line in (out + err).splitlines())


def test_json_is_one_object(run: Run) -> None:
    code, out, _ = run("stub-verified", "--to", "json", "--set", "a=3/2")
    told = json.loads(out)
    assert code == 0
    assert (told["name"], told["sheet"], told["part"]) == ("stub-verified", "stubs", "1")
    assert told["status"] == "verified"
    assert told["value"] == {"at": {"a": "3/2"}, "number": "0.810930216216329"}


def test_the_same_input_prints_the_same_bytes(stubs: Path) -> None:
    for words in (["stub-assumes"], ["list"], ["rules"], ["verify", "stub-verified", "stub-open"]):
        one, two = (process(*words, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
        assert one
        assert TIME.sub("", one) == TIME.sub("", two)


def test_output_is_plain_and_as_wide_as_asked_when_it_is_no_terminal(stubs: Path) -> None:
    for width in (60, 100):
        done = process("stub-verified", COLUMNS=str(width))
        assert "\x1b" not in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= width


@pytest.mark.parametrize("colour", [True, False])
def test_on_a_terminal_the_table_fills_and_colours_can_be_refused(
    stubs: Path, colour: bool
) -> None:
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    if not colour:
        environment["NO_COLOR"] = "1"
    words = [DERIVE, "verify", "stub-verified", "stub-open"]
    shown = b""
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE
    ) as running:
        os.close(theirs)
        with contextlib.suppress(OSError):  # a pseudo-terminal whose other end is closed
            while chunk := os.read(ours, 4096):
                shown += chunk
        _, complaints = running.communicate()
    os.close(ours)
    assert (running.returncode, complaints) == (3, b"")
    assert b"2 problems: 1 verified, 1 open" in shown
    assert b"2/2" in shown
    assert bool(re.search(rb"\x1b\[3\dm", shown)) == colour


def test_a_stream_without_greek_letters_is_no_failure(stubs: Path) -> None:
    done = process("stub-assumes", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()


def test_whoever_stops_reading_hears_no_complaint(stubs: Path) -> None:
    command = f"'{DERIVE}' rules | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode in (0, 141)


def test_an_interrupt_ends_it_quietly(stubs: Path) -> None:
    slow = STUBS.replace("return 1 / 0", "print('begun', flush=True); import time; time.sleep(60)")
    (stubs / "stubs.py").write_text(slow, encoding="utf-8")
    for words in (["stub-broken"], ["verify", "stub-broken", "stubs/5"]):
        began = time.monotonic()
        with subprocess.Popen(
            [DERIVE, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            assert running.stdout.readline().startswith("begun")
            running.send_signal(signal.SIGINT)
            _, err = running.communicate(timeout=20)
        assert (running.returncode, err) == (130, "")
        assert time.monotonic() - began < 20


def test_the_catalogue_lists_every_rule_under_its_group(run: Run) -> None:
    code, out, _ = run("rules")
    assert code == 0
    groups = {b.splitlines()[0]: b.splitlines()[1:] for b in out.strip().split("\n\n")}
    assert any(line.split()[0] == "expectation-is-linear" for line in groups["linearity"])


def test_one_rule_is_shown_with_everything_that_it_has(run: Run) -> None:
    code, out, _ = run("rules", "gamma-mean")
    assert code == 0
    for part in ("gamma-mean", "facts.gamma", "Proof", "Reference", "the mode for the mean"):
        assert part in out
